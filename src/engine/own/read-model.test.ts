/** Model files that are malformed, too large or up to something: each gets one sentence, nothing is executed, and nothing but a ProblemError is thrown. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weightSlots } from "../core/learner";
import { ProblemError } from "../core/errors";
import { filesOf, handLayers, handMade, smallLayers, smallWeights, type HandMade } from "./model-test-support";
import { depthOf } from "./model-json";
import { fromHalf } from "./model-weights";
import type { ModelFile, OwnModel } from "./model-types";
import { readModel } from "./read-model";

const { layer, conv, pool, dense } = handLayers;

/** The sentence of a refusal; fails on anything else that is thrown. */
function refusal(files: readonly ModelFile[]): string {
  try {
    readModel(files, "small");
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.problem.message).toMatch(/^[\s\S]{20,420}\.$|\?$/);
    return error.problem.message;
  }
  return "accepted";
}
const withLayers = (change: (layers: Record<string, unknown>[]) => unknown[], weights = smallWeights): HandMade => handMade(change(smallLayers()) as Record<string, unknown>[], weights);
const config = (at: number, more: Record<string, unknown>) => withLayers((layers) => layers.map((l, i) => (i === at ? { ...l, config: { ...(l["config"] as object), ...more } } : l)));
const manifest = (change: (m: { paths: string[]; weights: Record<string, unknown>[] }) => object): HandMade => {
  const made = handMade(), [group] = made.json["weightsManifest"] as [Parameters<typeof change>[0]];
  return { ...made, json: { ...made.json, weightsManifest: [{ ...group, ...change(group) }] } };
};
const weightsAs = (at: number, more: Record<string, unknown>) => manifest((m) => ({ weights: m.weights.map((w, i) => (i === at ? { ...w, ...more } : w)) }));

describe("a model made by hand", () => {
  it("is read: plan, weights in their slots, what became of each layer, a name by its content", () => {
    const made = handMade(), model = readModel(filesOf(made), "small/model.json"), slots = weightSlots(model.plan);
    expect(model.plan).toEqual({ inputShape: [8, 8, 1], classes: 3, layers: [{ kind: "conv-relu-pool", kernel: 3, channels: 2 }, { kind: "flatten" }, { kind: "dense", units: 3, relu: false }] });
    expect(slots.map((s) => s.shape)).toEqual(smallWeights.map(([, shape]) => shape));
    expect(model.weights).toEqual(made.values);
    expect(model.layers.map((l) => [l.name, l.shape, l.parameters])).toEqual([["first", [6, 6, 2], 20], ["halve", [3, 3, 2], 0], ["flat", [18], 0], ["drop", [18], 0], ["answer", [3], 57]]);
    expect(model.notes).toEqual(["One layer acts only while a network is trained (dropout, noise) and was left out."]);
    expect(structuredClone(model)).toEqual(model);
    const other = { ...made, values: made.values.map((v, i) => (i === 5 ? v + 1e-6 : v)) };
    expect(readModel(filesOf(other), "small").hash).not.toBe(model.hash);
    expect(readModel(filesOf(made), "another name").hash).toBe(model.hash);
  });
  it("may come as the converter writes it, with the network one level deeper and scopes in the names", () => {
    const made = handMade(smallLayers(), smallWeights.map(([name, shape]) => [`sequential/${name}`, shape] as const)), { modelTopology, ...rest } = made.json;
    expect(readModel(filesOf({ ...made, json: { ...rest, modelTopology: { keras_version: "2.15.0", backend: "tensorflow", model_config: modelTopology } } }), "m").hash).toBe(readModel(filesOf(handMade()), "m").hash);
  });
  it("knows half-precision numbers", () => expect([0, 0x3c00, 0xc000, 0x0001, 0x7bff, 0xfc00].map(fromHalf)).toEqual([0, 1, -2, 2 ** -24, 65504, -Infinity]));
  it("counts brackets outside of strings only", () => expect([depthOf('{"a":"[[["}'), depthOf("[[{}],[]]"), depthOf('["\\"[["]')]).toEqual([1, 3, 1]));
});

