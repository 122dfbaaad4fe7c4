/**
 * The text of a model.json to a chain of layers and a list of weights, with suspicion: size and depth before it is parsed, names that
 * could reach into JavaScript's own objects refused, every field by schema. Executes nothing and knows no layer's meaning.
 */
import { z } from "zod";
import { badFile, count, quote } from "./faults";
import { modelLimits as limits } from "./model-types";

/** Names under which JavaScript keeps what all objects share. */
const REACHING: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const weight = z.object({
  name: z.string().min(1).max(300), shape: z.array(z.int().min(0)).max(6), dtype: z.string().max(40),
  quantization: z.object({ dtype: z.string().max(40), scale: z.number().optional(), min: z.number().optional() }).optional(),
});
const envelope = z.object({
  format: z.string().max(100).nullish(), modelTopology: z.unknown().optional(),
  weightsManifest: z.array(z.object({ paths: z.array(z.string().min(1).max(300)).min(1).max(limits.shards), weights: z.array(weight).max(limits.arrays) })).min(1).max(limits.shards),
});
const layerEntry = z.object({ class_name: z.string().min(1).max(100), name: z.string().max(200).nullish(), config: z.looseObject({ name: z.string().min(1).max(200).optional() }).default({}), inbound_nodes: z.unknown().optional() });
const layerList = z.array(layerEntry).min(1).max(limits.layers);
const network = z.object({ class_name: z.string().max(100), config: z.unknown().optional() });
const sequential = z.object({ layers: layerList, build_input_shape: z.unknown().optional() });
const place = z.tuple([z.string().max(200)], z.unknown());
const ends = z.union([z.array(place).length(1).transform(([one]) => one![0]), place.transform(([name]) => name)]);
const functional = z.object({ layers: layerList, input_layers: ends, output_layers: ends });
/** One node with one input, as Keras 2 and TensorFlow.js write it, or as Keras 3 does. */
const oneInput = z.union([
  z.tuple([z.tuple([place])]).transform(([[[name]]]) => name),
  z.tuple([z.object({ args: z.tuple([z.object({ config: z.object({ keras_history: place }) })]) })]).transform(([node]) => node.args[0].config.keras_history[0]),
]);

export type WeightEntry = z.infer<typeof weight>;
export interface LayerEntry {
  readonly name: string;
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
}
export interface ModelJson {
  readonly layers: readonly LayerEntry[];
  /** Where a Sequential model says it apart from its first layer. */
  readonly inputShape: unknown;
  readonly groups: readonly { readonly paths: readonly string[]; readonly weights: readonly WeightEntry[] }[];
}

/** What is wrong with a value, for the end of a sentence: where, and what was expected. */
export function issueOf(error: z.ZodError): string {
  const issue = error.issues[0]!, path = issue.path.map(String).join(".") || "it";
  const expected = issue.code === "too_big" ? `at most ${String(issue.maximum)}` : issue.code === "too_small" ? `at least ${String(issue.minimum)}` : issue.code === "invalid_type" ? `of the kind ${issue.expected}` : "another value";
  return `${quote(path, 80)} must be ${expected}`;
}

function check<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badFile(`${what}: ${issueOf(parsed.error)}. Save the model again with TensorFlow.js or tensorflowjs_converter as a layers model.`);
}

/** How deep brackets are nested, strings aside. */
export function depthOf(text: string): number {
  let depth = 0, deepest = 0, quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) { if (c === 92) i++; else if (c === 34) quoted = false; }
    else if (c === 34) quoted = true;
    else if (c === 91 || c === 123) deepest = Math.max(deepest, ++depth);
    else if (c === 93 || c === 125) depth--;
  }
  return deepest;
}

