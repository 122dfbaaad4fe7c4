/** The Wilson interval against published values (Newcombe 1998, table I, method 3) and its own limits. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilson } from "./wilson";

describe("wilson", () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [20, 20, 0.8389, 1],
  ])("%i of %i lies in [%f, %f]", (successes, n, low, high) => {
    const r = wilson(successes, n);
    expect(r.value).toBe(successes / n);
    expect(r.low).toBeCloseTo(low, 4);
    expect(r.high).toBeCloseTo(high, 4);
  });

  it("holds the rate, mirrors, and narrows with more trials", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const k = Math.round(share * n), r = wilson(k, n), mirror = wilson(n - k, n), more = wilson(10 * k, 10 * n);
      expect(r.low).toBeLessThanOrEqual(r.value);
      expect(r.high).toBeGreaterThanOrEqual(r.value);
      expect(mirror.low).toBeCloseTo(1 - r.high, 9);
      expect(more.high - more.low).toBeLessThan(r.high - r.low);
    }));
  });

  it("knows nothing without trials", () => expect(wilson(0, 0)).toEqual({ value: 0, n: 0, low: 0, high: 1 }));
});
