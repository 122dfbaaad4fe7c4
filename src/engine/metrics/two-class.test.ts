/**
 * Precision, recall, F1, balanced accuracy and both areas: against counts made by hand, values of scikit-learn 1.2.1 (and
 * SciPy for the roots) on the same twelve rows, a published standard error, and what must hold for any predictions.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DatasetMeta } from "../core/data";
import type { MetricInputs, Rate } from "../core/plugins";
import { hanleyMcNeil } from "./auroc";
import { averagePrecision } from "./auprc";
import { metrics } from "./registry";
import { wilson } from "./wilson";

const meta: DatasetMeta = { id: "tiny", title: "Tiny", modality: "tabular", shape: [1], classNames: ["no", "yes"], valueRange: [0, 1], positive: 1 };
const IDS = ["precision", "recall", "f1", "balancedAccuracy", "auroc", "auprc"];
const rate = (id: string, inputs: MetricInputs) => metrics.find(id)!.compute(inputs) as Rate | null;
/** Rows with these labels and probabilities of "yes", read as "yes" above one half. */
const inputsOf = (labels: readonly number[], scores: readonly number[], about: Partial<DatasetMeta> = {}): MetricInputs => ({
  meta: { ...meta, ...about }, labels: Int32Array.from(labels), predicted: Int32Array.from(scores, (s) => (s > 0.5 ? 1 : 0)),
  probabilities: Float32Array.from(scores.flatMap((s) => [1 - s, s])),
});
const twelve = inputsOf([1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0], [0.9, 0.8, 0.8, 0.7, 0.6, 0.55, 0.5, 0.5, 0.4, 0.3, 0.2, 0.1]);
// Three true alarms, three false ones, two cases missed, four rightly passed.

describe("two-class metrics on twelve rows", () => {
  it.each([
    ["precision", 0.5, 6], ["recall", 0.6, 5], ["f1", 6 / 11, 8], ["balancedAccuracy", (3 / 5 + 4 / 7) / 2, 12],
    ["auroc", 0.6857142857142857, 12], ["auprc", 0.6742424242424243, 5],
  ])("%s is %f over %i", (id, value, n) => {
    const r = rate(id, twelve)!;
    expect(r.value).toBeCloseTo(value, 12);
    expect(r.n).toBe(n);
  });

  it("precision and recall have Wilson’s intervals", () => {
    expect(rate("precision", twelve)).toEqual(wilson(3, 6));
    expect(rate("recall", twelve)).toEqual(wilson(3, 5));
  });
  it("F1's interval is Wilson’s of TP / (TP + FP + FN), bent as F1 is", () => {
    const { low, high } = wilson(3, 8), r = rate("f1", twelve)!;
    expect(r.low).toBeCloseTo(2 / (1 / low + 1), 12);
    expect(r.high).toBeCloseTo(2 / (1 / high + 1), 12);
  });
  it("balanced accuracy’s interval is half of both distances, squared and added", () => {
    const yes = wilson(3, 5), no = wilson(4, 7), r = rate("balancedAccuracy", twelve)!;
    expect(r.value - r.low).toBeCloseTo(Math.sqrt((yes.value - yes.low) ** 2 + (no.value - no.low) ** 2) / 2, 12);
    expect(r.high - r.value).toBeCloseTo(Math.sqrt((yes.high - yes.value) ** 2 + (no.high - no.value) ** 2) / 2, 12);
  });
  it("AUROC’s interval ends where 1.96 of its own standard errors reach the measured area", () => {
    // Hanley and McNeil's own example: an area of 0.893 over 51 and 58 rows has a standard error of 0.032(5).
    expect(hanleyMcNeil(0.893, 51, 58)).toBeCloseTo(0.0325, 4);
    const r = rate("auroc", twelve)!;
    expect(r.low).toBeCloseTo(0.3614191482, 6);
    expect(r.high).toBeCloseTo(0.894578228, 6);
  });
  it("AUPRC’s interval is Boyd, Eng and Page’s logit interval over the positive rows", () => {
    const r = rate("auprc", twelve)!;
    expect(r.low).toBeCloseTo(0.2417977133, 6);
    expect(r.high).toBeCloseTo(0.9307147789, 6);
  });
});

