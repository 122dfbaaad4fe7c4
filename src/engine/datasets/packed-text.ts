/**
 * Messages and their word list in one small file: words letter by letter, messages word by word, each answer coded by how
 * often it came up before. Made of whole numbers only, so that packing again gives the same bytes anywhere. Knows no
 * particular data set; splits and parameters are the loader's.
 */
import { BitReader, BitWriter, type BitCoder } from "./bit-coder";

/** What a file holds. Message words are numbers: 1 an unlisted word, 2 and up `words[number]`. */
export interface PackedText {
  /** Word of each number; 0 and 1 are not words and hold "". */
  readonly words: readonly string[];
  readonly messages: readonly (readonly number[])[];
  /** Class of each message, 0 or 1. */
  readonly labels: readonly number[];
}

const WORD_BITS = 13, LETTER_BITS = 7, COUNT_BITS = 16;
/** Contexts: counts, then letters after each letter, then words in messages of each class (and whether the first). */
const LETTERS = 1 << COUNT_BITS, WORDS = LETTERS + (1 << (2 * LETTER_BITS)), CLASSES = WORDS + (4 << WORD_BITS), CONTEXTS = CLASSES + 1;
/** Most words a list can have, the two that are not words included. */
export const MOST_WORDS = 1 << WORD_BITS;

/** A number of `bits` bits, highest first; each bit is asked in the context of those before it. */
function number(coder: BitCoder, bits: number, base: number, value: number): number {
  let node = 1;
  for (let i = bits - 1; i >= 0; i--) node = node * 2 + coder.bit(base + node, (value >> i) & 1);
  return node - (1 << bits);
}

/** One walk for both ways: a writer is told every value, a reader ignores what it is told. */
function walk(coder: BitCoder, text: PackedText | null): PackedText {
  const size = number(coder, COUNT_BITS, 0, text?.words.length ?? 0), n = number(coder, COUNT_BITS, 0, text?.messages.length ?? 0);
  const words = ["", ""], messages: number[][] = [], labels: number[] = [];
  for (let w = 2; w < size; w++) {
    let word = "", before = 0;
    for (let at = 0; ; at++) {
      before = number(coder, LETTER_BITS, LETTERS + (before << LETTER_BITS), text?.words[w]!.charCodeAt(at) || 0);
      if (before === 0) break;
      word += String.fromCharCode(before);
    }
    words.push(word);
  }
  for (let m = 0; m < n; m++) {
    const label = coder.bit(CLASSES, text?.labels[m] ?? 0), message: number[] = [];
    for (;;) {
      const word = number(coder, WORD_BITS, WORDS + ((label * 2 + (message.length ? 1 : 0)) << WORD_BITS), text?.messages[m]![message.length] ?? 0);
      if (word === 0) break;
      message.push(word);
    }
    messages.push(message);
    labels.push(label);
  }
  return { words, messages, labels };
}

/** The file's bytes. Words are printable ASCII; throws RangeError for what the format cannot hold. */
export function packText(text: PackedText): Uint8Array {
  if (text.words.length > MOST_WORDS || text.messages.length >= 1 << COUNT_BITS) throw new RangeError("too many words or messages for one file");
  if (!text.words.every((w, i) => (i < 2 ? w === "" : /^[!-~]+$/.test(w)))) throw new RangeError("a word is not printable ASCII");
  if (!text.messages.every((m) => m.every((w) => Number.isInteger(w) && w > 0 && w < text.words.length))) throw new RangeError("a message has a number that is not in the list");
  if (!text.labels.every((y) => y === 0 || y === 1) || text.labels.length !== text.messages.length) throw new RangeError("labels are 0 or 1, one a message");
  const writer = new BitWriter(CONTEXTS);
  walk(writer, text);
  return writer.finish();
}

/** What `packText` packed. */
export function unpackText(bytes: Uint8Array): PackedText {
  return walk(new BitReader(CONTEXTS, bytes), null);
}
