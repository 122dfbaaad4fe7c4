/** Networks over words and over table columns: exact on small cases, alike on both backends of Node, gradients by slope. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Rows } from "../core/data";
import { fitPlan } from "../core/encode";
import { weightSlots } from "../core/learner";
import type { Learner, ModelPlan, TrainJob } from "../core/learner";
import { Rng } from "../core/rng";
import { initialWeights } from "./initial-weights";
import { createLearner } from "./learner";
import type { LocalLearner } from "./learner";
import { openInputs } from "./inputs";
import { someWeights, worst } from "./test-support";

const WORDS = 30, LENGTH = 7;
const textPlan = (pooling: "sum" | "mean"): ModelPlan => ({
  inputShape: [LENGTH], classes: 3,
  layers: [{ kind: "embed", words: WORDS, units: 5, pooling }, { kind: "dense", units: 6, relu: true }, { kind: "dense", units: 3, relu: false }],
});
const bagPlan: ModelPlan = { inputShape: [LENGTH], classes: 3, layers: [{ kind: "embed", words: WORDS, units: 3, pooling: "sum" }] };
const tablePlan: ModelPlan = {
  inputShape: [3], classes: 3,
  layers: [{ kind: "encode", columns: [{ kind: "number", mean: 0, deviation: 1 }, { kind: "category", levels: 4 }, { kind: "number", mean: 0, deviation: 1 }] }, { kind: "dense", units: 6, relu: true }, { kind: "dense", units: 3, relu: false }],
};

/** Messages of 0 to 7 words, or table rows in odd units, that their label shifts. */
function rowsFor(plan: ModelPlan, n: number): Rows {
  const rng = Rng.fromSeed(5).fork("rows"), d = plan.inputShape[0]!, inputs = new Float32Array(n * d);
  const ids = Int32Array.from({ length: n }, (_, i) => i), labels = ids.map(() => rng.int(3));
  for (let i = 0; i < n; i++) {
    if (plan.layers[0]!.kind === "embed") for (let t = 0, words = rng.int(LENGTH + 1); t < words; t++) inputs[i * d + t] = 1 + ((rng.int(9) * 3 + labels[i]!) % (WORDS - 1));
    else inputs.set([4000 + 300 * labels[i]! + 200 * rng.normal(), rng.int(4), 0.002 * rng.normal() + 0.001 * labels[i]!], i * d);
  }
  return { n, shape: plan.inputShape, inputs, labels, ids };
}
function jobFor(unfitted: ModelPlan, n: number): TrainJob {
  const rows = rowsFor(unfitted, n), plan = fitPlan(unfitted, rows);
  return { plan, rows, start: initialWeights(plan, Rng.fromSeed(3)), order: () => rows.ids, settings: { optimizer: "adam", learningRate: 0.02, momentum: 0.9, batchSize: 16, epochs: 6, weightDecay: 0 } };
}
async function trained(learner: Learner, job: TrainJob) {
  const run = learner.train(job, () => {}), losses: number[] = [];
  for (;;) {
    const next = await run.next();
    if (next.done) return { losses, model: next.value };
    losses.push(next.value.loss);
  }
}

const learners = {} as Record<"wasm" | "cpu", LocalLearner>;
beforeAll(async () => {
  learners.wasm = await createLearner("wasm");
  learners.cpu = await createLearner("cpu");
});
const plans = [["mean of words", textPlan("mean")], ["sum of words", textPlan("sum")], ["bag of words", bagPlan], ["table", tablePlan]] as const;

