/**
 * Bilevel poisoning: adds copies of real rows with flipped labels and moves all of them uphill, step by step, to where a
 * regression refitted with them does worst on rows held back for that. The gradient goes through the refit: −∂x∂θ L · H⁻¹ ∇θ L_val.
 * Biggio, Nelson, Laskov 2012 for the idea (there on an SVM); Muñoz-González and others 2017 for several classes and points at once.
 */
import { z } from "zod";
import { rangeOf, sizeOf, takeRows, type DatasetMeta, type Rows } from "../core/data";
import { encodeInputs, fitEncode, unfittedEncode } from "../core/encode";
import { throwIfCancelled } from "../core/errors";
import { defineAttack } from "../core/plugins";
import type { Rng } from "../core/rng";
import { addRows, drawAgain, FIRST_ADDED_ID } from "./add-rows";
import { conjugateGradient, examples, fit, hessianTimes, lossGradient, predict, scores, shiftOf, type Examples } from "./logistic";

/** Rows that the attacker's own regression is fitted to and measured on, at most; they stand for all of them. */
const MOST = 3000;
/** A trail longer than this is thinned, not cut. */
const MOST_VALUES = 400_000;

const params = z.strictObject({
  rate: z.number().min(0).max(0.5).default(0.15).meta({ title: "Poison rate", description: "Rows added, as a share of the training set they are added to.", percent: true, unit: "% of the training set" }),
  steps: z.int().min(1).max(200).default(60).meta({ title: "Steps", description: "How often all poison rows move, at most; they stop where no step makes things worse.", unit: "steps" }),
  stepSize: z.number().min(0.005).max(0.5).default(0.05).meta({ title: "Step length", description: "How far a row moves in one step, as a share of the range of values; shorter where that overshoots.", advanced: true }),
  ridge: z.number().min(1e-4).max(1).default(0.01).meta({ title: "Ridge penalty", description: "How strongly the attacker’s own regression pulls its weights to zero.", scale: "log", advanced: true }),
  restarts: z.int().min(1).max(8).default(1).meta({ title: "Restarts", description: "Tries from other starting rows; the one that hurts most is used.", unit: "tries", advanced: true }),
});

/** Inputs as the attacker's regression sees them, and which of their values can be moved. */
export interface View {
  readonly features: (inputs: Float32Array, n: number) => Float32Array;
  /** Per input value that is a number: its place, the feature it becomes, how fast that grows with it, and its range. */
  readonly movable: readonly { readonly j: number; readonly at: number; readonly factor: number; readonly low: number; readonly high: number }[];
}

/** Points and numbers as they are or standardized over `rows`; categories spread out, and never moved. */
export function viewOf(meta: DatasetMeta, rows: Rows): View {
  const layer = meta.columns ? fitEncode(unfittedEncode(meta), rows) : null, movable = [];
  for (let j = 0, at = 0; j < sizeOf(meta.shape); j++) {
    const column = layer?.columns[j], [low, high] = rangeOf(meta, j);
    if (column?.kind !== "category" && high > low) movable.push({ j, at, factor: column ? 1 / column.deviation : 1, low, high });
    at += column?.kind === "category" ? column.levels : 1;
  }
  return { movable, features: (inputs, n) => (layer ? encodeInputs(layer, inputs, n) : inputs.slice(0, n * sizeOf(meta.shape))) };
}

/** Honest rows and poison in one set; each honest row stands for `weight` of them. */
export function together(honest: Examples, poison: Examples): Examples {
  const x = new Float64Array(honest.x.length + poison.x.length), n = honest.n + poison.n, y = new Int32Array(n), weight = new Float64Array(n);
  for (const [out, a, b] of [[x, honest.x, poison.x], [y, honest.y, poison.y], [weight, honest.weight, poison.weight]] as const) { out.set(a); out.set(b, a.length); }
  return { ...honest, n, x, y, weight };
}

