/**
 * Which rows are copies of each other: exactly, by content, and nearly, by distance. Distances run on the learner in square
 * blocks; which rows lie within reach of which is one bit a pair. It looks at no label and decides nothing.
 */
import { columnMeans, squaredDistance, squaredNorms } from "../../core/linear-algebra";
import type { Learner } from "../../core/learner";
import type { Rng } from "../../core/rng";
import { median } from "../../core/statistics";

const BLOCK = 256;
/** Distances below this share of two rows' lengths are worked out again, since a product of rounded numbers cannot tell them. */
const ROUNDING = 1e-5;
/** Rows whose nearest neighbor says what is typical. */
const SAMPLE = 512;

type Beat = (done: number, of: number) => Promise<void>;

/** For each of n rows the first row with the same d values (itself when it is the first). */
export function firstEqual(x: Float32Array, n: number, d: number): Int32Array {
  const bits = new Uint32Array(x.buffer, x.byteOffset, n * d), first = new Int32Array(n), seen = new Map<number, number[]>();
  for (let i = 0; i < n; i++) {
    let h = 0x811c9dc5;
    // Zero has two ways of being written, equal by value.
    for (let c = i * d; c < (i + 1) * d; c++) h = Math.imul((h ^ (bits[c] === 0x80000000 ? 0 : bits[c]!)) + (h >>> 15), 0x01000193);
    const alike = seen.get(h);
    first[i] = alike?.find((j) => { for (let c = 0; c < d; c++) if (x[i * d + c] !== x[j * d + c]) return false; return true; }) ?? i;
    if (first[i] !== i) continue;
    if (alike) alike.push(i);
    else seen.set(h, [i]);
  }
  return first;
}

export interface NearCopies {
  /** For each row the row in the middle of its group, within reach of it (itself when it is alone or in the middle). */
  readonly middle: Int32Array;
  /** Distance to the nearest other row (Infinity for a single row). */
  readonly nearest: Float64Array;
  /** Median of those distances over a sample. */
  readonly typical: number;
}

/**
 * Groups n rows: those with most rows within reach (`share` of the typical distance to the nearest other row) take them first.
 * Every row lies within reach of its group's middle, so groups do not grow along chains. `weight`: how many rows a row stands for.
 */
export async function nearCopies(learner: Learner, raw: Float32Array, n: number, d: number, share: number, weight: Int32Array, rng: Rng, beat: Beat): Promise<NearCopies> {
  const middle = Int32Array.from({ length: n }, (_, i) => i), nearest = new Float64Array(n).fill(Infinity), center = columnMeans(raw, n, d);
  // Around their center rows are short, and short rows lose little to rounding.
  const x = raw.map((v, at) => v - center[at % d]!), norms = squaredNorms(x, n, d);
  const blocks = Math.ceil(n / BLOCK), sample = n <= SAMPLE ? middle.slice() : rng.sample(middle, SAMPLE), of = blocks + (blocks * (blocks + 1)) / 2;
  let done = 0;
  const exact = (i: number, j: number, dot: number, reach: number) => {
    const rounded = norms[i]! + norms[j]! - 2 * dot;
    return rounded <= reach + ROUNDING * (norms[i]! + norms[j]!) ? squaredDistance(x, i, x, j, d) : rounded;
  };
  const some = new Float32Array(sample.length * d), least = new Float64Array(sample.length).fill(Infinity);
  sample.forEach((row, i) => some.set(x.subarray(row * d, row * d + d), i * d));
  for (let b = 0; b < n; b += BLOCK) {
    await beat(done++, of);
    const w = Math.min(BLOCK, n - b), dot = await learner.matmul(some, x.slice(b * d, (b + w) * d), sample.length, d, w, true);
    for (let i = 0; i < sample.length; i++) for (let j = 0; j < w; j++) if (sample[i] !== b + j) least[i] = Math.min(least[i]!, exact(sample[i]!, b + j, dot[i * w + j]!, 0));
  }
  const typical = n < 2 ? 0 : median(least.map(Math.sqrt)), reach = (share * typical) ** 2, words = Math.ceil(n / 32), within = new Uint32Array(n * words), size = weight.slice();
  for (let a = 0; a < n; a += BLOCK) for (let b = a; b < n; b += BLOCK) {
    await beat(done++, of);
    const m = Math.min(BLOCK, n - a), w = Math.min(BLOCK, n - b);
    const dot = await learner.matmul(x.slice(a * d, (a + m) * d), x.slice(b * d, (b + w) * d), m, d, w, true);
    for (let i = a; i < a + m; i++) for (let j = a === b ? i + 1 : b; j < b + w; j++) {
      const distance = exact(i, j, dot[(i - a) * w + j - b]!, reach);
      if (distance < nearest[i]!) nearest[i] = distance;
      if (distance < nearest[j]!) nearest[j] = distance;
      if (distance > reach) continue;
      within[i * words + (j >> 5)]! |= 1 << (j & 31);
      within[j * words + (i >> 5)]! |= 1 << (i & 31);
      size[i]! += weight[j]!;
      size[j]! += weight[i]!;
    }
  }
  await beat(of, of);
  const free = new Uint8Array(n).fill(1);
  for (const i of Int32Array.from({ length: n }, (_, k) => k).sort((p, q) => size[q]! - size[p]! || p - q)) {
    if (!free[i]) continue;
    free[i] = 0;
    for (let word = 0; word < words; word++) for (let left = within[i * words + word]!, bit = 0; left !== 0; left >>>= 1, bit++) {
      const j = word * 32 + bit;
      if (left & 1 && free[j]) { free[j] = 0; middle[j] = i; }
    }
  }
  return { middle, nearest: nearest.map(Math.sqrt), typical };
}
