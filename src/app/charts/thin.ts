/** Keeps drawings light: fewer points with the same shape, and round ticks for whole numbers. Pure functions. */

/** At most `limit` items, evenly picked, first and last always kept; the same array when it is short enough. */
export function thin<T>(items: readonly T[], limit = 200): readonly T[] {
  if (items.length <= limit) return items;
  const out: T[] = [];
  for (let i = 0; i < limit; i++) out.push(items[Math.round((i * (items.length - 1)) / (limit - 1))]!);
  return out;
}

/** Whole-number ticks from `first` to `last`, both included, about `count` of them at a round distance. */
export function wholeTicks(first: number, last: number, count = 5): number[] {
  if (last <= first) return [first];
  const raw = (last - first) / Math.max(1, count - 1);
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, raw)));
  const step = [1, 2, 5, 10].map((m) => m * decade).find((s) => s >= raw) ?? decade * 10;
  const ticks = [first];
  for (let v = Math.ceil((first + 1) / step) * step; v < last; v += step) if (v - first >= step * 0.6 && last - v >= step * 0.6) ticks.push(v);
  return [...ticks, last];
}
