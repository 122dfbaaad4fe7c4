/** Numbers as text: no lying at the ends, no dangling decimals, words for simple fractions. */
import { describe, expect, it } from "vitest";
import { count, duration, fromTo, percentPlain, percentRound, plural, points, shareInWords, signedPoints } from "./format";

const plain = (text: string) => text.replaceAll("\u202f", " ");

describe("format", () => {
  it("never rounds a miss up to 100 nor a hit down to 0", () => {
    expect([0, 0.0001, 0.004, 0.097, 0.5, 0.9972, 0.99999, 1].map((v) => plain(percentRound(v)))).toEqual(["0 %", "less than 0.1 %", "0.4 %", "9.7 %", "50 %", "99.7 %", "more than 99.9 %", "100 %"]);
  });

  it("writes chosen shares without dangling decimals", () => {
    expect([0.05, 0.075, 0.3].map((v) => plain(percentPlain(v)))).toEqual(["5 %", "7.5 %", "30 %"]);
  });

  it("writes differences and counts", () => {
    expect(plain(fromTo(0.961, 0.958))).toBe("96.1 → 95.8 %");
    expect([points(0.01), points(-0.031)].map(plain)).toEqual(["1.0 point", "3.1 points"]);
    expect([signedPoints(0.031), signedPoints(-0.0001), signedPoints(-0.2)]).toEqual(["+3.1", "0.0", "−20.0"]);
    expect([count(4000), plural(1, "row", "rows"), plural(0, "row", "rows")]).toEqual(["4,000", "1 row", "0 rows"]);
  });

  it("says simple fractions in words", () => {
    expect([1 / 3, 0.3322, 0.5, 0.27, 1].map((v) => plain(shareInWords(v)))).toEqual(["a third", "a third", "half", "27 %", "all"]);
  });

  it("writes durations", () => {
    expect([0.01, 0.42, 12.3, 80, 120, Number.NaN].map((s) => plain(duration(s)))).toEqual(["less than 0.1 s", "0.4 s", "12 s", "1 min 20 s", "2 min", "—"]);
  });
});
