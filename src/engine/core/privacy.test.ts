/** The accountant against the figures of methods.md and against cases that can be worked out by hand. */
import { describe, expect, test } from "vitest";
import { openAccountant, renyiOfStep } from "./privacy";

describe("the accountant of the sampled Gaussian mechanism", () => {
  test.each([[256 / 60000, 1.3, 3515, 1.19], [256 / 60000, 1.1, 14062, 3.01], [256 / 60000, 0.7, 10546, 7.12], [0.01, 1, 1000, 2.54]])(
    "q %f, σ %f, %i steps cost ε %f at δ 1e-5", (q, noise, steps, epsilon) => expect(openAccountant(q, noise, 1e-5).epsilon(steps)).toBeCloseTo(epsilon, 2));

  test("is the plain Gaussian mechanism when every row is taken: α / 2σ²", () => {
    for (const order of [2, 17, 256]) expect(renyiOfStep(1, 1.7, order)).toBeCloseTo(order / (2 * 1.7 ** 2), 9);
  });

  test("order 2 by hand: log(1 + q² (e^(1/σ²) − 1))", () => expect(renyiOfStep(0.1, 0.8, 2)).toBeCloseTo(Math.log(1 + 0.01 * (Math.exp(1 / 0.64) - 1)), 12));

  test("grows with steps and sampling, falls with noise, is nothing for nothing and endless without noise", () => {
    const at = (q: number, noise: number, steps: number) => openAccountant(q, noise, 1e-5).epsilon(steps);
    expect(at(0.05, 1, 200)).toBeGreaterThan(at(0.05, 1, 100));
    expect(at(0.05, 1, 100)).toBeGreaterThan(at(0.02, 1, 100));
    expect(at(0.05, 1, 100)).toBeGreaterThan(at(0.05, 2, 100));
    expect([at(0.05, 1, 0), at(0, 1, 100), at(0.05, 0, 1)]).toEqual([0, 0, Infinity]);
    expect(at(0.5, 0.05, 1000)).toBeGreaterThan(1e4);
  });
});
