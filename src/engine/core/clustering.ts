/**
 * Splits points into groups: k-means with seeded restarts (Lloyd 1982; k-means++ start, Arthur and Vassilvitskii 2007)
 * and the silhouette that says how well apart the groups lie (Rousseeuw 1987). It does not choose the number of groups.
 */
import { squaredDistance } from "./linear-algebra";
import type { Rng } from "./rng";

export interface Clusters {
  /** Cluster of each row (n), 0..k-1. */
  readonly assignment: Int32Array;
  /** k × d. */
  readonly centers: Float64Array;
  /** Rows per cluster (k). */
  readonly sizes: Int32Array;
  /** Sum of squared distances to the own center. */
  readonly inertia: number;
}

/** k-means on n rows with d columns: the best of `restarts` seeded runs by inertia, the earlier one on a tie. */
export function kMeans(x: Float64Array, n: number, d: number, k: number, rng: Rng, restarts = 10, rounds = 100): Clusters {
  if (k < 1 || n < k) throw new RangeError(`cannot split ${n} rows into ${k} clusters`);
  let best: Clusters | null = null;
  for (let r = 0; r < Math.max(1, restarts); r++) {
    const run = lloyd(x, n, d, k, spreadStart(x, n, d, k, rng.fork(`restart/${r}`)), rounds);
    if (!best || run.inertia < best.inertia) best = run;
  }
  return best!;
}

/** k-means++: each next center is a row drawn with chance in proportion to its squared distance to the nearest one. */
function spreadStart(x: Float64Array, n: number, d: number, k: number, rng: Rng): Float64Array {
  const centers = new Float64Array(k * d), nearest = new Float64Array(n).fill(Infinity);
  let pick = rng.int(n);
  for (let c = 0; c < k; c++) {
    centers.set(x.subarray(pick * d, (pick + 1) * d), c * d);
    let total = 0;
    for (let i = 0; i < n; i++) total += nearest[i] = Math.min(nearest[i]!, squaredDistance(x, i, centers, c, d));
    if (total === 0) { pick = rng.int(n); continue; }
    let left = rng.uniform() * total;
    pick = n - 1;
    for (let i = 0; i < n; i++) if (nearest[i]! > 0 && (left -= nearest[i]!) <= 0) { pick = i; break; }
  }
  return centers;
}

function lloyd(x: Float64Array, n: number, d: number, k: number, centers: Float64Array, rounds: number): Clusters {
  const assignment = new Int32Array(n).fill(-1), sizes = new Int32Array(k);
  let inertia = 0;
  for (let round = 0; round < rounds; round++) {
    let moved = false;
    inertia = 0;
    for (let i = 0; i < n; i++) {
      let at = 0, least = Infinity;
      for (let c = 0; c < k; c++) {
        const s = squaredDistance(x, i, centers, c, d);
        if (s < least) { least = s; at = c; }
      }
      inertia += least;
      if (assignment[i] !== at) { assignment[i] = at; moved = true; }
    }
    if (!moved) break;
    const sums = new Float64Array(k * d);
    sizes.fill(0);
    for (let i = 0; i < n; i++) {
      const c = assignment[i]!;
      sizes[c]!++;
      for (let j = 0; j < d; j++) sums[c * d + j]! += x[i * d + j]!;
    }
    for (let c = 0; c < k; c++) if (sizes[c]! > 0) for (let j = 0; j < d; j++) centers[c * d + j] = sums[c * d + j]! / sizes[c]!;
  }
  return { assignment, centers, sizes, inertia };
}

/**
 * Mean silhouette in [−1, 1]: near 1 the groups lie well apart, near 0 they touch. Over all rows, or over a seeded
 * sample of `most` of them when there are more. A row alone in its cluster counts 0; fewer than two clusters give 0.
 */
export function silhouette(x: Float64Array, n: number, d: number, assignment: ArrayLike<number>, k: number, rng: Rng, most = 1000): number {
  const all = Int32Array.from({ length: n }, (_, i) => i);
  const rows = n > most ? rng.sample(all, most).sort() : all, m = rows.length;
  const sums = new Float64Array(m * k), sizes = new Int32Array(k);
  for (const i of rows) sizes[assignment[i]!]!++;
  if (sizes.filter((s) => s > 0).length < 2) return 0;
  for (let a = 0; a < m; a++) for (let b = a + 1; b < m; b++) {
    const distance = Math.sqrt(squaredDistance(x, rows[a]!, x, rows[b]!, d));
    sums[a * k + assignment[rows[b]!]!]! += distance;
    sums[b * k + assignment[rows[a]!]!]! += distance;
  }
  let total = 0;
  for (let a = 0; a < m; a++) {
    const own = assignment[rows[a]!]!;
    if (sizes[own]! < 2) continue;
    const inside = sums[a * k + own]! / (sizes[own]! - 1);
    let outside = Infinity;
    for (let c = 0; c < k; c++) if (c !== own && sizes[c]! > 0) outside = Math.min(outside, sums[a * k + c]! / sizes[c]!);
    const larger = Math.max(inside, outside);
    if (larger > 0) total += (outside - inside) / larger;
  }
  return total / m;
}
