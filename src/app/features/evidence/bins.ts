/** Counts of several groups of numbers in even bins on one axis, and what a bar chart spans. Pure. */

export interface GroupBins {
  readonly low: number;
  readonly high: number;
  /** Finite values of each group. */
  readonly sizes: readonly number[];
  /** counts[group] in this bin. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly counts: readonly number[] }[];
}

/** `also`: numbers that must lie on the axis, such as a threshold. Values that are not finite are left out. */
export function groupBins(groups: readonly ArrayLike<number>[], count: number, also: readonly number[] = []): GroupBins {
  let low = Infinity, high = -Infinity;
  const take = (v: number) => {
    if (!Number.isFinite(v)) return;
    if (v < low) low = v;
    if (v > high) high = v;
  };
  for (const values of groups) for (let i = 0; i < values.length; i++) take(values[i]!);
  for (const v of also) take(v);
  if (low > high) low = high = 0;
  if (low === high) high = low + 1;
  const w = (high - low) / count, counts = Array.from({ length: count }, () => groups.map(() => 0)), sizes = groups.map(() => 0);
  groups.forEach((values, g) => {
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i]!)) continue;
      counts[Math.min(count - 1, Math.floor((values[i]! - low) / w))]![g]!++;
      sizes[g]!++;
    }
  });
  return { low, high, sizes, bins: counts.map((c, i) => ({ from: low + i * w, to: low + (i + 1) * w, counts: c })) };
}

/** From where to where bars run: zero is always there, intervals and the threshold fit. */
export function barSpan(bars: readonly { readonly value: number; readonly low?: number; readonly high?: number }[], threshold?: number): readonly [number, number] {
  const values = [0, ...bars.flatMap((b) => [b.value, b.low ?? b.value, b.high ?? b.value]), ...(threshold === undefined ? [] : [threshold])].filter(Number.isFinite);
  const low = Math.min(...values), high = Math.max(...values);
  return low === high ? [low, low + 1] : [low, high];
}

/** Share of the finite values that lie below each, in [0, 1]; NaN where there is none. Ties get the middle of their places. */
export function ranks(values: ArrayLike<number>): Float32Array {
  const order = Array.from({ length: values.length }, (_, i) => i).filter((i) => Number.isFinite(values[i]!)).sort((a, b) => values[a]! - values[b]!);
  const out = new Float32Array(values.length).fill(NaN), last = Math.max(1, order.length - 1);
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j + 1 < order.length && values[order[j + 1]!] === values[order[i]!]) j++;
    for (let k = i; k <= j; k++) out[order[k]!] = (i + j) / 2 / last;
    i = j + 1;
  }
  return out;
}

/** Neurons by how much more (or less) they do on one kind of input, the widest gap first. */
export function byGap(a: ArrayLike<number>, b: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: a.length }, (_, i) => i).sort((i, j) => Math.abs(b[j]! - a[j]!) - Math.abs(b[i]! - a[i]!) || i - j);
}
