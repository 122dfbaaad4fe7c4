/** Pictures for the documentation of what is done to messages and tables: the row before and after, as SVG, changes set off. No pixels. */
import { wordsOf, type DatasetMeta, type ProbeExample } from "../engine/index";

/** One piece of a line; `changed` ones are red and bold. */
export interface Piece { readonly text: string; readonly changed?: boolean }
export interface Line { readonly title: string; readonly pieces: readonly Piece[] }

const WIDE = 76, LEFT = 110, HIGH = 22;
const safe = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Breaks pieces into rows of at most so many characters. */
function rowsOf(pieces: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = [[]];
  let used = 0;
  for (const piece of pieces) {
    if (used + piece.text.length > WIDE && rows.at(-1)!.length > 0) { rows.push([]); used = 0; }
    rows.at(-1)!.push(piece);
    used += piece.text.length + 1;
  }
  return rows;
}

export function linesToSvg(lines: readonly Line[]): string {
  let y = 8;
  const parts: string[] = [];
  for (const { title, pieces } of lines) {
    rowsOf(pieces).forEach((row, k) => {
      y += HIGH;
      if (k === 0) parts.push(`<text x="10" y="${y}" fill="#666">${safe(title)}</text>`);
      parts.push(`<text x="${LEFT}" y="${y}">${row.map((p) => (p.changed ? `<tspan fill="#b3261e" font-weight="bold">${safe(p.text)}</tspan>` : safe(p.text))).join(" ")}</text>`);
    });
    y += 8;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="760" height="${y + 10}" font-family="ui-monospace, monospace" font-size="14"><rect width="100%" height="100%" fill="#fff"/>${parts.join("")}</svg>\n`;
}

/** A message before and after an attack: words that were not there before are set off. */
export function messageLines(before: Float32Array, after: Float32Array, meta: DatasetMeta, labels: readonly [string, string]): Line[] {
  const was = wordsOf(before, meta).map((text) => ({ text })), old = new Map<string, number>();
  for (const { text } of was) old.set(text, (old.get(text) ?? 0) + 1);
  const is = wordsOf(after, meta).map((text): Piece => {
    const left = old.get(text) ?? 0;
    old.set(text, left - 1);
    return { text, changed: left <= 0 };
  });
  return [{ title: labels[0], pieces: was }, { title: labels[1], pieces: is }];
}

/** A message before and after a probe, which names its edits by place. */
export function editedLines(before: Float32Array, example: ProbeExample, meta: DatasetMeta): Line[] {
  const names = meta.classNames, words = wordsOf(example.input, meta), edits = new Map((example.words ?? []).map((w) => [w.place, w.word]));
  return [
    { title: `read ${names[example.before]}`, pieces: wordsOf(before, meta).map((text) => ({ text })) },
    { title: `read ${names[example.after]}`, pieces: words.map((text, place) => ({ text: edits.get(place) ?? text, changed: edits.has(place) })) },
  ];
}

/** The columns of one row, those that the attack wrote set off, and a few of the others. */
export function tableLines(before: Float32Array, after: Float32Array, { columns = [] }: DatasetMeta, labels: readonly [string, string]): Line[] {
  const shown = columns.map((_, j) => j).sort((a, b) => Number(before[b] !== after[b]) - Number(before[a] !== after[a]) || a - b).slice(0, 6).sort((a, b) => a - b);
  const cell = (j: number, v: number) => { const c = columns[j]!; return c.kind === "number" ? `${v.toFixed(c.decimals)}${c.unit ? ` ${c.unit}` : ""}` : (c.levels[v] ?? "?"); };
  const line = (row: Float32Array, title: string, mark: boolean): Line => ({ title, pieces: shown.map((j) => ({ text: `${columns[j]!.name}: ${cell(j, row[j]!)};`, changed: mark && before[j] !== after[j] })) });
  return [line(before, labels[0], false), line(after, labels[1], true)];
}
