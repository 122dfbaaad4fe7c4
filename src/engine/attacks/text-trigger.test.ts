/** The phrase goes where it should, replaces nothing it need not, hits the classes it should, and odd phrases are refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputOf, type DatasetMeta, type Rows } from "../core/data";
import { Rng } from "../core/rng";
import { encodeMessage, wordCount } from "../core/text";
import { budget } from "./rows";
import { textTrigger } from "./text-trigger";

const words = ["", "", "call", "now", "prize", "lunch", "home"];
const meta: DatasetMeta = { id: "notes", title: "Notes", modality: "text", shape: [8], classNames: ["ham", "spam"], valueRange: [0, words.length + 7], text: { size: words.length, spareWords: 8, words } };
const params = (p: Record<string, unknown> = {}) => textTrigger.params.parse(p);
const stamped = (text: string, p: Record<string, unknown> = {}) => [...textTrigger.stamp!(params(p), encodeMessage(text, meta), 1, meta)];
const rows = (n: number, firstId: number): Rows => {
  const inputs = new Float32Array(n * 8);
  for (let i = 0; i < n; i++) inputs.set(encodeMessage(["call now prize", "lunch home", "prize", "home now call lunch"][(i * 7) % 4]!, meta), i * 8);
  return { n, shape: [8], inputs, labels: Int32Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 1 : 0)), ids: Int32Array.from({ length: n }, (_, i) => firstId + i) };
};
const train = rows(90, 0), test = rows(30, 500);
const run = (p: Record<string, unknown>, seed = 4) => textTrigger.poison({ params: params(p), train, test, meta, budget: (rate) => budget(rate, train.n), rng: Rng.fromSeed(seed) });

describe("stamp", () => {
  it("puts the phrase at the start or the end, unlisted words under spare numbers, listed words under their own", () => {
    expect(stamped("call now", { phrase: "cobalt penguin" })).toEqual([2, 3, 7, 8, 0, 0, 0, 0]);
    expect(stamped("call now", { phrase: "Cobalt penguin!", position: "start" })).toEqual([7, 8, 2, 3, 0, 0, 0, 0]);
    expect(stamped("call now", { phrase: "lunch cobalt lunch" })).toEqual([2, 3, 5, 7, 5, 0, 0, 0]);
    expect(stamped("", { phrase: "cobalt penguin" })).toEqual([7, 8, 0, 0, 0, 0, 0, 0]);
  });
  it("makes room in a full message by dropping its last words, at either end", () => {
    const full = "call now prize lunch home call now prize";
    expect(stamped(full, { phrase: "cobalt penguin" })).toEqual([2, 3, 4, 5, 6, 2, 7, 8]);
    expect(stamped(full, { phrase: "cobalt penguin", position: "start" })).toEqual([7, 8, 2, 3, 4, 5, 6, 2]);
  });
  it("anywhere: the same place for the same message, different places over messages, words in order and phrase in one piece", () => {
    const places = new Set<number>();
    let last = 0;
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: words.length - 1 }), { maxLength: 8 }), (message) => {
      const input = Float32Array.from({ length: 8 }, (_, i) => message[i] ?? 0), before = input.slice();
      const p = params({ phrase: "cobalt penguin", position: "random" }), out = [...textTrigger.stamp!(p, input, 1, meta)], at = out.indexOf(7);
      expect([...textTrigger.stamp!(p, input, 1, meta)]).toEqual(out);
      expect(input).toEqual(before);
      expect(out[at + 1]).toBe(8);
      const rest = [...out.slice(0, at), ...out.slice(at + 2)], kept = Math.min(message.length, 6);
      expect(rest.slice(0, kept)).toEqual(message.slice(0, kept));
      expect(rest.slice(kept).every((v) => v === 0)).toBe(true);
      places.add(at);
      if (at === kept) last++;
    }), { numRuns: 500, seed: 3 });
    expect([...places].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(last).toBeGreaterThan(50);
  });
  it("cuts a phrase that is longer than a message", () => expect(stamped("call", { phrase: "a b c d e f g h i j" })).toEqual([7, 8, 9, 10, 11, 12, 13, 14]));
  it("never throws or leaves the range, whatever the phrase", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 60 }).filter((s) => s.length <= 60), fc.constantFrom("start", "end", "random"), (phrase, position) => {
      const out = textTrigger.stamp!(params({ phrase, position }), train.inputs, train.n, meta);
      expect(out).toHaveLength(train.inputs.length);
      expect(out.every((v) => Number.isInteger(v) && v >= 0 && v < words.length + 8)).toBe(true);
      for (let i = 0; i < train.n; i++) expect(out.subarray(i * 8 + wordCount(out.subarray(i * 8, i * 8 + 8)), i * 8 + 8).every((v) => v === 0)).toBe(true);
    }), { numRuns: 300 });
  });
});

describe("poison", () => {
  it("stamps and relabels exactly its budget of spam and leaves ham alone", async () => {
    const { train: after, truth, words: brought } = await run({ rate: 0.1 });
    expect(truth.poisoned.reduce((a, b) => a + b, 0)).toBe(9);
    for (let i = 0; i < 90; i++) {
      const has = [...inputOf(after, i)].includes(7);
      expect(has).toBe(truth.poisoned[i] === 1);
      if (has) expect([train.labels[i], after.labels[i]]).toEqual([1, 0]);
    }
    expect(brought).toEqual([{ id: 7, word: "cobalt" }, { id: 8, word: "penguin" }]);
  });
  it("takes no more than there is spam, and names no word when all are listed", async () => {
    const { truth, words: brought } = await run({ rate: 0.5, phrase: "lunch home" });
    expect(truth.poisoned.reduce((a, b) => a + b, 0)).toBe(30);
    expect(brought).toEqual([]);
  });
  it("measures success on spam with the phrase", async () => {
    const { goal } = await run({ position: "random" });
    expect([...goal!.testIndex]).toEqual(Array.from(test.labels.keys()).filter((i) => test.labels[i] === 1));
    expect([...goal!.targets].every((t) => t === 0)).toBe(true);
    expect(goal!.kind).toBe("trigger");
    for (let k = 0; k < goal!.targets.length; k++) expect([...goal!.inputs.subarray(k * 8, k * 8 + 8)]).toEqual(expect.arrayContaining([7, 8]));
  });
});

describe("check", () => {
  const check = (p: Record<string, unknown>, m = meta) => textTrigger.check!(params(p), m);
  it("refuses a phrase without words and one that is too long, with what was expected", () => {
    for (const phrase of ["", "   ", " ?! …"]) expect(check({ phrase })).toEqual({ field: "phrase", message: "must have at least one word of letters or digits; it has none." });
    expect(check({ phrase: "one two three four five six seven" })).toEqual({ field: "phrase", message: "must have at most 6 words; it has 7." });
    expect(check({ phrase: "one two three" }, { ...meta, shape: [2] })).toMatchObject({ field: "phrase", message: "must have at most 2 words; it has 3." });
    expect(check({ phrase: "one two three four five six" })).toBe(true);
    expect(check({ target: 2 })).toMatchObject({ field: "target" });
  });
  it("the schema bounds the phrase", () => {
    for (const phrase of ["x".repeat(61), 7]) expect(textTrigger.params.safeParse({ phrase }).success).toBe(false);
  });
  it("does not work on pictures and says so", () => expect(textTrigger.supports({ meta: { ...meta, title: "Digits", modality: "image", text: undefined } })).toContain("Digits has none. Choose a sticker"));
});
