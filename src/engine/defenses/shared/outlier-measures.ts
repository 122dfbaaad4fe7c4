/**
 * How far rows of one class lie from its core, by what more than half of them say: sphere, subspace, robust Mahalanobis
 * distance and slab. Steinhardt, Koh, Liang 2017 (sphere, slab); Hubert, Rousseeuw, Vanden Branden 2005, "ROBPCA"; Rousseeuw,
 * Van Driessen 1999, "A Fast Algorithm for the Minimum Covariance Determinant Estimator"; Ledoit, Wolf 2004 (shrinkage).
 */
import { columnMeans, principalComponents, project, squaredNorms, symmetricEigen } from "../../core/linear-algebra";
import type { Rng } from "../../core/rng";
import { descending, median } from "../../core/statistics";
import { gather } from "./rows";

/** Times the inner half of a class is found again around what the last one gave. */
const STEPS = 2;
/** The same for the robust covariance, which moves farther; it ends when the half stays as it is. */
const COVARIANCE_STEPS = 20;

/** Positions of the nearer half, in row order. */
const innerHalf = (distance: Float64Array): Int32Array => descending(distance).reverse().slice(0, Math.ceil(distance.length / 2)).sort();

function start(x: Float32Array, m: number, d: number): Float64Array {
  const middle = new Float64Array(d), column = new Float64Array(m);
  for (let c = 0; c < d; c++) {
    for (let i = 0; i < m; i++) column[i] = x[i * d + c]!;
    middle[c] = median(column);
  }
  // Most messages lack any given word, so their median is no message at all; of rows of length 1 the mean cannot be pulled far.
  return aside(x, m, d, middle.some((v) => v !== 0) ? middle : columnMeans(x, m, d), null);
}

/** Distance of each of m rows to the robust center, or to the robust subspace through it when dims > 0 (m). */
export function robustDistances(x: Float32Array, m: number, d: number, dims: number, rng: Rng): Float64Array {
  let distance = start(x, m, d);
  for (let step = 0; step < STEPS; step++) {
    const inner = innerHalf(distance), half = gather(x, inner, d);
    distance = dims > 0
      ? aside(x, m, d, null, principalComponents(half, inner.length, d, dims, rng.fork(`step/${step}`)))
      : aside(x, m, d, columnMeans(half, inner.length, d), null);
  }
  return distance;
}

/** Mean of the inner half of m rows (d). */
export function robustCenter(x: Float32Array, m: number, d: number, rng: Rng): Float64Array {
  const inner = innerHalf(robustDistances(x, m, d, 0, rng));
  return columnMeans(gather(x, inner, d), inner.length, d);
}

/** ‖x − center‖, or what remains of it outside the components, by Pythagoras. */
function aside(x: Float32Array, m: number, d: number, center: Float64Array | null, pca: ReturnType<typeof principalComponents> | null): Float64Array {
  const at = pca?.mean ?? center!, shifted = new Float64Array(m * d);
  for (let i = 0; i < m; i++) for (let c = 0; c < d; c++) shifted[i * d + c] = x[i * d + c]! - at[c]!;
  const total = squaredNorms(shifted, m, d);
  const along = pca ? squaredNorms(project(x, m, d, pca), m, pca.k) : null;
  return total.map((t, i) => Math.sqrt(Math.max(0, t - (along?.[i] ?? 0))));
}

/** How far each row lies from its class's center on the line to the other center: |⟨other − own, x − own⟩| / ‖other − own‖ (m). */
export function slabDistances(x: Float32Array, m: number, d: number, own: Float64Array, other: Float64Array): Float64Array {
  const line = other.map((v, c) => v - own[c]!), length = Math.sqrt(squaredNorms(line, 1, d)[0]!), out = new Float64Array(m);
  for (let i = 0; i < m && length > 0; i++) {
    let sum = 0;
    for (let c = 0; c < d; c++) sum += line[c]! * (x[i * d + c]! - own[c]!);
    out[i] = Math.abs(sum) / length;
  }
  return out;
}

/** Covariance of m rows around their mean, pulled toward a multiple of the identity as far as few rows make it uncertain (k × k). */
export function shrunkCovariance(z: Float64Array, m: number, k: number): { mean: Float64Array; covariance: Float64Array; shrinkage: number } {
  const mean = columnMeans(z, m, k), s = new Float64Array(k * k), row = new Float64Array(k);
  let fourth = 0;
  for (let i = 0; i < m; i++) {
    let square = 0;
    for (let a = 0; a < k; a++) { row[a] = z[i * k + a]! - mean[a]!; square += row[a]! ** 2; }
    fourth += square * square;
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) s[a * k + b]! += (row[a]! * row[b]!) / m;
  }
  let trace = 0, norm = 0;
  for (let a = 0; a < k; a++) trace += s[a * k + a]!;
  for (const v of s) norm += v * v;
  // ‖S − μI‖² is what there is to lose, Σ‖zzᵀ − S‖²/m² what chance has put there.
  const spread = norm - (trace * trace) / k, chance = Math.min(spread, (fourth / m - norm) / m), shrinkage = spread > 0 ? Math.max(0, chance / spread) : 1;
  return { mean, shrinkage, covariance: s.map((v, at) => (1 - shrinkage) * v + (Math.floor(at / k) === at % k ? (shrinkage * trace) / k : 0)) };
}

/** About the square below which a share of normal rows in k dimensions lies, `z` being its normal quantile (Wilson, Hilferty 1931). */
const chiSquare = (k: number, z: number): number => k * (1 - 2 / (9 * k) + z * Math.sqrt(2 / (9 * k))) ** 3;

/**
 * √((z − mean)ᵀ covariance⁻¹ (z − mean)) of each row within the top `dims` components (m): around the half of m rows with d
 * columns that lies densest and then, as half of them say too little about the edge, around all that lie within its 97.5 %.
 */
export function mahalanobisDistances(x: Float32Array, m: number, d: number, dims: number, rng: Rng): Float64Array {
  const pca = principalComponents(x, m, d, dims, rng.fork("components")), k = pca.k, z = project(x, m, d, pca);
  if (k === 0) return new Float64Array(m);
  const distance = new Float64Array(m);
  const around = (chosen: Int32Array): void => {
    const some = new Float64Array(chosen.length * k);
    chosen.forEach((row, i) => some.set(z.subarray(row * k, row * k + k), i * k));
    const { mean, covariance } = shrunkCovariance(some, chosen.length, k), { values, vectors } = symmetricEigen(covariance, k);
    const floor = 1e-9 * Math.max(values[0]!, Number.MIN_VALUE);
    for (let i = 0; i < m; i++) {
      let sum = 0;
      for (let r = 0; r < k; r++) {
        let along = 0;
        for (let c = 0; c < k; c++) along += vectors[r * k + c]! * (z[i * k + c]! - mean[c]!);
        sum += (along * along) / Math.max(values[r]!, floor);
      }
      distance[i] = Math.sqrt(sum);
    }
  };
  let inner = innerHalf(robustDistances(Float32Array.from(z), m, k, 0, rng));
  for (let step = 0; step < COVARIANCE_STEPS; step++) {
    around(inner);
    const next = innerHalf(distance), same = next.every((row, i) => row === inner[i]);
    inner = next;
    if (same) break;
  }
  const edge = median(distance) * Math.sqrt(chiSquare(k, 1.96) / chiSquare(k, 0));
  around(Int32Array.from(distance.keys()).filter((i) => distance[i]! <= edge));
  return distance;
}
