/**
 * What a backend must be able to do for a network: one operation per layer, forward and backward, the loss and the
 * optimizer. Backward is explicit (no tape of tfjs), so any gradient costs one pass. Tensors stay inside this folder.
 */
import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { TrainSettings, WeightSlot } from "../core/learner";

/** A layer that has weights, with its two slots in the flat vector. */
export interface ConvLayer { readonly kernel: number; readonly channels: number; readonly filter: WeightSlot; readonly bias: WeightSlot }
export interface DenseLayer { readonly units: number; readonly relu: boolean; readonly weight: WeightSlot; readonly bias: WeightSlot }

export interface EmbedLayer { readonly words: number; readonly units: number; readonly pooling: "sum" | "mean"; readonly weight: WeightSlot; readonly bias: WeightSlot }

/** A layer's output and what its backward pass needs besides. */
export interface Saved { readonly y: Tensor; readonly extra: readonly Tensor[] }

/** Collects weight gradients into one flat vector. */
export interface GradientSink {
  /** The finished vector; every slot of the plan must have been given. */
  finish(): Tensor1D;
}

/** Mean-free pieces of the loss: losses [n], stats [2] = (sum of losses, correct), and dLogits [n,c] when wanted. */
export interface LossParts { readonly losses: Tensor1D; readonly stats: Tensor1D; readonly dLogits: Tensor2D | null }

/** Optimizer state on the device; owns its tensors. */
export interface OptimizerState {
  /** The current weights; replaced or changed in place by `step`. */
  readonly weights: Tensor1D;
  /** Applies one step with this gradient; `scale` in [0, 1] is the schedule's share of the learning rate. */
  step(gradient: Tensor1D, scale: number): void;
  dispose(): void;
}

export interface OptimizerOptions {
  readonly settings: Pick<TrainSettings, "optimizer" | "learningRate" | "momentum" | "weightDecay">;
  readonly slots: readonly WeightSlot[];
  readonly start: Float32Array;
  readonly mask?: Float32Array;
}

/** Adam's constants; they are the same on every backend. */
export const adamConstants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

export interface LayerOps {
  /** True when reading a result costs nothing, so losses may be read after each batch. */
  readonly cheapReads: boolean;
  scale(x: Tensor, shift: number, factor: number): Tensor;
  scaleGrad(dy: Tensor, factor: number): Tensor;
  /** x [n,h,w,c] → pooled [n,ph,pw,channels]. */
  conv(x: Tensor, weights: Tensor1D, layer: ConvLayer): Saved;
  /** Without a sink no weight gradient is computed. */
  convGrad(x: Tensor, saved: Saved, dy: Tensor, weights: Tensor1D, layer: ConvLayer, sink: GradientSink | null, wantInput: boolean): Tensor | null;
  /** x [n,k] → [n,units]. */
  dense(x: Tensor, weights: Tensor1D, layer: DenseLayer): Saved;
  denseGrad(x: Tensor, saved: Saved, dy: Tensor, weights: Tensor1D, layer: DenseLayer, sink: GradientSink | null, wantInput: boolean): Tensor | null;
  /** Word numbers x [n,length] → [n,units]; 0 counts for nothing. */
  embed(x: Tensor, weights: Tensor1D, layer: EmbedLayer): Saved;
  /** Gives the sink both gradients; word numbers themselves have none. */
  embedGrad(x: Tensor, saved: Saved, dy: Tensor, layer: EmbedLayer, sink: GradientSink | null): void;
  /** Labels in the form that `crossEntropy` of this backend wants. */
  targets(labels: Int32Array, classes: number): Tensor;
  /** dLogits = scale · (softmax − one-hot). */
  crossEntropy(logits: Tensor2D, targets: Tensor, scale: number, wantGrad: boolean): LossParts;
  sink(slots: readonly WeightSlot[]): GradientSink;
  optimizer(options: OptimizerOptions): OptimizerState;
  matmul(a: Tensor2D, b: Tensor2D, transposeB: boolean): Tensor2D;
}
