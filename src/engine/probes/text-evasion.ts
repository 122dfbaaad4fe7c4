/**
 * Text evasion: how few words of a caught message must be misspelled, or harmless ones added, before the model lets it
 * through. Greedy by what each edit does to the answer. The meaning is kept by a person's eye, not checked.
 * Gao, Lanchantin, Soffa, Qi 2018 for misspellings, greedy by importance; Lowd, Meek 2005, "Good Word Attacks on Statistical
 * Spam Filters", for added words.
 */
import { z } from "zod";
import { inputOf, takeRows, type DatasetMeta } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import { argmaxRows } from "../core/answer";
import { softmax } from "../core/loss";
import { defineProbe, type Note, type ProbeCurve } from "../core/plugins";
import { descending, median, wilson } from "../core/statistics";
import { UNKNOWN_WORD, wordCount } from "../core/text";
import { lookAlike } from "./lookalikes";
import { drawIndex } from "./sweep";
import { editGreedily, readAll, type Edit, type Message, type Reader } from "./word-edits";

/** Messages on which every word of the list is tried as a good word, and how many of the best go on. */
const QUERIES = 10, CANDIDATES = 30, EXAMPLES = 8, NAMED = 5;

/** The words whose adding lowers the margin most, averaged over some messages that have room; best first. */
async function goodWords(reader: Reader, messages: readonly Message[], meta: DatasetMeta): Promise<Int32Array> {
  const list = meta.text?.words ?? [], known = Int32Array.from(list.keys()).filter((w) => w > UNKNOWN_WORD && list[w] !== "" && !list[w]!.startsWith("<"));
  const gain = new Float64Array(known.length), open = messages.filter(({ input }) => wordCount(input) < input.length).slice(0, QUERIES);
  for (const { input, margin } of open) {
    const d = input.length, inputs = new Float32Array(known.length * d), end = wordCount(input);
    known.forEach((w, i) => {
      inputs.set(input, i * d);
      inputs[i * d + end] = w;
    });
    const read = await readAll(reader, inputs, known.length);
    for (let i = 0; i < gain.length; i++) gain[i]! += margin - read(i).margin;
  }
  return descending(gain).filter((i) => gain[i]! > 0).slice(0, CANDIDATES).map((i) => known[i]!);
}

/** The most frequent of some words, in quotation marks. */
function frequent(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, NAMED).map(([word]) => `“${word}”`).join(", ");
}

