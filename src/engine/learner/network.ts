/**
 * A plan run forward with a tape and backward from any gradient at the logits. Kept general on purpose: training,
 * adversarial inputs, trigger search and per-row losses all use this pair. Callers wrap it in tidy.
 */
import { reshape, zerosLike } from "@tensorflow/tfjs-core";
import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { isTrained, layerShapes, weightSlots } from "../core/learner";
import type { ModelPlan, WeightSlot } from "../core/learner";
import type { ConvLayer, DenseLayer, EmbedLayer, GradientSink, LayerOps, Saved } from "./layer-ops";

type Step =
  | { readonly kind: "scale"; readonly shift: number; readonly factor: number }
  /** Has happened before the rows came here, see inputs.ts; passes them on. */
  | { readonly kind: "encoded" }
  | ({ readonly kind: "embed" } & EmbedLayer)
  | ({ readonly kind: "conv" } & ConvLayer)
  | { readonly kind: "flatten"; readonly size: number; readonly from: readonly number[] }
  | ({ readonly kind: "dense" } & DenseLayer);

/** Everything about a plan that does not change from step to step. */
export interface Network {
  readonly plan: ModelPlan;
  readonly slots: readonly WeightSlot[];
  readonly steps: readonly Step[];
}

/** Inputs and outputs of each layer for one batch; saved[i].y is the output of layer i. */
export interface Tape { readonly x: Tensor; readonly saved: readonly Saved[]; readonly logits: Tensor2D }

/** Works out slots and shapes of a plan once. */
export function compileNetwork(plan: ModelPlan): Network {
  const shapes = layerShapes(plan), slots = weightSlots(plan);
  const slotOf = (layer: number, role: WeightSlot["role"]) => slots.find((s) => s.layer === layer && s.role === role)!;
  const steps = plan.layers.map((layer, i): Step => {
    if (layer.kind === "scale") return { kind: "scale", shift: layer.shift, factor: layer.factor };
    if (layer.kind === "flatten") return { kind: "flatten", from: shapes[i]!, size: shapes[i + 1]![0]! };
    if (layer.kind === "encode") return { kind: "encoded" };
    if (layer.kind === "embed") return { ...layer, weight: slotOf(i, "weight"), bias: slotOf(i, "bias") };
    if (layer.kind === "dense") {
      return { kind: "dense", units: layer.units, relu: layer.relu, weight: slotOf(i, "weight"), bias: slotOf(i, "bias") };
    }
    return { kind: "conv", kernel: layer.kernel, channels: layer.channels, filter: slotOf(i, "filter"), bias: slotOf(i, "bias") };
  });
  return { plan, slots, steps };
}

/** Runs the first `layers` layers (all of them unless told) on x [n, …the shape that `openInputs` gives]. */
export function forward(ops: LayerOps, net: Network, weights: Tensor1D, x: Tensor, layers = net.steps.length): Tape {
  const saved: Saved[] = [];
  let h = x;
  for (const step of net.steps.slice(0, layers)) {
    let out: Saved;
    if (step.kind === "scale") out = { y: ops.scale(h, step.shift, step.factor), extra: [] };
    else if (step.kind === "encoded") out = { y: h, extra: [] };
    else if (step.kind === "embed") out = ops.embed(h, weights, step);
    else if (step.kind === "flatten") out = { y: reshape(h, [h.shape[0]!, step.size]), extra: [] };
    else if (step.kind === "conv") out = ops.conv(h, weights, step);
    else out = ops.dense(h, weights, step);
    saved.push(out);
    h = out.y;
  }
  return { x, saved, logits: h as Tensor2D };
}

/**
 * Gradients of Σ dLogits · logits: by all weights as one flat vector, and by the inputs when asked for. Layers below the
 * first one with weights are skipped when only the weights are wanted.
 */
export function backward(
  ops: LayerOps, net: Network, weights: Tensor1D, tape: Tape, dLogits: Tensor2D, wantInputs: boolean,
): { weights: Tensor1D; inputs: Tensor | null } {
  const sink = ops.sink(net.slots), inputs = pullBack(ops, net, weights, tape, dLogits, sink, wantInputs);
  return { weights: sink.finish(), inputs };
}

/** Gradient of Σ dOutputs · outputs by the inputs, from the last layer on the tape down; weights get none. */
export function backwardToInputs(ops: LayerOps, net: Network, weights: Tensor1D, tape: Tape, dOutputs: Tensor): Tensor {
  return pullBack(ops, net, weights, tape, dOutputs, null, true)!;
}

function pullBack(ops: LayerOps, net: Network, weights: Tensor1D, tape: Tape, dOutputs: Tensor, sink: GradientSink | null, wantInputs: boolean): Tensor | null {
  const first = net.plan.layers.findIndex(isTrained);
  let d: Tensor | null = dOutputs;
  for (let i = tape.saved.length - 1; i >= 0 && d; i--) {
    const step = net.steps[i]!, x = i === 0 ? tape.x : tape.saved[i - 1]!.y, saved = tape.saved[i]!;
    if (i < first && !wantInputs) break;
    if (step.kind === "scale") d = ops.scaleGrad(d, step.factor);
    else if (step.kind === "encoded") continue;
    else if (step.kind === "embed") {
      ops.embedGrad(x, saved, d, step, sink);
      d = zerosLike(x);
    } else if (step.kind === "flatten") d = reshape(d, [d.shape[0]!, ...step.from]);
    else if (step.kind === "conv") d = ops.convGrad(x, saved, d, weights, step, sink, wantInputs || i > first);
    else d = ops.denseGrad(x, saved, d, weights, step, sink, wantInputs || i > first);
  }
  return wantInputs ? d : null;
}
