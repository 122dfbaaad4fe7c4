/** What a column holds, guessed from its cells, and cells as numbers. A guess is only offered; the person decides. */
import type { ColumnUse } from "./types";

const MISSING = new Set(["", "na", "n/a", "nan", "null", "?", "-", "–"]);

/** Whether a cell holds no value. */
export const isMissing = (cell: string): boolean => MISSING.has(cell.toLowerCase());

/** Whether a row names no class; here a minus sign is a name, beside "+". */
export const isUnlabeled = (cell: string): boolean => isMissing(cell) && cell !== "-";

/** A number, with a point or a comma before its decimals; null when it is none. Thousands separators are none. */
export function parseNumber(cell: string): number | null {
  const text = cell.replace(",", ".");
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text)) return null;
  const value = Math.fround(Number(text));
  return Number.isFinite(value) ? value : null;
}

/** Digits after the point that a column's cells use, at most 4. */
export const decimalsOf = (cells: readonly string[]): number =>
  Math.min(4, cells.reduce((most, c) => Math.max(most, /[.,](\d+)/.exec(c)?.[1]?.length ?? 0), 0));

export const MAX_LEVELS = 20;
const ID_NAME = /^(id|index|row|nr|no|number|key|uuid)$/i;

export interface ColumnGuess {
  readonly use: ColumnUse;
  readonly missing: number;
  readonly distinct: number;
  readonly examples: readonly string[];
  /** Why it would be ignored, as the end of a sentence; "" otherwise. */
  readonly why: string;
}

/** Looks at all cells of a column. */
export function guessColumn(name: string, cells: readonly string[]): ColumnGuess {
  const there = cells.filter((c) => !isMissing(c)), different = new Set(there), distinct = different.size;
  const facts = { missing: cells.length - there.length, distinct, examples: [...different].slice(0, 3) };
  const numbers = there.every((c) => parseNumber(c) !== null), words = there.reduce((sum, c) => sum + c.split(/\s+/).length, 0) / Math.max(1, there.length);
  if (distinct <= 1) return { ...facts, use: "ignore", why: distinct === 0 ? "it holds no value" : "it holds one and the same value in every row" };
  if (numbers && ID_NAME.test(name) && distinct === there.length && there.every((c) => Number.isInteger(Number(c)))) return { ...facts, use: "ignore", why: "it numbers the rows" };
  // A few slips of the pen do not make it a column of words; they are reported by line.
  const slips = numbers ? 0 : there.filter((c) => parseNumber(c) === null).length;
  if (numbers || (distinct > MAX_LEVELS && slips * 10 <= there.length)) return { ...facts, use: "number", why: "" };
  if (words >= 3 && distinct > MAX_LEVELS) return { ...facts, use: "text", why: "" };
  if (distinct <= MAX_LEVELS) return { ...facts, use: "category", why: "" };
  return { ...facts, use: "ignore", why: distinct === there.length ? "every row has its own value in it" : `it holds words, ${distinct} different ones` };
}

/** Names of label columns, the surest first. */
const LABEL_NAMES = ["label", "labels", "class", "classes", "target", "diagnosis", "outcome", "species", "category", "y"];

/** The column that most likely holds the label: by name, else the last one. */
export function guessLabel(names: readonly string[]): string {
  for (const sure of LABEL_NAMES) {
    const found = names.find((n) => n.trim().toLowerCase() === sure);
    if (found !== undefined) return found;
  }
  return names.at(-1)!;
}
