/**
 * What the attack did to one training row, found by comparing it with its original: which words came in or went, which
 * columns were written. Pure; knows nothing of how it is drawn.
 */
import { sizeOf, wordCount, type Preview } from "../../../engine/index";

type Poisoned = Pick<Preview, "train" | "truth" | "originals">;

/** Where the original of each poisoned or cover row stands in `originals`; made once a preview. */
const places = new WeakMap<object, Int32Array>();
function placesOf({ truth }: Poisoned): Int32Array {
  let at = places.get(truth);
  if (!at) {
    let k = 0;
    places.set(truth, (at = Int32Array.from(truth.poisoned, (p, i) => (p === 1 || truth.cover?.[i] === 1 ? k++ : -1))));
  }
  return at;
}

/** True when the attack made the row rather than changed one that was there. */
export const isAdded = ({ train, truth }: Poisoned, row: number): boolean => (truth.poisoned[row] === 1 || truth.cover?.[row] === 1) && truth.sourceIds[row] !== train.ids[row];

/** The input of a poisoned or cover row before the attack; null for honest rows and for rows made from nothing. */
export function originalOf(preview: Poisoned, row: number): Float32Array | null {
  const d = sizeOf(preview.train.shape), k = placesOf(preview)[row]!;
  return k >= 0 && preview.truth.sourceIds[row]! >= 0 ? preview.originals.subarray(k * d, k * d + d) : null;
}

/** Positions at which two inputs differ. */
export function changedCells(before: ArrayLike<number>, after: ArrayLike<number>): number[] {
  const out: number[] = [];
  for (let j = 0; j < after.length; j++) if (before[j] !== after[j]) out.push(j);
  return out;
}

/** Columns that the attack changed in at least one row that was there before, in their order. */
export function touchedColumns(preview: Poisoned): number[] {
  const { train, truth } = preview, d = sizeOf(train.shape), touched = new Set<number>();
  for (let i = 0; i < train.n && touched.size < d; i++) {
    if (truth.poisoned[i] !== 1 || isAdded(preview, i)) continue;
    const before = originalOf(preview, i);
    if (before) for (const j of changedCells(before, train.inputs.subarray(i * d, i * d + d))) touched.add(j);
  }
  return [...touched].sort((a, b) => a - b);
}

export interface WordStep {
  readonly word: number;
  readonly how: "same" | "in" | "out";
}

/** A message as a walk through both versions: words that stayed, came in, or went, by the longest common row of words. */
export function wordSteps(before: ArrayLike<number> | null, after: ArrayLike<number>): WordStep[] {
  const m = wordCount(after), n = before ? wordCount(before) : 0;
  if (!before) return Array.from({ length: m }, (_, i) => ({ word: after[i]!, how: "same" as const }));
  const best = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
  for (let i = n - 1; i >= 0; i--) for (let j = m - 1; j >= 0; j--) best[i]![j] = before[i] === after[j] ? best[i + 1]![j + 1]! + 1 : Math.max(best[i + 1]![j]!, best[i]![j + 1]!);
  const out: WordStep[] = [];
  for (let i = 0, j = 0; i < n || j < m; ) {
    if (i < n && j < m && before[i] === after[j]) {
      out.push({ word: after[j++]!, how: "same" });
      i++;
    } else if (j < m && (i === n || best[i]![j + 1]! >= best[i + 1]![j]!)) out.push({ word: after[j++]!, how: "in" });
    else out.push({ word: before[i++]!, how: "out" });
  }
  return out;
}
