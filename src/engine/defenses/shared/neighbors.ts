/**
 * Exact nearest neighbors of every row among all others, by squared Euclidean distance. The products behind the
 * distances run on the learner in square blocks, each used for both of its sides; it builds no index and keeps no n × n table.
 */
import { squaredNorms } from "../../core/linear-algebra";
import type { Learner } from "../../core/learner";

const BLOCK = 512;

/**
 * n × k positions of the nearest other rows, nearest first, the lower position on a tie; k must be below n.
 * `pulse` is called between blocks.
 */
export async function nearestRows(learner: Learner, x: Float32Array, n: number, d: number, k: number, pulse: (done: number, of: number) => Promise<void>): Promise<Int32Array> {
  if (k < 1 || k >= n) throw new RangeError(`cannot find ${k} neighbors among ${n} rows`);
  const norms = squaredNorms(x, n, d);
  const rows = new Int32Array(n * k).fill(-1), far = new Float64Array(n * k).fill(Infinity);
  const offer = (i: number, j: number, distance: number) => {
    let at = i * k + k - 1;
    if (distance > far[at]! || (distance === far[at]! && j > rows[at]!)) return;
    for (; at > i * k && (far[at - 1]! > distance || (far[at - 1]! === distance && rows[at - 1]! > j)); at--) {
      far[at] = far[at - 1]!;
      rows[at] = rows[at - 1]!;
    }
    far[at] = distance;
    rows[at] = j;
  };
  const blocks = Math.ceil(n / BLOCK), of = (blocks * (blocks + 1)) / 2;
  let done = 0;
  for (let a = 0; a < n; a += BLOCK) for (let b = a; b < n; b += BLOCK) {
    await pulse(done++, of);
    const m = Math.min(BLOCK, n - a), w = Math.min(BLOCK, n - b);
    const dot = await learner.matmul(x.slice(a * d, (a + m) * d), x.slice(b * d, (b + w) * d), m, d, w, true);
    for (let i = 0; i < m; i++) for (let j = a === b ? i + 1 : 0; j < w; j++) {
      const distance = Math.max(0, norms[a + i]! + norms[b + j]! - 2 * dot[i * w + j]!);
      offer(a + i, b + j, distance);
      offer(b + j, a + i, distance);
    }
  }
  await pulse(of, of);
  return rows;
}
