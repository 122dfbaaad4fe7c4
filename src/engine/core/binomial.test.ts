/** Tails, bounds and quantiles against the figures of methods.md, closed forms and plain sums. */
import { describe, expect, test } from "vitest";
import { binomialTail, halfTest, logFactorial, lowerBound, normalBelow, normalQuantile } from "./binomial";

const ALPHA = 0.001;

describe("Clopper–Pearson", () => {
  test.each([[990, 1000, 0.97604, 1.978], [95, 100, 0.84463, 1.0137]])("%i of %i: at least %f, radius %f σ", (k, n, bound, radius) => {
    expect(lowerBound(k, n, ALPHA)).toBeCloseTo(bound, 5);
    expect(normalQuantile(lowerBound(k, n, ALPHA))).toBeCloseTo(radius, k === 95 ? 4 : 3);
  });
  test.each([[100, 1.5], [1000, 2.46], [10_000, 3.2], [100_000, 3.81]])("with all of %i votes the radius is %f σ", (n, radius) => {
    expect(lowerBound(n, n, ALPHA)).toBeCloseTo(ALPHA ** (1 / n), 12);
    expect(normalQuantile(lowerBound(n, n, ALPHA))).toBeCloseTo(radius, 2);
  });
  test("is where the tail has the chance alpha, and 0 without a yes", () => {
    for (const [k, n] of [[1, 5], [3, 7], [50, 100], [5000, 9000]] as const) expect(binomialTail(k, n, lowerBound(k, n, 0.01))).toBeCloseTo(0.01, 9);
    expect([lowerBound(0, 10, ALPHA), lowerBound(0, 0, ALPHA)]).toEqual([0, 0]);
  });
  test("covers: a coin of chance 0.7 is bounded above 0.7 in at most alpha of all outcomes", () => {
    let missed = 0;
    for (let k = 0; k <= 40; k++) if (lowerBound(k, 40, 0.05) > 0.7) missed += binomialTail(k, 40, 0.7) - binomialTail(k + 1, 40, 0.7);
    expect(missed).toBeLessThanOrEqual(0.05);
    expect(missed).toBeGreaterThan(0.01);
  });
});

test("tails are the plain sums", () => {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
  for (const p of [0.02, 0.5, 0.93]) for (let k = 0; k <= 13; k++) {
    let sum = 0;
    for (let j = k; j <= 12; j++) sum += choose(12, j) * p ** j * (1 - p) ** (12 - j);
    expect(binomialTail(k, 12, p)).toBeCloseTo(sum, 12);
  }
  expect(binomialTail(50_000, 100_000, 0.5)).toBeCloseTo(0.50126, 4);
  expect([binomialTail(3, 10, 0), binomialTail(3, 10, 1), binomialTail(11, 10, 0.5)]).toEqual([0, 1, 0]);
  expect(logFactorial(25)).toBeCloseTo(58.00360522298052, 10);
});

test("the test against one half", () => {
  expect(halfTest(9, 10)).toBeCloseTo(22 / 1024, 12);
  expect(halfTest(1, 10)).toBeCloseTo(22 / 1024, 12);
  expect([halfTest(5, 10), halfTest(0, 0)]).toEqual([1, 1]);
});

test("normal quantiles", () => {
  for (const [p, z] of [[0.5, 0], [0.975, 1.959963984540054], [0.01, -2.3263478740408408], [0.999, 3.090232306167813], [1e-6, -4.753424308822899]] as const) expect(normalQuantile(p)).toBeCloseTo(z, 8);
  expect([normalQuantile(0), normalQuantile(1), normalBelow(9), normalBelow(-9)]).toEqual([-Infinity, Infinity, 1, 0]);
});
