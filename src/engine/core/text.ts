/**
 * Messages as word numbers and back. 0 means "no word" and fills a row after its last word; 1 stands for a word that is
 * not in the list; spare numbers above the list are for words that an attacker brings in. Knows no language's grammar.
 */
import { sizeOf, type DatasetMeta } from "./data";

export const NO_WORD = 0, UNKNOWN_WORD = 1;

/** Stands for any run of five or more digits. */
export const MASKED_NUMBER = "<number>";

/** Words of a text, in order, lower-cased: letters and digits together ("2nd"), an apostrophe inside ("don't"), signs of money. Digits that could be a telephone number or an account are masked. */
export function tokenize(text: string): string[] {
  const plain = text.normalize("NFKC").toLowerCase().normalize("NFKC").replace(/’/g, "'");
  const words = plain.match(/<number>|<#>|[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*|\p{Sc}/gu) ?? [];
  return words.map((w) => (/\p{Nd}{5}/u.test(w) ? MASKED_NUMBER : w));
}

/** The number of each word in a list, built once per list. */
const indexes = new WeakMap<readonly string[], ReadonlyMap<string, number>>();
function indexOf(words: readonly string[]): ReadonlyMap<string, number> {
  let index = indexes.get(words);
  if (!index) indexes.set(words, (index = new Map(words.map((w, i) => [w, i]))));
  return index;
}
const NO_LIST: readonly string[] = [];

/**
 * Numbers for the words of an attacker's phrase that are not in `meta`'s list, in order of first appearance: a victim makes
 * the vocabulary after the poison has arrived, and so knows them. Words beyond `spareWords` get none. Needs loaded words.
 */
export function spareNumbers(words: readonly string[], meta: DatasetMeta): ReadonlyMap<string, number> {
  const index = indexOf(meta.text?.words ?? NO_LIST), fresh = [...new Set(words)].filter((w) => !index.has(w));
  return new Map(fresh.slice(0, meta.text?.spareWords ?? 0).map((w, i) => [w, meta.text!.size + i]));
}

/** Numbers of some words, spare ones among them; unknown words become 1. Needs loaded words. */
export function numbersOf(words: readonly string[], meta: DatasetMeta, spare?: ReadonlyMap<string, number>): number[] {
  const index = indexOf(meta.text?.words ?? NO_LIST);
  return words.map((w) => index.get(w) ?? spare?.get(w) ?? UNKNOWN_WORD);
}

/** One input row for a message; what does not fit is cut off. */
export function encodeMessage(text: string, meta: DatasetMeta, spare?: ReadonlyMap<string, number>): Float32Array {
  const out = new Float32Array(sizeOf(meta.shape));
  out.set(numbersOf(tokenize(text).slice(0, out.length), meta, spare));
  return out;
}

/** How many words an input row has: those before the first 0. */
export function wordCount(input: ArrayLike<number>): number {
  let n = 0;
  while (n < input.length && input[n] !== NO_WORD) n++;
  return n;
}

/** The words of one input row, in order; "…" for a word without a name. */
export function wordsOf(input: ArrayLike<number>, meta: DatasetMeta): string[] {
  const list = meta.text?.words ?? NO_LIST;
  return Array.from({ length: wordCount(input) }, (_, i) => list[input[i]!] || "…");
}
