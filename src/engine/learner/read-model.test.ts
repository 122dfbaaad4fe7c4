/** Own model files against TensorFlow.js itself: it builds and saves a model, the reader reads it, and both give the same logits. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Learner } from "../core/learner";
import { Rng } from "../core/rng";
import type { ModelFile, OwnModel } from "../own/model-types";
import { readModel } from "../own/read-model";
import { createLearner } from "./learner";

let learner: Learner;
beforeAll(async () => {
  learner = await createLearner("wasm");
  await tf.setBackend("cpu");
});

/** What LayersModel.save writes, cut into shards of some bytes; `quantize` as the converter does. */
async function saved(model: tf.LayersModel, shard = Infinity, quantize?: "uint8" | "uint16" | "float16"): Promise<ModelFile[]> {
  let files: ModelFile[] = [];
  await model.save(tf.io.withSaveHandler(async (artifacts) => {
    const raw = new Uint8Array(tf.io.CompositeArrayBuffer.join(artifacts.weightData as ArrayBuffer)), specs = artifacts.weightSpecs!;
    let data: Uint8Array = raw, weights: unknown = specs;
    if (quantize) [data, weights] = quantized(raw, specs, quantize);
    const paths = Array.from({ length: Math.ceil(data.length / Math.min(shard, data.length)) }, (_, i) => `group1-shard${i + 1}.bin`);
    const json = { modelTopology: artifacts.modelTopology, format: artifacts.format, generatedBy: artifacts.generatedBy, convertedBy: null, weightsManifest: [{ paths, weights }] };
    files = [{ path: "model.json", bytes: new TextEncoder().encode(JSON.stringify(json)) }, ...paths.map((path, i) => ({ path, bytes: data.slice(i * shard || 0, Math.min(data.length, (i + 1) * shard)) })).reverse()];
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
  }));
  return files;
}

function quantized(raw: Uint8Array, specs: tf.io.WeightsManifestEntry[], kind: "uint8" | "uint16" | "float16"): [Uint8Array, unknown] {
  const values = new Float32Array(raw.buffer), bytes: number[] = [], out: unknown[] = [];
  let at = 0;
  for (const { name, shape } of specs) {
    const own = values.slice(at, (at += shape.reduce((a, b) => a * b, 1))), min = own.reduce((a, b) => Math.min(a, b)), max = own.reduce((a, b) => Math.max(a, b)), scale = (max - min || 1) / (kind === "uint8" ? 255 : 65535);
    const words = kind === "float16" ? Uint16Array.from(own, half) : kind === "uint8" ? Uint8Array.from(own, (v) => Math.round((v - min) / scale)) : Uint16Array.from(own, (v) => Math.round((v - min) / scale));
    bytes.push(...new Uint8Array(words.buffer));
    out.push({ name, shape, dtype: "float32", quantization: kind === "float16" ? { dtype: kind, original_dtype: "float32" } : { dtype: kind, scale, min, original_dtype: "float32" } });
  }
  return [Uint8Array.from(bytes), out];
}

/** Bits of the half-precision number nearest below (normal numbers and zero only). */
function half(v: number): number {
  const a = Math.abs(v), e = Math.floor(Math.log2(a));
  return a < 2 ** -14 ? 0 : (v < 0 ? 0x8000 : 0) | ((e + 15) << 10) | Math.floor((a / 2 ** e - 1) * 1024);
}

/** Random weights everywhere, so that biases and moving averages count too. */
function shaken<M extends tf.LayersModel>(model: M): M {
  const rng = Rng.fromSeed(4).fork("shake");
  model.setWeights(model.getWeights().map((w) => tf.tensor(Float32Array.from({ length: w.size }, () => 0.2 * rng.normal() + (model.name === "bn" ? 0.7 : 0)), w.shape)));
  return model;
}

/** Largest difference between what TensorFlow.js and Hemlock answer to some inputs, on logits where the model gives them; relative to the largest logit above 1. */
async function gap(model: tf.LayersModel, read: OwnModel, softmax: boolean): Promise<number> {
  const n = 7, rng = Rng.fromSeed(9).fork("inputs"), d = read.plan.inputShape.reduce((a, b) => a * b, 1), inputs = Float32Array.from({ length: n * d }, () => rng.uniform());
  const theirs = (model.predict(tf.tensor(inputs, [n, ...(model.inputs[0]!.shape.slice(1) as number[])])) as tf.Tensor).dataSync(), ours = await learner.logits(read, inputs, n), k = read.plan.classes;
  const answers = softmax ? tf.softmax(tf.tensor2d(ours, [n, k])).dataSync() : ours;
  return Math.max(...answers.map((v, i) => Math.abs(v - theirs[i]!))) / Math.max(1, ...theirs.map(Math.abs));
}

const mnist = (): tf.Sequential => tf.sequential({ name: "mnist", layers: [
  tf.layers.conv2d({ inputShape: [28, 28, 1], kernelSize: 5, filters: 8, strides: 1, activation: "relu", kernelInitializer: "varianceScaling" }), tf.layers.maxPooling2d({ poolSize: [2, 2], strides: [2, 2] }),
  tf.layers.conv2d({ kernelSize: 5, filters: 16, strides: 1, activation: "relu" }), tf.layers.maxPooling2d({ poolSize: [2, 2], strides: [2, 2] }),
  tf.layers.flatten(), tf.layers.dense({ units: 10, activation: "linear" }),
] });

