/** Whether a model reads its inputs: guessing, one answer to everything, frequent classes, no answer at all. */
import { describe, expect, it } from "vitest";
import { standingOf, standingText } from "./standing";

const digits = Array.from({ length: 10 }, (_, c) => String(c));
/** Ten classes of 20 rows, each read rightly `right` times and otherwise as the next class. */
const reads = (right: number) => digits.map((_, t) => digits.map((_, a) => (a === t ? right : a === (t + 1) % 10 ? 20 - right : 0)));
const always = (answer: number, sizes: readonly number[]) => sizes.map((n) => sizes.map((_, a) => (a === answer ? n : 0)));

describe("standing", () => {
  it("tells guessing from reading, for two classes as for ten", () => {
    expect([2, 3, 4, 20].map((right) => standingOf(reads(right), 200).barely)).toEqual([true, true, false, false]);
    expect(standingOf([[26, 24], [25, 25]], 100)).toMatchObject({ barely: true, chance: 0.5, one: null });
    expect(standingOf([[30, 0], [0, 30]], 60)).toMatchObject({ barely: false });
    expect(standingText(standingOf([[40, 10], [10, 40]], 100), ["a", "b"])).toBeNull();
  });
  it("is not taken in by a frequent class: always answering it is no reading, however often it is right", () => {
    const standing = standingOf(always(0, [900, 100]), 1000);
    expect(standing).toMatchObject({ barely: true, one: { answer: 0, rows: 1000, of: 1000 } });
    expect(standingText(standing, ["ham", "spam"])).toBe("the model answers ham to every test row");
    expect(standingOf([[899, 1], [15, 85]], 1000)).toMatchObject({ barely: false, one: null });
    expect(standingOf([[960, 0], [0, 40]], 1000), "96 % of the rows are of one class, and all are read rightly").toMatchObject({ barely: false, one: null });
  });
  it("says nearly where a few rows get another answer", () => {
    const nearly = always(6, digits.map(() => 20)).map((row, t) => (t === 3 ? row.map((n, a) => (a === 6 ? n - 4 : a === 3 ? 4 : 0)) : row));
    expect(standingText(standingOf(nearly, 200), digits)).toBe("the model answers 6 to nearly every test row");
  });
  it("has words for a model without answers, and none for no rows", () => {
    expect(standingText(standingOf([[0, 0], [0, 0]], 50), ["a", "b"])).toBe("the model has no answer to any test row");
    expect(standingText(standingOf([[0, 0], [0, 0]], 0), ["a", "b"])).toBeNull();
  });
});
