/**
 * Bytes to text and text to a rectangle of cells, each row with its line in the file. Papa Parse splits; what is wrong is
 * said with the line and the number of values. Knows nothing of labels and kinds of columns.
 */
import Papa from "papaparse";
import { badFile, count, type Faults } from "./faults";
import { importLimits, type ImportChoices } from "./types";

export type Delimiter = NonNullable<ImportChoices["delimiter"]>;
const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];

/** UTF-8 text; throws ProblemError with the place of the first byte that is none. */
export function decodeUtf8(bytes: Uint8Array, name: string): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw badFile(`${name} is written in UTF-16, as some programs save "Unicode text". Save it as UTF-8.`);
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw badFile(`${name} is not text: byte ${(zero + 1).toLocaleString("en-US")} is zero, which no text holds. Save the table as CSV in UTF-8.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const at = firstBadByte(bytes);
    const line = 1 + bytes.subarray(0, at).reduce((sum, b) => sum + (b === 10 ? 1 : 0), 0);
    throw badFile(`${name} is not UTF-8 text: byte ${(at + 1).toLocaleString("en-US")}, in line ${line}, is no part of a letter. Save the file as UTF-8.`);
  }
}

/** Position of the first byte at which strict decoding fails; found by halving. */
function firstBadByte(bytes: Uint8Array): number {
  const fine = (end: number, stream: boolean) => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, end), { stream });
      return true;
    } catch {
      return false;
    }
  };
  let low = 0, high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fine(middle, true)) low = middle;
    else high = middle - 1;
  }
  // What is wrong began where the last whole letter ended.
  while (low > 0 && !fine(low, false)) low--;
  return Math.min(low, bytes.length - 1);
}

export interface Cells {
  readonly delimiter: Delimiter;
  readonly header: boolean;
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Line of each row as a person counts: the first line of the file is 1. */
  readonly lines: readonly number[];
}

const NUMBER = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$/;

/** A first row holds names when none of its cells is empty or a number. */
const looksLikeNames = (row: readonly string[]): boolean => row.every((c) => c !== "" && !NUMBER.test(c));

/** Column names as they stand, unnamed ones numbered, a name that comes again told apart. */
function namesOf(row: readonly string[], faults: Faults): string[] {
  const out: string[] = [];
  row.forEach((cell, i) => {
    const wish = cell || `column ${i + 1}`;
    let name = wish;
    for (let k = 2; out.includes(name); k++) name = `${wish} (${k})`;
    if (name !== wish) faults.add("warning", `column ${name}`, `Two columns are called "${wish}"; the second is shown as "${name}".`);
    out.push(name);
  });
  return out;
}

/** The cells of a delimited file; what is wrong with single rows goes into `faults`. */
export function readCells(text: string, name: string, choices: ImportChoices, faults: Faults): Cells {
  const body = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  if (body.trim() === "") throw badFile(`${name} is empty: there is no row in it.`);
  const parsed = Papa.parse<string[]>(body, { delimiter: choices.delimiter ?? "", delimitersToGuess: [...DELIMITERS], newline: "\n", preview: 2 * importLimits.rows + 2 });
  const delimiter = DELIMITERS.find((d) => d === parsed.meta.delimiter) ?? ",";
  if (parsed.meta.truncated) throw badFile(`${name} has more than ${importLimits.rows.toLocaleString("en-US")} rows. Take a part of them.`);
  const rows: string[][] = [], lines: number[] = [], starts: number[] = [];
  let line = 1;
  for (const raw of parsed.data) {
    const cells = raw.map((c) => c.trim());
    starts.push(line);
    if (cells.some((c) => c !== "")) {
      rows.push(cells);
      lines.push(line);
    }
    line += 1 + raw.reduce((sum, c) => sum + (c.match(/\n/g)?.length ?? 0), 0);
  }
  for (const error of parsed.errors) {
    if (error.type !== "Quotes") continue;
    const at = starts[error.row ?? 0] ?? line;
    faults.add("error", `line ${at}`, `Line ${at} has a quotation mark that is not closed or stands in the wrong place.`);
    break;
  }
  const first = rows[0];
  if (!first) throw badFile(`${name} is empty: all its rows are blank.`);
  if (first.length > importLimits.columns) throw badFile(`${name} has ${count(first.length, "column")}; at most ${importLimits.columns} are read. Take out those that are not needed.`);
  if (first.length < 2) throw badFile(`${name} has one column only (in line ${lines[0]}); a table needs at least one for the label and one to learn from. Is the delimiter one of comma, semicolon, tab and bar?`);
  const header = choices.header ?? looksLikeNames(first);
  const names = namesOf(header ? first : first.map(() => ""), faults);
  if (header) {
    rows.shift();
    lines.shift();
  }
  if (rows.length === 0) throw badFile(`${name} has a line of names and no row after it.`);
  if (rows.length > importLimits.rows) throw badFile(`${name} has more than ${importLimits.rows.toLocaleString("en-US")} rows. Take a part of them.`);
  rows.forEach((row, i) => {
    if (row.length !== names.length) faults.add("error", `line ${lines[i]}`, `Line ${lines[i]} has ${count(row.length, "value")} where ${names.length} were expected.`);
  });
  return { delimiter, header, names, rows, lines };
}
