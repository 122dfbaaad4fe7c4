/**
 * The layer operations composed from tfjs's own kernels, for cpu, webgl and webgpu. Written for few launches: fused
 * convolution and dense layers, one flat weight vector for the optimizer. Backward is explicit, no tape.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { NamedAttrMap, NamedTensorMap, Tensor, Tensor1D, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import type { WeightSlot } from "../core/learner";
import type { GradientSink, LayerOps, LossParts } from "./layer-ops";
import { stockOptimizer } from "./stock-optimizer";

const run = (name: string, inputs: Record<string, Tensor>, attrs: object): Tensor =>
  tf.engine().runKernel<Tensor>(name, inputs as NamedTensorMap, attrs as NamedAttrMap);

/** The slot's stretch of the flat vector in its own shape. */
function part(weights: Tensor1D, slot: WeightSlot): Tensor {
  return tf.reshape(tf.slice(weights, slot.offset, slot.size), [...slot.shape]);
}

/** Keeps each gradient by its offset and joins them once. */
class PartsSink implements GradientSink {
  private readonly parts = new Map<number, Tensor>();
  constructor(private readonly slots: readonly WeightSlot[]) {}
  put(slot: WeightSlot, gradient: Tensor): void {
    this.parts.set(slot.offset, gradient);
  }
  finish(): Tensor1D {
    return tf.concat1d(this.slots.map((slot) => tf.reshape(this.parts.get(slot.offset)!, [slot.size]) as Tensor1D));
  }
}

/** dy where y > 0, else 0. */
const reluGrad = (dy: Tensor, y: Tensor): Tensor => tf.mul(dy, tf.step(y));

/** Operations for every backend that has tfjs's stock training kernels. */
export function stockOps(cheapReads: boolean): LayerOps {
  return {
    cheapReads,
    scale: (x, shift, factor) => tf.mul(shift === 0 ? x : tf.sub(x, shift), factor),
    scaleGrad: (dy, factor) => tf.mul(dy, factor),
    conv(x, weights, { filter, bias }) {
      const a = tf.fused.conv2d({
        x: x as Tensor4D, filter: part(weights, filter) as Tensor4D, strides: 1, pad: "valid", bias: part(weights, bias), activation: "relu",
      });
      return { y: tf.maxPool(a, 2, 2, "valid"), extra: [a] };
    },
    convGrad(x, saved, dy, weights, { filter, bias }, sink, wantInput) {
      const alive = reluGrad(dy, saved.y), to = sink as PartsSink | null, input = saved.extra[0]!;
      const dz = run(tf.MaxPoolGrad, { dy: alive, input, output: saved.y }, { filterSize: 2, strides: 2, pad: "valid" });
      const attrs = { strides: [1, 1], pad: "valid", dataFormat: "NHWC" };
      to?.put(filter, run(tf.Conv2DBackpropFilter, { x, dy: dz }, { ...attrs, filterShape: [...filter.shape] }));
      to?.put(bias, tf.sum(alive, [0, 1, 2]));
      return wantInput ? run(tf.Conv2DBackpropInput, { dy: dz, filter: part(weights, filter) }, { ...attrs, inputShape: x.shape }) : null;
    },
    dense(x, weights, { relu, weight, bias }) {
      const a = x as Tensor2D, b = part(weights, weight) as Tensor2D;
      return { y: tf.fused.matMul({ a, b, bias: part(weights, bias), activation: relu ? "relu" : "linear" }), extra: [] };
    },
    denseGrad(x, saved, dy, weights, { relu, weight, bias }, sink, wantInput) {
      const d = relu ? reluGrad(dy, saved.y) : dy, to = sink as PartsSink | null;
      to?.put(weight, tf.matMul(x as Tensor2D, d as Tensor2D, true, false));
      to?.put(bias, tf.sum(d, 0));
      return wantInput ? tf.matMul(d as Tensor2D, part(weights, weight) as Tensor2D, false, true) : null;
    },
    embed(x, weights, { units, pooling, weight, bias }) {
      const [n, length] = x.shape as [number, number], ids = tf.cast(tf.reshape(x, [-1]), "int32") as Tensor1D;
      const there = tf.cast(tf.greater(x, 0), "float32");
      const share = pooling === "mean" ? tf.div(there, tf.maximum(tf.sum(there, 1, true), 1)) : there;
      const vectors = tf.reshape(tf.gather(part(weights, weight), ids), [n, length, units]);
      const pooled = tf.sum(tf.mul(vectors, tf.reshape(share, [n, length, 1])), 1);
      return { y: tf.add(pooled, part(weights, bias)), extra: [ids, share] };
    },
    embedGrad(x, saved, dy, { words, units, weight, bias }, sink) {
      if (!sink) return;
      const [n, length] = x.shape as [number, number], to = sink as PartsSink, [ids, share] = saved.extra as [Tensor1D, Tensor];
      const spread = tf.mul(tf.reshape(dy, [n, 1, units]), tf.reshape(share, [n, length, 1]));
      // Not unsortedSegmentSum: on the cpu backend it makes a pass over all of x for every word of the table.
      to.put(weight, tf.scatterND(tf.reshape(ids, [n * length, 1]), tf.reshape(spread, [n * length, units]), [words, units]));
      to.put(bias, tf.sum(dy, 0));
    },
    targets: (labels, classes) => {
      const hot = new Float32Array(labels.length * classes);
      labels.forEach((y, i) => (hot[i * classes + y] = 1));
      return tf.tensor2d(hot, [labels.length, classes]);
    },
    crossEntropy(logits, hot, scale, wantGrad): LossParts {
      const shifted = tf.sub(logits, tf.max(logits, 1, true)), e = tf.exp(shifted), total = tf.sum(e, 1, true);
      const picked = tf.sum(tf.mul(hot, shifted), 1, true), losses = tf.sub(tf.log(total), picked);
      const correct = tf.cast(tf.equal(picked, 0), "float32");
      const stats = tf.sum(tf.concat([losses, correct], 1), 0) as Tensor1D;
      const dLogits = wantGrad ? (tf.mul(tf.sub(tf.div(e, total), hot), scale) as Tensor2D) : null;
      return { losses: tf.reshape(losses, [-1]) as Tensor1D, stats, dLogits };
    },
    sink: (slots) => new PartsSink(slots),
    optimizer: stockOptimizer,
    matmul: (a, b, transposeB) => tf.matMul(a, b, false, transposeB) as Tensor2D,
  };
}
