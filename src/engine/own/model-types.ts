/** A network that a person brings in TensorFlow.js files: what may come in, and what is left of it once it is read. Plain data; no code. */
import type { ModelPlan } from "../core/learner";

/** One file as it was chosen: `model.json` or a file with weights. */
export interface ModelFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What comes in: the files together, or a zip of them. Blobs are read in the worker. */
export type ModelSource =
  | { readonly kind: "files"; readonly name: string; readonly files: readonly { readonly path: string; readonly file: Blob }[] }
  | { readonly kind: "zip"; readonly name: string; readonly file: Blob };

/** One layer as the file has it, and what became of it. */
export interface ModelLayerLook {
  readonly name: string;
  readonly kind: string;
  /** Shape of its output, without the batch. */
  readonly shape: readonly number[];
  readonly parameters: number;
  /** Empty when it changes nothing once training is over. */
  readonly readAs: string;
}

export interface OwnModel {
  /** SHA-256 of plan and weights, hex: the name under which links and storage know this model. */
  readonly hash: string;
  readonly title: string;
  /** The network in the file: its own input shape and classes. */
  readonly plan: ModelPlan;
  /** Laid out by `weightSlots(plan)`. */
  readonly weights: Float32Array;
  /** What pixels it seems to expect: 0 to 1, or 0 to 255 when it begins with a rescaling that says so. */
  readonly pixels: "unit" | "bytes";
  readonly layers: readonly ModelLayerLook[];
  /** Size of all files together. */
  readonly bytes: number;
  /** What was left out or put together while reading, one sentence each. */
  readonly notes: readonly string[];
}

const MEGABYTE = 2 ** 20;
/** Stated before a file is chosen, and held to before anything is allocated. Sizes in bytes. */
export const modelLimits = {
  json: 2 * MEGABYTE, total: 32 * MEGABYTE, layers: 40, shards: 64, arrays: 200, depth: 64,
  /** Values of one input, outputs of one layer, classes. */
  input: 65_536, outputs: 2 ** 20, classes: 1000,
} as const;
