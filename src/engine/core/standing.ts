/**
 * Whether a model reads its inputs at all: from counts of what was answered to what, whether it does better than guessing, and
 * whether it gives one answer to nearly everything. Classes count alike, so that a frequent one does not make a model look good.
 */

/** A model must come this share of the way from guessing to perfect. */
const AHEAD = 0.1;
/** Share of the rows, and of the rows of other classes, that get the one answer. */
const NEARLY_ALL = 0.95;

export interface Standing {
  /** Hardly better than guessing: what a change of the inputs does then says nothing about the model. */
  readonly barely: boolean;
  /** It has no answer to any row, as when its outputs are not finite numbers. */
  readonly silent: boolean;
  /** Share of right answers when guessing blindly. */
  readonly chance: number;
  /** The class that is answered to (nearly) everything, and to how many of how many rows; null when there is none. */
  readonly one: { readonly answer: number; readonly rows: number; readonly of: number } | null;
}

/** `confusion`: rows are true classes, columns are answers. `n`: all rows, those without an answer among them. */
export function standingOf(confusion: readonly (readonly number[])[], n: number): Standing {
  const chance = 1 / confusion.length, sizes = confusion.map((row) => row.reduce((a, b) => a + b, 0));
  const recalls = confusion.flatMap((row, c) => (sizes[c]! > 0 ? [row[c]! / sizes[c]!] : [])), fair = recalls.reduce((a, b) => a + b, 0) / Math.max(1, recalls.length);
  const answered = confusion.map((_, c) => confusion.reduce((sum, row) => sum + row[c]!, 0)), answer = answered.indexOf(Math.max(...answered)), rows = answered[answer]!, others = n - sizes[answer]!;
  const one = others > 0 && rows >= NEARLY_ALL * n && rows - confusion[answer]![answer]! >= NEARLY_ALL * others ? { answer, rows, of: n } : null;
  return { barely: n > 0 && (one !== null || fair < chance + AHEAD * (1 - chance)), silent: n > 0 && rows === 0, chance, one };
}

/** The half sentence that says so, or null for a model that reads. */
export function standingText({ barely, silent, one }: Standing, classNames: readonly string[]): string | null {
  if (one) return `the model answers ${classNames[one.answer]} to ${one.rows === one.of ? "every" : "nearly every"} test row`;
  if (silent) return "the model has no answer to any test row";
  return barely ? "the model does hardly better than guessing, even on untouched inputs" : null;
}
