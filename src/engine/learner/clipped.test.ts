/** Clipped sums against each row's own gradient, clipped and added one by one, for every kind of layer on both backends. */
import { beforeAll, describe, expect, test } from "vitest";
import { sizeOf, type Rows } from "../core/data";
import { fitPlan } from "../core/encode";
import type { ModelPlan } from "../core/learner";
import { Rng } from "../core/rng";
import { createLearner } from "./learner";
import type { LocalLearner } from "./learner";
import { smallCnn, someRows, someWeights, worst } from "./test-support";

const learners = {} as Record<"wasm" | "cpu", LocalLearner>;
beforeAll(async () => {
  learners.wasm = await createLearner("wasm");
  learners.cpu = await createLearner("cpu");
});

const mlp: ModelPlan = { inputShape: [4, 5, 1], classes: 3, layers: [{ kind: "scale", shift: 0.5, factor: 2 }, { kind: "flatten" }, { kind: "dense", units: 9, relu: true }, { kind: "dense", units: 6, relu: true }, { kind: "dense", units: 3, relu: false }] };
const linear: ModelPlan = { inputShape: [7], classes: 3, layers: [{ kind: "dense", units: 3, relu: false }] };
const deep: ModelPlan = { ...smallCnn, inputShape: [14, 12, 3] };
const table: ModelPlan = { inputShape: [3], classes: 3, layers: [{ kind: "encode", columns: [{ kind: "number", mean: 0, deviation: 1 }, { kind: "category", levels: 3 }, { kind: "number", mean: 0, deviation: 1 }] }, { kind: "dense", units: 5, relu: true }, { kind: "dense", units: 3, relu: false }] };
const words = (pooling: "sum" | "mean"): ModelPlan => ({ inputShape: [6], classes: 3, layers: [{ kind: "embed", words: 9, units: 4, pooling }, { kind: "dense", units: 3, relu: false }] });
const messages = (n: number): Rows => { const rng = Rng.fromSeed(8), rows = someRows(linear, n); return { ...rows, shape: [6], inputs: Float32Array.from({ length: 6 * n }, () => Math.max(0, rng.int(13) - 4)) }; };

describe.each(["wasm", "cpu"] as const)("on %s", (name) => {
  test.each<[string, ModelPlan, (plan: ModelPlan) => Rows]>([
    ["dense layers only", mlp, (p) => someRows(p, 300)], ["one layer", linear, (p) => someRows(p, 20)], ["a table", fitPlan(table, someRows(table, 20)), (p) => someRows(p, 20)],
    ["two convolutions", smallCnn, (p) => someRows(p, 140)], ["color", deep, (p) => someRows(p, 9)],
    ["summed words", words("sum"), () => messages(25)], ["averaged words", words("mean"), () => messages(25)],
  ])("%s: lengths and sum are those of the rows’ own gradients", async (_, plan, make) => {
    const rows = make(plan), learner = learners[name], model = { plan, weights: someWeights(plan) }, d = sizeOf(plan.inputShape), bound = 0.7;
    const before = learner.tensorCount(), got = await learner.clippedGradients(model, rows.inputs, rows.labels, bound), norms: number[] = [], sum = new Float64Array(model.weights.length);
    expect(learner.tensorCount()).toBe(before);
    let total = 0;
    for (let i = 0; i < rows.n; i++) {
      const own = await learner.gradients(model, rows.inputs.subarray(i * d, (i + 1) * d), rows.labels.subarray(i, i + 1));
      const norm = Math.sqrt(own.weights.reduce((s, v) => s + v * v, 0)), factor = Math.min(1, bound / norm);
      total += own.loss;
      norms.push(norm);
      own.weights.forEach((g, j) => { sum[j]! += factor * g; });
    }
    expect(Math.max(...norms)).toBeGreaterThan(bound);
    expect(worst(got.norms, norms)).toBeLessThan(1e-4);
    got.norms.forEach((norm, i) => expect(norm / norms[i]!).toBeCloseTo(1, 3));
    expect(worst(got.weights, sum)).toBeLessThan(1e-4);
    expect(got.total).toBeCloseTo(total, 2);
  });

  test("flat pictures, on which many places tie for their pool", async () => {
    const rows = { ...someRows(smallCnn, 4), inputs: new Float32Array(4 * 143).fill(0.25) }, model = { plan: smallCnn, weights: someWeights(smallCnn) };
    const { norms } = await learners[name].clippedGradients(model, rows.inputs, rows.labels, 1);
    for (let i = 0; i < 4; i++) {
      const own = await learners[name].gradients(model, rows.inputs.subarray(0, 143), rows.labels.subarray(i, i + 1));
      expect(norms[i]! / Math.sqrt(own.weights.reduce((s, v) => s + v * v, 0))).toBeCloseTo(1, 4);
    }
  });

  test("no row at all gives zeros", async () => {
    const got = await learners[name].clippedGradients({ plan: mlp, weights: someWeights(mlp) }, new Float32Array(0), new Int32Array(0), 1);
    expect([got.weights.every((v) => v === 0), got.norms.length, got.total, got.correct]).toEqual([true, 0, 0, 0]);
  });
});
