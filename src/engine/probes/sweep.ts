/**
 * What the gradient probes share: which test rows they work on, the measuring of a crafted set at each ε beside random
 * noise of the same size, and the examples that are shown. A row that the model misreads untouched counts as wrong at every
 * ε. How an input is crafted is each probe's own business.
 */
import { z } from "zod";
import { inputOf, takeRows } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import { argmaxRows } from "../core/answer";
import { softmax } from "../core/loss";
import { project, type GradientSource, type PgdOptions } from "../core/pgd";
import type { ProbeArgs, ProbeCurve, ProbeExample, ProbeOutcome } from "../core/plugins";
import type { Rng } from "../core/rng";
import { wilson } from "../core/statistics";
import { openUnits, type Units } from "./units";

const EXAMPLES = 8;

export const examplesParam = z.int().min(10).max(2000).default(200).meta({ title: "Test rows", description: "How many randomly drawn test rows it is tried on.", unit: "rows" });
export const epsilonsParam = (defaults: number[] = [0.05, 0.1, 0.2, 0.3]) => z.array(z.number().min(0.001).max(1)).min(1).max(8).default(defaults).meta({ title: "ε", description: "Largest changes to try: of a pixel from 0 (black) to 1 (white), elsewhere as a share of the value’s range." });

/** The test rows under attack, all in shares of their ranges (units.ts). */
export interface Sample {
  readonly index: Int32Array;
  readonly n: number;
  readonly labels: Int32Array;
  readonly raw: Float32Array;
  readonly x: Float32Array;
  readonly units: Units;
  readonly source: GradientSource;
  /** How far the work is, for the pulse that the source gives while it computes. */
  readonly at: { done: number; of: number };
  /** Logits and classes of the untouched rows. */
  readonly logits: Float32Array;
  readonly read: Int32Array;
}

/** The rows at these positions of the test set, and what the model makes of them. */
export async function sampleOf({ model, test, meta, learner, pulse, signal }: Pick<ProbeArgs<unknown>, "model" | "test" | "meta" | "learner" | "pulse" | "signal">, index: Int32Array): Promise<Sample> {
  throwIfCancelled(signal);
  const rows = takeRows(test, index), units = openUnits(meta), at = { done: 0, of: 1 }, logits = await learner.logits(model, rows.inputs, rows.n, pulse);
  return { index, n: rows.n, labels: rows.labels, raw: rows.inputs, x: units.toShares(rows.inputs), units, source: units.over(learner, () => pulse(at.done, at.of)), at, logits, read: argmaxRows(logits, model.plan.classes) };
}

/** `count` random test positions among those that `wanted` lets through, or all of them, in the test set's order. */
export function drawIndex({ test, rng }: Pick<ProbeArgs<unknown>, "test" | "rng">, count: number, wanted: (label: number) => boolean = () => true): Int32Array {
  const all = Int32Array.from({ length: test.n }, (_, i) => i).filter((i) => wanted(test.labels[i]!));
  return rng.fork("examples").sample(all, Math.min(count, all.length)).sort();
}

/** Every value pushed by ε up or down (L∞), or a random direction of length ε (L2), clipped to the range. */
export function noisy({ x, n, units: { d, fixed } }: Sample, norm: PgdOptions["norm"], epsilon: number, rng: Rng): Float32Array {
  const out = x.slice();
  for (let r = 0; r < n; r++) {
    const way = Float32Array.from({ length: d }, (_, j) => (fixed?.[j] ? 0 : norm === "linf" ? Math.sign(rng.uniform() - 0.5) : rng.normal()));
    const scale = epsilon / (norm === "linf" ? 1 : Math.max(1e-12, Math.hypot(...way)));
    for (let j = 0; j < d; j++) out[r * d + j]! += scale * way[j]!;
  }
  project(out, x, n, { norm, epsilon, range: [0, 1], fixed });
  return out;
}