describe("a malformed model is refused with one sentence", () => {
  const good = handMade(), deep = `{"modelTopology":${"[".repeat(100_000)}`, [json, shard] = filesOf(good) as [ModelFile, ModelFile];
  const text = (change: (text: string) => string) => filesOf(good, change(JSON.stringify(good.json)));
  const nan = (v: number): HandMade => ({ ...good, values: good.values.map((x, i) => (i === 20 ? v : x)) });
  it.each<readonly [string, readonly ModelFile[], RegExp]>([
    ["a missing shard", [json], /"weights\.bin" is missing/],
    ["a second shard of the same name", [json, shard, { ...shard, path: "other/weights.bin" }], /two files called "weights\.bin"/],
    ["no model.json", [shard], /no model\.json among these files/],
    ["two of them", [json, { ...json, path: "b.json" }, shard], /2 JSON files/],
    ["a shard cut off", [json, { ...shard, bytes: shard.bytes.slice(0, -4) }], /should hold 308 bytes, as model\.json says, but holds 304/],
    ["a shard too long", [json, { ...shard, bytes: new Uint8Array(400) }], /holds 400/],
    ["truncated JSON", text((t) => t.slice(0, 300)), /is not JSON, or was cut off/],
    ["bytes that are no text", [{ ...json, bytes: Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0xff) }, shard], /not text in UTF-8/],
    ["3 MB of description", text((t) => t.replace("{", `{${" ".repeat(3 * 2 ** 20)}`)), /has 3\.0 MB; a description of layers has at most 2 MB/],
    ["deep nesting", filesOf(good, deep), /nested more than 64 levels/],
    ["a prototype in it", text((t) => t.replace('"format"', '"__proto__":{"polluted":1},"format"')), /a field called "__proto__"/],
    ["a prototype in it, escaped", text((t) => t.replace('"use_bias"', '"\\u005f_proto__":{"polluted":1},"use_bias"')), /a field called "__proto__"/],
    ["a constructor in a layer", text((t) => t.replace('"use_bias"', '"constructor":{"prototype":{}},"use_bias"')), /belongs to JavaScript/],
    ["something else that is JSON", filesOf(good, '{"v":1}'), /describes no model/],
    ["null", filesOf(good, "null"), /describes no model/],
    ["a graph model", text((t) => t.replace("layers-model", "graph-model")), /a graph model, which is a program/],
    ["a model class of its own", text((t) => t.replace('"Sequential"', '"MyModel"')), /of the kind "MyModel"/],
    ["a manifest of 2 GB", filesOf(weightsAs(2, { shape: [18, 29_826_161] })), /claims 2,048 MB of weights; at most 32 MB are read, and nothing was allocated/],
    ["a shape beyond all numbers", filesOf(weightsAs(2, { shape: [2 ** 52, 2 ** 52, 2 ** 52] })), /nothing was allocated/],
    ["a negative shape", filesOf(weightsAs(2, { shape: [-18, -3] })), /must be at least 0/],
    ["a wrong shape", filesOf(weightsAs(2, { shape: [3, 18] })), /Layer "answer" \(Dense\) needs a kernel of shape 18 × 3, and the file has 3 × 18/],
    ["a weight that is not there", filesOf(weightsAs(3, { name: "other/bias" })), /"answer" \(Dense\) needs a weight called "bias", and the file has none/],
    ["two weights of one name", filesOf(weightsAs(3, { name: "first/bias", shape: [3] })), /two weights called "first\/bias"/],
    ["whole numbers for weights", filesOf(weightsAs(1, { dtype: "int32" })), /"first\/bias" is of the kind "int32"; only float32/],
    ["an unknown quantization", filesOf(weightsAs(1, { quantization: { dtype: "int4" } })), /quantized to "int4"/],
    ["a quantization without scale", filesOf(weightsAs(1, { quantization: { dtype: "uint8" } })), /does not say its scale/],
    ["a path out of the folder", filesOf(manifest(() => ({ paths: ["../../etc/passwd"] }))), /lies outside its folder/],
    ["an address", filesOf(manifest(() => ({ paths: ["https://example.org/weights.bin"] }))), /lies outside its folder/],
    ["NaN", filesOf(nan(NaN)), /Layer "answer" \(Dense\) holds a kernel with values that are not finite/],
    ["Infinity", filesOf(nan(-Infinity)), /not finite/],
    ["a Lambda layer", filesOf(withLayers((l) => l.toSpliced(3, 1, layer("Lambda", "evil", { function: ["4wEAAAAAAAAA", null, null], function_type: "lambda" })))), /Layer "evil" \(Lambda\) carries code of its own, and nothing from a file is executed here/],
    ["a custom layer", filesOf(withLayers((l) => l.toSpliced(3, 1, layer("Steal>Data", "mine")))), /Layer "mine" \(Steal>Data\) is of a kind that is not read, and nothing from a file is executed\. Build the network from InputLayer, Rescaling/],
    ["a layer named like a function of objects", filesOf(withLayers((l) => l.toSpliced(3, 1, layer("toString", "mine")))), /of a kind that is not read/],
    ["a model inside", filesOf(withLayers((l) => l.toSpliced(3, 1, layer("Sequential", "inner", { layers: [] })))), /"inner" \(Sequential\) is of a kind/],
    ["a custom activation", filesOf(config(0, { activation: "function(){}" })), /has activation "function\(\)\{\}", which is not read/],
    ["padding", filesOf(config(0, { padding: "same" })), /Layer "first" \(Conv2D\) has padding "same", which is not read/],
    ["strides", filesOf(config(0, { strides: [2, 2] })), /has strides \[2,2\]/],
    ["an oblong kernel", filesOf(config(0, { kernel_size: [3, 5] })), /kernel of 3 × 5/],
    ["a kernel larger than the picture", filesOf(config(0, { kernel_size: [8, 8] })), /at least 2 × 2 must be left/],
    ["channels first", filesOf(config(0, { data_format: "channels_first" })), /data_format "channels_first"/],
    ["another pooling", filesOf(config(1, { pool_size: [3, 3], strides: null })), /pools over 3 × 3 with stride 3 × 3/],
    ["overlapping pooling", filesOf(config(1, { strides: [1, 1] })), /with stride 1 × 1/],
    ["an enormous input", filesOf(config(0, { batch_input_shape: [null, 40_000, 40_000, 1] })), /takes inputs of 1,600,000,000 values/],
    ["an input a little too large", filesOf(config(0, { batch_input_shape: [null, 300, 300, 1] })), /takes inputs of 90,000 values/],
    ["an input of any size", filesOf(config(0, { batch_input_shape: [null, null, null, 1] })), /of a fixed size/],
    ["no input shape", filesOf(withLayers((l) => l.map((x, i) => (i === 0 ? conv("first", 2) : x)))), /does not say the shape of its inputs/],
    ["no ReLU", filesOf(config(0, { activation: "linear" })), /Layer "first" \(Conv2D\) has no ReLU after it/],
    ["no pooling", filesOf(withLayers((l) => l.toSpliced(1, 1))), /Layer "first" \(Conv2D\) is not followed by MaxPooling2D/],
    ["two poolings", filesOf(withLayers((l) => l.toSpliced(1, 0, pool("again")))), /"halve" \(MaxPooling2D\) does not follow a Conv2D/],
    ["no flatten", filesOf(withLayers((l) => l.toSpliced(2, 1))), /put Flatten before it/],
    ["sigmoid", filesOf(config(4, { activation: "sigmoid", units: 1 })), /activation "sigmoid"/],
    ["one output", filesOf(handMade([dense("d", 1, "linear", { batch_input_shape: [null, 4] })], [["d/kernel", [4, 1]], ["d/bias", [1]]])), /gives 1 output/],
    ["ReLU at the end", filesOf(config(4, { activation: "relu" })), /is the last one and has a ReLU/],
    ["no Dense at the end", filesOf(withLayers((l) => l.slice(0, 4))), /no Dense layer at its end/],
    ["something after the softmax", filesOf(withLayers((l) => [...l, dense("more", 3, "linear")])), /comes after the softmax/],
    ["a layer twice", filesOf(withLayers((l) => [...l.slice(0, 4), { ...l[4], config: { ...(l[4]!["config"] as object), name: "first" } }])), /Two layers are called "first"/],
    ["a hundred layers", filesOf(withLayers((l) => [...l.slice(0, 3), ...Array.from({ length: 100 }, (_, i) => layer("Dropout", `d${i}`)), l[4]])), /has 104 layers; at most 40 are read/],
  ])("%s", (_, files, words) => {
    expect(refusal(files)).toMatch(words);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe("whatever is done to a model file", () => {
  /** Every place in a JSON value, as a path. */
  const places = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
    [path, ...(typeof value === "object" && value !== null ? Object.entries(value).flatMap(([k, v]) => places(v, [...path, Array.isArray(value) ? Number(k) : k])) : [])];
  const put = (value: unknown, [key, ...rest]: readonly (string | number)[], to: unknown): unknown => {
    if (key === undefined) return to;
    if (Array.isArray(value)) return value.map((v, i) => (i === key ? put(v, rest, to) : v));
    return { ...(value as object), [key]: put((value as Record<string, unknown>)[key], rest, to) };
  };
  const all = places(handMade().json), odd = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(0, -1, 1e308, 2 ** 53, "", "constructor", "__proto__", null, [], {}, [[]], "valid", "Dense", "Conv2D", [null, 8, 8, 1], [2 ** 31, 2 ** 31]));
  const sound = ({ plan, weights }: OwnModel) => expect(weightSlots(plan).reduce((sum, s) => sum + s.size, 0)).toBe(weights.length);
  const onlyProblems = (files: readonly ModelFile[]) => {
    try {
      sound(readModel(files, "m"));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  };
  it("in its fields, only a ProblemError is thrown, or the model is whole", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(all.length - 1), odd), { minLength: 1, maxLength: 3 }), (changes) => {
      const made = handMade(), json = changes.reduce<unknown>((value, [at, to]) => { try { return put(value, all[at]!, to); } catch { return value; } }, made.json);
      onlyProblems(filesOf(made, JSON.stringify(json)));
    }), { numRuns: 3000 });
  });
  it("in its characters", () => {
    const text = JSON.stringify(handMade().json);
    fc.assert(fc.property(fc.nat(text.length), fc.nat(40), fc.string({ unit: "grapheme", maxLength: 12 }), (at, gone, there) => onlyProblems(filesOf(handMade(), text.slice(0, at) + there + text.slice(at + gone)))), { numRuns: 1500 });
  });
  it("in its weights", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 320 }), (bytes) => onlyProblems([filesOf(handMade())[0]!, { path: "weights.bin", bytes }])), { numRuns: 300 });
  });
});
