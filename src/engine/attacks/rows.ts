/** What attacks on training rows share: exact budgets, choosing rows, truth records, class checks. No attack by itself. */
import type { DatasetMeta, Rows } from "../core/data";
import type { Truth } from "../core/plugins";

/** Exactly ⌊rate · n⌋ rows; a product such as 0.29 · 100 that floating point puts just below 29 counts as 29. */
export function budget(rate: number, n: number): number {
  return Math.floor(rate * n + 1e-9);
}

/** Positions of the rows for which `wanted` holds, ascending. */
export function positions(rows: Rows, wanted: (label: number) => boolean): Int32Array {
  return Int32Array.from({ length: rows.n }, (_, i) => i).filter((i) => wanted(rows.labels[i]!));
}

/** The truth of an untouched set: nothing poisoned, every row its own source. Fresh arrays, to be written to. */
export function cleanTruth(rows: Rows): Truth {
  return { poisoned: new Uint8Array(rows.n), originalLabels: rows.labels.slice(), sourceIds: rows.ids.slice() };
}

/** true when `value` names a class of the data set, else what was expected; `field` is the parameter's name. */
export function checkClass(field: string, value: number, meta: DatasetMeta): true | { field: string; message: string } {
  const last = meta.classNames.length - 1;
  return value >= 0 && value <= last ? true : { field, message: `must be a class of ${meta.title}, 0 to ${last}; it was ${value}.` };
}
