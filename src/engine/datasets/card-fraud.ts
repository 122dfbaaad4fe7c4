/**
 * Card payments, a few of them fraud: made by the formulas below from the seed, because no table of real card fraud may be
 * passed on. The point is the rare class: a model that never says "fraud" is right 98.5 % of the time. Not a study of how
 * fraud really looks.
 */
import { z } from "zod";
import type { Column, Dataset, Rows } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import { defineDataset } from "../core/plugins";
import type { Rng } from "../core/rng";
import { tableMeta } from "./tables";

const SHOPS = ["groceries", "restaurant", "fuel", "clothing", "travel", "electronics", "online services", "gift cards"];
/** How often each kind of shop is paid, per hundred payments. */
const HONEST_SHOPS = [30, 20, 12, 14, 6, 6, 10, 2], STOLEN_SHOPS = [6, 4, 4, 12, 12, 28, 14, 20];

const COLUMNS: readonly Column[] = [
  { kind: "number", name: "amount", unit: "€", range: [1, 5000], decimals: 2, description: "What was paid." },
  { kind: "number", name: "hour", unit: "h", range: [0, 23], decimals: 0, description: "Hour of the day, 0 to 23." },
  { kind: "number", name: "distance from home", unit: "km", range: [0, 10000], decimals: 1 },
  { kind: "category", name: "shop", levels: SHOPS, description: "Kind of shop that was paid." },
  { kind: "number", name: "days since last use", unit: "days", range: [0, 60], decimals: 1, description: "Since the payment before." },
  { kind: "number", name: "payments in the last hour", range: [0, 12], decimals: 0, description: "With the same card, this one not included." },
  { kind: "category", name: "foreign country", levels: ["no", "yes"] },
  { kind: "category", name: "card present", levels: ["no", "yes"], description: "The card itself was read, rather than its number typed in." },
];
const META = tableMeta({ id: "card-fraud", title: "Card fraud (synthetic)", classNames: ["legitimate", "fraud"], positive: 1, columns: COLUMNS });
const WIDTH = COLUMNS.length;

const clip = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const chance = (rng: Rng, p: number) => (rng.uniform() < p ? 1 : 0);
/** e to a normal number: mostly near `middle`, sometimes many times as much. */
const skewed = (rng: Rng, middle: number, spread: number) => middle * Math.exp(spread * rng.normal());
const waiting = (rng: Rng, mean: number) => -mean * Math.log(1 - rng.uniform());

function pick(rng: Rng, weights: readonly number[]): number {
  let left = rng.uniform() * weights.reduce((a, b) => a + b, 0);
  for (let i = 0; i < weights.length - 1; i++) if ((left -= weights[i]!) < 0) return i;
  return weights.length - 1;
}

function poisson(rng: Rng, mean: number): number {
  let product = rng.uniform(), n = 0;
  for (; product > Math.exp(-mean); n++) product *= rng.uniform();
  return n;
}

/** One payment. `stolen` is how it is made: some thieves behave just like the owner, and some owners travel. */
function payment(rng: Rng, stolen: boolean): number[] {
  const away = stolen ? chance(rng, 0.45) : chance(rng, 0.04), present = stolen ? chance(rng, 0.2) : chance(rng, 0.7);
  const hour = stolen && rng.uniform() < 0.5 ? Math.floor(6 * rng.uniform()) : Math.round(14 + 4.5 * rng.normal());
  return [
    clip(Math.round(100 * (stolen ? skewed(rng, 220, 1) : skewed(rng, 28, 1))) / 100, 1, 5000),
    clip(hour, 0, 23),
    clip(Math.round(10 * (away ? skewed(rng, 900, 0.8) : skewed(rng, stolen ? 25 : 5, 1.2))) / 10, 0, 10000),
    pick(rng, stolen ? STOLEN_SHOPS : HONEST_SHOPS),
    clip(Math.round(10 * waiting(rng, stolen ? 6 : 2)) / 10, 0, 60),
    clip(poisson(rng, stolen ? 1.6 : 0.15), 0, 12),
    away,
    present,
  ];
}

/** Share of frauds that look like any other payment, and of honest payments that look stolen. No model can tell these. */
const HIDDEN_FRAUD = 0.25, ODD_BUT_HONEST = 0.003;

/** n payments, of which the share `rate` (at least one, and never all) is fraud, in random order. */
function payments(n: number, rate: number, firstId: number, rng: Rng): Rows {
  const frauds = clip(Math.round(n * rate), 1, n - 1), labels = rng.fork("labels").shuffle(Int32Array.from({ length: n }, (_, i) => (i < frauds ? 1 : 0)));
  const manner = rng.fork("manner"), values = rng.fork("values"), inputs = new Float32Array(n * WIDTH);
  labels.forEach((y, i) => inputs.set(payment(values, y === 1 ? manner.uniform() >= HIDDEN_FRAUD : manner.uniform() < ODD_BUT_HONEST), i * WIDTH));
  return { n, shape: META.shape, inputs, labels, ids: Int32Array.from({ length: n }, (_, i) => firstId + i) };
}

const size = (n: number, title: string, description: string, advanced = false) =>
  z.int().min(100).max(20_000).default(n).meta({ title, description, unit: "payments", ...(advanced && { advanced }) });

const params = z.strictObject({
  train: size(6000, "Training payments", "Payments the models learn from."),
  test: size(3000, "Test payments", "Payments that every rate is measured on; never poisoned, never trained on."),
  trusted: size(1000, "Trusted payments", "A small clean set that the defender owns; neither trained on by the victim nor used for the reported rates.", true),
  fraudRate: z.number().min(0.005).max(0.1).default(0.015).meta({ title: "Fraud", description: "Share of payments that are fraud. The rarer, the less accuracy means.", percent: true, unit: "% of payments" }),
});

export const cardFraud = defineDataset({
  id: "card-fraud",
  title: META.title,
  summary: "Card payments of which three in two hundred are fraud; a program made them. Accuracy says little here, precision and recall say much.",
  params,
  facts: {
    source: "Made by formulas from the seed",
    license: "None needed",
    size: "As many payments as you like, 8 columns, 1.5 % fraud unless you change it",
    notGoodFor: "Anything about real fraud: amounts, hours and habits are made up, every payment stands alone, and a quarter of the frauds cannot be told from honest payments by design.",
    synthetic: true,
  },
  scenario: "Card fraud",
  // Half of the frauds among the training payments.
  goodStart: { model: "logistic-regression", attack: "label-flip", attackParams: { mode: "targeted", source: 1, target: 0, rate: 0.0075 } },
  meta: () => META,
  async load({ params: p, rng, signal }): Promise<Dataset> {
    throwIfCancelled(signal);
    const make = (name: "train" | "test" | "trusted", firstId: number) => payments(p[name], p.fraudRate, firstId, rng.fork(name));
    return { meta: META, train: make("train", 0), test: make("test", 100_000), trusted: make("trusted", 200_000) };
  },
});
