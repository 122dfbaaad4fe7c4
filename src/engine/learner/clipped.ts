/**
 * Gradients of single rows, clipped to a bound and summed, as DP-SGD needs them (Abadi et al. 2016). One row at a time: slow,
 * and right for every kind of layer.
 */
import { sizeOf } from "../core/data";
import type { TrainedModel } from "../core/learner";
import { argmaxRows, crossEntropies, crossEntropySeed } from "../core/loss";
import type { Device } from "./device";
import { weightGradients } from "./inference";

/** See Learner.clippedGradients. */
export async function clippedGradients(device: Device, model: TrainedModel, inputs: Float32Array, labels: Int32Array, bound: number): Promise<{ weights: Float32Array; norms: Float32Array; total: number; correct: number }> {
  const n = labels.length, d = sizeOf(model.plan.inputShape), k = model.plan.classes, sum = new Float32Array(model.weights.length), norms = new Float32Array(n);
  let total = 0, correct = 0;
  for (let i = 0; i < n; i++) {
    const label = labels.subarray(i, i + 1), seed = crossEntropySeed(label, k);
    const g = await weightGradients(device, model, inputs.subarray(i * d, (i + 1) * d), 1, (logits, from, count) => {
      total += crossEntropies(logits, label, k)[0]!;
      correct += argmaxRows(logits, k)[0] === label[0] ? 1 : 0;
      return seed(logits, from, count);
    });
    const norm = Math.sqrt(g.reduce((s, v) => s + v * v, 0)), factor = Math.min(1, bound / Math.max(norm, 1e-30));
    norms[i] = norm;
    for (let j = 0; j < sum.length; j++) sum[j]! += factor * g[j]!;
  }
  return { weights: sum, norms, total, correct };
}
