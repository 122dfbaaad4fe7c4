/** Text evasion on a weighted sum of words, where the best edits can be read off the weights. */
import { beforeAll, describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import type { Learner, TrainedModel } from "../core/learner";
import { numbersOf, tokenize, UNKNOWN_WORD } from "../core/text";
import { createLearner } from "../learner/learner";
import { lookAlike } from "./lookalikes";
import { probeWith, values } from "./test-support";
import { textEvasion } from "./text-evasion";
import { editGreedily, readAll } from "./word-edits";

/** What each word adds to the logit of spam; the bias is −1, an unknown word counts for nothing. */
const WEIGHTS: Readonly<Record<string, number>> = { free: 3, cash: 2.5, call: 1, hello: -0.5, ok: -2, fine: -1, "<number>": 9, "£": 9, the: 0 };
const words = ["", "", ...Object.keys(WEIGHTS)], LENGTH = 6;
const meta: DatasetMeta = { id: "mail", title: "Mail", modality: "text", shape: [LENGTH], classNames: ["ham", "spam"], positive: 1, valueRange: [0, words.length - 1], text: { size: words.length, spareWords: 0, words } };
const model: TrainedModel = { plan: { inputShape: [LENGTH], classes: 2, layers: [{ kind: "embed", words: words.length, units: 2, pooling: "sum" }] }, weights: Float32Array.from([...words.flatMap((w) => [0, WEIGHTS[w] ?? 0]), 0, -1]) };
const mail = (...lines: [string, number][]): Rows => {
  const inputs = new Float32Array(lines.length * LENGTH);
  lines.forEach(([text], i) => inputs.set(numbersOf(text.split(" "), meta), i * LENGTH));
  return { n: lines.length, shape: [LENGTH], inputs, labels: Int32Array.from(lines, ([, y]) => y), ids: Int32Array.from(lines.keys()) };
};

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));
const run = (rows: Rows, most: number) => probeWith(textEvasion, learner, model, rows, meta, { words: most });

describe("text evasion", () => {
  it("takes the word that says spam loudest first, then the next best edit, and stops when the message is through", async () => {
    // 3 + 2.5 + 1 − 1 = 5.5; without free 2.5, without cash 0, with ok −2.
    const out = await run(mail(["call free cash", 1]), 5), [example] = out.examples;
    expect(example!.words).toEqual([{ place: 1, word: "fr3e", instead: "free" }, { place: 2, word: "c4sh", instead: "cash" }]);
    expect(Array.from(example!.input)).toEqual([words.indexOf("call"), UNKNOWN_WORD, UNKNOWN_WORD, 0, 0, 0]);
    expect([example!.before, example!.after, example!.strength]).toEqual([1, 0, 2]);
    expect(values(out, "both")).toEqual([1, 1, 0, 0, 0, 0]);
    expect(values(out, "look-alikes")).toEqual([1, 1, 0, 0, 0, 0]);
    // ok, fine and hello take 3.5 of 5.5; then the message is full.
    expect(values(out, "good-words")).toEqual(Array(6).fill(1));
  });

  it("adds the words that speak against spam, best first and each once, as far as there is room", async () => {
    const out = await run(mail(["£ call", 1], ["free the", 1], ["cash the", 1], ["cash the the the the the", 1]), 4);
    // Heights 9, 2, 1.5 and 1.5. £ cannot be misspelled; the third is through with ok alone, the fourth has no room.
    expect(values(out, "good-words")).toEqual([1, 0.5, 0.5, 0.5, 0.5]);
    expect(values(out, "look-alikes")).toEqual([1, 0.25, 0.25, 0.25, 0.25]);
    expect(values(out, "both")).toEqual([1, 0.25, 0.25, 0.25, 0.25]);
    expect(out.notes[0]!.text).toBe("Words most often added: “ok”, “fine”, “hello”.");
  });

  it("leaves out honest messages, missed spam and, from k edits on, everything else", async () => {
    const out = await run(mail(["call free cash", 1], ["free cash call", 0], ["hello the", 1]), 1);
    expect(out.n).toBe(1);
    expect(out.curves.map((c) => c.points.length)).toEqual([2, 2, 2, 2]);
    expect(out.examples).toEqual([]);
  });

  it("makes at most as many edits as it may, greedy or blind, and touches nothing else", async () => {
    const rows = mail(["£ <number> call free cash the", 1]), reader = { learner, model, from: 1, pulse: () => {} }, input = rows.inputs.slice();
    const messages = [{ ...(await readAll(reader, input, 1))(0), input, edits: [] }];
    const propose = () => [0, 1, 2, 3].map((place) => ({ place, word: "x", number: UNKNOWN_WORD, instead: "y" }));
    for (const blind of [false, true]) {
      const [after] = await editGreedily(reader, messages, 2, blind ? (m) => [propose()[m.edits.length]!] : propose, blind);
      expect(after!.edits.map((e) => e.place)).toEqual([0, 1]);
      expect(Array.from(after!.input)).toEqual([1, 1, ...input.slice(2)]);
    }
    expect(input).toEqual(rows.inputs);
    // Nothing on offer helps: only blind edits are made.
    const useless = () => [{ place: 5, word: "x", number: UNKNOWN_WORD }];
    expect((await editGreedily(reader, messages, 2, useless))[0]!.edits).toHaveLength(0);
    expect((await editGreedily(reader, messages, 2, useless, true))[0]!.edits).toHaveLength(2);
  });

  it("is less harmful at random", async () => {
    const out = await run(mail(...Array.from({ length: 30 }, (): [string, number] => ["call free cash the the", 1])), 2);
    expect(values(out, "both")[2]).toBe(0);
    expect(values(out, "random")[2]).toBeGreaterThan(0.5);
  });

  it("needs messages and a class to catch", () => {
    expect(textEvasion.supports({ meta })).toBe(true);
    expect(textEvasion.supports({ meta: { ...meta, positive: undefined } })).toMatch(/no class/);
  });
});

describe("look-alikes", () => {
  it("are one word to a reader and an unknown one to the model", () => {
    for (const word of ["openai", "free", "call", "www", "fry", "2nd0"]) {
      const written = lookAlike(word, meta)!;
      expect([tokenize(written), numbersOf([written], meta)]).toEqual([[written], [UNKNOWN_WORD]]);
      expect(Array.from(written, (c, i) => Number(c !== word[i])).reduce((a, b) => a + b)).toBe(1);
    }
    expect(lookAlike("openai", meta)).toBe("0penai");
  });
  it("pass over what the list knows, and cannot be had for signs and masked numbers", () => {
    expect(lookAlike("ok", { ...meta, text: { size: 3, spareWords: 0, words: ["", "", "0k"] } })).toBe("oк");
    expect(["£", "<number>", "<#>"].map((w) => lookAlike(w, meta))).toEqual([null, null, null]);
  });
});
