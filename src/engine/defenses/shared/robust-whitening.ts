/**
 * Whitens a cloud of rows by a covariance that a minority of far rows cannot bend: concentration steps as in the fast minimum
 * covariance determinant (Rousseeuw, Van Driessen 1999, "A Fast Algorithm for the Minimum Covariance Determinant Estimator"). Scores nothing.
 */
import { columnMeans } from "../../core/linear-algebra";
import { descending, mad, median } from "../../core/statistics";

/** Lower Cholesky factor of a symmetric positive k × k matrix; a hair is added to the diagonal. */
function cholesky(a: Float64Array, k: number): Float64Array {
  const out = new Float64Array(k * k);
  let trace = 0;
  for (let i = 0; i < k; i++) trace += a[i * k + i]!;
  for (let i = 0; i < k; i++) for (let j = 0; j <= i; j++) {
    let sum = a[i * k + j]! + (i === j ? (1e-9 * trace) / k + 1e-12 : 0);
    for (let c = 0; c < j; c++) sum -= out[i * k + c]! * out[j * k + c]!;
    out[i * k + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / out[j * k + j]!;
  }
  return out;
}

/** Second moments of m rows with k columns around a center. */
export function moments(x: Float64Array, m: number, k: number, center: Float64Array): Float64Array {
  const out = new Float64Array(k * k), t = new Float64Array(k);
  for (let i = 0; i < m; i++) {
    for (let c = 0; c < k; c++) t[c] = x[i * k + c]! - center[c]!;
    for (let a = 0; a < k; a++) for (let b = 0; b <= a; b++) out[a * k + b]! += t[a]! * t[b]!;
  }
  for (let a = 0; a < k; a++) for (let b = 0; b <= a; b++) out[b * k + a] = out[a * k + b]! /= Math.max(m, 1);
  return out;
}

/** L⁻¹(x − center) for each row: white when the covariance is L Lᵀ. */
function whitened(x: Float64Array, m: number, k: number, center: Float64Array, factor: Float64Array): Float64Array {
  const out = new Float64Array(m * k);
  for (let i = 0; i < m; i++) for (let c = 0; c < k; c++) {
    let sum = x[i * k + c]! - center[c]!;
    for (let b = 0; b < c; b++) sum -= factor[c * k + b]! * out[i * k + b]!;
    out[i * k + c] = sum / factor[c * k + c]!;
  }
  return out;
}

const lengths = (x: Float64Array, m: number, k: number) => Float64Array.from({ length: m }, (_, i) => x.subarray(i * k, (i + 1) * k).reduce((s, v) => s + v * v, 0));

/**
 * m rows whitened by the mean and covariance of the m − `drop` that lie most densely: from a plain and from a median start,
 * drop the farthest and estimate anew until nothing changes; the tighter of the two counts. Scaled so that half of the rows lie
 * as near as half of a normal cloud would, because dropping the farthest makes a covariance too small.
 */
export function robustlyWhitened(x: Float64Array, m: number, k: number, drop: number): Float64Array {
  const column = (c: number) => Float64Array.from({ length: m }, (_, i) => x[i * k + c]!), medians = Float64Array.from({ length: k }, (_, c) => median(column(c)));
  const spreads = new Float64Array(k * k);
  for (let c = 0; c < k; c++) spreads[c * k + c] = mad(column(c)) ** 2;
  const plain = columnMeans(x, m, k);
  let best: { white: Float64Array; size: number } | null = null;
  for (const [center, spread] of [[plain, moments(x, m, k, plain)], [medians, spreads]] as const) {
    let white = whitened(x, m, k, center, cholesky(spread, k)), kept = "", size = 0;
    for (let step = 0; step < 20; step++) {
      const near = descending(lengths(white, m, k)).slice(drop).sort(), now = near.join();
      if (now === kept) break;
      kept = now;
      const some = new Float64Array(near.length * k);
      near.forEach((row, i) => some.set(x.subarray(row * k, (row + 1) * k), i * k));
      const middle = columnMeans(some, near.length, k), factor = cholesky(moments(some, near.length, k, middle), k);
      white = whitened(x, m, k, middle, factor);
      size = Array.from({ length: k }, (_, c) => Math.log(factor[c * k + c]!)).reduce((s, v) => s + v, 0);
    }
    if (!best || size < best.size) best = { white, size };
  }
  const expected = k * (1 - 2 / (9 * k)) ** 3, found = median(lengths(best!.white, m, k));
  const scale = found > 0 ? Math.sqrt(expected / found) : 1;
  return best!.white.map((v) => v * scale);
}
