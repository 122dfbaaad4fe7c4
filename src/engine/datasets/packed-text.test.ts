/** The packed messages come back as they were, whatever they are, and what the format cannot hold is refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_WORDS, packText, unpackText, type PackedText } from "./packed-text";

const word = fc.string({ unit: fc.integer({ min: 33, max: 126 }).map((c) => String.fromCharCode(c)), minLength: 1, maxLength: 12 });
const text: fc.Arbitrary<PackedText> = fc.array(word, { minLength: 1, maxLength: 40 }).chain((listed) => {
  const message = fc.array(fc.integer({ min: 1, max: listed.length + 1 }), { maxLength: 30 });
  return fc.array(fc.tuple(message, fc.integer({ min: 0, max: 1 })), { maxLength: 25 }).map((rows) => ({ words: ["", "", ...listed], messages: rows.map(([m]) => m), labels: rows.map(([, y]) => y) }));
});

describe("packed text", () => {
  it("comes back as it was", () => fc.assert(fc.property(text, (t) => { expect(unpackText(packText(t))).toEqual(t); }), { numRuns: 60 }));
  it("is smaller than the plain words when words repeat", () => {
    const words = ["", "", "call", "now", "prize"], messages = Array.from({ length: 300 }, (_, i) => [2, 3, 4, 2 + (i % 3)]);
    expect(packText({ words, messages, labels: messages.map(() => 1) }).length).toBeLessThan(400);
  });
  it("refuses what it cannot hold", () => {
    const good: PackedText = { words: ["", "", "call"], messages: [[2]], labels: [0] };
    for (const bad of [{ words: ["", "", "naïve"] }, { words: ["", "", ""] }, { words: ["call", "", "x"] }, { messages: [[3]] }, { messages: [[0]] }, { labels: [2] }, { labels: [] }, { words: ["", "", ...Array.from({ length: MOST_WORDS }, (_, i) => `w${i}`)] }])
      expect(() => packText({ ...good, ...bad })).toThrow(RangeError);
    expect(unpackText(packText(good))).toEqual(good);
  });
  it("says so when bytes are missing", () => {
    const bytes = packText({ words: ["", "", "call", "now"], messages: [[2, 3], [3, 1]], labels: [0, 1] });
    expect(() => unpackText(bytes.subarray(0, 3))).toThrow(RangeError);
  });
});
