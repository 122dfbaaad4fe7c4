/** The JSON document: names that scripts rely on, and what several seeds do to each number. */
import { describe, expect, test } from "vitest";
import { federatedSchema, onlineSchema, type ArmResult, type ExperimentResult, type FilterReport, type Rate } from "../engine/index";
import { runDocument } from "./report";
import { alignTable, showDocument, showRate } from "./table";

const rate = (value: number): Rate => ({ value, n: 100, low: value - 0.01, high: value + 0.01 });
const filter = (found: number): FilterReport => ({
  kept: 90, removed: 10, relabeled: 0, truePositiveRate: rate(found / 10), falsePositiveRate: rate(0.01), precision: null,
  poisonedFound: found, poisonedTotal: 10, honestRowsLost: 10 - found, honestTotal: 90, auroc: null,
});
const arm = (id: string, accuracy: number, extra: Partial<ArmResult> = {}): ArmResult => ({
  id, kind: "clean", title: id, metrics: { cleanAccuracy: rate(accuracy), attackSuccess: null }, classMetrics: { recall: [rate(accuracy), rate(1)] },
  confusion: [[5, 1], [0, 4]], curve: [{ epoch: 1, loss: 0.5, cleanAccuracy: accuracy }], notes: [], diverged: false, seconds: 2, ownSeconds: 1, ...extra,
});
const result = (seed: number, accuracy: number, found: number): ExperimentResult => ({
  spec: { v: 1, seed, dataset: { id: "moons", params: {} }, model: { id: "mlp", params: {} }, training: { optimizer: "adam", learningRate: 0.01, schedule: "cosine", momentum: 0.9, batchSize: 32, epochs: 1, transfer: "none", weightDecay: 0 }, attack: null, regime: "central", federated: federatedSchema.parse({}), online: onlineSchema.parse({}), pretrained: { from: "same-rows" }, contributors: [], attackSource: null, defenses: [], baselines: true, probes: [], trusted: { rows: null, from: "held-out" }, stream: { length: 1000, onset: 0.5, share: 0.2 } },
  key: `key${seed}`, engine: { version: "1", backend: "cpu" },
  arms: [arm("clean", accuracy), arm("defended-1", accuracy, { kind: "defended", filter: filter(found) })],
  poison: { rows: 100, poisoned: 10, relabeled: 10, added: 0, perClass: [] }, stages: [], warnings: [{ level: "warning", text: "Mind the step." }], seconds: 4,
});

describe("one run", () => {
  const doc = runDocument([result(1, 0.9, 8)]);
  test("carries what the issue promises", () => {
    expect(Object.keys(doc)).toEqual(expect.arrayContaining(["spec", "key", "engine", "arms", "warnings"]));
    expect(doc.engine).toEqual({ version: "1", backend: "cpu" });
    expect(doc.arms.map((a) => a.id)).toEqual(["clean", "defended-1"]);
    expect(doc.arms[0]!.metrics["cleanAccuracy"]).toEqual(rate(0.9));
    expect(doc.arms[0]!.metrics["attackSuccess"]).toBeNull();
    expect(doc.arms[0]!.confusion).toEqual([[5, 1], [0, 4]]);
    expect(doc.arms[0]!.filter).toBeUndefined();
    expect(doc.warnings).toEqual(["Mind the step."]);
  });
  test("filter rates are plain numbers or null, honest rows a count", () => {
    expect(doc.arms[1]!.filter).toMatchObject({ removed: 10, truePositiveRate: 0.8, falsePositiveRate: 0.01, precision: null, honestRowsLost: 2, honestRows: 90 });
  });
  test("survives JSON unchanged", () => expect(JSON.parse(JSON.stringify(doc))).toEqual(doc));
});

describe("several seeds", () => {
  const doc = runDocument([result(1, 0.9, 8), result(2, 0.8, 10)]);
  test("rates are means with their values and range", () => {
    expect(doc.seeds).toEqual([1, 2]);
    const accuracy = doc.arms[0]!.metrics["cleanAccuracy"]!;
    expect(accuracy.value).toBeCloseTo(0.85);
    expect(accuracy).toMatchObject({ values: [0.9, 0.8], low: 0.8, high: 0.9, n: 200 });
    expect(doc.arms[0]!.metrics["attackSuccess"]).toBeNull();
    expect(doc.arms[0]!.classMetrics["recall"]![1]).toMatchObject({ value: 1, values: [1, 1] });
  });
  test("inputs without an answer are added up over seeds, those of models that answer all among them", () => {
    const lost = { test: { count: 10, of: 10 }, goal: { count: 4, of: 5 } }, of = (n: number, unanswered?: ArmResult["unanswered"]) => ({ ...result(n, 0.5, 0), arms: [arm("poisoned", 0.5, { metrics: { cleanAccuracy: { ...rate(0.5), n: 10 }, attackSuccess: { ...rate(0.5), n: 5 } }, ...(unanswered && { unanswered }) })] });
    expect(runDocument([of(1, lost)]).arms[0]!.unanswered).toEqual(lost);
    expect(runDocument([of(1), of(2, lost)]).arms[0]!.unanswered).toEqual({ test: { count: 10, of: 20 }, goal: { count: 4, of: 10 } });
    expect(runDocument([of(1), of(2)]).arms[0]).not.toHaveProperty("unanswered");
  });

  test("filter numbers are means, confusion counts are added up", () => {
    expect(doc.arms[1]!.filter).toMatchObject({ removed: 10, honestRowsLost: 1, precision: null });
    expect(doc.arms[1]!.filter!.truePositiveRate).toBeCloseTo(0.9);
    expect(doc.arms[1]!.filter!.perSeed!.map((f) => f.truePositiveRate)).toEqual([0.8, 1]);
    expect(doc.arms[0]!.confusion).toEqual([[10, 2], [0, 8]]);
  });
  test("warnings name their seed", () => expect(doc.warnings).toEqual(["Seed 1: Mind the step.", "Seed 2: Mind the step."]));
});

describe("the table", () => {
  test("columns line up", () => {
    expect(alignTable([["arm", "x"], ["clean", "1"], ["a", "100"]])).toBe("arm      x\n─────  ───\nclean    1\na      100");
  });
  test("a rate shows its interval, a missing one a dash", () => {
    expect(showRate(rate(0.968))).toBe("96.8 % (95.8–97.8)");
    expect(showRate(null)).toBe("–");
  });
  test("one run says that it is one run, several name their seeds", () => {
    const one = showDocument(runDocument([result(7, 0.9, 8)]));
    expect(one).toContain("One run, seed 7");
    expect(one).toContain("10 of 100 training rows are poisoned (10.0 %).");
    expect(one).toContain("2 of 90");
    expect(one).toContain("Warning: Mind the step.");
    expect(one).not.toContain("attackSuccess");
    expect(showDocument(runDocument([result(1, 0.9, 8), result(2, 0.8, 9)]))).toContain("Mean of seeds 1, 2");
  });
});
