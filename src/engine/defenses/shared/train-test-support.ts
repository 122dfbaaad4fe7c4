/** For tests of robust training: a toy set with the arguments of a training defense around a real learner. */
import type { DatasetMeta, Rows } from "../../core/data";
import { weightCount, type EpochReport, type Learner, type ModelPlan, type TrainSettings } from "../../core/learner";
import type { TrainDefenseArgs } from "../../core/plugins";
import { Rng } from "../../core/rng";

export function toyRows(shape: readonly number[], inputs: readonly (readonly number[])[], labels: readonly number[]): Rows {
  return { n: labels.length, shape, inputs: Float32Array.from(inputs.flat()), labels: Int32Array.from(labels), ids: Int32Array.from(labels.keys()) };
}

/** Everything that a training defense is handed, with the learner's own training as `fit`. */
export function trainArgs<P>(learner: Learner, params: P, train: Rows, trusted: Rows, plan: ModelPlan, settings: TrainSettings, over: Partial<TrainDefenseArgs<P>> = {}): TrainDefenseArgs<P> {
  const meta: DatasetMeta = { id: "toy", title: "Toy", modality: "image", shape: train.shape, classNames: Array.from({ length: plan.classes }, (_, i) => String(i)), valueRange: [0, 1] };
  const rng = Rng.fromSeed(3), start = Float32Array.from({ length: weightCount(plan) }, () => 0.2 * rng.normal());
  return {
    params, train, trusted, meta, learner, plan, settings, rng: rng.fork("defense"), pulse: () => {}, retrain: () => Promise.reject(new Error("not here")), start,
    fit: ({ rows = train, settings: other, start: from = start, plan: fitted = plan, orderName = "order", ...change } = {}) =>
      learner.train({ plan: fitted, rows, start: from, settings: { ...settings, ...other }, order: (epoch) => Rng.fromSeed(1).fork(`${orderName}/${epoch}`).shuffle(Int32Array.from({ length: rows.n }, (_, i) => i)), ...change }, () => {}),
    ...over,
  };
}

/** Runs a training to its end: its outcome and the epochs that it reported. */
export async function trained<E>(training: AsyncGenerator<EpochReport, E>): Promise<{ readonly outcome: E; readonly epochs: number[] }> {
  const epochs: number[] = [];
  for (;;) {
    const next = await training.next();
    if (next.done) return { outcome: next.value, epochs };
    epochs.push(next.value.epoch);
  }
}

/** A training that only reports the given weights, one set an epoch; `ended` hears when it was let go. */
export async function* scripted(weights: readonly Float32Array[], losses: readonly number[], ended: () => void = () => {}): AsyncGenerator<EpochReport, { plan: ModelPlan; weights: Float32Array }> {
  try {
    for (const [i, w] of weights.entries()) yield { epoch: i + 1, epochs: weights.length, loss: losses[i]!, trainAccuracy: 1, weights: w, diverged: false };
    return { plan: { inputShape: [1], classes: 2, layers: [] }, weights: weights.at(-1)! };
  } finally {
    ended();
  }
}
