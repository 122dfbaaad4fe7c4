/**
 * Small dense linear algebra on row-major typed arrays: distances, symmetric eigenvectors and the top principal
 * components by block power iteration (Halko, Martinsson, Tropp 2011, "Finding structure with randomness").
 * Not for training: large products of the learner go through `Learner.matmul`.
 */
import type { Rng } from "./rng";

type Numbers = Float32Array | Float64Array;

/** ‖a[i] − b[j]‖² for row i of a and row j of b, both with d columns. */
export function squaredDistance(a: Numbers, i: number, b: Numbers, j: number, d: number): number {
  let sum = 0;
  for (let c = 0, p = i * d, q = j * d; c < d; c++) {
    const t = a[p + c]! - b[q + c]!;
    sum += t * t;
  }
  return sum;
}

/** ‖x[i]‖² of each of n rows with d columns. */
export function squaredNorms(x: Numbers, n: number, d: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let c = i * d; c < (i + 1) * d; c++) sum += x[c]! * x[c]!;
    out[i] = sum;
  }
  return out;
}

/** Mean of each column (d). */
export function columnMeans(x: Numbers, n: number, d: number): Float64Array {
  const out = new Float64Array(d);
  for (let i = 0; i < n; i++) for (let c = 0; c < d; c++) out[c]! += x[i * d + c]!;
  for (let c = 0; c < d; c++) out[c]! /= Math.max(n, 1);
  return out;
}

/** Eigenvalues (descending) and eigenvectors (row r belongs to value r) of a symmetric m × m matrix; cyclic Jacobi. */
export function symmetricEigen(matrix: Float64Array, m: number): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice(), v = new Float64Array(m * m);
  for (let i = 0; i < m; i++) v[i * m + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0, all = 0;
    for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) { all += a[i * m + j]! ** 2; if (i !== j) off += a[i * m + j]! ** 2; }
    if (off <= 1e-24 * all) break;
    for (let p = 0; p < m; p++) for (let q = p + 1; q < m; q++) {
      const apq = a[p * m + q]!;
      if (apq === 0) continue;
      const theta = (a[q * m + q]! - a[p * m + p]!) / (2 * apq);
      const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const c = 1 / Math.sqrt(t * t + 1), s = t * c;
      for (let k = 0; k < m; k++) {
        const x = a[k * m + p]!, y = a[k * m + q]!;
        a[k * m + p] = c * x - s * y; a[k * m + q] = s * x + c * y;
      }
      for (let k = 0; k < m; k++) {
        const x = a[p * m + k]!, y = a[q * m + k]!;
        a[p * m + k] = c * x - s * y; a[q * m + k] = s * x + c * y;
        const e = v[p * m + k]!, f = v[q * m + k]!;
        v[p * m + k] = c * e - s * f; v[q * m + k] = s * e + c * f;
      }
    }
  }
  const order = Array.from({ length: m }, (_, i) => i).sort((i, j) => a[j * m + j]! - a[i * m + i]! || i - j);
  const values = new Float64Array(m), vectors = new Float64Array(m * m);
  order.forEach((from, r) => {
    values[r] = a[from * m + from]!;
    vectors.set(v.subarray(from * m, (from + 1) * m), r * m);
  });
  return { values, vectors };
}

export interface PrincipalComponents {
  /** Column means (d). */
  readonly mean: Float64Array;
  /** k × d, orthonormal rows by falling variance; the entry of largest size in each row is positive. */
  readonly components: Float64Array;
  /** Variance along each component (k), divided by n − 1. */
  readonly variances: Float64Array;
  readonly k: number;
}

/**
 * The top k principal components of n rows with d columns, from a seeded start; k is cut to min(k, d, n − 1). Works on
 * the smaller Gram matrix or straight on the rows, whichever costs less. A direction without variance comes as zeros.
 */
