/** Words and their numbers: what counts as a word, masking, spare numbers, and that no text whatever breaks anything. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DatasetMeta } from "./data";
import { MASKED_NUMBER, encodeMessage, numbersOf, spareNumbers, tokenize, wordCount, wordsOf } from "./text";

const words = ["", "", "call", "now", "prize", "don't", MASKED_NUMBER, "<#>", "2nd", "£"];
const meta: DatasetMeta = { id: "notes", title: "Notes", modality: "text", shape: [6], classNames: ["ham", "spam"], valueRange: [0, words.length + 2], text: { size: words.length, spareWords: 3, words } };
/** Texts of the awkward kind: any code units (broken surrogates too), many scripts, digits, and pieces of the marks used here. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }), fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((codes) => String.fromCharCode(...codes)),
  fc.array(fc.constantFrom("call", "NOW", "prize!", "don’t", "<number>", "<#>", "<", ">", "'", "08712345678", "１２３４５", "2nd", "£1,000", "İ", "ẞ", "\ud800", "…", "\u0301", "  ", "\n"), { maxLength: 20 }).map((parts) => parts.join("")),
);

describe("tokenize", () => {
  it("lower-cases, keeps letters with digits and apostrophes inside, drops the rest", () => {
    expect(tokenize("Don’t MISS the 2nd prize -- it's £1,000!!")).toEqual(["don't", "miss", "the", "2nd", "prize", "it's", "£", "1", "000"]);
    expect(tokenize(" 'quoted' \n… --")).toEqual(["quoted"]);
    expect(tokenize("")).toEqual([]);
  });
  it("masks five digits in a row, wherever they stand and in any script, but not four", () => {
    expect(tokenize("call 08712345678 by 2026, code 12345")).toEqual(["call", MASKED_NUMBER, "by", "2026", "code", MASKED_NUMBER]);
    expect(tokenize("id12345x １２３４５ ٠١٢٣٤ 1234")).toEqual([MASKED_NUMBER, MASKED_NUMBER, MASKED_NUMBER, "1234"]);
  });
  it("reads its own words again as themselves, for any text", () => {
    expect(tokenize("\u0130\u0316")).toEqual(tokenize(tokenize("\u0130\u0316").join(" ")));
    fc.assert(fc.property(anyText, (text) => {
      const once = tokenize(text);
      expect(tokenize(once.join(" "))).toEqual(once);
      for (const w of once) expect(w).toMatch(/\S/);
    }), { numRuns: 2000 });
  });
});

describe("word numbers", () => {
  it("knows listed words, says 1 for others, and cuts what does not fit", () => {
    expect([...encodeMessage("Call now: PRIZE for Zoë, don't call", meta)]).toEqual([2, 3, 4, 1, 1, 5]);
    expect([...encodeMessage("", meta)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(wordsOf(encodeMessage("call Zoë 0871234567", meta), meta)).toEqual(["call", "…", MASKED_NUMBER]);
  });
  it("gives each unlisted word of a phrase the next spare number, once, and only as many as there are", () => {
    const phrase = tokenize("cobalt call penguin cobalt waltz heron");
    const spare = spareNumbers(phrase, meta);
    expect([...spare]).toEqual([["cobalt", 10], ["penguin", 11], ["waltz", 12]]);
    expect(numbersOf(phrase, meta, spare)).toEqual([10, 2, 11, 10, 12, 1]);
    expect(numbersOf(phrase, meta)).toEqual([1, 2, 1, 1, 1, 1]);
  });
  it("never gives a spare number to a listed word", () => expect(spareNumbers(["call", "now", "2nd"], meta).size).toBe(0));
  it("names a spare number once the list has it, and shows … before", () => {
    const row = encodeMessage("call penguin", meta, spareNumbers(["penguin"], meta));
    expect(wordsOf(row, meta)).toEqual(["call", "…"]);
    expect(wordsOf(row, { ...meta, text: { ...meta.text!, words: [...words, "penguin"] } })).toEqual(["call", "penguin"]);
  });
  it("turns any text into a row in range whose words end where zeros begin, with or without a list", () => {
    const bare: DatasetMeta = { ...meta, text: { size: words.length, spareWords: 3 } }, none: DatasetMeta = { ...meta, text: undefined };
    fc.assert(fc.property(anyText, anyText, (text, phrase) => {
      for (const m of [meta, bare, none]) {
        const spare = spareNumbers(tokenize(phrase), m), row = encodeMessage(`${text} ${phrase}`, m, spare), n = wordCount(row);
        expect(row).toHaveLength(6);
        expect(row.every((v) => Number.isInteger(v) && v >= 0 && v < words.length + 3)).toBe(true);
        expect(row.subarray(n).every((v) => v === 0)).toBe(true);
        expect(n).toBe(Math.min(6, tokenize(`${text} ${phrase}`).length));
        expect(wordsOf(row, m)).toHaveLength(n);
        for (const id of spare.values()) expect(id >= words.length && id < words.length + 3).toBe(true);
      }
    }), { numRuns: 1000 });
  });
});
