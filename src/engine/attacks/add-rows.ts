/** Puts rows that an attacker made behind the honest ones, which stay as they are, and records the truth about both. No attack by itself. */
import { sizeOf, type Rows } from "../core/data";
import type { Truth } from "../core/plugins";
import type { Rng } from "../core/rng";

/** Ids of added rows start here, above every id a data set gives. */
export const FIRST_ADDED_ID = 1_000_000;

export interface Added {
  /** m × size(shape) */
  readonly inputs: Float32Array;
  /** m */
  readonly labels: ArrayLike<number>;
  /** Row that each was made from, whose label it should have; −1: made from nothing, and its own label stands for the true one. */
  readonly from: ArrayLike<number>;
  /** Row in whose source's name each comes, where the data name sources; `from` when absent. */
  readonly like?: ArrayLike<number>;
}

export function addRows(train: Rows, { inputs: more, labels: given, from, like = from }: Added): { train: Rows; truth: Truth } {
  const m = given.length, d = sizeOf(train.shape), n = train.n + m, at = train.n;
  const inputs = new Float32Array(n * d), labels = new Int32Array(n), ids = new Int32Array(n), sources = train.sources && new Uint8Array(n);
  const truth = { poisoned: new Uint8Array(n).fill(1, at), originalLabels: new Int32Array(n), sourceIds: new Int32Array(n).fill(-1, at) };
  inputs.set(train.inputs);
  inputs.set(more, at * d);
  for (const [out, known] of [[labels, train.labels], [truth.originalLabels, train.labels], [ids, train.ids], [truth.sourceIds, train.ids]] as const) out.set(known);
  sources?.set(train.sources!);
  for (let k = 0; k < m; k++) {
    const i = at + k, origin = from[k]!, namesake = like[k] ?? -1;
    labels[i] = given[k]!;
    ids[i] = FIRST_ADDED_ID + k;
    truth.originalLabels[i] = origin >= 0 ? train.labels[origin]! : given[k]!;
    if (origin >= 0) truth.sourceIds[i] = train.ids[origin]!;
    if (sources && namesake >= 0) sources[i] = train.sources![namesake]!;
  }
  return { train: { n, shape: train.shape, inputs, labels, ids, ...(sources && { sources }) }, truth };
}

/** `count` random members of `from`; each comes once before any comes twice. Empty when there are none. */
export function drawAgain(from: ArrayLike<number>, count: number, rng: Rng): Int32Array {
  const out = new Int32Array(from.length > 0 ? count : 0);
  for (let at = 0, round = 0; at < out.length; at += from.length, round++)
    out.set((round === 0 ? rng : rng.fork(`again/${round}`)).sample(from, Math.min(from.length, out.length - at)), at);
  return out;
}
