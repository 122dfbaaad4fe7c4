/**
 * The layer operations of the wasm backend: each one launches one of Hemlock's own kernels (kernels/register.ts). About
 * ten launches make a training step. Only valid while the wasm backend is the active one.
 */
import { engine, keep, tensor1d, zeros } from "@tensorflow/tfjs-core";
import type { NamedAttrMap, NamedTensorMap, Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { WeightSlot } from "../core/learner";
import { adamConstants } from "./layer-ops";
import type { GradientSink, LayerOps, LossParts, OptimizerOptions, OptimizerState } from "./layer-ops";

/** Launches a kernel that gives a list of tensors. */
function launch(name: string, inputs: Record<string, Tensor>, attrs: NamedAttrMap): Tensor[] {
  return engine().runKernel<Tensor[]>(name, inputs as NamedTensorMap, attrs);
}

/** One flat tensor that gradient kernels write into, each at its own place; together they fill all of it. */
class FlatSink implements GradientSink {
  readonly flat: Tensor1D;
  constructor(slots: readonly WeightSlot[]) {
    this.flat = launch("HemlockBlank", {}, { size: slots.reduce((sum, slot) => sum + slot.size, 0) })[0] as Tensor1D;
  }
  finish(): Tensor1D {
    return this.flat;
  }
}

/** Where a gradient kernel shall write; nothing when only inputs get a gradient. */
const gradientOf = (sink: GradientSink | null): Record<string, Tensor> => (sink ? { gradient: (sink as FlatSink).flat } : {});

/** Stretches of the flat vector with and without weight decay; neighbors of a kind are joined. */
export function decayStretches(slots: readonly WeightSlot[], decays: boolean): { from: number; count: number; decay: boolean }[] {
  const out: { from: number; count: number; decay: boolean }[] = [];
  for (const slot of slots) {
    const decay = decays && slot.role !== "bias", last = out.at(-1);
    if (last && last.decay === decay) last.count += slot.size;
    else out.push({ from: slot.offset, count: slot.size, decay });
  }
  return out;
}

function optimizer({ settings, slots, start, mask }: OptimizerOptions): OptimizerState {
  const { learningRate, momentum, weightDecay } = settings, adam = settings.optimizer === "adam";
  const { beta1, beta2, epsilon } = adamConstants;
  const w = keep(tensor1d(start.slice())), m = keep(zeros([start.length])), v = adam ? keep(zeros([start.length])) : null;
  const pruned = mask ? keep(tensor1d(mask)) : null, stretches = decayStretches(slots, weightDecay !== 0);
  let power1 = 1, power2 = 1;
  return {
    weights: w,
    step(g, scale) {
      const rate = learningRate * scale;
      power1 *= beta1;
      power2 *= beta2;
      for (const { from, count, decay } of stretches) {
        const common = { from, count, rate, decay: decay ? rate * weightDecay : 0 }, held: Record<string, Tensor> = pruned ? { mask: pruned } : {};
        if (v) launch("HemlockAdam", { w, g, m, v, ...held }, { ...common, beta1, beta2, epsilon, c1: 1 / (1 - power1), c2: 1 / (1 - power2) });
        else launch("HemlockSgd", { w, g, m, ...held }, { ...common, momentum });
      }
    },
    dispose() {
      for (const t of [w, m, v, pruned]) t?.dispose();
    },
  };
}

/** Operations for tfjs's wasm backend with Hemlock's kernels registered. */
export const wasmOps: LayerOps = {
  cheapReads: true,
  scale: (x, shift, factor) => launch("HemlockScale", { x }, { shift, factor })[0]!,
  scaleGrad: (dy, factor) => launch("HemlockScale", { x: dy }, { shift: 0, factor })[0]!,
  conv(x, weights, { kernel, channels, filter, bias }) {
    const [y, winner] = launch("HemlockConvReluPool", { x, weights }, { kernel, channels, filter: filter.offset, bias: bias.offset });
    return { y: y!, extra: [winner!] };
  },
  convGrad(x, saved, dy, weights, { kernel, filter, bias }, sink, wantInput) {
    const inputs = { x, dy, weights, winner: saved.extra[0]!, ...gradientOf(sink) };
    return launch("HemlockConvReluPoolGrad", inputs, { kernel, filter: filter.offset, bias: bias.offset, wantInput })[0] ?? null;
  },
  dense(x, weights, { units, relu, weight, bias }) {
    const attrs = { units, weight: weight.offset, bias: bias.offset, relu: relu ? 1 : 0 };
    return { y: launch("HemlockDense", { x, weights }, attrs)[0]!, extra: [] };
  },
  denseGrad(x, saved, dy, weights, { relu, weight, bias }, sink, wantInput) {
    const inputs = { x, y: saved.y, dy, weights, ...gradientOf(sink) };
    return launch("HemlockDenseGrad", inputs, { weight: weight.offset, bias: bias.offset, relu, wantInput })[0] ?? null;
  },
  embed(x, weights, { words, units, pooling, weight, bias }) {
    const attrs = { words, units, weight: weight.offset, bias: bias.offset, mean: pooling === "mean" ? 1 : 0 };
    return { y: launch("HemlockEmbed", { x, weights }, attrs)[0]!, extra: [] };
  },
  embedGrad(x, _saved, dy, { words, units, pooling, weight, bias }, sink) {
    const attrs = { words, units, weight: weight.offset, bias: bias.offset, mean: pooling === "mean" ? 1 : 0 };
    if (sink) launch("HemlockEmbedGrad", { x, dy, gradient: (sink as FlatSink).flat }, attrs);
  },
  targets: (labels) => tensor1d(labels, "int32"),
  crossEntropy(logits, labels, scale, wantGrad): LossParts {
    const [losses, stats, grad] = launch("HemlockSoftmaxCrossEntropy", { logits, labels }, { scale, wantGrad });
    return { losses: losses as Tensor1D, stats: stats as Tensor1D, dLogits: (grad as Tensor2D | undefined) ?? null };
  },
  sink: (slots) => new FlatSink(slots),
  optimizer,
  matmul: (a, b, transposeB) => launch("HemlockMatMul", { a, b }, { transposeB })[0] as Tensor2D,
};