describe("two-class metrics at their limits", () => {
  it("do not apply without a class that it is about, or with three classes", () => {
    for (const id of IDS) {
      expect(rate(id, { ...twelve, meta: { ...meta, positive: undefined } })).toBeNull();
      expect(rate(id, { ...twelve, meta: { ...meta, classNames: ["a", "b", "c"] } })).toBeNull();
    }
  });
  it("are about the class that the data set names, not about the second", () => {
    const other = { ...twelve, meta: { ...meta, positive: 0 } };
    expect(rate("precision", other)!.value).toBeCloseTo(4 / 6, 12);
    expect(rate("recall", other)!.value).toBeCloseTo(4 / 7, 12);
    expect(rate("auroc", other)!.value).toBeCloseTo(0.6857142857142857, 6);
  });
  it("a model that never raises the alarm has no precision, no recall, and every negative row right", () => {
    const never = inputsOf([1, ...Array<number>(99).fill(0)], Array<number>(100).fill(0.01));
    expect(rate("precision", never)).toBeNull();
    expect(rate("recall", never)).toMatchObject({ value: 0, n: 1 });
    expect(rate("f1", never)).toMatchObject({ value: 0, low: 0, n: 1 });
    expect(rate("balancedAccuracy", never)!.value).toBe(0.5);
    expect(rate("cleanAccuracy", never)!.value).toBe(0.99);
    expect(rate("auroc", never)!.value).toBe(0.5);
    expect(rate("auprc", never)!.value).toBeCloseTo(0.01, 12);
  });
  it("are null where one class has no test row, save for precision", () => {
    const onlyYes = inputsOf([1, 1], [0.9, 0.2]), onlyNo = inputsOf([0, 0], [0.9, 0.2]);
    for (const id of ["balancedAccuracy", "auroc", "auprc"]) for (const one of [onlyYes, onlyNo]) expect(rate(id, one)).toBeNull();
    expect(rate("recall", onlyNo)).toBeNull();
    expect(rate("precision", onlyNo)).toMatchObject({ value: 0, n: 1 });
    expect(rate("f1", inputsOf([0, 0], [0.1, 0.2]))).toBeNull();
  });
  it("perfect order is 1, with an interval that has not collapsed", () => {
    const perfect = inputsOf([1, 1, 1, 0, 0, 0, 0], [0.9, 0.8, 0.7, 0.4, 0.3, 0.2, 0.1]);
    for (const id of IDS) expect(rate(id, perfect)).toMatchObject({ value: 1, high: 1 });
    for (const id of IDS) expect(rate(id, perfect)!.low).toBeLessThan(0.9);
    expect(rate("auprc", perfect)).toEqual(wilson(3, 3));
  });
  it("close to perfect order, AUPRC’s interval is Wilson’s, because the logit’s would be nearly everything", () => {
    const labels = [...Array<number>(20).fill(1), 0, 1, ...Array<number>(20).fill(0)], r = rate("auprc", inputsOf(labels, labels.map((_, i) => 1 - i / 50)))!;
    expect(r.value).toBeCloseTo((20 + 21 / 22) / 21, 6);
    expect(r).toEqual(wilson(r.value * 21, 21));
    expect(r.low).toBeGreaterThan(0.8);
  });
  it("rank rows without a number last and together", () => {
    expect(averagePrecision([NaN, 0.5, NaN, NaN], [1, 1, 0, 0])).toBeCloseTo((1 + 2 / 4) / 2, 12);
    expect(rate("auroc", inputsOf([1, 0, 0], [NaN, NaN, NaN]))!.value).toBe(0.5);
  });
});

/** Area under the ROC and average precision, counted pair by pair and threshold by threshold. */
const slowArea = (labels: readonly number[], scores: readonly number[]) => {
  let sum = 0, pairs = 0;
  labels.forEach((a, i) => labels.forEach((b, j) => { if (a && !b) { pairs++; sum += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0; } }));
  return sum / pairs;
};
const slowPrecision = (labels: readonly number[], scores: readonly number[]) => {
  const all = labels.filter(Boolean).length;
  let before = 0, sum = 0;
  for (const t of [...new Set(scores)].sort((a, b) => b - a)) {
    const alarms = labels.filter((_, i) => scores[i]! >= t), found = alarms.filter(Boolean).length;
    sum += ((found - before) / all) * (found / alarms.length);
    before = found;
  }
  return sum;
};

it("the areas are what counting gives, and every interval holds its value within [0, 1]", () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 8 })), { minLength: 2, maxLength: 60 }), (rows) => {
    const labels = rows.map((r) => r[0]), scores = rows.map((r) => r[1] / 8), inputs = inputsOf(labels, scores);
    fc.pre(new Set(labels).size === 2);
    expect(rate("auroc", inputs)!.value).toBeCloseTo(slowArea(labels, scores), 9);
    expect(rate("auprc", inputs)!.value).toBeCloseTo(slowPrecision(labels, scores), 9);
    for (const id of IDS) {
      const r = rate(id, inputs);
      if (!r) continue;
      expect(r.low).toBeGreaterThanOrEqual(0);
      expect(r.low).toBeLessThanOrEqual(r.value);
      expect(r.high).toBeGreaterThanOrEqual(r.value);
      expect(r.high).toBeLessThanOrEqual(1);
      expect(r.high).toBeGreaterThan(r.low);
    }
  }));
});
