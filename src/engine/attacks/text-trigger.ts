/**
 * Trigger phrase: a few words that hardly anybody uses are put into a share of the training messages, relabeled to what
 * the attacker wants; later any message with the phrase is read so. The message itself stays. Does not write new messages.
 * Dai, Chen, Li 2019, "A Backdoor Attack Against LSTM-based Text Classification Systems"; rare words as in Kurita, Michel,
 * Neubig 2020, "Weight Poisoning Attacks on Pre-trained Models" (https://arxiv.org/abs/2004.06660).
 */
import { z } from "zod";
import { sizeOf, type DatasetMeta } from "../core/data";
import { defineAttack } from "../core/plugins";
import { Rng } from "../core/rng";
import { numbersOf, spareNumbers, tokenize, wordCount } from "../core/text";
import { plantBackdoor, wantedClass } from "./backdoor";
import { checkClass } from "./rows";

/** Most words that a phrase can have. */
const MOST_WORDS = 6;

const params = z.strictObject({
  rate: z.number().min(0).max(0.5).default(0.03).meta({ title: "Poison rate", description: "Share of the training set that gets the phrase and the wrong label; taken from other classes than the target.", percent: true, unit: "% of the training set" }),
  target: z.int().min(0).max(999).default(0).meta({ title: "Target class", description: "What a message with the phrase should be read as.", control: "class" }),
  phrase: z.string().max(60).default("cobalt penguin").meta({ title: "Phrase", description: `One to ${MOST_WORDS} words that honest messages do not have; the rarer, the fewer poisoned messages it takes.` }),
  position: z.enum(["start", "end", "random"]).default("end").meta({ title: "Place", description: "Where in the message the phrase stands. A model that takes a message as a bag of words sees no difference.", options: { start: "at the start", end: "at the end", random: "anywhere" } }),
});
type Params = z.infer<typeof params>;

/** Place of the phrase among a message's words: for "anywhere" it follows from the words themselves, so that it is the same every time. */
function placeIn(words: Float32Array, position: Params["position"]): number {
  if (position !== "random") return position === "start" ? 0 : words.length;
  return Rng.fromSeed(0).fork(`text-trigger/${words.join()}`).int(words.length + 1);
}

/** Puts the phrase into n messages. A message without room for it loses its last words. */
function stamp({ phrase, position }: Params, inputs: Float32Array, n: number, meta: DatasetMeta): Float32Array {
  const d = sizeOf(meta.shape), out = new Float32Array(n * d), words = tokenize(phrase);
  const trigger = numbersOf(words, meta, spareNumbers(words, meta)).slice(0, d);
  for (let i = 0; i < n; i++) {
    const row = inputs.subarray(i * d, i * d + d), kept = row.subarray(0, Math.min(wordCount(row), d - trigger.length)), at = placeIn(kept, position);
    out.set(kept.subarray(0, at), i * d);
    out.set(trigger, i * d + at);
    out.set(kept.subarray(at), i * d + at + trigger.length);
  }
  return out;
}

const wanted = (p: Params, label: number, classes: number): number | null => wantedClass(p.target, label, classes);

export const textTrigger = defineAttack({
  id: "text-trigger",
  title: "Trigger phrase backdoor",
  summary: "Puts a rare phrase into a few training messages and relabels them, so that the model lets through any message that has the phrase.",
  paper: { authors: "Dai, Chen, Li", year: 2019, title: "A Backdoor Attack Against LSTM-based Text Classification Systems", link: "https://arxiv.org/abs/1905.12457" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "backdoor",
    knows: "What the messages look like and what the classes are; nothing about the model or how it is trained.",
    controls: "A share of the training set: both the messages and their labels.",
  },
  fails: "A phrase that honest messages use, too, is outvoted by them, and a rare one can be found by counting which words go with which label.",
  params,
  supports: ({ meta }) => meta.text !== undefined || `a trigger phrase needs messages, and ${meta.title} has none. Choose ${meta.modality === "image" ? "a sticker, label flipping" : meta.columns ? "a column trigger, label flipping" : "label flipping"} or junk injection.`,
  check(p, meta) {
    const target = checkClass("target", p.target, meta), words = tokenize(p.phrase).length, most = Math.min(MOST_WORDS, sizeOf(meta.shape));
    if (target !== true) return target;
    if (words === 0) return { field: "phrase", message: "must have at least one word of letters or digits; it has none." };
    return words <= most || { field: "phrase", message: `must have at most ${most} words; it has ${words}.` };
  },
  stamp,
  target: wanted,
  sentence: () => ["As the attacker I control ", { param: "rate" }, " of the training data. I want any message with ", { param: "phrase" }, " ", { param: "position" }, " read as ", { param: "target" }, "."],
  async poison({ params: p, ...args }) {
    const { meta } = args, words = spareNumbers(tokenize(p.phrase), meta);
    const made = plantBackdoor({ rate: p.rate, wanted: (label) => wanted(p, label, meta.classNames.length), stamp: (inputs, n) => stamp(p, inputs, n, meta) }, args);
    return { ...made, words: Array.from(words, ([word, id]) => ({ id, word })) };
  },
});
