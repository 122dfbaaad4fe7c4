/**
 * Inputs on their way to a network: tables are encoded here, in plain arrays and before any tensor is made, because that
 * is one pass over the rows and not one per training step; everything else passes. Gradients come back the same way.
 */
import { sizeOf } from "../core/data";
import { encodeInputs } from "../core/encode";
import { layerShapes } from "../core/learner";
import type { ModelPlan } from "../core/learner";

export interface OpenInputs {
  /** Shape of one input as the network gets it. */
  readonly shape: readonly number[];
  /** Turns n inputs of the plan's shape into that form; the same array when there is nothing to do. */
  encode(inputs: Float32Array, n: number): Float32Array;
  /** Gradients by n encoded inputs to gradients by raw ones, per unit of each column; 0 for categories. */
  decodeGradient(gradient: Float32Array, n: number): Float32Array;
}

/** How this plan's inputs enter it. Throws when an encode layer is not the first. */
export function openInputs(plan: ModelPlan): OpenInputs {
  const layer = plan.layers[0];
  if (plan.layers.some((l, i) => i > 0 && l.kind === "encode")) throw new RangeError("an encode layer must be the first");
  if (layer?.kind !== "encode") return { shape: plan.inputShape, encode: (inputs) => inputs, decodeGradient: (gradient) => gradient };
  if (layer.columns.length !== sizeOf(plan.inputShape)) throw new RangeError(`expected ${sizeOf(plan.inputShape)} columns to encode, got ${layer.columns.length}`);
  const shape = layerShapes(plan)[1]!, width = sizeOf(shape), d = layer.columns.length;
  return {
    shape,
    encode: (inputs, n) => encodeInputs(layer, inputs, n),
    decodeGradient(gradient, n) {
      const out = new Float32Array(n * d);
      for (let i = 0; i < n; i++) {
        let at = i * width;
        for (let j = 0; j < d; j++) {
          const column = layer.columns[j]!;
          if (column.kind === "number") out[i * d + j] = gradient[at]! / column.deviation;
          at += column.kind === "number" ? 1 : column.levels;
        }
      }
      return out;
    },
  };
}
