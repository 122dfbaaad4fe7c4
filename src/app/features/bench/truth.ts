/** A decision held against the truth: counts and rates with intervals, the ROC curve, honest rows lost by group. Pure. The only file here, with its callers, that sees what is poisoned. */
import { foundOf, wilson, type FilterReport, type Preview, type Rate } from "../../../engine/index";

export type Truth = Pick<Preview["truth"], "poisoned" | "cover">;

const share = (k: number, n: number): Rate | null => (n > 0 ? wilson(k, n) : null);

export function reportOf(drop: Uint8Array, scores: ArrayLike<number> | undefined, truth: Truth): FilterReport {
  const removed = drop.reduce((sum, d) => sum + d, 0);
  return { kept: drop.length - removed, removed, relabeled: 0, ...foundOf(drop, scores, truth) };
}

export interface RocPoint {
  /** Rows at or beyond it; null for the corner where none is. */
  readonly threshold: number | null;
  /** Shares of the scored honest and poisoned rows beyond it. */
  readonly honest: number;
  readonly poisoned: number;
}

/** One point a score, thinned to `most`; null when there is nothing to rank. Rows of one score come together, as a slanted piece. */
export function rocOf(order: Int32Array, scores: ArrayLike<number>, { poisoned, cover }: Truth, most = 200): readonly RocPoint[] | null {
  const rows = order.filter((i) => cover?.[i] !== 1), bad = rows.reduce((n, i) => n + poisoned[i]!, 0), good = rows.length - bad;
  if (bad === 0 || good === 0) return null;
  const all: RocPoint[] = [{ threshold: null, honest: 0, poisoned: 0 }];
  let found = 0;
  rows.forEach((row, k) => {
    found += poisoned[row]!;
    if (k + 1 === rows.length || scores[rows[k + 1]!] !== scores[row]) all.push({ threshold: scores[row]!, honest: (k + 1 - found) / good, poisoned: found / bad });
  });
  // Points in the middle of a straight piece carry nothing.
  const turns = all.filter((p, i) => i === 0 || i === all.length - 1 || Math.abs((p.honest - all[i - 1]!.honest) * (all[i + 1]!.poisoned - p.poisoned) - (p.poisoned - all[i - 1]!.poisoned) * (all[i + 1]!.honest - p.honest)) > 1e-12);
  return turns.length <= most ? turns : Array.from({ length: most }, (_, k) => turns[Math.round((k * (turns.length - 1)) / (most - 1))]!);
}

/** Where a threshold lies on the curve, whether or not a point stands there. */
export function rocAt(threshold: number | null, order: Int32Array, scores: ArrayLike<number>, { poisoned, cover }: Truth): { readonly honest: number; readonly poisoned: number } {
  let bad = 0, good = 0, found = 0, lost = 0;
  for (const i of order) {
    if (cover?.[i] === 1) continue;
    const out = threshold !== null && scores[i]! >= threshold ? 1 : 0;
    if (poisoned[i] === 1) {
      bad++;
      found += out;
    } else {
      good++;
      lost += out;
    }
  }
  return { honest: good > 0 ? lost / good : 0, poisoned: bad > 0 ? found / bad : 0 };
}

export interface Lost {
  readonly name: string;
  readonly honest: number;
  readonly lost: number;
  /** Null for a group without honest rows. */
  readonly rate: Rate | null;
}

/** Honest rows that a decision drops, by the group each row belongs to. */
export function lostBy(group: ArrayLike<number>, names: readonly string[], drop: Uint8Array, { poisoned, cover }: Truth): readonly Lost[] {
  const honest = new Int32Array(names.length), lost = new Int32Array(names.length);
  for (let i = 0; i < drop.length; i++) {
    if (poisoned[i] === 1 || cover?.[i] === 1) continue;
    honest[group[i]!]!++;
    lost[group[i]!]! += drop[i]!;
  }
  return names.map((name, g) => ({ name, honest: honest[g]!, lost: lost[g]!, rate: share(lost[g]!, honest[g]!) }));
}
