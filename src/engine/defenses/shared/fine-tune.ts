/**
 * Goes on training a finished model on the defender's own rows: the loop that fine-tuning, fine-pruning and Neural Cleanse
 * share. The step size falls to zero along half a cosine, everything else is as the victim trained. Chooses no rows.
 */
import type { Rows } from "../../core/data";
import { trainLastLayer } from "../../core/last-layer";
import { featureLayer, type TrainJob } from "../../core/learner";
import type { DefenseArgs } from "../../core/plugins";
import { beat } from "./rows";

export interface FineTuning extends Pick<TrainJob, "mask" | "perturb"> {
  readonly rows: Rows;
  /** Weights to start from; not changed. */
  readonly start: Float32Array;
  readonly epochs: number;
  readonly learningRate: number;
  readonly weightDecay?: number;
  /** Trains the last layer alone; all layers when absent. */
  readonly layers?: "all" | "last";
}

/** The weights after fine-tuning; null when it diverged. Without rows or epochs they are a copy of the start. */
export async function fineTune(args: Pick<DefenseArgs<unknown>, "plan" | "learner" | "settings" | "rng" | "pulse" | "signal">, how: FineTuning): Promise<Float32Array | null> {
  const { plan, learner, rng, settings } = args, { rows, start, epochs, learningRate, weightDecay = 0, layers = "all", mask, perturb } = how;
  if (rows.n === 0 || epochs === 0) return start.slice();
  const order = (epoch: number) => rng.fork(`fine-tune/${epoch}`).shuffle(Int32Array.from({ length: rows.n }, (_, i) => i));
  const job: TrainJob = { plan, rows, start, order, settings: { ...settings, schedule: "cosine", epochs, learningRate, weightDecay }, ...(mask && { mask }), ...(perturb && { perturb }) };
  const pulse = (done: number, of: number) => beat(args, done, of);
  const training = layers === "last" && featureLayer(plan) >= 0 ? trainLastLayer(learner, job, pulse) : learner.train(job, pulse);
  let next = await training.next(), diverged = false;
  while (!next.done) { diverged ||= next.value.diverged; next = await training.next(); }
  return diverged ? null : next.value.weights;
}