/** Gradient of the validation loss, after a refit, by the features of each poison row (m × d, the bias column's is meaningless). */
export function poisonGradient(theta: Float64Array, all: Examples, poison: Examples, validation: Examples, ridge: number): Float64Array {
  const { p } = predict(theta, all), { classes, d } = poison;
  const v = conjugateGradient((w) => hessianTimes(p, all, ridge, w), lossGradient(predict(theta, validation).p, validation));
  const own = predict(theta, poison).p, bent = shiftOf(own, scores(v, poison), classes), out = new Float64Array(poison.n * d), sum = all.weight.reduce((a, b) => a + b, 0);
  for (let i = 0; i < poison.n; i++) for (let k = 0; k < classes; k++) {
    const off = own[i * classes + k]! - (poison.y[i] === k ? 1 : 0), shift = bent[i * classes + k]!;
    for (let j = 0; j < d; j++) out[i * d + j]! -= (poison.weight[i]! / sum) * (off * v[k * d + j]! + shift * theta[k * d + j]!);
  }
  return out;
}

/** The rows that are fitted and, held back from that, the third that the harm is measured on. */
function split(train: Rows, rng: Rng): { fitted: Int32Array; held: Int32Array } {
  const order = rng.sample(train.ids.map((_, i) => i), Math.min(MOST, train.n)), cut = Math.ceil(order.length / 3);
  return { held: order.slice(0, cut), fitted: order.length > 1 ? order.slice(cut) : order };
}

