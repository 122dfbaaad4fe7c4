/**
 * What the rest of the engine knows about learning: models as plans and flat weights, and the Learner that trains and
 * applies them. Typed arrays go in and out; no tensor crosses this border. Implemented in the learner room only.
 */
import type { Rows } from "./data";

export type BackendId = "wasm" | "webgl" | "webgpu" | "cpu";

export type Layer =
  /** x → (x − shift) · factor; constants, not trained. Normalization belongs to the model, attacks work on raw values. */
  | { readonly kind: "scale"; readonly shift: number; readonly factor: number }
  /** Table columns to numbers of about mean 0 and spread 1: (value − mean) / deviation, categories as one 0/1 each. Fitted to training rows by `fitPlan`, not trained. */
  | { readonly kind: "encode"; readonly columns: readonly EncodedColumn[] }
  /** Word numbers [length] → the sum or mean of one trained vector per word plus a bias; number 0 (no word) counts for nothing. */
  | { readonly kind: "embed"; readonly words: number; readonly units: number; readonly pooling: "sum" | "mean" }
  /** valid convolution, stride 1, bias, ReLU, 2×2 max pooling (odd edge dropped) */
  | { readonly kind: "conv-relu-pool"; readonly kernel: number; readonly channels: number }
  | { readonly kind: "flatten" }
  | { readonly kind: "dense"; readonly units: number; readonly relu: boolean };

export type EncodedColumn =
  | { readonly kind: "number"; readonly mean: number; readonly deviation: number }
  | { readonly kind: "category"; readonly levels: number };

/** A network as data. The last layer gives `classes` logits. */
export interface ModelPlan {
  readonly inputShape: readonly number[];
  readonly classes: number;
  readonly layers: readonly Layer[];
}

/** Where each trained array lies in the flat weight vector; filters are [k, k, in, out], dense weights [in, out]. */
export interface WeightSlot {
  readonly layer: number;
  readonly role: "filter" | "weight" | "bias";
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
  /** Inputs and outputs of one unit, for initialization. */
  readonly fanIn: number;
  readonly fanOut: number;
}

export interface TrainedModel {
  readonly plan: ModelPlan;
  /** All weights, laid out by `weightSlots(plan)`. */
  readonly weights: Float32Array;
  /** Base models that vote; then `plan` and `weights` are the first one's, and `core/votes.ts` gives the answers. */
  readonly voters?: readonly TrainedModel[];
}

export interface TrainSettings {
  readonly optimizer: "adam" | "sgd";
  /** Step size at the start; `schedule` says how it goes on. */
  readonly learningRate: number;
  /** "cosine" lets the step size fall to zero along half a cosine over all steps; "constant" (also when absent) keeps it. */
  readonly schedule?: "constant" | "cosine";
  readonly momentum: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** Decoupled weight decay: w ← w − learningRate · weightDecay · w each step; filters and dense weights, not biases. */
  readonly weightDecay: number;
}

export interface TrainJob {
  readonly plan: ModelPlan;
  readonly rows: Rows;
  readonly settings: TrainSettings;
  /** Weights to start from; not changed. */
  readonly start: Float32Array;
  /** Row positions of one epoch in training order (epoch counts from 0). */
  readonly order: (epoch: number) => Int32Array;
  /** 1 = trained, 0 = held at zero after every step (pruned); same length as the weights. */
  readonly mask?: Float32Array;
  /** Called with a copy of each batch before it is trained on; what it returns is trained on instead. For adversarial training and augmentation. */
  readonly perturb?: Perturb;
  /** Stands in for the mean cross-entropy of a batch. */
  readonly loss?: BatchLoss;
  /** Stands in for the gradient of a batch altogether; then `perturb` and `loss` are not asked. */
  readonly gradient?: BatchGradient;
}

