/**
 * A delimited file to what was understood of it: cells, what each column holds, the label, and rows in their own units.
 * Two number columns and nothing else become points in the plane; a column of running text becomes messages.
 */
import type { Column, DatasetMeta, Rows } from "../core/data";
import { tokenize } from "../core/text";
import { byName, classesOf, finish, positiveOf, titleOf } from "./build";
import { MAX_LEVELS, decimalsOf, guessColumn, guessLabel, isMissing, isUnlabeled, parseNumber, type ColumnGuess } from "./columns";
import { readCells, type Cells } from "./csv";
import { Faults, badFile, count, quote } from "./faults";
import { numberMessages } from "./messages";
import type { ColumnLook, ColumnUse, ImportChoices, ImportLook } from "./types";

export { decodeUtf8 } from "./csv";

/** Places of one kind of fault that are named one by one before they are only counted. */
const NAMED = 3;

/** A column's values: numbers or level indices, NaN where missing. */
function numberValues(cells: readonly string[], name: string, lines: readonly number[], faults: Faults): Float32Array {
  let wrong = 0;
  const values = Float32Array.from(cells, (cell, i) => {
    if (isMissing(cell)) return NaN;
    const value = parseNumber(cell);
    if (value === null && ++wrong <= NAMED) faults.add("error", `line ${lines[i]}, column ${name}`, `Line ${lines[i]}, column ${quote(name)}: ${quote(cell)} is not a number. Mark the column as a category, or leave it out.`);
    return value ?? NaN;
  });
  if (wrong > NAMED) faults.add("error", `column ${name}`, `Column ${quote(name)} holds ${count(wrong - NAMED, "more value")} that are not numbers.`);
  const thousands = cells.filter((c) => c.includes(",")), first = thousands[0];
  if (first !== undefined && thousands.every((c) => /^[+-]?[1-9]\d{0,2},\d{3}$/.test(c))) faults.add("warning", `column ${name}`, `Column ${quote(name)}: the comma in ${quote(first)} is read as a decimal comma. If it parts thousands, take it out.`);
  return values;
}

function levelValues(cells: readonly string[], name: string, faults: Faults): { levels: string[]; values: Float32Array } {
  const levels = [...new Set(cells.filter((c) => !isMissing(c)))].sort(byName);
  if (levels.length > MAX_LEVELS) faults.add("error", `column ${name}`, `Column ${quote(name)} has ${count(levels.length, "different value")}; a category has at most ${MAX_LEVELS}. Leave the column out, or mark it as numbers.`);
  const number = new Map(levels.map((l, i) => [l, i]));
  return { levels: levels.slice(0, MAX_LEVELS), values: Float32Array.from(cells, (c) => (isMissing(c) ? NaN : (number.get(c) ?? NaN))) };
}

interface Read { readonly column: Column; readonly values: Float32Array }

function readColumn(name: string, use: ColumnUse, cells: readonly string[], lines: readonly number[], faults: Faults): Read {
  if (cells.every(isMissing)) faults.add("error", `column ${name}`, `Column ${quote(name)} holds no value in any row; leave it out.`);
  if (use === "category") {
    const { levels, values } = levelValues(cells, name, faults);
    return { column: { kind: "category", name, levels }, values };
  }
  const values = numberValues(cells, name, lines, faults), finite = values.filter((v) => !Number.isNaN(v));
  const low = finite.reduce((a, b) => Math.min(a, b), Infinity), high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  return { column: { kind: "number", name, range: finite.length > 0 ? [low, high] : [0, 1], decimals: decimalsOf(cells) }, values };
}

