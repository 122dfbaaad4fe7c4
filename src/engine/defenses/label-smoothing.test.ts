/** The smoothed target worked out by hand, and the gradient against differences. */
import { describe, expect, it } from "vitest";
import { smoothedLoss } from "./label-smoothing";
import { worstSlope } from "./shared/seed-check";

const batch = (logits: number[], labels: number[]) => ({ logits: Float32Array.from(logits), labels: Int32Array.from(labels), rows: Int32Array.from(labels.keys()), n: labels.length, progress: 0 });

describe("label smoothing", () => {
  it("has the gradient of its own loss", () => { for (const s of [0, 0.1, 0.6]) expect(worstSlope(smoothedLoss(s))).toBeLessThan(1e-4); });
  it("asks for 0.925 of the label and 0.025 of each other class at s = 0.1 and k = 4: there the gradient is zero", () => {
    const target = [0.025, 0.925, 0.025, 0.025], { total, seed } = smoothedLoss(0.1)(batch(target.map(Math.log), [1]));
    for (const g of seed) expect(g).toBeCloseTo(0, 6);
    expect(total).toBeCloseTo(-target.reduce((sum, t) => sum + t * Math.log(t), 0), 5);
  });
  it("pulls an overconfident row back, where cross-entropy goes on pushing", () => {
    expect(smoothedLoss(0.1)(batch([0, 9, 0, 0], [1])).seed[1]).toBeGreaterThan(0);
    expect(smoothedLoss(0)(batch([0, 9, 0, 0], [1])).seed[1]).toBeLessThan(0);
  });
});
