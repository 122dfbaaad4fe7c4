/**
 * The weights of a TensorFlow.js model: from a manifest and its .bin files to arrays by name. Everything that the manifest claims is
 * added up before a byte is allocated, and must be what the files hold. Quantized weights become 32-bit numbers.
 */
import { badFile, quote } from "./faults";
import type { ModelJson, WeightEntry } from "./model-json";
import { modelLimits as limits, type ModelFile } from "./model-types";

export interface WeightArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Bytes of one number as it is stored. */
const WIDTH: Readonly<Record<string, number>> = { float32: 4, uint8: 1, uint16: 2, float16: 2 };
const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toLocaleString("en-US", { maximumFractionDigits: 1 })} MB`;

/** How a weight is stored; throws for kinds that are not read. */
function storedAs({ name, dtype, quantization }: WeightEntry): string {
  if (dtype !== "float32") throw badFile(`The weight ${quote(name, 80)} is of the kind ${quote(dtype)}; only float32 is read. Save the model without it.`);
  if (!quantization) return "float32";
  if (!["uint8", "uint16", "float16"].includes(quantization.dtype)) throw badFile(`The weight ${quote(name, 80)} is quantized to ${quote(quantization.dtype)}; uint8, uint16 and float16 are read. Save the model without quantization.`);
  if (quantization.dtype !== "float16" && (quantization.scale === undefined || quantization.min === undefined)) throw badFile(`The weight ${quote(name, 80)} is quantized but does not say its scale and smallest value. Save the model again.`);
  return quantization.dtype;
}

/** The number that 16 bits stand for (IEEE 754, half precision). */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1, exponent = (bits >> 10) & 31, fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
/** The part of a path that a file picker leaves. */
export const fileName = (path: string): string => path.split(/[/\\]/).at(-1)!;

function decode(entry: WeightEntry, view: DataView, at: number): Float32Array {
  const out = new Float32Array(sizeOf(entry.shape)), kind = storedAs(entry), { scale = 1, min = 0 } = entry.quantization ?? {};
  for (let i = 0; i < out.length; i++)
    out[i] = kind === "float32" ? view.getFloat32(at + 4 * i, true) : kind === "float16" ? fromHalf(view.getUint16(at + 2 * i, true)) : (kind === "uint8" ? view.getUint8(at + i) : view.getUint16(at + 2 * i, true)) * scale + min;
  return out;
}

/** Files that the manifest names, each once; a path that leaves the model's folder is refused. */
export function shardPaths(groups: ModelJson["groups"]): string[] {
  const paths = groups.flatMap((g) => g.paths), names = paths.map(fileName), twice = names.find((n, i) => names.indexOf(n) !== i);
  const strange = paths.find((p) => /^[/\\]|^[A-Za-z][A-Za-z0-9+.-]*:|\0/.test(p) || p.split(/[/\\]/).includes(".."));
  if (strange !== undefined) throw badFile(`The model names ${quote(strange, 80)} as a file with weights, which lies outside its folder, so nothing was read. Put the .bin files beside model.json.`);
  if (twice !== undefined) throw badFile(`The model names the file ${quote(twice, 80)} twice. Save it again.`);
  if (paths.length > limits.shards) throw badFile(`The model names ${paths.length} files with weights; at most ${limits.shards} are read. Save it in fewer.`);
  return paths;
}

/** Throws ProblemError with one sentence. */
export function readWeights(groups: ModelJson["groups"], files: readonly ModelFile[]): WeightArray[] {
  const paths = shardPaths(groups), entries = groups.flatMap((g) => g.weights);
  if (entries.length > limits.arrays) throw badFile(`The model names ${entries.length} arrays of weights; at most ${limits.arrays} are read. Bring a smaller network.`);
  const claimed = entries.reduce((sum, e) => sum + 4 * sizeOf(e.shape), 0);
  if (!(claimed <= limits.total)) throw badFile(`The model claims ${megabytes(claimed)} of weights; at most ${megabytes(limits.total)} are read, and nothing was allocated. Bring a smaller network.`);
  const repeated = entries.find((e, i) => entries.findIndex((o) => o.name === e.name) !== i);
  if (repeated) throw badFile(`The model has two weights called ${quote(repeated.name, 80)}. Give its layers different names.`);
  const bytesOf = (path: string): Uint8Array => {
    const found = files.filter((f) => fileName(f.path) === fileName(path));
    if (found.length === 1) return found[0]!.bytes;
    throw badFile(found.length > 1 ? `There are two files called ${quote(fileName(path), 80)}. Choose those of one model only.` : `The file ${quote(fileName(path), 80)} is missing: the model’s weights are in it. Choose model.json and all of its .bin files (${paths.length}) together.`);
  };
  return groups.flatMap(({ paths: own, weights }) => {
    const parts = own.map(bytesOf), length = parts.reduce((sum, p) => sum + p.length, 0), needed = weights.reduce((sum, w) => sum + WIDTH[storedAs(w)]! * sizeOf(w.shape), 0);
    if (length !== needed) throw badFile(`${own.map(fileName).slice(0, 3).join(", ")}${own.length > 3 ? ` and ${own.length - 3} more` : ""} should hold ${needed.toLocaleString("en-US")} bytes, as model.json says, but ${own.length > 1 ? "hold" : "holds"} ${length.toLocaleString("en-US")}. Was a file cut off, or does it belong to another model?`);
    const joined = new Uint8Array(length);
    parts.reduce((at, p) => (joined.set(p, at), at + p.length), 0);
    const view = new DataView(joined.buffer);
    let at = 0;
    return weights.map((w) => {
      const values = decode(w, view, at);
      at += WIDTH[storedAs(w)]! * values.length;
      return { name: w.name, shape: w.shape, values };
    });
  });
}
