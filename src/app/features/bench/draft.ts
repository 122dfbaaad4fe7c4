/**
 * From scores, a threshold and what a person decided row by row to the rows that go. Pure, and made of what the defender
 * may see alone; the truth meets a decision in truth.ts.
 */
import type { Draft, Inspected } from "../../state/bench";

export interface Ranking {
  /** Positions of the rows that were scored, the most suspicious first; ties in row order. */
  readonly order: Int32Array;
  /** Their scores, falling. */
  readonly sorted: Float64Array;
}

export const FIRST_BUDGET = 20;

export function rank(scores: ArrayLike<number>): Ranking {
  const order = Int32Array.from({ length: scores.length }, (_, i) => i).filter((i) => Number.isFinite(scores[i])).sort((a, b) => scores[b]! - scores[a]! || a - b);
  return { order, sorted: Float64Array.from(order, (i) => scores[i]!) };
}

/** How many rows lie at or beyond a threshold. */
export function beyond({ sorted }: Ranking, threshold: number | null): number {
  if (threshold === null) return 0;
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! >= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The threshold with about `rows` rows beyond it: rows of one score are not torn apart. */
export const thresholdFor = ({ sorted }: Ranking, rows: number): number | null => (rows <= 0 || sorted.length === 0 ? null : sorted[Math.min(rows, sorted.length) - 1]!);

/** Each next stop moves at least this share more rows across. */
const STRIDE = 1.02;

/** Where a slider stops, rising: from "all rows beyond" to "none" (null). Finest where few rows lie beyond. */
export function stopsOf({ sorted }: Ranking): readonly (number | null)[] {
  const stops: (number | null)[] = [null];
  let taken = 0;
  for (let i = 1; i <= sorted.length; i++) {
    const last = i === sorted.length;
    if ((last || sorted[i] !== sorted[i - 1]) && (last || i >= taken * STRIDE)) {
      stops.push(sorted[i - 1]!);
      taken = i;
    }
  }
  return stops.reverse();
}

/** The stop with the least difference in rows to where a threshold lies. */
export function stopNear(ranking: Ranking, stops: readonly (number | null)[], threshold: number | null): number {
  const wanted = beyond(ranking, threshold);
  let best = stops.length - 1;
  for (let i = 0; i < stops.length; i++) if (Math.abs(beyond(ranking, stops[i]!) - wanted) < Math.abs(beyond(ranking, stops[best]!) - wanted)) best = i;
  return best;
}

/** Each inspected row once, with what was decided last, in the order in which they were first looked at. */
export const verdictsOf = (inspected: readonly Inspected[]): ReadonlyMap<number, boolean> => new Map(inspected.map((i) => [i.row, i.drop]));

/** 1 = dropped, one entry per row. */
export function dropped(n: number, ranking: Ranking, draft: Draft): Uint8Array {
  const drop = new Uint8Array(n);
  if (draft.rule === "beyond") for (const row of ranking.order.subarray(0, beyond(ranking, draft.threshold))) drop[row] = 1;
  for (const [row, gone] of verdictsOf(draft.inspected)) drop[row] = gone ? 1 : 0;
  return drop;
}

/** The same with all rows that cannot be told from dropped ones. */
export function withAlike(drop: Uint8Array, fingerprints: readonly string[]): Uint8Array {
  const gone = new Set(fingerprints.filter((_, i) => drop[i] === 1));
  return Uint8Array.from(fingerprints, (f) => (gone.has(f) ? 1 : 0));
}

export const sum = (flags: Uint8Array): number => flags.reduce((a, b) => a + b, 0);

/** The next row to look at: the most suspicious one within the budget that is not decided; null when all are. */
export function nextRow(ranking: Ranking, draft: Draft): number | null {
  const seen = verdictsOf(draft.inspected);
  return ranking.order.subarray(0, Math.max(0, draft.budget)).find((row) => !seen.has(row)) ?? null;
}
