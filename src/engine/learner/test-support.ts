/** Plans, rows and comparisons that the tests of this folder share. Not part of the engine. */
import type { Rows } from "../core/data";
import { sizeOf } from "../core/data";
import { weightCount } from "../core/learner";
import type { Layer, ModelPlan, TrainJob, TrainSettings } from "../core/learner";
import { Rng } from "../core/rng";
import { initialWeights } from "./initial-weights";

/** A small convolutional plan over odd sizes. */
export const smallCnn: ModelPlan = {
  inputShape: [13, 11, 1], classes: 3,
  layers: [
    { kind: "scale", shift: 0.5, factor: 2 }, { kind: "conv-relu-pool", kernel: 3, channels: 5 },
    { kind: "conv-relu-pool", kernel: 2, channels: 6 }, { kind: "flatten" },
    { kind: "dense", units: 7, relu: true }, { kind: "dense", units: 3, relu: false },
  ],
};

/** One convolution block and a dense layer. */
export function convPlan(shape: readonly [number, number, number], kernel: number, channels: number): ModelPlan {
  const layers: Layer[] = [{ kind: "conv-relu-pool", kernel, channels }, { kind: "flatten" }, { kind: "dense", units: 3, relu: false }];
  return { inputShape: shape, classes: 3, layers };
}

/** `n` normal numbers. */
export function normals(n: number, rng: Rng): Float32Array {
  return Float32Array.from({ length: n }, () => rng.normal());
}

/** Weights with biases that are not zero. */
export function someWeights(plan: ModelPlan, seed = 1): Float32Array {
  const rng = Rng.fromSeed(seed).fork("weights");
  return weightCount(plan) > 0 ? normals(weightCount(plan), rng).map((v) => 0.3 * v) : new Float32Array(0);
}

/** Rows whose class shifts the inputs, so that they can be learned. */
export function someRows(plan: ModelPlan, n: number, seed = 1): Rows {
  const rng = Rng.fromSeed(seed).fork("rows"), d = sizeOf(plan.inputShape), ids = Int32Array.from({ length: n }, (_, i) => i);
  const labels = ids.map(() => rng.int(plan.classes)), inputs = new Float32Array(n * d);
  for (let i = 0; i < n * d; i++) inputs[i] = 0.6 * rng.uniform() + (i % plan.classes === labels[Math.floor(i / d)] ? 0.4 : 0);
  return { n, shape: plan.inputShape, inputs, labels, ids };
}

/** A job over those rows in their own order. */
export function someJob(plan: ModelPlan, n: number, settings: Partial<TrainSettings> = {}): TrainJob {
  const rows = someRows(plan, n);
  return {
    plan, rows, start: initialWeights(plan, Rng.fromSeed(3)), order: () => rows.ids,
    settings: { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 16, epochs: 3, weightDecay: 0, ...settings },
  };
}

/** Largest |a − b| relative to the largest |b|; Infinity when lengths differ or a value is not finite. */
export function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let gap = 0, size = 1e-3;
  for (let i = 0; i < a.length; i++) {
    if (!Number.isFinite(a[i]!)) return Infinity;
    gap = Math.max(gap, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(b[i]!));
  }
  return gap / size;
}
