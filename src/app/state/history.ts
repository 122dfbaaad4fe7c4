/**
 * Undo and redo as a stack of values: pure functions, no store. A run of changes with the same tag in quick succession
 * (a slider being dragged) counts as one step back.
 */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last change was about and when it came, in milliseconds; null closes the run of changes. */
  readonly last: { readonly tag: string; readonly at: number } | null;
}

const LIMIT = 100;
/** Changes with the same tag closer together than this are one step. */
export const COALESCE_MS = 900;

export const startHistory = <T>(present: T): History<T> => ({ past: [], present, future: [], last: null });

/** Records a change. `tag` names the knob that moved; without a tag every change is its own step. */
export function commit<T>(history: History<T>, next: T, at: number, tag?: string): History<T> {
  const same = tag !== undefined && history.last?.tag === tag && at - history.last.at < COALESCE_MS;
  const past = same ? history.past : [...history.past, history.present].slice(-LIMIT);
  return { past, present: next, future: [], last: tag === undefined ? null : { tag, at } };
}

export function undo<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future], last: null };
}

export function redo<T>(history: History<T>): History<T> {
  const next = history.future[0];
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: history.future.slice(1), last: null };
}
