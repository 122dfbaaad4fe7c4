/**
 * The space in which raw inputs can be compared: pictures and plain points as they are, columns standardized with one 0/1 a
 * level, messages as hashed word counts of unit length. Fitted to the rows as delivered; looks at no label and no model.
 * Weinberger, Dasgupta, Langford, Smola, Attenberg 2009, "Feature Hashing for Large Scale Multitask Learning".
 */
import { encodeInputs, fitEncode, unfittedEncode } from "../../core/encode";
import { sizeOf, type DatasetMeta, type Rows } from "../../core/data";
import { NO_WORD } from "../../core/text";

/** Places that words share; with about a thousand frequent words two of them rarely meet, and the sign makes a meeting cancel on average. */
export const HASHED_WORDS = 512;

export interface InputSpace {
  /** n × d values; the rows' own array where they are compared as they are. */
  readonly inputs: Float32Array;
  readonly d: number;
}

/** A well mixed 32-bit number for a word number (the finalizer of MurmurHash3). */
function mix(word: number): number {
  let h = Math.imul(word + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Signed counts of each message's words in `HASHED_WORDS` places, scaled to length 1; a message without words stays zero. */
function hashedWords(rows: Rows): Float32Array {
  const length = sizeOf(rows.shape), out = new Float32Array(rows.n * HASHED_WORDS);
  for (let i = 0; i < rows.n; i++) {
    const place = out.subarray(i * HASHED_WORDS, (i + 1) * HASHED_WORDS);
    for (const word of rows.inputs.subarray(i * length, (i + 1) * length)) {
      if (word === NO_WORD) continue;
      const h = mix(word);
      place[h % HASHED_WORDS]! += h & 0x80000000 ? -1 : 1;
    }
    let squares = 0;
    for (const v of place) squares += v * v;
    if (squares > 0) for (let j = 0; j < HASHED_WORDS; j++) place[j]! /= Math.sqrt(squares);
  }
  return out;
}

/** The rows in the space in which they can be compared. */
export function inputSpace(rows: Rows, meta: DatasetMeta): InputSpace {
  if (meta.text) return { inputs: hashedWords(rows), d: HASHED_WORDS };
  if (!meta.columns) return { inputs: rows.inputs, d: sizeOf(rows.shape) };
  const layer = fitEncode(unfittedEncode(meta), rows);
  return { inputs: encodeInputs(layer, rows.inputs, rows.n), d: layer.columns.reduce((sum, c) => sum + (c.kind === "number" ? 1 : c.levels), 0) };
}
