/** Counts of a filter's scores in even bins, kept and removed, poisoned ones apart. Pure. */

export interface ScoreBin {
  readonly from: number;
  readonly to: number;
  kept: number;
  removed: number;
  keptPoisoned: number;
  removedPoisoned: number;
}

export interface ScoreCounts {
  readonly low: number;
  readonly high: number;
  readonly kept: number;
  readonly removed: number;
  readonly bins: readonly ScoreBin[];
}

/** Rows with a score that is not finite are left out. `domain`: where the bins begin and end, when the scores shown are some of many. */
export function histogram(scores: ArrayLike<number>, keep: ArrayLike<number>, poisoned: ArrayLike<number> | undefined, bins: number, domain?: readonly [number, number]): ScoreCounts {
  let low = domain?.[0] ?? Infinity, high = domain?.[1] ?? -Infinity, kept = 0, removed = 0;
  for (let i = 0; i < scores.length && !domain; i++) {
    const s = scores[i]!;
    if (!Number.isFinite(s)) continue;
    if (s < low) low = s;
    if (s > high) high = s;
  }
  if (low > high) low = high = 0;
  if (low === high) high = low + 1;
  const w = (high - low) / bins;
  const out: ScoreBin[] = Array.from({ length: bins }, (_, i) => ({ from: low + i * w, to: low + (i + 1) * w, kept: 0, removed: 0, keptPoisoned: 0, removedPoisoned: 0 }));
  for (let i = 0; i < scores.length; i++) {
    const s = scores[i]!;
    if (!Number.isFinite(s)) continue;
    const bin = out[Math.min(bins - 1, Math.floor((s - low) / w))]!;
    const bad = poisoned?.[i] === 1;
    if (keep[i] === 1) {
      kept++;
      bin.kept++;
      if (bad) bin.keptPoisoned++;
    } else {
      removed++;
      bin.removed++;
      if (bad) bin.removedPoisoned++;
    }
  }
  return { low, high, kept, removed, bins: out };
}
