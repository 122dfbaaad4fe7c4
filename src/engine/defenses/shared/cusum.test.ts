/** The statistic by hand, and its promise: on clean reports at least so many pass between two false alarms. */
import { describe, expect, it } from "vitest";
import { Rng } from "../../core/rng";
import { contradictions, cusumOf, upperShare } from "./cusum";

describe("CUSUM of contradictions", () => {
  const onTrusted = Int8Array.from({ length: 1000 }, (_, i) => (i % 20 === 0 ? 1 : 0)), high = upperShare(50, 1000);
  it("takes one standard error more than trusted rows say", () => {
    // Wilson's interval solves (p − q)² = q (1 − q) / n for q.
    for (const [k, n] of [[50, 1000], [0, 100], [3, 7]] as const) { const q = upperShare(k, n); expect((q - k / n) ** 2).toBeCloseTo((q * (1 - q)) / n, 12); expect(q).toBeGreaterThan(k / n); }
  });
  it("adds the log likelihood ratio of a risen share, never below zero", () => {
    const { next, clean, threshold } = cusumOf(onTrusted, 0.1, 5000);
    expect([clean, threshold]).toEqual([high, Math.log(5000)]);
    expect(next(1, true)).toBeCloseTo(1 + Math.log((high + 0.1) / high), 12);
    expect(next(1, false)).toBeCloseTo(1 + Math.log((0.9 - high) / (1 - high)), 12);
    expect(next(0, false)).toBe(0);
  });
  it("cries wolf on clean reports no more often than Lorden’s bound allows", () => {
    // The trusted rows' share is 5 %, its upper end 5.7 %: reports of exactly that share are the worst case.
    const { next, threshold } = cusumOf(onTrusted, 0.1, 2000), rng = Rng.fromSeed(3);
    let value = 0, alarms = 0;
    for (let i = 0; i < 400_000; i++) {
      value = next(value, rng.uniform() < high);
      if (value > threshold) { alarms++; value = 0; }
    }
    expect(400_000 / alarms).toBeGreaterThan(2000);
    expect(alarms).toBeGreaterThan(0);
  });
  it("counts a contradiction where a label came, differs, and the model was sure", () => {
    const probabilities = Float32Array.from([0.95, 0.05, 0.95, 0.05, 0.6, 0.4, 0.1, 0.9, NaN, NaN]);
    expect([...contradictions({ n: 5, probabilities, predicted: Int32Array.of(0, 0, 0, 1, 0) }, [0, 1, 1, -1, 1], 0.9)]).toEqual([0, 1, 0, -1, 1]);
  });
  it("stays silent without trusted rows", () => expect(cusumOf(new Int8Array(0), 0.1, 100).next(5, true)).toBe(0));
});
