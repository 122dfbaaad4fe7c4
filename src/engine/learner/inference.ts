/**
 * A finished model applied: layer outputs and gradients, in chunks so that a pause or a cancel gets through and memory
 * stays bounded. No training here.
 */
import { tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { sizeOf } from "../core/data";
import { layerShapes, weightCount } from "../core/learner";
import type { GradientSeed, ModelPlan, Pulse, TrainedModel } from "../core/learner";
import { breather } from "./breathe";
import { checkInputs, checkLabels, checkWeights } from "./checks";
import type { Device } from "./device";
import { openInputs } from "./inputs";
import { backward, backwardToInputs, compileNetwork, forward, type Network, type Tape } from "./network";
import { disposeTape, keptTape } from "./tape";

/** Rows that are computed at once: fewer where some layer is so wide that they would take too much memory. */
const MOST_ROWS = 256, MOST_VALUES = 32e6;
const chunkOf = (plan: ModelPlan): number => Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_VALUES / Math.max(...layerShapes(plan).map(sizeOf), ...convolved(plan)))));
/** Values of one row between a convolution and its pooling. */
const convolved = (plan: ModelPlan): number[] => layerShapes(plan).map((s, i) => { const l = plan.layers[i]; return l?.kind === "conv-relu-pool" ? (s[0]! - l.kernel + 1) * (s[1]! - l.kernel + 1) * l.channels : 0; });
/** One for all calls: many short ones in a row must give way to other tasks just as a long one does. */
const breathe = breather();

/** Output of the first `layers` layers for n inputs, n × width. */
export async function applyModel(
  device: Device, model: TrainedModel, layers: number, inputs: Float32Array, n: number, pulse?: Pulse,
): Promise<Float32Array> {
  checkWeights(model.plan, model.weights);
  checkInputs(model.plan, inputs, n);
  const { plan } = model, { ops } = device, net = compileNetwork(plan), d = sizeOf(plan.inputShape), open = openInputs(plan);
  const width = sizeOf(layerShapes(plan)[layers]!), out = new Float32Array(n * width);
  device.activate();
  const weights = tensor1d(model.weights);
  try {
    for (let from = 0, chunk = chunkOf(plan); from < n; from += chunk) {
      device.activate();
      const count = Math.min(chunk, n - from);
      const y = tidy(() => {
        const x = tensor(open.encode(inputs.subarray(from * d, (from + count) * d), count), [count, ...open.shape]);
        return forward(ops, net, weights, x, layers).logits as Tensor;
      });
      try {
        out.set(await device.read(y), from * width);
      } finally {
        y.dispose();
      }
      await pulse?.(from + count, n);
      await breathe();
    }
  } finally {
    weights.dispose();
  }
  return out;
}

/** Loss (mean nats) and its gradients by weights and inputs. */
export async function modelGradients(
  device: Device, model: TrainedModel, inputs: Float32Array, labels: Int32Array,
): Promise<{ loss: number; weights: Float32Array; inputs: Float32Array }> {
  checkWeights(model.plan, model.weights);
  checkInputs(model.plan, inputs, labels.length);
  checkLabels(model.plan, labels);
  const { plan } = model, { ops } = device, net = compileNetwork(plan), d = sizeOf(plan.inputShape), n = labels.length, open = openInputs(plan);
  const sum = new Float32Array(model.weights.length), dx = new Float32Array(n * d);
  let total = 0;
  device.activate();
  const weights = tensor1d(model.weights);
  try {
    for (let from = 0, chunk = chunkOf(plan); from < n; from += chunk) {
      device.activate();
      const count = Math.min(chunk, n - from);
      const parts = tidy(() => {
        const x = tensor(open.encode(inputs.subarray(from * d, (from + count) * d), count), [count, ...open.shape]);
        const tape = forward(ops, net, weights, x);
        const loss = ops.crossEntropy(tape.logits, ops.targets(labels.subarray(from, from + count), plan.classes), 1 / n, true);
        const grad = backward(ops, net, weights, tape, loss.dLogits!, true);
        return [loss.stats, grad.weights, grad.inputs!];
      });
      try {
        total += (await device.read(parts[0]!))[0]!;
        const part = await device.read(parts[1]!);
        for (let i = 0; i < sum.length; i++) sum[i]! += part[i]!;
        dx.set(open.decodeGradient(await device.read(parts[2]!), count), from * d);
      } finally {
        for (const t of parts) t.dispose();
      }
      await breathe();
    }
  } finally {
    weights.dispose();
  }
  return { loss: total / Math.max(1, n), weights: sum, inputs: dx };
}

