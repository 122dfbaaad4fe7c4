/** What the attack did, read off the rows: words that came and went, columns that were written, rows made from nothing. */
import { describe, expect, it } from "vitest";
import { changedCells, isAdded, originalOf, touchedColumns, wordSteps } from "./changes";

const say = (before: number[] | null, after: number[]) => wordSteps(before, after).map((s) => `${s.how === "in" ? "+" : s.how === "out" ? "-" : ""}${s.word}`).join(" ");

describe("words", () => {
  it("marks a phrase that was put in, wherever it stands", () => {
    expect(say([5, 6, 7, 0, 0], [5, 6, 7, 90, 91])).toBe("5 6 7 +90 +91");
    expect(say([5, 6, 7, 0, 0], [90, 91, 5, 6, 7])).toBe("+90 +91 5 6 7");
    expect(say([5, 6, 7, 0, 0], [5, 90, 91, 6, 7])).toBe("5 +90 +91 6 7");
  });
  it("shows words that had to go for it, and a word that was there twice once as new", () => {
    expect(say([5, 6, 7, 8], [5, 6, 90, 91])).toBe("5 6 +90 +91 -7 -8");
    expect(say([90, 5, 0], [90, 5, 90])).toBe("90 5 +90");
  });
  it("marks nothing without an original or when only the label changed", () => {
    expect(say(null, [5, 6, 0])).toBe("5 6");
    expect(say([5, 6, 0], [5, 6, 0])).toBe("5 6");
    expect(say([0, 0], [0, 0])).toBe("");
  });
});

describe("rows", () => {
  const preview = {
    train: { n: 4, shape: [3], inputs: Float32Array.of(1, 2, 3, 1, 9, 3, 4, 5, 6, 7, 7, 7), labels: Int32Array.of(0, 0, 1, 1), ids: Int32Array.of(10, 11, 12, 40) },
    truth: { poisoned: Uint8Array.of(0, 1, 1, 1), originalLabels: Int32Array.of(0, 1, 0, 1), sourceIds: Int32Array.of(10, 11, 12, -1) },
    originals: Float32Array.of(1, 2, 3, 4, 5, 6, 0, 0, 0),
  };
  it("finds the original of each poisoned row", () => {
    expect(originalOf(preview, 0)).toBeNull();
    expect([...originalOf(preview, 1)!]).toEqual([1, 2, 3]);
    expect([...originalOf(preview, 2)!]).toEqual([4, 5, 6]);
    expect(originalOf(preview, 3)).toBeNull();
  });
  it("tells rows that were made from rows that were changed", () => expect([0, 1, 2, 3].map((i) => isAdded(preview, i))).toEqual([false, false, false, true]));
  it("names the columns that were written, made rows left out", () => {
    expect(touchedColumns(preview)).toEqual([1]);
    expect(changedCells([1, 2], [1, 2])).toEqual([]);
  });
});