describe.each(["wasm", "cpu"] as const)("on %s", (name) => {
  test("pools the words that are there, and the bias alone for none", async () => {
    const table = Float32Array.from({ length: WORDS * 3 }, (_, i) => i), weights = Float32Array.of(...table, 0.5, 0.25, 0);
    const inputs = Float32Array.of(2, 4, 0, 0, 0, 0, 0, /* none: */ 0, 0, 0, 0, 0, 0, 0, /* twice the same: */ 1, 1, 0, 0, 0, 0, 0);
    const sum = await learners[name].logits({ plan: bagPlan, weights }, inputs, 3);
    expect([...sum]).toEqual([6 + 12 + 0.5, 7 + 13 + 0.25, 8 + 14, 0.5, 0.25, 0, 6.5, 8.25, 10]);
    const mean = { ...bagPlan, layers: [{ ...bagPlan.layers[0]!, pooling: "mean" as const }] } as ModelPlan;
    expect([...(await learners[name].logits({ plan: mean, weights }, inputs, 3))]).toEqual([9.5, 10.25, 11, 0.5, 0.25, 0, 3.5, 4.25, 5]);
  });

  test.each(plans)("%s: gradients agree with finite differences, nothing leaks", async (_, unfitted) => {
    const rows = rowsFor(unfitted, 9), plan = fitPlan(unfitted, rows), weights = someWeights(plan), learner = learners[name], before = learner.tensorCount();
    const loss = async (w: Float32Array, x: Float32Array) => (await learner.gradients({ plan, weights: w }, x, rows.labels)).loss;
    const exact = await learner.gradients({ plan, weights }, rows.inputs, rows.labels);
    const moved = (a: Float32Array, i: number, by: number) => a.map((v, j) => (j === i ? v + by : v));
    for (const slot of weightSlots(plan)) for (const i of [slot.offset + Math.floor(slot.size / 2), slot.offset + slot.size - 1, slot.offset + Math.floor(slot.size / 7)]) {
      const slope = (await loss(moved(weights, i, 2e-3), rows.inputs)) - (await loss(moved(weights, i, -2e-3), rows.inputs));
      expect(slope / 4e-3, `layer ${slot.layer} ${slot.role} ${i - slot.offset}`).toBeCloseTo(exact.weights[i]!, 2);
    }
    if (plan.layers[0]!.kind === "encode") {
      for (const [i, step] of [[0, 2], [3, 2], [5, 2e-5]] as const) {
        const slope = (await loss(weights, moved(rows.inputs, i, step))) - (await loss(weights, moved(rows.inputs, i, -step)));
        expect((slope / (2 * step)) * (step * 100), `input ${i}`).toBeCloseTo(exact.inputs[i]! * step * 100, 2);
        expect(Math.abs(exact.inputs[i]!)).toBeGreaterThan(0);
      }
      expect(exact.inputs[1]).toBe(0);
    } else {
      expect(exact.inputs.every((v) => v === 0)).toBe(true);
      expect(exact.weights.subarray(0, weightSlots(plan)[0]!.shape[1]).every((v) => v === 0)).toBe(true); // "no word" learns nothing
    }
    expect(learner.tensorCount()).toBe(before);
  });

  test("refuses word numbers outside the table and encode layers in the middle", async () => {
    const model = { plan: bagPlan, weights: someWeights(bagPlan) };
    for (const bad of [WORDS, -1, 1.5, NaN]) await expect(learners[name].logits(model, new Float32Array(LENGTH).fill(bad), 1)).rejects.toThrow("word numbers");
    const late: ModelPlan = { ...tablePlan, layers: [{ kind: "flatten" }, ...tablePlan.layers] };
    await expect(learners[name].logits({ plan: late, weights: someWeights(tablePlan) }, new Float32Array(3), 1)).rejects.toThrow("must be the first");
  });
});

test.each(plans)("%s: wasm and cpu learn alike", async (_, unfitted) => {
  const job = jobFor(unfitted, 90), before = learners.wasm.tensorCount(), few = { ...job, settings: { ...job.settings, epochs: 1 } };
  expect(worst((await trained(learners.wasm, few)).model.weights, (await trained(learners.cpu, few)).model.weights)).toBeLessThan(1e-4);
  const [a, b] = [await trained(learners.wasm, job), await trained(learners.cpu, job)];
  expect(worst(a.model.weights, b.model.weights)).toBeLessThan(2e-3);
  expect(a.losses.at(-1)).toBeLessThan(a.losses[0]! * 0.9);
  expect(learners.wasm.tensorCount()).toBe(before);
});

test("encodes raw columns with what the training rows say, whatever rows come later", () => {
  const rows = rowsFor(tablePlan, 60), plan = fitPlan(tablePlan, rows), { encode, shape } = openInputs(plan);
  expect(shape).toEqual([6]);
  const out = encode(rows.inputs, rows.n), column = (j: number) => Array.from({ length: rows.n }, (_, i) => out[i * 6 + j]!);
  for (const j of [0, 5]) {
    const values = column(j), mean = values.reduce((s, v) => s + v, 0) / rows.n;
    expect(mean).toBeCloseTo(0, 4);
    expect(Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / rows.n)).toBeCloseTo(1, 4);
  }
  expect(column(1).map((v, i) => v + column(2)[i]! + column(3)[i]! + column(4)[i]!)).toEqual(new Array(rows.n).fill(1));
  expect([...encode(Float32Array.of(4000, 9, 0), 1).subarray(1, 5)]).toEqual([0, 0, 0, 0]);
  const constant = fitPlan(tablePlan, { ...rows, inputs: rows.inputs.map((v, i) => (i % 3 === 0 ? 7 : v)) });
  expect(constant.layers[0]).toMatchObject({ columns: [{ mean: 7, deviation: 1 }, {}, {}] });
});

test("a step over words launches as few kernels as one over pictures", async () => {
  expect((await learners.wasm.kernelsOfStep(textPlan("mean"))).filter((k) => k.startsWith("Hemlock"))).toEqual(
    ["HemlockEmbed", "HemlockDense", "HemlockDense", "HemlockSoftmaxCrossEntropy", "HemlockBlank", "HemlockDenseGrad", "HemlockDenseGrad", "HemlockEmbedGrad", "HemlockAdam"]);
});
