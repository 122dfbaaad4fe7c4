/** The contract every metric keeps, and what each computes on a case small enough to count by hand. */
import { describe, expect, it } from "vitest";
import { NO_ANSWER } from "../core/answer";
import type { DatasetMeta } from "../core/data";
import { declarationFaults, unlisted } from "../core/declaration";
import type { MetricInputs, Rate } from "../core/plugins";
import { metrics } from "./registry";

const meta: DatasetMeta = { id: "tiny", title: "Tiny", modality: "points", shape: [2], classNames: ["a", "b", "c"], valueRange: [-1, 1] };
// Classes 0 0 1 1 1 and none of class 2; four of five right.
const plain: MetricInputs = {
  meta, labels: Int32Array.of(0, 0, 1, 1, 1), predicted: Int32Array.of(0, 1, 1, 1, 1), probabilities: new Float32Array(15),
};
// Trigger on the three rows that are not the target 0: one obeys, one stays right, one is something else.
const attacked: MetricInputs = { ...plain, goal: { testIndex: Int32Array.of(2, 3, 4), targets: Int32Array.of(0, 0, 0), kind: "trigger", predicted: Int32Array.of(0, 1, 2) } };
// The same with two classes of which the first is what it is about, so that every metric applies.
const twoClass: MetricInputs = { ...attacked, meta: { ...meta, classNames: ["a", "b"], positive: 0 }, probabilities: Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9) };
// One image, and inputs that resemble the trigger.
const oneImage: MetricInputs = { ...plain, goal: { testIndex: Int32Array.of(2), targets: Int32Array.of(0), kind: "one", predicted: Int32Array.of(0) } };
const close: MetricInputs = { ...attacked, goal: { ...attacked.goal!, nearMiss: { testIndex: Int32Array.of(0, 2, 3, 4), predicted: Int32Array.of(0, 1, 1, 0) } } };
/** The case in which a metric applies. */
const caseOf = (id: string): MetricInputs => (id === "targetHit" ? oneImage : id === "nearMissAccuracy" ? close : twoClass);
const rate = (id: string, inputs: MetricInputs) => metrics.find(id)!.compute(inputs);

describe("every metric", () => {
  it("is listed", () => expect(unlisted(metrics, import.meta.glob(["./*.ts", "!./*.test.ts"], { eager: true }))).toEqual([]));
  it.each(metrics.all.map((m) => [m.id, m] as const))("%s declares itself, leaves its input alone and gives plain rates", (_, metric) => {
    expect(declarationFaults(metric, /^[a-z][a-zA-Z0-9]*$/)).toEqual([]);
    const inputs = caseOf(metric.id), before = structuredClone(inputs), result = metric.compute(inputs);
    expect(inputs).toEqual(before);
    expect(result).not.toBeNull();
    expect(structuredClone(result)).toEqual(result);
    for (const r of [result].flat() as Rate[]) {
      expect(r.low).toBeGreaterThanOrEqual(0);
      expect(r.high).toBeLessThanOrEqual(1);
      expect(r.value).toBeGreaterThanOrEqual(r.low);
      expect(r.value).toBeLessThanOrEqual(r.high);
    }
  });
});

describe("metrics on a countable case", () => {
  it("has the ids that scripts read", () => expect(metrics.ids()).toEqual(["cleanAccuracy", "attackSuccess", "robustAccuracy", "targetHit", "nearMissAccuracy", "perClassRecall", "precision", "recall", "f1", "balancedAccuracy", "auroc", "auprc"]));
  it("counts right answers", () => expect(rate("cleanAccuracy", plain)).toMatchObject({ value: 0.8, n: 5 }));
  it("counts obeyed triggers over the goal’s inputs only", () => expect(rate("attackSuccess", attacked)).toMatchObject({ value: 1 / 3, n: 3 }));
  it("counts any wrong answer where the attacker wants no particular one, and no input that was turned away", () => {
    const anyWrong: MetricInputs = { ...plain, goal: { testIndex: Int32Array.of(0, 1, 2, 3), targets: Int32Array.of(0, 0, 1, 1), kind: "trigger", untargeted: true, predicted: Int32Array.of(0, 2, 0, -1) } };
    expect(rate("attackSuccess", anyWrong)).toMatchObject({ value: 0.5, n: 4 });
    expect(rate("robustAccuracy", anyWrong)).toMatchObject({ value: 0.25, n: 4 });
  });
  it("counts a row without an answer as wrong, and never as the attacker’s success", () => {
    const lost = (n: number) => new Int32Array(n).fill(NO_ANSWER), goal = { testIndex: Int32Array.of(2, 3, 4), targets: Int32Array.of(0, 0, 0), kind: "trigger" as const, predicted: lost(3) };
    const silent: MetricInputs = { ...twoClass, predicted: lost(5), goal: { ...goal, nearMiss: { testIndex: Int32Array.of(2), predicted: lost(1) } } };
    for (const id of ["cleanAccuracy", "attackSuccess", "robustAccuracy", "nearMissAccuracy", "recall", "f1", "balancedAccuracy"]) expect(rate(id, silent), id).toMatchObject({ value: 0 });
    expect(rate("precision", silent)).toBeNull();
    expect(rate("attackSuccess", { ...silent, goal: { ...goal, untargeted: true } })).toMatchObject({ value: 0, n: 3 });
    expect(rate("targetHit", { ...silent, goal: { ...goal, kind: "one" } })).toMatchObject({ value: 0 });
    expect((rate("perClassRecall", silent) as Rate[]).map((r) => r.value)).toEqual([0, 0]);
    // Of the negative rows one is spared, one a false alarm, one without an answer; both positive ones are found.
    expect(rate("balancedAccuracy", { ...twoClass, predicted: Int32Array.of(0, 0, 1, 0, NO_ANSWER) })).toMatchObject({ value: (1 + 1 / 3) / 2, n: 5 });
  });
  it("keeps the hit of one image apart from success rates", () => {
    expect(rate("targetHit", oneImage)).toMatchObject({ value: 1, n: 1 });
    for (const id of ["attackSuccess", "robustAccuracy"]) expect(rate(id, oneImage)).toBeNull();
    expect(rate("targetHit", attacked)).toBeNull();
  });
  it("counts near misses that are read truly", () => {
    expect(rate("nearMissAccuracy", close)).toMatchObject({ value: 0.75, n: 4 });
    expect(rate("nearMissAccuracy", attacked)).toBeNull();
  });
  it("counts triggered inputs that stay right", () => expect(rate("robustAccuracy", attacked)).toMatchObject({ value: 1 / 3, n: 3 }));
  it("gives one recall a class, a class without rows included", () => {
    expect(rate("perClassRecall", plain)).toMatchObject([{ value: 0.5, n: 2 }, { value: 1, n: 3 }, { value: 0, n: 0, low: 0, high: 1 }]);
  });
  it("does not apply without a goal, or without a trigger", () => {
    expect(rate("attackSuccess", plain)).toBeNull();
    expect(rate("robustAccuracy", plain)).toBeNull();
    const untouched = { ...attacked, goal: { ...attacked.goal!, kind: "class" as const } };
    expect(rate("attackSuccess", untouched)).toMatchObject({ value: 1 / 3 });
    expect(rate("robustAccuracy", untouched)).toBeNull();
  });
});