/** Up to eight of the rows that are hits and have an answer: the first of each class, then the second of each. */
export function pickExamples({ model, test }: Pick<ProbeArgs<unknown>, "model" | "test">, sample: Sample, hits: readonly { readonly row: number; readonly shares: Float32Array; readonly logits: Float32Array; readonly strength: number }[]): ProbeExample[] {
  const k = model.plan.classes, seen = new Map<number, number>();
  const turns = hits.filter((hit) => argmaxRows(hit.logits, k)[0]! >= 0).map((hit) => {
    const label = sample.labels[hit.row]!, turn = seen.get(label) ?? 0;
    seen.set(label, turn + 1);
    return { ...hit, turn };
  });
  const chosen = turns.sort((p, q) => p.turn - q.turn).slice(0, EXAMPLES);
  return chosen.map(({ row, shares, logits, strength }) => {
    const was = softmax(sample.logits.subarray(row * k, row * k + k), k), is = softmax(logits, k), before = sample.read[row]!, after = argmaxRows(logits, k)[0]!, testIndex = sample.index[row]!;
    const original = inputOf(test, testIndex), share = sample.units.toShares(original), input = sample.units.toRaw(shares).slice();
    for (let j = 0; j < input.length; j++) if (shares[j] === share[j]) input[j] = original[j]!;
    return { testIndex, input, label: sample.labels[row]!, before, after, sureBefore: was[before]!, sureAfter: is[after]!, strength };
  });
}

export interface SweepPlan {
  readonly norm: PgdOptions["norm"];
  readonly epsilons: readonly number[];
  /** Name of the probe's own curve. */
  readonly title: string;
  /** The class that the rows shall be read as; absent when any wrong one will do. */
  readonly target?: number;
  /** All rows of the sample, crafted within this ε; in shares. */
  readonly craft: (epsilon: number) => Promise<Float32Array>;
}

export interface Swept extends ProbeOutcome {
  /** Rows hit by random noise, for each ε. */
  readonly noiseHits: readonly number[];
}

/** In which order and once each. */
export const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

/** The curves, examples and figures of a probe that crafts the whole sample at each ε. */
export async function sweep(args: ProbeArgs<unknown>, sample: Sample, { norm, epsilons, title, target, craft }: SweepPlan): Promise<Swept> {
  const { model, rng } = args, { n, x, labels, read, source, at, units: { d } } = sample, k = model.plan.classes;
  const won = (row: number, as: number) => (target === undefined ? as !== labels[row] || read[row] !== labels[row] : as === target);
  const count = (as: ArrayLike<number>) => labels.reduce((sum, _, i) => sum + (won(i, as[i]!) ? 1 : 0), 0);
  const rate = (hits: number) => wilson(target === undefined ? n - hits : hits, n);
  const start = { x: 0, rate: rate(count(read)) }, own: ProbeCurve["points"][number][] = [start], noise = [start], noiseHits: number[] = [];
  const first = new Map<number, { row: number; shares: Float32Array; logits: Float32Array; strength: number }>();
  let largest = 0;
  at.of = epsilons.length;
  for (const epsilon of ascending(epsilons)) {
    const crafted = await craft(epsilon), logits = await source.logits(model, crafted, n), as = argmaxRows(logits, k);
    for (let r = 0; r < n; r++) {
      let change = 0;
      for (let i = r * d; i < (r + 1) * d; i++) change = norm === "linf" ? Math.max(change, Math.abs(crafted[i]! - x[i]!)) : change + (crafted[i]! - x[i]!) ** 2;
      largest = Math.max(largest, norm === "linf" ? change : Math.sqrt(change));
    }
    own.push({ x: epsilon, rate: rate(count(as)) });
    for (let i = 0; i < n; i++)
      if (won(i, as[i]!) && !won(i, read[i]!) && !first.has(i)) first.set(i, { row: i, shares: crafted.slice(i * d, i * d + d), logits: logits.slice(i * k, i * k + k), strength: epsilon });
    const hits = count(argmaxRows(await source.logits(model, noisy(sample, norm, epsilon, rng.fork("noise")), n), k));
    noise.push({ x: epsilon, rate: rate(hits) });
    noiseHits.push(hits);
    at.done = own.length - 1;
  }
  return {
    n, xTitle: sample.units.title(norm), yTitle: target === undefined ? "Accuracy" : "Read as the target",
    curves: [{ id: "attack", title, points: own }, { id: "noise", title: "Random noise of the same size", points: noise }],
    examples: pickExamples(args, sample, [...first.values()]), figures: n > 0 ? [{ title: "Largest change used", value: largest }] : [], notes: [], noiseHits,
  };
}
