/** Switching channels of one layer off for good: which layer, which weights, the mask that keeps them at zero. */
import { layerShapes, weightSlots, type ModelPlan } from "../../core/learner";

export interface PrunableLayer {
  readonly layer: number;
  readonly channels: number;
  /** What one channel is called in a sentence. */
  readonly noun: "filter" | "unit";
}

/** The last convolution, or the last hidden dense layer when there is none, or else the word vectors; null without a hidden layer. */
export function prunableLayer(plan: ModelPlan): PrunableLayer | null {
  const shapes = layerShapes(plan);
  const last = (kind: "conv-relu-pool" | "dense" | "embed") => plan.layers.findLastIndex((l, i) => l.kind === kind && i < plan.layers.length - 1);
  const conv = last("conv-relu-pool"), dense = last("dense"), layer = conv >= 0 ? conv : dense >= 0 ? dense : last("embed");
  return layer < 0 ? null : { layer, channels: shapes[layer + 1]!.at(-1)!, noun: conv >= 0 ? "filter" : "unit" };
}

/** Mean output of each channel over n rows of flattened activations whose last axis is the channel (channels). */
export function channelMeans(activations: Float32Array, n: number, channels: number): Float64Array {
  const sums = new Float64Array(channels), places = activations.length / channels;
  for (let i = 0; i < activations.length; i++) sums[i % channels]! += activations[i]!;
  return n === 0 ? sums : sums.map((s) => s / places);
}

/** 1 for weights that stay, 0 for the incoming weights and the bias of the given channels (length of all weights). */
export function channelMask(plan: ModelPlan, layer: number, off: Iterable<number>): Float32Array {
  const slots = weightSlots(plan), end = slots.at(-1), mask = new Float32Array(end ? end.offset + end.size : 0).fill(1);
  const gone = [...off];
  for (const slot of slots) {
    if (slot.layer !== layer) continue;
    // The output channel is the last axis of a filter, a dense weight and a bias alike.
    const width = slot.shape.at(-1)!;
    for (let row = 0; row < slot.size; row += width) for (const channel of gone) mask[slot.offset + row + channel] = 0;
  }
  return mask;
}

/** Weights with the masked ones set to zero, as a fresh array. */
export function applyMask(weights: Float32Array, mask: Float32Array): Float32Array {
  return weights.map((w, i) => (mask[i] === 0 ? 0 : w));
}