interface Pulled {
  readonly net: Network;
  readonly weights: Tensor1D;
  readonly tape: Tape;
  readonly from: number;
  readonly count: number;
  /** The seed as a tensor; call it inside a tidy. */
  readonly seed: () => Tensor;
}

/** Runs a network forward chunk by chunk, asks for the gradient seed at its outputs and hands both to `use`, whose tensor is read and disposed. */
async function pullChunks(
  device: Device, plan: ModelPlan, values: Float32Array, layers: number, inputs: Float32Array, n: number, seed: GradientSeed, pulse: Pulse | undefined,
  use: (pulled: Pulled) => Tensor, take: (gradient: Float32Array, from: number, count: number) => void,
): Promise<void> {
  const { ops } = device, net = compileNetwork(plan), d = sizeOf(plan.inputShape), open = openInputs(plan), shape = layerShapes(plan)[layers]!, width = sizeOf(shape);
  device.activate();
  const weights = tensor1d(values);
  try {
    for (let from = 0, chunk = chunkOf(plan); from < n; from += chunk) {
      device.activate();
      const count = Math.min(chunk, n - from), given = open.encode(inputs.subarray(from * d, (from + count) * d), count);
      // The tape must outlive the reading of the outputs, which may wait for a device: hence no tidy around all of it.
      const tape = keptTape(() => forward(ops, net, weights, tensor(given, [count, ...open.shape]), layers));
      try {
        const pulled = seed(await device.read(tape.logits), from, count);
        if (pulled.length !== count * width) throw new RangeError(`a gradient seed must have ${count * width} values, got ${pulled.length}`);
        device.activate();
        const gradient = tidy(() => use({ net, weights, tape, from, count, seed: () => tensor(pulled, [count, ...shape]) }));
        try {
          take(await device.read(gradient), from, count);
        } finally {
          gradient.dispose();
        }
      } finally {
        disposeTape(tape);
      }
      await pulse?.(from + count, n);
      await breathe();
    }
  } finally {
    weights.dispose();
  }
}

/** Gradient of a scalar by the inputs, see Learner.inputGradients. */
export async function inputGradients(
  device: Device, model: TrainedModel, inputs: Float32Array, n: number, seed: GradientSeed, options: { readonly layer?: number; readonly pulse?: Pulse } = {},
): Promise<Float32Array> {
  checkWeights(model.plan, model.weights);
  checkInputs(model.plan, inputs, n);
  const { plan } = model, d = sizeOf(plan.inputShape), open = openInputs(plan), dx = new Float32Array(n * d), layers = options.layer === undefined ? plan.layers.length : options.layer + 1;
  await pullChunks(device, plan, model.weights, layers, inputs, n, seed, options.pulse,
    (p) => backwardToInputs(device.ops, p.net, p.weights, p.tape, p.seed()), (gradient, from, count) => dx.set(open.decodeGradient(gradient, count), from * d));
  return dx;
}

/** Gradient of a scalar by the weights, see Learner.weightGradients. A network cut off above `layer` has the same weights up to there. */
export async function weightGradients(
  device: Device, model: TrainedModel, inputs: Float32Array, n: number, seed: GradientSeed, options: { readonly layer?: number; readonly pulse?: Pulse } = {},
): Promise<Float32Array> {
  checkWeights(model.plan, model.weights);
  checkInputs(model.plan, inputs, n);
  const plan = options.layer === undefined ? model.plan : { ...model.plan, layers: model.plan.layers.slice(0, options.layer + 1) };
  const size = weightCount(plan), sum = new Float32Array(model.weights.length);
  if (size === 0) return sum;
  await pullChunks(device, plan, model.weights.subarray(0, size), plan.layers.length, inputs, n, seed, options.pulse,
    (p) => backward(device.ops, p.net, p.weights, p.tape, p.seed() as Tensor2D, false).weights, (gradient) => gradient.forEach((g, i) => { sum[i]! += g; }));
  return sum;
}
