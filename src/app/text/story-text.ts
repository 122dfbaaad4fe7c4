/**
 * The two marks of a story's paragraphs, taken apart: `[[backdoor|a hidden rule]]` is a word that a glossary explains,
 * `{poisoned.attackSuccess}` a number of the run on screen. Pure; draws nothing and knows no run.
 */
import { count, NARROW, percent } from "./format";
import { hits } from "./story-words";

export type Piece =
  | { readonly kind: "words"; readonly text: string }
  /** Without words of its own it is called as its id. */
  | { readonly kind: "term"; readonly id: string; readonly words: string }
  | { readonly kind: "number"; readonly arm: string; readonly metric: string };

const MARK = /\[\[([A-Za-z][\w-]*)(?:\|([^[\]]+))?\]\]|\{([a-z0-9-]+)\.([A-Za-z0-9:]+)\}/g;

/** A paragraph as what it is made of, in order. What looks like no mark stays as it stands. A number and its percent sign stay on one line. */
export function piecesOf(paragraph: string): readonly Piece[] {
  const out: Piece[] = [], text = paragraph.replaceAll(" %", `${NARROW}%`);
  let at = 0;
  for (const found of text.matchAll(MARK)) {
    const [all, term, words, arm, metric] = found;
    if (found.index > at) out.push({ kind: "words", text: text.slice(at, found.index) });
    out.push(term !== undefined ? { kind: "term", id: term, words: words ?? term } : { kind: "number", arm: arm!, metric: metric! });
    at = found.index + all.length;
  }
  if (at < text.length) out.push({ kind: "words", text: text.slice(at) });
  return out;
}

/** The punctuation that a text begins with: it must not stand alone on the next line when a term stands before it. */
export const punctuationOf = (text: string): string => /^[.,;:!?)”’]*/.exec(text)![0];

/** A number of a run as a story says it: percent, or yes and no where there is one image only, or a count of steps or rows. */
export const said = (metric: string, value: number): string => (metric === "targetHit" ? (value >= 0.5 ? hits.yes : hits.no) : /:(step|rows)$/.test(metric) ? count(value) : percent(value));

export type Read = (arm: string, metric: string) => number | null;

/** The paragraph in plain words, for a title or a table; null while one of its numbers is missing. */
export function plainText(text: string, read: Read): string | null {
  let out = "";
  for (const piece of piecesOf(text)) {
    if (piece.kind === "words") out += piece.text;
    else if (piece.kind === "term") out += piece.words;
    else {
      const value = read(piece.arm, piece.metric);
      if (value === null) return null;
      out += said(piece.metric, value);
    }
  }
  return out;
}

/** The words alone, for paper; a number that only a run could fill in is a blank. */
export const plainTerms = (text: string): string => piecesOf(text).map((p) => (p.kind === "words" ? p.text : p.kind === "term" ? p.words : "____")).join("");
