/**
 * A short name for a row by what is in it: its input bytes and its label. It says which row is meant where places and ids
 * say nothing, as in a defender's shuffled view. Rows that are alike in every byte share it. Not an identity, no secret.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { inputOf, type Rows } from "./data";

/** Hex digits of a fingerprint: among 10,000 different rows two share one about once in six million times. */
export const FINGERPRINT_DIGITS = 12;

/** The first 12 hex digits of SHA-256 over the row's input (little-endian 32-bit floats) and its label (32-bit integer). */
export function fingerprint(input: Float32Array, label: number): string {
  const hash = sha256.create();
  hash.update(new Uint8Array(input.buffer, input.byteOffset, input.byteLength));
  hash.update(Uint8Array.of(label & 255, (label >> 8) & 255, (label >> 16) & 255, (label >> 24) & 255));
  return bytesToHex(hash.digest().subarray(0, FINGERPRINT_DIGITS / 2));
}

/** Of the row at a position. */
export const fingerprintOf = (rows: Rows, i: number): string => fingerprint(inputOf(rows, i), rows.labels[i]!);
