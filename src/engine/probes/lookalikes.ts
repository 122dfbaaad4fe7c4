/**
 * Misspellings that a person still reads: one letter of a word becomes a digit or a foreign letter of the same look. A
 * filter that knows words by their letters has never met the result. Only words; knows no message and no model.
 * Gao, Lanchantin, Soffa, Qi 2018, "Black-box Generation of Adversarial Text Sequences to Evade Deep Learning Classifiers".
 */
import type { DatasetMeta } from "../core/data";
import { numbersOf, tokenize, UNKNOWN_WORD } from "../core/text";

/** Tried in this order: digits first, which a reader of this page can see; then Greek and Cyrillic letters, which hardly anyone can. */
const TWINS: readonly (readonly [string, string])[] = [
  ["o", "0"], ["l", "1"], ["e", "3"], ["i", "1"], ["a", "4"], ["s", "5"], ["t", "7"], ["b", "8"], ["g", "9"], ["z", "2"], ["0", "o"], ["1", "l"], ["5", "s"],
  ["u", "υ"], ["n", "п"], ["r", "г"], ["c", "с"], ["p", "р"], ["x", "х"], ["y", "у"], ["k", "к"], ["m", "м"], ["w", "ѡ"], ["v", "ν"], ["h", "һ"], ["d", "ԁ"], ["j", "ј"], ["q", "ԛ"], ["f", "ғ"],
];

/** How a word could be written so that the list does not know it and a tokenizer still takes it for one word; null when it cannot, such as a number or a sign of money. */
export function lookAlike(word: string, meta: DatasetMeta): string | null {
  for (const [letter, twin] of TWINS)
    for (let at = word.indexOf(letter); at >= 0; at = word.indexOf(letter, at + 1)) {
      const written = word.slice(0, at) + twin + word.slice(at + 1), read = tokenize(written);
      if (read.length === 1 && read[0] === written && numbersOf(read, meta)[0] === UNKNOWN_WORD) return written;
    }
  return null;
}
