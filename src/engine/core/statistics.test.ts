/** Robust centers, quantiles and the ROC area against values worked out by hand and against brute force. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auroc, descending, mad, mean, median, quantile } from "./statistics";

describe("centers and spreads", () => {
  it("knows the textbook values", () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(mad([1, 1, 2, 2, 4, 6, 9])).toBeCloseTo(1.4826, 10);
    expect(quantile([0, 10, 20, 30, 40], 0.25)).toBe(10);
    expect(quantile([0, 1], 0.3)).toBeCloseTo(0.3, 12);
  });
  it("has no answer for nothing and refuses a share outside [0, 1]", () => {
    for (const empty of [mean([]), median([]), mad([])]) expect(empty).toBeNaN();
    expect(() => quantile([1], 1.1)).toThrow(RangeError);
  });
  it("leaves its input alone and is not moved by a minority of wild values", () => {
    const values = Float32Array.from([3, 1, 2, 1e9]);
    expect(median(values.subarray(0, 3))).toBe(2);
    expect(median(values)).toBe(2.5);
    expect([...values]).toEqual([3, 1, 2, 1e9]);
  });
});

describe("descending", () => {
  it("keeps the order of ties and puts NaN last", () => {
    expect([...descending([1, NaN, 3, 1, Infinity, -Infinity])]).toEqual([4, 2, 0, 3, 1, 5]);
  });
});

describe("auroc", () => {
  it("is the share of pairs in the right order, ties counted half, NaN lowest", () => {
    const score = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(NaN));
    fc.assert(fc.property(fc.array(fc.tuple(score, fc.boolean()), { minLength: 1, maxLength: 30 }), (rows) => {
      const key = (v: number) => (Number.isNaN(v) ? -1 : v);
      let right = 0, pairs = 0;
      for (const [a, p] of rows) for (const [b, q] of rows) if (p && !q) { pairs++; right += key(a) > key(b) ? 1 : key(a) === key(b) ? 0.5 : 0; }
      const value = auroc(rows.map(([s]) => s), rows.map(([, p]) => Number(p)));
      if (pairs === 0) expect(value).toBeNull();
      else expect(value).toBeCloseTo(right / pairs, 12);
    }));
  });
  it("refuses lists of different length", () => expect(() => auroc([1], [1, 0])).toThrow(RangeError));
});
