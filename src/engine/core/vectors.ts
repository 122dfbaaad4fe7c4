/** Arithmetic on a few long vectors, such as weights and updates: added up in double precision, no matrices and no tensors. */

/** Length of a vector. */
export function norm(v: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < v.length; j++) sum += v[j]! * v[j]!;
  return Math.sqrt(sum);
}

/** Inner product. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

/** Cosine of the angle between two vectors; 0 when one of them has no length. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const lengths = norm(a) * norm(b);
  return lengths > 0 ? Math.max(-1, Math.min(1, dot(a, b) / lengths)) : 0;
}

/** Coordinates that are added up at once: they stay in the processor's cache. */
const BLOCK = 2048;

/** Σ w_i v_i over vectors of equal length. */
export function weightedSum(vectors: readonly Float32Array[], weights: ArrayLike<number>, size = vectors[0]?.length ?? 0): Float32Array {
  const out = new Float32Array(size), sum = new Float64Array(Math.min(BLOCK, size));
  for (let from = 0; from < size; from += BLOCK) {
    const count = Math.min(BLOCK, size - from);
    sum.fill(0);
    for (let i = 0; i < vectors.length; i++) {
      const v = vectors[i]!, w = weights[i]!;
      if (w !== 0) for (let j = 0; j < count; j++) sum[j]! += w * v[from + j]!;
    }
    for (let j = 0; j < count; j++) out[from + j] = sum[j]!;
  }
  return out;
}
