/**
 * A row's name that depends on what it holds and on nothing else: neither its place, nor its id, nor other rows. Numbers count
 * by their bits, lowest byte first on every machine.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { inputOf, type Rows } from "./data";

/** SHA-256 in hex of row i's input values, and of its label when `labels`. */
export function contentHash(rows: Rows, i: number, labels: boolean): string {
  const input = inputOf(rows, i), view = new DataView(new ArrayBuffer(4 * input.length + (labels ? 4 : 0)));
  input.forEach((v, j) => view.setFloat32(4 * j, v, true));
  if (labels) view.setInt32(4 * input.length, rows.labels[i]!, true);
  return bytesToHex(sha256(new Uint8Array(view.buffer)));
}

/** The part of k that a hash belongs to, from its first 48 bits. */
export const partOf = (hash: string, k: number): number => parseInt(hash.slice(0, 12), 16) % k;
