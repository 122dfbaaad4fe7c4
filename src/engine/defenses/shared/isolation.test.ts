/** Losses by hand: signs around γ, what is forgotten, and a planted group that falls at one moment. */
import { describe, expect, it } from "vitest";
import { Rng } from "../../core/rng";
import { descending } from "../../core/statistics";
import { ascentBelow, steepestFall, unlearning } from "./isolation";
import { worstSlope } from "./seed-check";

describe("the losses of anti-backdoor learning", () => {
  it("have the gradients of their own losses", () => {
    expect(worstSlope(({ logits, labels, n }) => ascentBelow(0, logits, labels, n))).toBeLessThan(1e-4);
    expect(worstSlope(({ logits, labels, n }) => { const { total, seed } = ascentBelow(Infinity, logits, labels, n); return { total: -total, seed }; })).toBeLessThan(1e-4);
    expect(worstSlope(({ logits, labels, n }) => unlearning((i) => i < 2, logits, labels, n))).toBeLessThan(1e-4);
  });
  it("turn around row by row, not with the mean of the batch", () => {
    // Losses 0.018 and 4.02; their mean 2.02 is above γ, and yet the first row must be pushed away from its label.
    const { seed } = ascentBelow(0.5, Float32Array.from([4, 0, 0, 4]), Int32Array.from([0, 0]), 2);
    expect(seed[0]).toBeGreaterThan(0);
    expect(seed[2]).toBeLessThan(0);
  });
  it("push a row off its label however sure it is, and let it rest when it is forgotten", () => {
    const { seed } = unlearning(() => true, Float32Array.from([40, 0, 0, 20]), Int32Array.from([0, 0]), 2);
    expect([seed[0], seed[1]]).toEqual([0.5, -0.5]);
    expect(Math.abs(seed[2]!)).toBeLessThan(1e-8);
  });
});

describe("the steepest fall", () => {
  const rng = Rng.fromSeed(8), n = 200, planted = (i: number) => i % 20 === 7;
  /** Honest rows learn slowly and noisily, a tenth of them never; planted rows are lost until check 5 and then all are learned. */
  const checks = Array.from({ length: 12 }, (_, t) => Float32Array.from({ length: n }, (_, i) => Math.exp(0.3 * rng.normal()) * (planted(i) ? (t < 5 ? 2.5 : 0.2) : i % 10 === 3 ? 2 : 0.2 + Math.exp(-t / 2))));
  it("finds rows that are learned all at once, where the lowest loss does not", () => {
    expect(descending(steepestFall(checks)).slice(0, 10).every(planted)).toBe(true);
    expect(descending(checks.at(-1)!.map((v) => -v)).slice(0, 10).filter(planted).length).toBeLessThan(5);
  });
  it("does not care about what happens to all rows, and gives 0 for no row and for one check", () => {
    const shaken = checks.map((c, t) => c.map((v) => v * (1 + 4 * (t % 2)))), order = descending(steepestFall(shaken)).slice(0, 10);
    expect(order.every(planted)).toBe(true);
    expect(steepestFall([])).toHaveLength(0);
    expect(steepestFall([checks[0]!]).every((v) => v === 0)).toBe(true);
  });
});