export const textEvasion = defineProbe({
  id: "text-evasion",
  title: "Text evasion",
  summary: "Misspells words (“0penAI”) or adds harmless ones, the most telling first, until the model lets a message through.",
  paper: { authors: "Gao, Lanchantin, Soffa, Qi", year: 2018, title: "Black-box Generation of Adversarial Text Sequences to Evade Deep Learning Classifiers", link: "https://arxiv.org/abs/1801.04354" },
  remarks: ["On sms-spam (seeds 1, 2, 3) eight words let 76 % of the caught spam through the word embedding network and 91 % through logistic regression; eight at random 7 and 14 %. Good words follow Lowd, Meek 2005, Good Word Attacks on Statistical Spam Filters."],
  atlas: "AML.T0043.001",
  knows: "How sure the model is of any message, as often as the attacker asks, and which words it knows; no weights.",
  controls: "A few words of the message: letters replaced by look-alikes, or words added at its end. Long numbers and signs of money stay, as the reader needs them.",
  fails: "A filter that reads look-alikes as the letters they resemble undoes the misspellings, and a message that is already as long as the model reads has no room for words.",
  params: z.strictObject({
    words: z.int().min(1).max(20).default(8).meta({ title: "Words at most", description: "How many words of a message are edited or added at most.", unit: "words" }),
    examples: z.int().min(10).max(1000).default(100).meta({ title: "Messages", description: "How many randomly drawn test messages are tried; those that the model misses anyway are left out.", unit: "messages" }),
  }),
  supports: ({ meta }) => (meta.modality !== "text" ? "text evasion edits the words of messages, and these data have none."
    : meta.positive !== undefined || "no class is marked as the one that messages are caught as, such as spam."),
  async probe(args) {
    const { params: { words: most, examples }, model, test, meta, learner, rng, pulse, signal } = args, list = meta.text?.words ?? [], from = meta.positive ?? 0, k = model.plan.classes;
    throwIfCancelled(signal);
    let done = 0;
    const reader: Reader = { learner, model, from, pulse: () => pulse(done, 5) };
    const drawn = drawIndex(args, examples, (label) => label === from), rows = takeRows(test, drawn), first = await readAll(reader, rows.inputs, rows.n);
    const start = Array.from(drawn, (row, i) => ({ row, message: { ...first(i), input: inputOf(rows, i), edits: [] } as Message })).filter(({ message }) => message.caught);
    const messages = start.map((s) => s.message), n = messages.length, name = meta.classNames[from]!;

    const good = n > 0 ? await goodWords(reader, messages, meta) : new Int32Array(0), spellings = new Map<number, string | null>();
    const misspelled = (number: number) => {
      if (!spellings.has(number)) spellings.set(number, number > UNKNOWN_WORD && list[number] ? lookAlike(list[number], meta) : null);
      return spellings.get(number)!;
    };
    const misspell = ({ input, edits }: Message): Edit[] => Array.from({ length: wordCount(input) }, (_, place) => place).flatMap((place) => {
      const number = input[place]!, word = misspelled(number);
      return word === null || edits.some((e) => e.place === place) ? [] : [{ place, word, number: UNKNOWN_WORD, instead: list[number]! }];
    });
    const add = ({ input }: Message, choices: Int32Array = good): Edit[] => {
      const place = wordCount(input);
      return place === input.length ? [] : Array.from(choices.filter((w) => !input.includes(w)), (number) => ({ place, word: list[number]!, number }));
    };
    const draw = rng.fork("random"), others = Int32Array.from(list.keys()).filter((w) => w > UNKNOWN_WORD && list[w] !== "" && !list[w]!.startsWith("<"));
    const any = (message: Message): Edit[] => {
      const misspellings = misspell(message), added = others.length > 0 ? add(message, others.subarray(draw.int(others.length)).subarray(0, 1)) : [];
      const chosen = misspellings.length > 0 && (added.length === 0 || draw.uniform() < 0.5) ? misspellings[draw.int(misspellings.length)]! : added[0];
      return chosen ? [chosen] : [];
    };
    const ways = [
      { id: "both", title: "Look-alikes and good words", propose: (m: Message) => [...misspell(m), ...add(m)] },
      { id: "look-alikes", title: "Look-alike letters", propose: misspell },
      { id: "good-words", title: "Good words added", propose: (m: Message) => add(m) },
      { id: "random", title: "Random words misspelled or added", propose: any, blind: true },
    ];
    const curves: ProbeCurve[] = [], results: Message[][] = [];
    for (const { id, title, propose, blind } of ways) {
      done++;
      const after = await editGreedily(reader, messages, most, propose, blind);
      results.push(after);
      curves.push({ id, title, points: Array.from({ length: most + 1 }, (_, x) => ({ x, rate: wilson(after.filter((m) => m.caught || m.edits.length > x).length, n) })) });
    }
    const both = results[0]!, needed = both.map((m) => (m.caught ? Infinity : m.edits.length)), middle = median(needed), share = (x: number) => (100 * needed.filter((v) => v <= x).length) / n;
    const added = frequent(results[2]!.flatMap((m) => m.edits.map((e) => e.word))), changed = frequent(results[1]!.flatMap((m) => m.edits.map((e) => e.instead!)));
    const notes: Note[] = [...(added ? [{ level: "info" as const, text: `Words most often added: ${added}.` }] : []), ...(changed ? [{ level: "info" as const, text: `Words most often misspelled: ${changed}.` }] : [])];
    return {
      n, xTitle: "Words edited or added", yTitle: `Still read as ${name}, of what was before`, curves,
      examples: both.flatMap((m, i) => {
        if (m.caught || argmaxRows(m.logits, k)[0]! < 0) return [];
        const was = softmax(messages[i]!.logits, k), is = softmax(m.logits, k), after = argmaxRows(m.logits, k)[0]!;
        return [{ testIndex: start[i]!.row, input: m.input, label: from, before: from, after, sureBefore: was[from]!, sureAfter: is[after]!, strength: m.edits.length, words: m.edits.map(({ place, word, instead }) => ({ place, word, ...(instead !== undefined && { instead }) })) }];
      }).slice(0, EXAMPLES),
      figures: n === 0 ? [] : [{ title: "Let through after one word", value: share(1), unit: "%" }, { title: `Let through after ${most} words`, value: share(most), unit: "%" }, ...(Number.isFinite(middle) ? [{ title: "Words that half of the messages need at most", value: middle, unit: "words" }] : [])],
      notes,
    };
  },
});