/** One batch on its way into training: raw inputs, labels and how far the training is, 0 to 1. */
export interface PerturbBatch {
  readonly inputs: Float32Array;
  readonly labels: Int32Array;
  /** Positions of the batch's rows in the job's rows. */
  readonly rows: Int32Array;
  readonly n: number;
  readonly progress: number;
  /** Gradient of each row's own cross-entropy by that row's inputs, at the current weights; n × size. */
  readonly gradient: (inputs: Float32Array) => Promise<Float32Array>;
}
export type Perturb = (batch: PerturbBatch) => Promise<Float32Array>;

/** One batch after the forward pass, before its loss: n × classes logits. */
export interface LossBatch {
  readonly logits: Float32Array;
  readonly labels: Int32Array;
  /** Positions of the batch's rows in the job's rows. */
  readonly rows: Int32Array;
  readonly n: number;
  readonly progress: number;
}
/** `total`: loss summed over the rows (reported as their mean); `seed`: gradient of the batch's loss, usually the mean over its rows, by the logits. */
export type BatchLoss = (batch: LossBatch) => { readonly total: number; readonly seed: Float32Array };

/** One batch and the model as it stands, for gradients that are not of any loss, such as clipped and noisy ones. */
export interface GradientBatch {
  readonly model: TrainedModel;
  readonly inputs: Float32Array;
  readonly labels: Int32Array;
  readonly rows: Int32Array;
  readonly n: number;
  /** Steps taken before this one. */
  readonly step: number;
  readonly progress: number;
}
/** `total` as in BatchLoss; `correct`: rows answered rightly; `weights`: what the optimizer takes for the gradient, laid out like the weights. */
export type BatchGradient = (batch: GradientBatch) => Promise<{ readonly total: number; readonly correct: number; readonly weights: Float32Array }>;

/**
 * From the outputs of a layer for rows from..from+count (count × width) to the gradient of some scalar by them: the seed
 * that is pulled back to the inputs. Softmax minus one-hot gives cross-entropy, 2 (r − r*) the distance to features r*.
 */
export type GradientSeed = (outputs: Float32Array, from: number, count: number) => Float32Array;

export interface EpochReport {
  /** Finished epochs, 1-based. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mean training loss (nats) and accuracy over the epoch's batches. */
  readonly loss: number;
  readonly trainAccuracy: number;
  /** A copy of the weights after this epoch. */
  readonly weights: Float32Array;
  /** True when the loss or a weight is not finite; training ends there. */
  readonly diverged: boolean;
}

/** Called once per batch; resolves at once, or when a pause ends; throws Cancelled. */
export type Pulse = (done: number, of: number) => Promise<void> | void;

export interface Learner {
  readonly backend: BackendId;
  /** For example `tfjs 4.22.0 wasm (simd)`. */
  readonly version: string;
  /** Yields after each epoch. Ends early, with `diverged`, when the loss is no longer finite. */
  train(job: TrainJob, pulse: Pulse): AsyncGenerator<EpochReport, TrainedModel>;
  /** n × classes logits, in eval mode. */
  logits(model: TrainedModel, inputs: Float32Array, n: number, pulse?: Pulse): Promise<Float32Array>;
  /** Output of layer `layer` (after its ReLU and pooling) for n inputs, flattened to n × width. */
  activations(model: TrainedModel, layer: number, inputs: Float32Array, n: number, pulse?: Pulse): Promise<Float32Array>;
  /** Gradient of the mean cross-entropy to `labels` by the weights, and by the inputs (n × size), per unit of each raw column; 0 for categories and word numbers, which have none. */
  gradients(model: TrainedModel, inputs: Float32Array, labels: Int32Array): Promise<{ loss: number; weights: Float32Array; inputs: Float32Array }>;
  /**
   * Gradient of a scalar by n raw inputs (n × size). `seed` gives the scalar's gradient by the outputs of layer `layer`
   * (by the logits when absent). Weights get none, which makes it cheaper than `gradients`. Encoded columns as there.
   */
  inputGradients(model: TrainedModel, inputs: Float32Array, n: number, seed: GradientSeed, options?: { readonly layer?: number; readonly pulse?: Pulse }): Promise<Float32Array>;
  /** Gradient of a scalar by the weights (flat), `seed` as in `inputGradients`; weights above `layer` get 0. */
  weightGradients(model: TrainedModel, inputs: Float32Array, n: number, seed: GradientSeed, options?: { readonly layer?: number; readonly pulse?: Pulse }): Promise<Float32Array>;
  /**
   * Σ over n rows of g · min(1, bound / ‖g‖), g being the gradient of one row's own cross-entropy by all weights: exact, row by
   * row. Also ‖g‖ of each row before clipping (n), the summed loss and how many rows were read rightly.
   */
  clippedGradients(model: TrainedModel, inputs: Float32Array, labels: Int32Array, bound: number): Promise<{ readonly weights: Float32Array; readonly norms: Float32Array; readonly total: number; readonly correct: number }>;
  /** a (m × k) times b (k × n), or times bᵀ when `transposeB` and b is n × k; row-major. */
  matmul(a: Float32Array, b: Float32Array, m: number, k: number, n: number, transposeB?: boolean): Promise<Float32Array>;
  /** Live tensors, for leak tests. */
  tensorCount(): number;
}

