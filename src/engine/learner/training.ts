/**
 * The training loop: the caller's row order, one optimizer step a batch, a report and a copy of the weights each epoch.
 * Nothing random happens here. Not tfjs's model.fit, which shuffles unseeded and stalls in hidden tabs.
 */
import { keep, add, tidy, zeros } from "@tensorflow/tfjs-core";
import type { Tensor1D } from "@tensorflow/tfjs-core";
import type { EpochReport, Pulse, TrainedModel, TrainJob } from "../core/learner";
import { openBatches } from "./batches";
import { breather } from "./breathe";
import { checkJob, checkOrder } from "./checks";
import type { Device } from "./device";
import { customStep, isCustom } from "./custom-steps";
import { openInputs } from "./inputs";
import { backward, compileNetwork, forward } from "./network";

/** Steps between two readings of the loss on a GPU; also bounds how much work is queued there. */
const readEvery = 16;

const allFinite = (values: Float32Array) => values.every((v) => Number.isFinite(v));

/** Share of the learning rate after `done` of the whole training, in [0, 1]. */
const stepScale = (schedule: TrainJob["settings"]["schedule"], done: number) => (schedule === "cosine" ? (1 + Math.cos(Math.PI * done)) / 2 : 1);

/** Trains; see Learner.train. */
export async function* trainModel(device: Device, job: TrainJob, pulse: Pulse): AsyncGenerator<EpochReport, TrainedModel> {
  const { plan, rows, settings } = job, { ops } = device, { epochs } = settings, size = Math.max(1, settings.batchSize);
  checkJob(job);
  const net = compileNetwork(plan), breathe = breather();
  const open = openInputs(plan), given = open.encode(rows.inputs, rows.n);
  device.activate();
  const batches = openBatches(ops, { ...rows, shape: open.shape, inputs: given }, plan.classes, size);
  const state = ops.optimizer({ settings, slots: net.slots, start: job.start, mask: job.mask });
  const custom = isCustom(job);
  let running: Tensor1D | null = null, weights: Float32Array = job.start.slice();
  const step = (from: number, count: number, scale: number): Tensor1D =>
    tidy(() => {
      const { x, targets } = batches.take(from, count);
      const tape = forward(ops, net, state.weights, x);
      const loss = ops.crossEntropy(tape.logits, targets, 1 / count, true);
      state.step(backward(ops, net, state.weights, tape, loss.dLogits!, false).weights, scale);
      if (ops.cheapReads) return loss.stats;
      const sum = keep(add(running!, loss.stats)) as Tensor1D;
      running!.dispose();
      running = sum;
      return sum;
    });
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = job.order(epoch), n = order.length, steps = Math.ceil(n / size);
      let total = 0, correct = 0, seen = 0;
      checkOrder(order, rows.n);
      device.activate();
      batches.begin(order);
      if (!ops.cheapReads) running = keep(zeros([2]));
      for (let b = 0; b < steps && Number.isFinite(total); b++) {
        device.activate();
        const count = Math.min(size, n - b * size), progress = (epoch * steps + b) / (epochs * steps);
        const scale = stepScale(settings.schedule, progress);
        const own = custom && (await customStep(device, net, open, state, job, { rows: order.slice(b * size, b * size + count), step: epoch * steps + b, progress, scale }));
        const stats = own ? null : step(b * size, count, scale);
        seen += count;
        if (own) {
          total += own.total;
          correct += own.correct;
        } else if (ops.cheapReads) {
          const [sum, right] = stats!.dataSync();
          stats!.dispose();
          total += sum!;
          correct += right!;
        } else if (b % readEvery === readEvery - 1 || b === steps - 1) {
          [total, correct] = (await device.read(stats!)) as unknown as [number, number];
        }
        await pulse(epoch * steps + b + 1, epochs * steps);
        await breathe();
      }
      weights = await device.read(state.weights);
      (running as Tensor1D | null)?.dispose();
      running = null;
      const loss = total / Math.max(1, seen), diverged = !Number.isFinite(loss) || !allFinite(weights);
      yield { epoch: epoch + 1, epochs, loss, trainAccuracy: correct / Math.max(1, seen), weights, diverged };
      if (diverged) break;
    }
    return { plan, weights };
  } finally {
    state.dispose();
    batches.dispose();
    (running as Tensor1D | null)?.dispose();
  }
}
