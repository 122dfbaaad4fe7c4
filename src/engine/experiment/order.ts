/**
 * The order in which rows are trained on. It depends on the seed, the epoch and each row's id alone, so removing some
 * rows leaves the order of the others as it was: arms differ by the knob, not by luck.
 */
import type { Rows } from "../core/data";
import type { Rng } from "../core/rng";

/** A well-mixed 32-bit number from two (murmur3 finalizer). */
function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** For each epoch, a permutation of the row positions (Int32Array of length rows.n). */
export function epochOrder(rows: Pick<Rows, "n" | "ids">, rng: Rng): (epoch: number) => Int32Array {
  return (epoch) => {
    const salt = rng.fork(`epoch-${epoch}`).uint32();
    const rank = Float64Array.from(rows.ids, (id) => mix(id, salt));
    return Int32Array.from({ length: rows.n }, (_, i) => i).sort((i, j) => rank[i]! - rank[j]! || i - j);
  };
}
