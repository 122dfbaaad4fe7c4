/**
 * A TensorFlow.js layers model (model.json and its .bin files, as LayersModel.save and tensorflowjs_converter write them) to a plan
 * and weights, without TensorFlow.js and without executing anything. Throws ProblemError with one sentence; half a model never leaves.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../core/canonical";
import { weightCount } from "../core/learner";
import { titleOf } from "./build";
import { badFile } from "./faults";
import { readModelJson } from "./model-json";
import { buildModel } from "./model-layers";
import { modelLimits as limits, type ModelFile, type OwnModel } from "./model-types";
import { readWeights, shardPaths } from "./model-weights";

/** A rescaling below this makes sense for pixels of 0 to 255 only. */
const BYTES_BELOW = 0.02;

/** Names of the files with weights beside a model.json, as it gives them. */
export const weightFiles = (json: ModelFile): string[] => shardPaths(readModelJson(json.bytes, json.path).groups);

/** The description among some files: the one JSON file. */
export function descriptionOf<T extends { readonly path: string }>(files: readonly T[]): T {
  const found = files.filter(({ path }) => /\.json$/i.test(path));
  if (found.length === 1) return found[0]!;
  throw badFile(found.length === 0 ? "There is no model.json among these files. Choose it together with its .bin files." : `There are ${found.length} JSON files; one model has one. Choose the files of one model only.`);
}

export function readModel(files: readonly ModelFile[], name: string): OwnModel {
  const bytes = files.reduce((sum, f) => sum + f.bytes.length, 0), description = descriptionOf(files);
  if (bytes > limits.total + limits.json) throw badFile(`These files have ${(bytes / 2 ** 20).toFixed(0)} MB; at most ${(limits.total + limits.json) / 2 ** 20} MB are read. Bring a smaller network.`);
  const json = readModelJson(description.bytes, description.path), { plan, weights, looks, notes } = buildModel(json, readWeights(json.groups, files));
  if (weights.length !== weightCount(plan)) throw new Error("the plan and its weights do not fit");
  const first = plan.layers[0], idle = looks.filter((l) => /Dropout|Noise/.test(l.kind)).length;
  const hash = bytesToHex(sha256.create().update(utf8ToBytes(canonicalJson(plan))).update(new Uint8Array(weights.buffer)).digest());
  return {
    hash, title: titleOf(name, undefined), plan, weights, bytes, layers: looks,
    pixels: first?.kind === "scale" && Math.abs(first.factor) < BYTES_BELOW ? "bytes" : "unit",
    notes: [...notes, ...(idle > 0 ? [`${idle === 1 ? "One layer acts" : `${idle} layers act`} only while a network is trained (dropout, noise) and ${idle === 1 ? "was" : "were"} left out.`] : [])],
  };
}