export const bilevel = defineAttack({
  id: "bilevel",
  title: "Bilevel poisoning",
  summary: "Adds mislabeled rows and lets each walk to the place where a model trained on it does the most harm.",
  paper: { authors: "Biggio, Nelson, Laskov", year: 2012, title: "Poisoning Attacks against Support Vector Machines", link: "https://arxiv.org/abs/1206.6389" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "availability",
    knows: "The training rows in the attacker’s hands, and that the model is something like a logistic regression.",
    controls: "Inputs and labels of the rows that are added, within the range of each value; not the honest rows.",
  },
  fails: "The rows walk to the edge of what is possible, where a filter for outliers finds them. A network that bends its border learns them beside the honest rows and loses little.",
  remarks: [
    "Measured on moons against logistic regression with 15 % added rows (mean of seeds 1, 2, 3): 46 % test error, after as many random flips 13 %, without an attack 13 %. A small network that learns from the same rows loses nothing. On blobs (two classes, noise 0.35) it is 13 % against 3 %, but now and then (one of seeds 4 to 9) the walk ends where the loss is high and the error is not.",
    "The walk is computed on a softmax regression whatever the victim, with any number of classes; three well-parted clouds hold out. We tried to go through the refit of a small ReLU network too (8 or 32 units, Hessian products by finite differences, damped conjugate gradients): with a strong ridge penalty the predicted and real change of the loss correlate at up to 0.99 but in one of four cases not at all, with a light one at −0.4 to 0.7. That is too little to walk by, so it is not offered.",
  ],
  params,
  supports: ({ meta }) =>
    meta.classNames.length < 2 ? "flipped labels need at least two classes."
      : meta.modality === "image" || meta.modality === "text" ? "this attack refits an exact model after every step, which is done here for points and tables only. Choose label flipping or junk."
        : true,
  target: () => null,
  sentence: () => ["As the attacker I add ", { param: "rate" }, " of mislabeled rows to the training data and let them walk ", { param: "steps" }, " to where they hurt most. I want the model to be wrong often."],
  baseline: ({ rate }) => ({ title: "Random flips", id: "label-flip", params: { mode: "symmetric", rate } }),
  craft: {
    surrogates: () => [],
    parts: ({ restarts }) => restarts,
    async craft({ params: { rate, steps, stepSize, ridge }, train, meta, budget, rng, pulse, part, signal }) {
      throwIfCancelled(signal);
      const classes = meta.classNames.length, d = sizeOf(meta.shape), view = viewOf(meta, train), { fitted, held } = split(train, rng.fork("split"));
      const own = rng.fork(`start/${part}`), from = drawAgain(held, budget(rate), own.fork("rows")), draw = own.fork("labels"), m = from.length;
      const labels = from.map((i) => (train.labels[i]! + 1 + draw.int(Math.max(1, classes - 1))) % classes);
      if (m === 0) return { from, labels, path: new Float32Array(0), objective: new Float32Array(0) };
      const seen = (rows: Rows, weight: number) => examples(view.features(rows.inputs, rows.n), rows.labels, classes, weight);
      const honest = seen(takeRows(train, fitted), train.n / fitted.length), validation = seen(takeRows(train, held), 1);
      const poisonOf = (inputs: Float32Array) => examples(view.features(inputs, m), labels, classes);

      let at = takeRows(train, from).inputs, poison = poisonOf(at), all = together(honest, poison), length = stepSize;
      let theta = await fit(all, ridge, undefined, () => pulse(0, steps)), harm = predict(theta, validation).loss;
      const path = [at], objective = [harm];
      walk: for (let s = 1; s <= steps; s++) {
        await pulse(s, steps);
        const g = poisonGradient(theta, all, poison, validation, ridge);
        // A step that does not raise the loss is halved; after many halvings the rows stay where they are.
        for (let tries = 0; ; tries++, length /= 2) {
          if (tries === 8) break walk;
          const next = moved(at, g, m, d, poison.d, view, length), there = poisonOf(next), both = together(honest, there);
          const refitted = await fit(both, ridge, theta, () => pulse(s, steps)), now = predict(refitted, validation).loss;
          if (!(now > harm)) continue;
          at = next; poison = there; all = both; theta = refitted; harm = now;
          break;
        }
        length = Math.min(stepSize, length * 1.5);
        path.push(at);
        objective.push(harm);
      }
      const every = Math.max(1, Math.ceil((path.length * m * d) / MOST_VALUES)), kept = path.map((_, s) => s).filter((s) => s % every === 0 || s === path.length - 1);
      const flat = new Float32Array(kept.length * m * d);
      kept.forEach((s, k) => flat.set(path[s]!, k * m * d));
      return { from, labels, path: flat, objective: Float32Array.from(kept, (s) => objective[s]!) };
    },
  },
  async poison({ train, signal, crafted = [] }) {
    throwIfCancelled(signal);
    const last = (c: (typeof crafted)[number]) => (c.objective as Float32Array).at(-1) ?? 0;
    const best = crafted.reduce((a, b) => (last(b) > last(a) ? b : a)) as unknown as Record<"path" | "objective", Float32Array> & Record<"from" | "labels", Int32Array>;
    const { from, labels, path, objective } = best, size = from.length * sizeOf(train.shape);
    const made = addRows(train, { inputs: path.slice(path.length - size), labels, from });
    if (from.length === 0) return made;
    return { ...made, trail: { ids: from.map((_, k) => FIRST_ADDED_ID + k), path, objective, objectiveTitle: "Loss of the attacker’s own model on held-back rows (nats)" } };
  },
});

/** Every row one step of this length uphill, in units of each value's range, and back into the box. */
export function moved(at: Float32Array, g: Float64Array, m: number, d: number, width: number, { movable }: View, length: number): Float32Array {
  const out = at.slice();
  for (let i = 0; i < m; i++) {
    // Along an edge only what stays inside counts, so that a row slides on at full length.
    const way = movable.map(({ j, at: place, factor, low, high }) => {
      const slope = g[i * width + place]! * factor * (high - low), x = at[i * d + j]!;
      return (slope > 0 && x >= high) || (slope < 0 && x <= low) ? 0 : slope;
    }), size = Math.hypot(...way);
    if (size > 0) movable.forEach(({ j, low, high }, k) => {
      out[i * d + j] = Math.min(high, Math.max(low, at[i * d + j]! + (length * (way[k]! / size) * (high - low))));
    });
  }
  return out;
}
