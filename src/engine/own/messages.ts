/** Messages to rows of word numbers. The word list comes from the messages themselves: what occurs at least twice. */
import { NO_WORD, UNKNOWN_WORD, tokenize } from "../core/text";
import type { DatasetMeta, Rows } from "../core/data";
import type { Faults } from "./faults";
import { count } from "./faults";

const MOST_WORDS = 5_000, LEAST = 2, LONGEST = 64, SHORTEST = 4, SPARE_WORDS = 32;

export interface Messages {
  readonly shape: readonly number[];
  readonly text: NonNullable<DatasetMeta["text"]>;
  readonly valueRange: readonly [number, number];
  /** n × length word numbers. */
  readonly inputs: Rows["inputs"];
}

/** Word numbers of all messages; says how many words were cut off or are not in the list. */
export function numberMessages(messages: readonly string[], faults: Faults): Messages {
  const tokens = messages.map(tokenize), times = new Map<string, number>();
  for (const list of tokens) for (const word of list) times.set(word, (times.get(word) ?? 0) + 1);
  const listed = [...times].filter(([, n]) => n >= LEAST).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_WORDS).map(([word]) => word);
  const words = ["", "…", ...listed], number = new Map(words.map((word, i) => [word, i]));
  const lengths = tokens.map((t) => t.length).sort((a, b) => a - b), fits = lengths[Math.min(lengths.length - 1, Math.floor(0.99 * lengths.length))] ?? SHORTEST;
  const length = Math.max(SHORTEST, Math.min(LONGEST, fits)), inputs = new Float32Array(messages.length * length).fill(NO_WORD);
  let cut = 0, rare = 0;
  tokens.forEach((list, i) => {
    if (list.length > length) cut++;
    list.slice(0, length).forEach((word, t) => {
      const id = number.get(word) ?? UNKNOWN_WORD;
      if (id === UNKNOWN_WORD) rare++;
      inputs[i * length + t] = id;
    });
  });
  if (cut > 0) faults.add("info", "", `${count(cut, "message")} ${cut === 1 ? "has" : "have"} more than ${length} words; what comes after them is not read.`);
  if (rare > 0) faults.add("info", "", `${count(rare, "word")} that ${rare === 1 ? "occurs" : "occur"} once only (or beyond the ${MOST_WORDS.toLocaleString("en-US")} most frequent) count as one and the same unknown word.`);
  return { shape: [length], text: { size: words.length, spareWords: SPARE_WORDS, words }, valueRange: [0, words.length + SPARE_WORDS - 1], inputs };
}
