/**
 * Training steps that are not plain cross-entropy on the rows as they are: batches changed on their way in, other losses,
 * gradients that somebody else works out. Everything passes through plain arrays, so that a plug-in needs no tensor.
 */
import { tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import type { Tensor1D } from "@tensorflow/tfjs-core";
import { sizeOf } from "../core/data";
import type { TrainedModel, TrainJob } from "../core/learner";
import { argmaxRows } from "../core/answer";
import { crossEntropySeed } from "../core/loss";
import type { Device } from "./device";
import { inputGradients } from "./inference";
import type { OpenInputs } from "./inputs";
import type { OptimizerState } from "./layer-ops";
import { backward, forward, type Network } from "./network";
import { disposeTape, keptTape } from "./tape";

/** Whether a job needs one of these steps. */
export const isCustom = (job: TrainJob): boolean => Boolean(job.perturb ?? job.loss ?? job.gradient);

export interface StepPlace {
  /** Positions of the batch's rows. */
  readonly rows: Int32Array;
  readonly step: number;
  readonly progress: number;
  /** Share of the learning rate that the schedule leaves. */
  readonly scale: number;
}

/** Sum of the batch's losses and how many rows were read rightly, before the step. */
export interface StepStats { readonly total: number; readonly correct: number }

/** Takes one step of such a job. */
export async function customStep(device: Device, net: Network, open: OpenInputs, state: OptimizerState, job: TrainJob, place: StepPlace): Promise<StepStats> {
  const { plan } = job, { rows, progress } = place, n = rows.length, d = sizeOf(job.rows.shape), k = plan.classes;
  const raw = new Float32Array(n * d), labels = new Int32Array(n);
  rows.forEach((row, i) => {
    raw.set(job.rows.inputs.subarray(row * d, row * d + d), i * d);
    labels[i] = job.rows.labels[row]!;
  });
  const now = async (): Promise<TrainedModel> => ({ plan, weights: await device.read(state.weights) });
  if (job.gradient) {
    const { total, correct, weights } = await job.gradient({ model: await now(), inputs: raw, labels, rows, n, step: place.step, progress });
    if (weights.length !== job.start.length) throw new RangeError(`a gradient must have ${job.start.length} values, got ${weights.length}`);
    device.activate();
    tidy(() => state.step(tensor1d(weights), place.scale));
    return { total, correct };
  }
  let inputs: Float32Array = raw;
  if (job.perturb) {
    const model = await now(), seed = crossEntropySeed(labels, k);
    inputs = await job.perturb({ inputs: raw, labels, rows, n, progress, gradient: (x) => inputGradients(device, model, x, n, seed) });
  }
  const { ops } = device, given = open.encode(inputs, n);
  device.activate();
  if (!job.loss) {
    const stats = tidy(() => {
      const tape = forward(ops, net, state.weights, tensor(given, [n, ...open.shape])), loss = ops.crossEntropy(tape.logits, ops.targets(labels, k), 1 / n, true);
      state.step(backward(ops, net, state.weights, tape, loss.dLogits!, false).weights, place.scale);
      return loss.stats;
    });
    try {
      const [total, correct] = await device.read(stats);
      return { total: total!, correct: correct! };
    } finally {
      stats.dispose();
    }
  }
  const tape = keptTape(() => forward(ops, net, state.weights, tensor(given, [n, ...open.shape])));
  try {
    const logits = await device.read(tape.logits), answers = argmaxRows(logits, k), { total, seed } = job.loss({ logits, labels, rows, n, progress });
    if (seed.length !== n * k) throw new RangeError(`a loss gradient must have ${n * k} values, got ${seed.length}`);
    device.activate();
    tidy(() => state.step(backward(ops, net, state.weights, tape, tensor(seed, [n, k]), false).weights as Tensor1D, place.scale));
    return { total, correct: answers.reduce((sum, a, i) => sum + (a === labels[i] ? 1 : 0), 0) };
  } finally {
    disposeTape(tape);
  }
}
