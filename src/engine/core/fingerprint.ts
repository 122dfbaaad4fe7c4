/**
 * A row's name that depends on what it holds and on nothing else: neither its place, nor its id, nor other rows. Numbers count
 * by their bits, lowest byte first on every machine. Rows that are alike in every byte share it; it is no secret.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { inputOf, type Rows } from "./data";

/** SHA-256 in hex of a file. */
export const hashOfBytes = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

/** SHA-256 in hex of row i's input values (32-bit floats), and of its label (32-bit integer) when `labels`. */
export function contentHash(rows: Rows, i: number, labels: boolean): string {
  const input = inputOf(rows, i), view = new DataView(new ArrayBuffer(4 * input.length + (labels ? 4 : 0)));
  input.forEach((v, j) => view.setFloat32(4 * j, v, true));
  if (labels) view.setInt32(4 * input.length, rows.labels[i]!, true);
  return bytesToHex(sha256(new Uint8Array(view.buffer)));
}

/** The part of k that a hash belongs to, from its first 48 bits. */
export const partOf = (hash: string, k: number): number => parseInt(hash.slice(0, 12), 16) % k;

/** Hex digits of a fingerprint: among 10,000 different rows two share one about once in six million times. */
export const FINGERPRINT_DIGITS = 12;

/** A short name for the row at a position, with its label: says which row is meant where places and ids say nothing, as in links. */
export const fingerprintOf = (rows: Rows, i: number): string => contentHash(rows, i, true).slice(0, FINGERPRINT_DIGITS);
