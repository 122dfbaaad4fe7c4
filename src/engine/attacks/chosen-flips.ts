/**
 * Which labels to flip when the attacker has a model to ask: rows nearest its border, rows it is surest of, or one flip
 * after the other by the harm it does. Gives rows and new labels; random flips and the attack itself are elsewhere.
 * Paudice, Muñoz-González, Lupu 2018, "Label Sanitization against Label Flipping Poisoning Attacks", for the greedy one.
 */
import { takeRows, type Rows } from "../core/data";
import { ProblemError } from "../core/errors";
import { featureLayer, type Learner, type Pulse, type TrainedModel } from "../core/learner";
import type { Rng } from "../core/rng";
import { conjugateGradient, examples, fit, hessianTimes, lossGradient, predict, scores } from "./logistic";

/** Flips in the order in which they are taken. */
export interface Flips {
  /** Positions in the training rows. */
  readonly rows: Int32Array;
  readonly labels: Int32Array;
}

/** Most training rows for which flips are chosen one by one. */
export const GREEDY_ROWS = 1000;
/** A light penalty on standardized features: enough that a refit exists where the classes can be parted. */
const RIDGE = 0.01;
/** Flips that look best by influence and are tried with a real refit. */
const TRIED = 5;

/** By the attacker's own logits: smallest distance in logits to the border first, or the surest right answers first; each gets the best other class. */
export function flipsByMargin(logits: Float32Array, labels: Int32Array, classes: number, order: "nearest" | "farthest"): Flips {
  const other = new Int32Array(labels.length), margin = new Float32Array(labels.length);
  labels.forEach((y, i) => {
    let best = y === 0 ? 1 : 0;
    for (let k = 0; k < classes; k++) if (k !== y && logits[i * classes + k]! > logits[i * classes + best]!) best = k;
    other[i] = best;
    margin[i] = logits[i * classes + y]! - logits[i * classes + best]!;
  });
  const rank = order === "nearest" ? (i: number) => Math.abs(margin[i]!) : (i: number) => -margin[i]!;
  const rows = Int32Array.from(labels.keys()).sort((a, b) => rank(a) - rank(b) || a - b);
  return { rows, labels: rows.map((i) => other[i]!) };
}

/**
 * Greedy flips on a softmax regression over `features` (n × width): of all flips, those whose first-order influence
 * −∇L_val · H⁻¹ · Δ∇ on the loss of a held-back third is largest are tried with a refit, and the worst one is kept. The
 * held-back rows are flipped last, when there is nothing else.
 */
export async function flipsByLoss(features: Float32Array, labels: Int32Array, classes: number, count: number, rng: Rng, pulse: Pulse): Promise<Flips> {
  const n = labels.length, order = rng.sample(labels.map((_, i) => i), n), cut = n > 2 ? Math.ceil(n / 3) : 0;
  const held = order.slice(0, cut), fitted = order.slice(cut).toSorted(), width = n > 0 ? features.length / n : 0;
  const part = (index: Int32Array) => {
    const some = takeRows({ n, shape: [width], inputs: features, labels, ids: labels }, index);
    return examples(some.inputs, some.labels, classes);
  };
  const all = part(fitted), validation = cut > 0 ? part(held) : all, { d, x, y } = all, free = new Uint8Array(fitted.length).fill(1);
  const rows: number[] = [], to: number[] = [], greedy = Math.min(count, fitted.length);
  const step = () => pulse(rows.length, greedy);
  let theta = await fit(all, RIDGE, undefined, step);
  while (rows.length < greedy) {
    await step();
    const { p } = predict(theta, all), v = conjugateGradient((w) => hessianTimes(p, all, RIDGE, w), lossGradient(predict(theta, validation).p, validation), 1e-4);
    // A flip from y to k changes the row's gradient by (e_y − e_k) ⊗ x, so the loss by about (v_k − v_y) · x / n.
    const pull = scores(v, all), tops: { i: number; k: number; gain: number }[] = [];
    for (let i = 0; i < all.n; i++) for (let k = 0; free[i] === 1 && k < classes; k++) {
      const gain = pull[i * classes + k]! - pull[i * classes + y[i]!]!;
      if (k === y[i] || (tops.length === TRIED && gain <= tops[TRIED - 1]!.gain)) continue;
      tops.splice(tops.findLastIndex((t) => t.gain >= gain) + 1, 0, { i, k, gain });
      tops.length = Math.min(TRIED, tops.length);
    }
    let best = { ...tops[0]!, theta, loss: -Infinity };
    for (const top of tops) {
      const was = y[top.i]!;
      y[top.i] = top.k;
      const refitted = await fit({ n: all.n, d, classes, x, y, weight: all.weight }, RIDGE, theta, step), { loss } = predict(refitted, validation);
      if (loss > best.loss) best = { ...top, theta: refitted, loss };
      y[top.i] = was;
    }
    y[best.i] = best.k;
    free[best.i] = 0;
    theta = best.theta;
    rows.push(fitted[best.i]!);
    to.push(best.k);
  }
  for (const i of held.slice(0, count - rows.length)) {
    rows.push(i);
    to.push((labels[i]! + 1) % classes);
  }
  return { rows: Int32Array.from(rows), labels: Int32Array.from(to) };
}

/** A fresh array with mean 0 and spread 1 in each column that varies. */
function standardized(x: Float32Array, n: number): Float32Array {
  const d = x.length / Math.max(1, n), out = new Float32Array(x.length);
  for (let j = 0; j < d; j++) {
    let sum = 0, squares = 0;
    for (let i = 0; i < n; i++) sum += x[i * d + j]!;
    for (let i = 0; i < n; i++) squares += (x[i * d + j]! - sum / n) ** 2;
    const spread = Math.sqrt(squares / Math.max(1, n));
    for (let i = 0; i < n; i++) out[i * d + j] = spread > 1e-9 ? (x[i * d + j]! - sum / n) / spread : 0;
  }
  return out;
}

/** The flips of one mode for up to `count` rows, asked of the attacker's model; the greedy one works on its last features. */
export async function chooseFlips(mode: "nearest" | "farthest" | "loss-greedy", model: TrainedModel, train: Rows, count: number, learner: Learner, rng: Rng, pulse: Pulse): Promise<Flips> {
  const { classes, layers } = model.plan;
  if (train.n === 0) return { rows: new Int32Array(0), labels: new Int32Array(0) };
  if (mode !== "loss-greedy") return flipsByMargin(await learner.logits(model, train.inputs, train.n, pulse), train.labels, classes, mode);
  if (train.n > GREEDY_ROWS)
    throw new ProblemError({ code: "too-large", field: "attack.params.mode", message: `attack.params.mode: flips are tried one by one on at most ${GREEDY_ROWS} training rows; there are ${train.n}. Take fewer rows, or flip the rows nearest the border.` });
  // A bag of words has no layer before its last one; its sums per class stand for it.
  const layer = Math.min(Math.max(0, featureLayer(model.plan)), layers.length - 1);
  return flipsByLoss(standardized(await learner.activations(model, layer, train.inputs, train.n, pulse), train.n), train.labels, classes, count, rng, pulse);
}
