/** Cross-entropy on plain arrays: the loss of each row and the gradient seeds that pull it back to the inputs. No tensors. */
import type { GradientSeed } from "./learner";

/** Row-wise softmax of n × k logits. */
export function softmax(logits: Float32Array, k: number): Float32Array {
  const out = new Float32Array(logits.length);
  for (let i = 0; i < logits.length; i += k) {
    let top = -Infinity, sum = 0;
    for (let j = 0; j < k; j++) top = Math.max(top, logits[i + j]!);
    for (let j = 0; j < k; j++) sum += out[i + j] = Math.exp(logits[i + j]! - top);
    for (let j = 0; j < k; j++) out[i + j]! /= sum;
  }
  return out;
}

/** Cross-entropy (nats) of each row's logits to its label. */
export function crossEntropies(logits: Float32Array, labels: ArrayLike<number>, k: number): Float32Array {
  return Float32Array.from({ length: labels.length }, (_, i) => {
    let top = -Infinity, sum = 0;
    for (let j = 0; j < k; j++) top = Math.max(top, logits[i * k + j]!);
    for (let j = 0; j < k; j++) sum += Math.exp(logits[i * k + j]! - top);
    return top + Math.log(sum) - logits[i * k + labels[i]!]!;
  });
}

/** Seed for the gradient of each row's own cross-entropy to `labels` (all rows; chunks pick theirs): softmax minus one-hot. */
export function crossEntropySeed(labels: ArrayLike<number>, classes: number): GradientSeed {
  return (logits, from, count) => {
    const out = softmax(logits, classes);
    for (let i = 0; i < count; i++) out[i * classes + labels[from + i]!]! -= 1;
    return out;
  };
}