describe("a model that TensorFlow.js has saved", () => {
  it("answers the same here: the MNIST example, logits to 1e-5, in one file or several", async () => {
    const model = shaken(mnist()), read = readModel(await saved(model), "mnist");
    expect(read.plan).toEqual({ inputShape: [28, 28, 1], classes: 10, layers: [{ kind: "conv-relu-pool", kernel: 5, channels: 8 }, { kind: "conv-relu-pool", kernel: 5, channels: 16 }, { kind: "flatten" }, { kind: "dense", units: 10, relu: false }] });
    expect(await gap(model, read, false)).toBeLessThan(1e-5);
    expect(readModel(await saved(model, 10_000), "mnist")).toMatchObject({ hash: read.hash, weights: read.weights });
  });
  it("with softmax gives the same probabilities, and keeps apart what pixels it wants", async () => {
    const model = shaken(tf.sequential({ layers: [tf.layers.rescaling({ inputShape: [12, 12, 3], scale: 1 / 127.5, offset: -1 }), tf.layers.conv2d({ kernelSize: 3, filters: 4, useBias: false }), tf.layers.reLU(), tf.layers.maxPooling2d({ poolSize: 2 }), tf.layers.dropout({ rate: 0.3 }), tf.layers.flatten(), tf.layers.dense({ units: 6 }), tf.layers.activation({ activation: "relu" }), tf.layers.dense({ units: 4 }), tf.layers.softmax()] })), read = readModel(await saved(model), "m");
    expect(read.pixels).toBe("bytes");
    expect(read.plan.layers[0]).toEqual({ kind: "scale", shift: 127.5, factor: 1 / 127.5 });
    expect(await gap(model, read, true)).toBeLessThan(1e-5);
  });
  it("has batch normalization put into the layer before it", async () => {
    const model = shaken(tf.sequential({ name: "bn", layers: [tf.layers.conv2d({ inputShape: [9, 9, 2], kernelSize: 2, filters: 3 }), tf.layers.batchNormalization(), tf.layers.activation({ activation: "relu" }), tf.layers.maxPooling2d({ poolSize: 2 }), tf.layers.flatten(), tf.layers.dense({ units: 5, useBias: false }), tf.layers.batchNormalization({ scale: false, epsilon: 0.01 }), tf.layers.reLU(), tf.layers.dense({ units: 3 })] })), read = readModel(await saved(model), "bn");
    expect(read.notes).toHaveLength(2);
    expect(await gap(model, read, false)).toBeLessThan(1e-5);
  });
  it("of the functional kind is read when it is one chain, whatever order its layers stand in", async () => {
    const input = tf.input({ shape: [6] }), model = shaken(tf.model({ inputs: input, outputs: tf.layers.dense({ units: 3 }).apply(tf.layers.dense({ units: 5, activation: "relu" }).apply(input)) as tf.SymbolicTensor })), files = await saved(model);
    const read = readModel(files, "f"), json = JSON.parse(new TextDecoder().decode(files[0]!.bytes)) as { modelTopology: { config: { layers: unknown[] } } };
    expect(await gap(model, read, false)).toBeLessThan(1e-5);
    json.modelTopology.config.layers.reverse();
    expect(readModel([{ path: "model.json", bytes: new TextEncoder().encode(JSON.stringify(json)) }, ...files.slice(1)], "f")).toMatchObject({ hash: read.hash });
    const branch = tf.layers.dense({ units: 3 }).apply(input) as tf.SymbolicTensor, joined = tf.layers.add().apply([branch, tf.layers.dense({ units: 3 }).apply(branch) as tf.SymbolicTensor]) as tf.SymbolicTensor;
    expect(await saved(tf.model({ inputs: input, outputs: joined })).then((f) => { try { return readModel(f, "b"); } catch (e) { return (e as Error).message; } })).toMatch(/not part of one chain/);
  });
  it.each([["uint8", 0.02], ["uint16", 1e-4], ["float16", 0.02]] as const)("quantized to %s is unpacked as TensorFlow.js unpacks it", async (kind, near) => {
    const model = shaken(mnist()), files = await saved(model, 5000, kind), read = readModel(files, "q"), exact = readModel(await saved(model), "q");
    expect(Math.max(...read.weights.map((v, i) => Math.abs(v - exact.weights[i]!)))).toBeLessThan(near);
    const weightData = new Uint8Array(files.slice(1).reverse().flatMap((f) => [...f.bytes])).buffer, json = JSON.parse(new TextDecoder().decode(files[0]!.bytes)) as { weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[] };
    const theirs = tf.io.decodeWeights(weightData, json.weightsManifest[0]!.weights);
    expect(read.weights).toEqual(Float32Array.from(Object.values(theirs).flatMap((t) => [...t.dataSync()])));
  });
});
