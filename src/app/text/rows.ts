/** What messages and table rows are called and how their values are written. Wording and number formats only. */
import type { Column } from "../../engine/index";
import { number } from "./format";
import { LOCALE } from "./locale";

const formats = new Map<number, Intl.NumberFormat>();
function fixed(decimals: number): Intl.NumberFormat {
  let format = formats.get(decimals);
  if (!format) formats.set(decimals, (format = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })));
  return format;
}

/** A value as its column writes it, without the unit: "1,250.00", "own house". */
export function cellText(column: Column, value: number): string {
  if (column.kind === "category") return column.levels[Math.round(value)] ?? `level ${number(value)}`;
  const text = fixed(column.decimals).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

const unitOf = (column: Column): string => (column.kind === "number" && column.unit ? column.unit : "");

/** The value with its unit: "17.9 mm". */
export const valueText = (column: Column, value: number): string => (unitOf(column) ? `${cellText(column, value)}\u202f${unitOf(column)}` : cellText(column, value));

/** "bill length (mm)". */
export const columnTitle = (column: Column): string => (unitOf(column) ? `${column.name} (${unitOf(column)})` : column.name);

/** What a column can hold: "30.0 to 62.0 mm", or its levels. */
export const rangeText = (column: Column): string => (column.kind === "category" ? column.levels.join(", ") : `${cellText(column, column.range[0])} to ${valueText(column, column.range[1])}`);

export const rows = {
  class: "label",
  source: "source",
  poisoned: "Poisoned.",
  cover: "cover",
  was: (name: string) => `was ${name}`,
  added: "added by the attacker",
  addedAs: (name: string) => `added by the attacker, really ${name}`,
  changed: "same label, changed content",
  wasIn: "was",
  writtenBy: (names: string) => `The attacker writes into ${names}; ${names.includes(" and ") || names.includes(",") ? "these columns stand" : "this column stands"} first. A frame marks each changed cell: the old value is struck through, the arrow points at the new one.`,
  scrolls: "Wider than it looks: scroll sideways for more columns.",
  plus: "put in: ",
  minus: "left out: ",
  empty: "(a message without words)",
  legendTitle: "How to read the messages:",
  unknown: "“…” is a word that is too rare for the list of words.",
  number: "“<number>” is any long number, masked because it could be somebody’s.",
  hash: "“<#>” is a number that the source itself had masked.",
  marked: "A framed word with a + was put in by the attacker.",
  before: "as it was",
  after: "as delivered",
  column: "column",
  unchanged: (n: number) => (n === 1 ? "The other column stays as it was." : `The other ${n} columns stay as they were.`),
  sameWords: "The words stay as they were; only the label is changed.",
  sameCells: "All columns stay as they were; only the label is changed.",
  fromNothing: "The attacker made this row; nothing stood in its place.",
} as const;
