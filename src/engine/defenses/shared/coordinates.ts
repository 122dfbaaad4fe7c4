/**
 * Rules that go coordinate by coordinate: sort what the clients say about one weight and take the mean of some neighbors in that order.
 * Whole stretches of coordinates are sorted at once by a network of minima and maxima (Batcher 1968; Knuth, 5.2.2, algorithm M).
 */

export const yinPaper = { authors: "Yin, Chen, Ramchandran, Bartlett", year: 2018, title: "Byzantine-Robust Distributed Learning: Towards Optimal Statistical Rates", link: "https://arxiv.org/abs/1803.01498" };

/** Coordinates sorted at once. */
const BLOCK = 512;
const STRETCH = 2e6;

/** Pairs to compare, first with second, so that n numbers end in ascending order. */
export function sortingNetwork(n: number): readonly (readonly [number, number])[] {
  const out: [number, number][] = [];
  let top = 1;
  while (top < n) top *= 2;
  for (let p = top / 2; p >= 1; p /= 2)
    for (let q = top / 2, r = 0, d = p; ; d = q - p, q /= 2, r = p) {
      for (let i = 0; i + d < n; i++) if ((i & p) === r) out.push([i, i + d]);
      if (q === p) break;
    }
  return out;
}

export interface Combined {
  readonly aggregate: Float32Array;
  /** Share of the coordinates that came from each, over those in which not all said the same. */
  readonly weights: Float64Array;
}

/** For each coordinate the mean of `count` neighbors in ascending order: those in the middle, or those nearest to the median. The order of the vectors does not matter, to the last bit. */
export async function meanOfNeighbors(vectors: readonly Float32Array[], count: number, which: "middle" | "nearest", beat: () => Promise<void>): Promise<Combined> {
  const n = vectors.length, size = vectors[0]!.length, pairs = sortingNetwork(n), rows = Array.from({ length: n }, () => new Float32Array(BLOCK));
  const aggregate = new Float32Array(size), weights = new Float64Array(n), [low, high, lowShare, highShare] = Array.from({ length: 4 }, () => new Float64Array(BLOCK)) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const half = n >> 1, middle = (n - count) >> 1;
  /** Share that each of those equal to `value` has in the places from `start` on. */
  const shareOf = (value: number, start: number, j: number) => {
    let all = 0, kept = 0;
    for (let r = 0; r < n; r++) if (rows[r]![j] === value) { all++; if (r >= start && r < start + count) kept++; }
    return kept / all;
  };
  let counted = 0;
  await beat();
  for (let from = 0, work = 0; from < size; from += BLOCK, work += BLOCK * pairs.length) {
    if (work >= STRETCH) { work = 0; await beat(); }
    const here = Math.min(BLOCK, size - from);
    for (let i = 0; i < n; i++) rows[i]!.set(vectors[i]!.subarray(from, from + here));
    for (const [p, q] of pairs) {
      const a = rows[p]!, b = rows[q]!;
      for (let j = 0; j < here; j++) { const x = a[j]!, y = b[j]!; a[j] = Math.min(x, y); b[j] = Math.max(x, y); }
    }
    for (let j = 0; j < here; j++) {
      let start = middle;
      if (which === "nearest") {
        const center = n % 2 === 1 ? rows[half]![j]! : (rows[half - 1]![j]! + rows[half]![j]!) / 2, far = (s: number) => Math.max(center - rows[s]![j]!, rows[s + count - 1]![j]! - center);
        start = 0;
        for (let s = 1; s + count <= n; s++) if (far(s) < far(start)) start = s;
      }
      let sum = 0;
      for (let r = start; r < start + count; r++) sum += rows[r]![j]!;
      aggregate[from + j] = sum / count;
      const a = rows[start]![j]!, b = rows[start + count - 1]![j]!, agreed = rows[0]![j] === rows[n - 1]![j];
      if (!agreed) counted++;
      low[j] = agreed ? Infinity : a;
      high[j] = b;
      if (agreed) continue;
      lowShare[j] = a === b || (start > 0 && rows[start - 1]![j] === a) ? shareOf(a, start, j) : 1;
      highShare[j] = a === b ? lowShare[j]! : start + count < n && rows[start + count]![j] === b ? shareOf(b, start, j) : 1;
    }
    for (let i = 0; i < n; i++) {
      const v = vectors[i]!;
      let mine = 0;
      for (let j = 0; j < here; j++) {
        const x = v[from + j]!, a = low[j]!, b = high[j]!;
        if (x >= a && x <= b) mine += x === a ? lowShare[j]! : x === b ? highShare[j]! : 1;
      }
      weights[i]! += mine;
    }
  }
  for (let i = 0; i < n; i++) weights[i] = counted > 0 ? weights[i]! / (counted * count) : 1 / n;
  return { aggregate, weights };
}