function parse(bytes: Uint8Array, name: string): unknown {
  if (bytes.length > limits.json) throw badFile(`${name} has ${(bytes.length / 2 ** 20).toFixed(1)} MB; a description of layers has at most ${limits.json / 2 ** 20} MB, weights belong into .bin files.`);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw badFile(`${name} is not text in UTF-8. Choose the model.json that TensorFlow.js has saved, together with its .bin files.`);
  }
  if (depthOf(text) > limits.depth) throw badFile(`${name} is nested more than ${limits.depth} levels deep, as no network is, so it was not read.`);
  let reaching: string | undefined, value: unknown;
  try {
    value = JSON.parse(text, (key, inner: unknown) => {
      if (REACHING.has(key)) reaching ??= key;
      return inner;
    });
  } catch {
    throw badFile(`${name} is not JSON, or was cut off. Save or copy the model again.`);
  }
  if (reaching !== undefined) throw badFile(`${name} has a field called ${quote(reaching)}, which belongs to JavaScript and to no network, so it was not read.`);
  return value;
}

const entry = (e: z.infer<typeof layerEntry>, i: number): LayerEntry => ({ name: e.config.name ?? e.name ?? `layer ${i + 1}`, kind: e.class_name, config: e.config });

/** The layers of a functional model in the order in which an input passes them; refused when it branches. */
function follow({ layers, input_layers, output_layers }: z.infer<typeof functional>, file: string): LayerEntry[] {
  const named = layers.map((e, i) => ({ e: entry(e, i), from: e.inbound_nodes })), out: LayerEntry[] = [];
  const refuse = (name: string) => badFile(`${file}: layer ${quote(name)} is not part of one chain from input to output; models that branch, join or share layers are not read. Use a Sequential model.`);
  const inputs = named.map(({ e, from }) => {
    if (e.name === input_layers) return null;
    const one = oneInput.safeParse(from);
    if (!one.success) throw refuse(e.name);
    return one.data;
  });
  for (let here: string | undefined = input_layers; here !== undefined; ) {
    const found = named.find(({ e }) => e.name === here);
    if (!found || out.includes(found.e)) throw refuse(here);
    out.push(found.e);
    const next = named.filter((_, i) => inputs[i] === here);
    if (next.length > 1) throw refuse(next[1]!.e.name);
    here = next[0]?.e.name;
  }
  if (out.length !== named.length || out.at(-1)!.name !== output_layers) throw refuse(named.find(({ e }) => !out.includes(e))?.e.name ?? output_layers);
  return out;
}

/** Throws ProblemError with one sentence. */
export function readModelJson(bytes: Uint8Array, name: string): ModelJson {
  const value = parse(bytes, name);
  if (typeof value !== "object" || value === null || !("modelTopology" in value)) throw badFile(`${name} describes no model: it has no field "modelTopology". Choose the model.json that TensorFlow.js has saved.`);
  const { format, modelTopology, weightsManifest: groups } = check(envelope, value, name);
  if (format === "graph-model" || (typeof modelTopology === "object" && modelTopology !== null && "node" in modelTopology)) throw badFile(`${name} is a graph model, which is a program and no list of layers. Convert it with --output_format=tfjs_layers_model.`);
  const inner = typeof modelTopology === "object" && modelTopology !== null && "model_config" in modelTopology ? modelTopology.model_config : modelTopology;
  const { class_name: kind, config } = check(network, inner, `${name}, modelTopology`);
  const amount = (config as { layers?: unknown } | null)?.layers ?? config;
  if (Array.isArray(amount) && amount.length > limits.layers) throw badFile(`${name} has ${count(amount.length, "layer")}; at most ${limits.layers} are read. Bring a smaller network.`);
  if (kind === "Sequential") {
    const { layers, build_input_shape: inputShape } = check(sequential, Array.isArray(config) ? { layers: config as unknown } : config, `${name}, modelTopology.config`);
    return { layers: layers.map(entry), inputShape, groups };
  }
  if (kind === "Functional" || kind === "Model") return { layers: follow(check(functional, config, `${name}, modelTopology.config`), name), inputShape: undefined, groups };
  throw badFile(`${name} holds a model of the kind ${quote(kind)}; Sequential models and functional ones that are one chain of layers are read. Nothing of it was executed.`);
}
