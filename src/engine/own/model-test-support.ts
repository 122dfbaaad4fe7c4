/** A model.json with weights made by hand, as TensorFlow.js would save it, for tests of what reads it. Not part of the engine. */
import { layerShapes, weightSlots, type TrainedModel } from "../core/learner";
import type { ModelFile } from "./model-types";

type Json = Record<string, unknown>;
export interface HandMade {
  readonly json: Json;
  readonly values: Float32Array;
}

const layer = (class_name: string, name: string, config: Json = {}): Json => ({ class_name, config: { name, trainable: true, ...config } });
const conv = (name: string, filters: number, more: Json = {}) => layer("Conv2D", name, { filters, kernel_size: [3, 3], strides: [1, 1], padding: "valid", data_format: "channels_last", dilation_rate: [1, 1], activation: "relu", use_bias: true, ...more });
const pool = (name: string, more: Json = {}) => layer("MaxPooling2D", name, { pool_size: [2, 2], strides: [2, 2], padding: "valid", data_format: "channels_last", ...more });
const dense = (name: string, units: number, activation: string, more: Json = {}) => layer("Dense", name, { units, activation, use_bias: true, ...more });
export const handLayers = { layer, conv, pool, dense };

/** A small convolutional network over 8 × 8 pictures, 3 classes: 3·3·1·2 + 2, 18 · 3 + 3 weights. */
export const smallLayers = (): Json[] => [
  conv("first", 2, { batch_input_shape: [null, 8, 8, 1] }), pool("halve"), layer("Flatten", "flat", { data_format: "channels_last" }), layer("Dropout", "drop", { rate: 0.5 }), dense("answer", 3, "softmax"),
];
export const smallWeights: readonly (readonly [string, readonly number[]])[] = [["first/kernel", [3, 3, 1, 2]], ["first/bias", [2]], ["answer/kernel", [18, 3]], ["answer/bias", [3]]];

const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** Weights run through 0.01, 0.02 … with changing sign. */
export function handMade(layers: readonly Json[] = smallLayers(), weights: readonly (readonly [string, readonly number[]])[] = smallWeights): HandMade {
  const n = weights.reduce((sum, [, shape]) => sum + sizeOf(shape), 0), values = Float32Array.from({ length: n }, (_, i) => (i % 3 === 0 ? -1 : 1) * 0.01 * (1 + (i % 37)));
  return {
    values,
    json: {
      modelTopology: { class_name: "Sequential", config: { name: "small", layers }, keras_version: "tfjs-layers 4.22.0", backend: "tensor_flow.js" }, format: "layers-model", generatedBy: "TensorFlow.js tfjs-layers v4.22.0", convertedBy: null,
      weightsManifest: [{ paths: ["./weights.bin"], weights: weights.map(([name, shape]) => ({ name, shape, dtype: "float32" })) }],
    },
  };
}

/** The files as they would be chosen; `text` stands in for the JSON. */
export const filesOf = ({ json, values }: HandMade, text = JSON.stringify(json)): ModelFile[] => [
  { path: "small/model.json", bytes: new TextEncoder().encode(text) }, { path: "small/weights.bin", bytes: new Uint8Array(values.buffer) },
];

/** A model of this engine as TensorFlow.js would save it. */
export function exported({ plan, weights }: TrainedModel): HandMade {
  const shapes = layerShapes(plan), slots = weightSlots(plan), last = plan.layers.length - 1;
  const layers = plan.layers.flatMap((l, i): Json[] => {
    const name = `layer_${i}`, first = i === 0 ? { batch_input_shape: [null, ...shapes[0]!] } : {};
    if (l.kind === "scale") return [layer("Rescaling", name, { ...first, scale: l.factor, offset: -l.shift * l.factor })];
    if (l.kind === "conv-relu-pool") return [conv(name, l.channels, { ...first, kernel_size: [l.kernel, l.kernel] }), pool(`${name}_pool`)];
    if (l.kind === "flatten") return [layer("Flatten", name, first)];
    if (l.kind === "dense") return [dense(name, l.units, i === last ? "softmax" : l.relu ? "relu" : "linear", first)];
    throw new Error(`${l.kind} is no layer of TensorFlow.js`);
  });
  return { json: handMade(layers, slots.map((s) => [`layer_${s.layer}/${s.role === "bias" ? "bias" : "kernel"}`, s.shape])).json, values: weights.slice() };
}