export function principalComponents(x: Numbers, n: number, d: number, k: number, rng: Rng): PrincipalComponents {
  k = Math.max(0, Math.min(k, d, n - 1));
  const mean = columnMeans(x, n, d), components = new Float64Array(k * d), variances = new Float64Array(k);
  if (k === 0) return { mean, components, variances, k };
  const centered = new Float64Array(n * d);
  for (let i = 0; i < n; i++) for (let c = 0; c < d; c++) centered[i * d + c] = x[i * d + c]! - mean[c]!;

  const block = Math.min(k + 8, d, n), rounds = 24, m = Math.min(n, d);
  const byGram = n * d * m + rounds * m * m * block < 2 * 6 * n * d * block;
  const square = byGram ? (n < d ? timesT(centered, centered, n, d, n) : times(transpose(centered, n, d), centered, d, n, d)) : null;
  const width = square && n < d ? n : d;
  const apply = (q: Float64Array) => (square ? times(q, square, block, width, width) : times(timesT(q, centered, block, d, n), centered, block, n, d));

  let q: Float64Array = Float64Array.from({ length: block * width }, () => rng.normal());
  orthonormalize(q, block, width);
  let last: Float64Array = new Float64Array(block), eigen: { values: Float64Array; vectors: Float64Array } = { values: last, vectors: q };
  for (let round = 0; round < rounds; round++) {
    const z = apply(q);
    eigen = symmetricEigen(timesT(q, z, block, width, block), block);
    q = times(eigen.vectors, z, block, block, width);
    orthonormalize(q, block, width);
    let moved = 0;
    for (let r = 0; r < k; r++) moved = Math.max(moved, Math.abs(eigen.values[r]! - last[r]!));
    last = eigen.values.slice();
    if (moved <= 1e-6 * eigen.values[0]!) break;
  }
  const rows = width === d ? q : times(q, centered, block, n, d);
  if (width !== d) orthonormalize(rows, block, d);
  for (let r = 0; r < k; r++) {
    variances[r] = Math.max(0, eigen.values[r]!) / (n - 1);
    let top = 0;
    for (let c = 0; c < d; c++) if (Math.abs(rows[r * d + c]!) > Math.abs(rows[r * d + top]!)) top = c;
    const sign = rows[r * d + top]! < 0 ? -1 : 1;
    for (let c = 0; c < d; c++) components[r * d + c] = sign * rows[r * d + c]!;
  }
  return { mean, components, variances, k };
}

/** Coordinates of n rows along the components, n × k. */
export function project(x: Numbers, n: number, d: number, pca: PrincipalComponents): Float64Array {
  const offset = timesT(pca.mean, pca.components, 1, d, pca.k);
  const out = timesT(x instanceof Float64Array ? x : Float64Array.from(x), pca.components, n, d, pca.k);
  for (let i = 0; i < n; i++) for (let r = 0; r < pca.k; r++) out[i * pca.k + r]! -= offset[r]!;
  return out;
}

/** a (m × k) times b (k × n); four rows of b at a time, so that the sums are read and written a quarter as often. */
function times(a: Float64Array, b: Float64Array, m: number, k: number, n: number): Float64Array {
  const out = new Float64Array(m * n), whole = k - (k % 4);
  for (let j = 0; j < whole; j += 4) {
    const p = j * n, q = p + n, r = q + n, s = r + n;
    for (let i = 0; i < m; i++) {
      const f = a[i * k + j]!, g = a[i * k + j + 1]!, h = a[i * k + j + 2]!, e = a[i * k + j + 3]!, o = i * n;
      for (let c = 0; c < n; c++) out[o + c]! += f * b[p + c]! + g * b[q + c]! + h * b[r + c]! + e * b[s + c]!;
    }
  }
  for (let j = whole; j < k; j++) for (let i = 0; i < m; i++) {
    const f = a[i * k + j]!, o = i * n, p = j * n;
    for (let c = 0; c < n; c++) out[o + c]! += f * b[p + c]!;
  }
  return out;
}

/** a (m × k) times the transpose of b (n × k); four rows of b at a time. */
function timesT(a: Float64Array, b: Float64Array, m: number, k: number, n: number): Float64Array {
  const out = new Float64Array(m * n), whole = n - (n % 4);
  for (let j = 0; j < whole; j += 4) for (let i = 0; i < m; i++) {
    let w = 0, x = 0, y = 0, z = 0;
    const p = j * k, q = p + k, r = q + k, s = r + k, o = i * k;
    for (let c = 0; c < k; c++) {
      const v = a[o + c]!;
      w += v * b[p + c]!; x += v * b[q + c]!; y += v * b[r + c]!; z += v * b[s + c]!;
    }
    const at = i * n + j;
    out[at] = w; out[at + 1] = x; out[at + 2] = y; out[at + 3] = z;
  }
  for (let j = whole; j < n; j++) for (let i = 0; i < m; i++) {
    let w = 0;
    for (let c = 0; c < k; c++) w += a[i * k + c]! * b[j * k + c]!;
    out[i * n + j] = w;
  }
  return out;
}

function transpose(a: Float64Array, m: number, n: number): Float64Array {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[j * m + i] = a[i * n + j]!;
  return out;
}

/** Makes m rows of width n orthonormal in place (Gram–Schmidt, twice); a row that depends on the earlier ones becomes 0. */
function orthonormalize(q: Float64Array, m: number, n: number): void {
  for (let i = 0; i < m; i++) {
    const row = q.subarray(i * n, (i + 1) * n), before = norm(row);
    for (let pass = 0; pass < 2; pass++) for (let j = 0; j < i; j++) {
      const other = q.subarray(j * n, (j + 1) * n);
      let dot = 0;
      for (let c = 0; c < n; c++) dot += row[c]! * other[c]!;
      if (dot !== 0) for (let c = 0; c < n; c++) row[c]! -= dot * other[c]!;
    }
    const after = norm(row), scale = after > 1e-10 * before && after > 0 ? 1 / after : 0;
    for (let c = 0; c < n; c++) row[c]! *= scale;
  }
}

function norm(v: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < v.length; c++) sum += v[c]! * v[c]!;
  return Math.sqrt(sum);
}