/** Shape after each layer; index 0 is the input's shape, index i+1 the output of layer i. */
export function layerShapes(plan: ModelPlan): number[][] {
  const shapes: number[][] = [[...plan.inputShape]];
  for (const layer of plan.layers) {
    const s = shapes[shapes.length - 1]!;
    if (layer.kind === "conv-relu-pool") {
      const [h, w] = s as [number, number, number];
      const ph = Math.floor((h - layer.kernel + 1) / 2), pw = Math.floor((w - layer.kernel + 1) / 2);
      if (ph < 1 || pw < 1) throw new RangeError(`a ${layer.kernel}×${layer.kernel} convolution does not fit ${h}×${w}`);
      shapes.push([ph, pw, layer.channels]);
    } else if (layer.kind === "dense" || layer.kind === "embed") shapes.push([layer.units]);
    else if (layer.kind === "encode") shapes.push([layer.columns.reduce((sum, c) => sum + (c.kind === "number" ? 1 : c.levels), 0)]);
    else if (layer.kind === "flatten") shapes.push([s.reduce((a, b) => a * b, 1)]);
    else shapes.push([...s]);
  }
  return shapes;
}

/** The layout of the flat weight vector. */
export function weightSlots(plan: ModelPlan): WeightSlot[] {
  const shapes = layerShapes(plan), slots: WeightSlot[] = [];
  let offset = 0;
  const add = (layer: number, role: WeightSlot["role"], shape: number[], fanIn: number, fanOut: number) => {
    const size = shape.reduce((a, b) => a * b, 1);
    slots.push({ layer, role, shape, offset, size, fanIn, fanOut });
    offset += size;
  };
  plan.layers.forEach((layer, i) => {
    const s = shapes[i]!;
    if (layer.kind === "conv-relu-pool") {
      const k = layer.kernel, cin = s[2]!;
      add(i, "filter", [k, k, cin, layer.channels], k * k * cin, k * k * layer.channels);
      add(i, "bias", [layer.channels], k * k * cin, layer.channels);
    } else if (layer.kind === "embed") {
      add(i, "weight", [layer.words, layer.units], layer.words, layer.units);
      add(i, "bias", [layer.units], layer.words, layer.units);
    } else if (layer.kind === "dense") {
      add(i, "weight", [s[0]!, layer.units], s[0]!, layer.units);
      add(i, "bias", [layer.units], s[0]!, layer.units);
    }
  });
  return slots;
}

/** Length of the flat weight vector. */
export function weightCount(plan: ModelPlan): number {
  const last = weightSlots(plan).at(-1);
  return last ? last.offset + last.size : 0;
}

/** Whether a layer has trained weights. */
export const isTrained = (layer: Layer): boolean => layer.kind === "conv-relu-pool" || layer.kind === "dense" || layer.kind === "embed";

/** Index of the layer whose output feeds the last layer: the penultimate features; −1 in a network of one layer, whose features are its inputs. */
export function featureLayer(plan: ModelPlan): number {
  return plan.layers.length - 2;
}
