/** Its two limits, its gradient, and a planted line that wrong labels cannot turn. */
import { describe, expect, it } from "vitest";
import { crossEntropies, softmax } from "../core/loss";
import { generalizedLoss } from "./generalized-cross-entropy";
import { worstSlope } from "./shared/seed-check";

const batch = (logits: Float32Array, labels: Int32Array) => ({ logits, labels, rows: labels, n: labels.length, progress: 0 });

describe("generalized cross-entropy", () => {
  it("has the gradient of its own loss", () => { for (const q of [0.05, 0.7, 1]) expect(worstSlope(generalizedLoss(q))).toBeLessThan(1e-4); });
  it("is cross-entropy for q near 0, and 1 − p at q = 1", () => {
    const logits = Float32Array.from([1, 2, -1, 0.5]), labels = Int32Array.from([0]), p = softmax(logits, 4)[0]!;
    expect(generalizedLoss(1e-5)(batch(logits, labels)).total).toBeCloseTo(crossEntropies(logits, labels, 4)[0]!, 3);
    expect(generalizedLoss(1)(batch(logits, labels)).total).toBeCloseTo(1 - p, 6);
  });
  it("lets a row that is not believed pull little: 7 clean rows against 3 wrong ones end nearer to the truth than with cross-entropy", () => {
    const labels = Int32Array.from([0, 0, 0, 0, 0, 0, 0, 1, 1, 1]), end = (q: number) => {
      let z = 0; // one logit for class 0 against 0 for class 1
      for (let step = 0; step < 3000; step++) z -= generalizedLoss(q)(batch(Float32Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? z : 0)), labels)).seed.reduce((sum, g, i) => (i % 2 === 0 ? sum + g : sum), 0);
      return 1 / (1 + Math.exp(-z));
    };
    expect(end(0.01)).toBeCloseTo(0.7, 2);
    expect(end(0.7)).toBeGreaterThan(0.75);
    expect(end(1)).toBeGreaterThan(0.95);
  });
});
