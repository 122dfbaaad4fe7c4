/** Shares against the moments of the Beta distribution, blends against the rows they come from, the loss against differences. */
import { describe, expect, it } from "vitest";
import { mean } from "../core/statistics";
import { Rng } from "../core/rng";
import { drawShare, mixing } from "./mixup";
import { worstSlope } from "./shared/seed-check";

const n = 6, labels = Int32Array.from([0, 1, 2, 3, 0, 1]), rows = Int32Array.from(labels.keys());
const inputs = Float32Array.from({ length: n * 3 }, (_, i) => (Math.floor(i / 3) + 1) * (i % 3 === 0 ? 1 : 0.1));
const gradient = () => Promise.resolve(new Float32Array());

describe("mixup", () => {
  it.each([0.05, 0.4, 1, 5])("draws shares from Beta(%f, %f): mean 1/2, variance 1 / (8 α + 4)", (alpha) => {
    const rng = Rng.fromSeed(1), draws = Array.from({ length: 20000 }, () => drawShare(alpha, rng));
    expect(draws.every((v) => v >= 0 && v <= 1)).toBe(true);
    expect(mean(draws)).toBeCloseTo(0.5, 1.7);
    expect(mean(draws.map((v) => (v - 0.5) ** 2)) * (8 * alpha + 4)).toBeCloseTo(1, 1);
  });
  it("blends whole rows, and keeps what it blended for the loss", async () => {
    const { perturb, loss } = mixing(1, Rng.fromSeed(2)), x = await perturb({ inputs, labels, rows, n, progress: 0, gradient });
    const level = Array.from(rows, (i) => x[i * 3]!);
    for (const i of rows) for (const j of [1, 2]) expect(x[i * 3 + j]).toBeCloseTo(0.1 * level[i]!, 5);
    expect(mean(level)).toBeGreaterThan(1);
    expect(level.some((v, i) => Math.abs(v - (i + 1)) > 0.05)).toBe(true);
    // At logits that hold the blended target the gradient is the softmax less that target: it sums to zero over the classes of a row.
    const { seed } = loss({ logits: new Float32Array(n * 4), labels, rows, n, progress: 0 });
    for (const i of rows) {
      const row = Array.from(seed.subarray(4 * i, 4 * i + 4), (g) => 0.25 - g * n);
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
      expect(row.filter((t) => t > 1e-6).length).toBeLessThanOrEqual(2);
      // The share of its own label is the share of its own inputs: rows 1 and 5 of label 0 are told apart by their inputs.
      const own = row[labels[i]!]!;
      if (own < 0.999) expect([1, 2, 3, 4, 5, 6].some((other) => labels[other - 1] !== labels[i] && Math.abs(own * (i + 1) + (1 - own) * other - level[i]!) < 1e-3)).toBe(true);
    }
  });
  it("has the gradient of its own loss", async () => {
    const { perturb, loss } = mixing(0.4, Rng.fromSeed(3));
    await perturb({ inputs: inputs.subarray(0, 15), labels: labels.subarray(0, 5), rows: rows.subarray(0, 5), n: 5, progress: 0, gradient });
    expect(worstSlope(loss, 5)).toBeLessThan(1e-4);
  });
});