/** The median of the values there are, or the most frequent level; 0 for none. */
function typical({ column, values }: Read): number {
  const there = [...values].filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
  if (there.length === 0) return 0;
  if (column.kind === "number") return there[there.length >> 1]!;
  const times = new Map<number, number>();
  for (const v of there) times.set(v, (times.get(v) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]![0];
}

interface Layout { readonly label: string; readonly source: string | null; readonly uses: Record<string, ColumnUse>; readonly guesses: ReadonlyMap<string, ColumnGuess> }

/** Which column is what: the person's choices where there are any, guesses elsewhere. */
function layoutOf({ names, rows }: Cells, choices: ImportChoices, faults: Faults): Layout {
  const cells = (j: number) => rows.map((r) => r[j] ?? ""), guesses = new Map(names.map((name, j) => [name, guessColumn(name, cells(j))]));
  for (const chosen of [choices.label, choices.source ?? undefined])
    if (chosen !== undefined && !names.includes(chosen)) throw badFile(`There is no column called "${chosen}". The columns are ${names.slice(0, 12).join(", ")}${names.length > 12 ? ` and ${names.length - 12} more` : ""}.`, "label");
  const label = choices.label ?? guessLabel(names), source = choices.source ?? null;
  if (label === source) throw badFile(`The column "${label}" cannot hold both the label and the source.`, "source");
  // Without a prototype: a column may be called "constructor".
  const uses = Object.create(null) as Record<string, ColumnUse>, features = names.filter((n) => n !== label && n !== source);
  const table = features.filter((n) => ["number", "category"].includes(guesses.get(n)!.use)).length >= 3;
  for (const name of features) {
    const guess = guesses.get(name)!, chosen = choices.uses && Object.hasOwn(choices.uses, name) ? choices.uses[name] : undefined;
    const extra = table && guess.use === "text";
    uses[name] = chosen ?? (extra ? "ignore" : guess.use);
    if (chosen === undefined && extra) faults.add("info", `column ${name}`, `Column ${quote(name)} is left out, because it holds running text beside columns of a table. Mark it as text to learn from it alone.`);
    else if (chosen === undefined && guess.use === "ignore") faults.add("info", `column ${name}`, `Column ${quote(name)} is left out, because ${guess.why}.`);
  }
  // One text column is a data set of messages; a table with several would need a model for each.
  const texts = names.filter((n) => uses[n] === "text");
  if (texts.length > 0) for (const name of names) {
    if (name === texts[0] || !(name in uses) || uses[name] === "ignore") continue;
    uses[name] = "ignore";
    faults.add("info", `column ${name}`, `Column ${quote(name)} is left out, because the messages in column ${quote(texts[0]!)} are what is learned from.`);
  }
  return { label, source, uses, guesses };
}

/** Reads the text of a delimited file; throws ProblemError only when there is no table to show. */
export function readTable(text: string, name: string, choices: ImportChoices): ImportLook {
  const faults = new Faults(), cells = readCells(text, name, choices, faults), { names, rows, lines } = cells;
  const { label, source, uses, guesses } = layoutOf(cells, choices, faults), title = titleOf(name, choices.title);
  const cellsOf = (column: string) => { const j = names.indexOf(column); return rows.map((r) => r[j] ?? ""); };

  const labelCells = cellsOf(label), used = names.filter((n) => uses[n] !== undefined && uses[n] !== "ignore");
  if (used.length === 0) faults.add("error", "", "No column is left to learn from: all but the label are left out.");
  const unlabeled = labelCells.filter(isUnlabeled).length;
  if (unlabeled > 0) faults.add("warning", `column ${label}`, `${count(unlabeled, "row")} ${unlabeled === 1 ? "has" : "have"} no label in column ${quote(label)} and ${unlabeled === 1 ? "was" : "were"} left out.`);
  const textColumn = used.find((n) => uses[n] === "text"), read = textColumn ? [] : used.map((n) => readColumn(n, uses[n]!, cellsOf(n), lines, faults));

  const messages = textColumn ? cellsOf(textColumn) : [];
  const gaps = rows.map((_, i) => (textColumn ? tokenize(messages[i]!).length === 0 : read.some((r) => Number.isNaN(r.values[i]!))));
  const incomplete = gaps.filter(Boolean).length, missing = choices.missing ?? (incomplete * 5 > rows.length && !textColumn ? "fill" : "drop");
  if (incomplete > 0 && !faults.fatal) faults.add("warning", "", `${count(incomplete, "row")} ${incomplete === 1 ? "lacks" : "lack"} a value; ${missing === "fill" && !textColumn ? "it was filled with the column’s median or most frequent value" : `${incomplete === 1 ? "it was" : "they were"} left out`}.`);
  const complete = (i: number) => !gaps[i] || (missing === "fill" && !textColumn);
  const classes = classesOf(labelCells.map((c, i) => (isUnlabeled(c) || !complete(i) ? null : c.slice(0, 60))), `Column ${quote(label)}`, faults);
  const chosen = rows.flatMap((_, i) => (classes.labels[i]! >= 0 ? [i] : [])), labels = Int32Array.from(chosen, (i) => classes.labels[i]!);
  const positive = positiveOf(classes.names, labels, choices.positive);
  const delivered = source === null ? null : levelValues(cellsOf(source).map((c) => (isMissing(c) ? "unknown" : c.slice(0, 40))), source, faults);

  let data: ImportLook["data"] = null;
  if (!faults.fatal) {
    const sources = delivered && Uint8Array.from(chosen, (i) => delivered.values[i]!);
    const common = { title, classNames: classes.names, ...(positive !== undefined && { positive }), ...(delivered && { sources: delivered.levels }) };
    const rest = { n: chosen.length, labels, ids: Int32Array.from(chosen.keys()), ...(sources && { sources }) };
    data = textColumn ? messageData(chosen.map((i) => messages[i]!), common, rest, faults) : tableData(read, chosen, common, rest);
  }
  const columns = names.map((n): ColumnLook => ({ name: n, use: uses[n] ?? "category", missing: guesses.get(n)!.missing, distinct: guesses.get(n)!.distinct, examples: guesses.get(n)!.examples }));
  return {
    choices: { ...choices, title, delimiter: cells.delimiter, header: cells.header, uses, label, source, missing, positive: positive === undefined ? null : classes.names[positive]! },
    columns, sample: rows.slice(0, 8), classCounts: classes.counts, faults: faults.shown(), rowsRead: rows.length, data,
  };
}

type Common = Pick<DatasetMeta, "title" | "classNames" | "positive" | "sources">;
type Rest = Omit<Rows, "shape" | "inputs">;

function tableData(read: readonly Read[], chosen: readonly number[], common: Common, rest: Rest) {
  const d = read.length, inputs = new Float32Array(chosen.length * d), fill = read.map(typical), columns = read.map((r) => r.column);
  chosen.forEach((row, i) => read.forEach((r, j) => { inputs[i * d + j] = Number.isNaN(r.values[row]!) ? fill[j]! : r.values[row]!; }));
  const ranges = columns.map((c) => (c.kind === "number" ? c.range : ([0, c.levels.length - 1] as const)));
  const valueRange = [Math.min(...ranges.map((r) => r[0])), Math.max(...ranges.map((r) => r[1]))] as const;
  const modality = d === 2 && columns.every((c) => c.kind === "number") ? "points" : "tabular";
  return finish({ ...common, modality, shape: [d], valueRange, columns }, { ...rest, shape: [d], inputs });
}

function messageData(messages: readonly string[], common: Common, rest: Rest, faults: Faults) {
  const { shape, text, valueRange, inputs } = numberMessages(messages, faults);
  return finish({ ...common, modality: "text", shape, valueRange, text }, { ...rest, shape, inputs });
}
