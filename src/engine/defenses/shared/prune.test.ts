/** Which layer can be pruned, which plans have a hidden layer, and a fake learner over words that agrees with both. */
import { describe, expect, test } from "vitest";
import { weightCount, type ModelPlan, type TrainJob } from "../../core/learner";
import { fakeLearner } from "./fake-learner";
import { channelMask, prunableLayer } from "./prune";
import { hasHiddenLayer } from "./rows";

const embed = (units: number, pooling: "sum" | "mean") => ({ kind: "embed", words: 6, units, pooling }) as const;
const dense = (units: number, relu: boolean) => ({ kind: "dense", units, relu }) as const;
const plan = (...layers: ModelPlan["layers"]): ModelPlan => ({ inputShape: [4], classes: 2, layers });
const bag = plan(embed(2, "sum")), vectors = plan(embed(3, "mean"), dense(2, false)), deep = plan(embed(3, "mean"), dense(5, true), dense(2, false));

describe("networks over words", () => {
  test("have a hidden layer unless the word weights are the logits", () => {
    expect([bag, vectors, deep].map(hasHiddenLayer)).toEqual([false, true, true]);
    expect(hasHiddenLayer(plan({ kind: "encode", columns: [] }, dense(2, false)))).toBe(false);
  });
  test("are pruned in the last hidden layer, which may be the word vectors", () => {
    expect(prunableLayer(bag)).toBeNull();
    expect(prunableLayer(vectors)).toEqual({ layer: 0, channels: 3, noun: "unit" });
    expect(prunableLayer(deep)).toEqual({ layer: 1, channels: 5, noun: "unit" });
    const mask = channelMask(vectors, 0, [1]);
    expect([...mask.subarray(0, 21)]).toEqual(Array.from({ length: 21 }, (_, i) => (i % 3 === 1 ? 0 : 1)));
    expect([...mask.subarray(21)]).toEqual(new Array(8).fill(1));
  });
});

describe("the fake learner over words", () => {
  const weights = Float32Array.from({ length: weightCount(bag) }, (_, i) => i), inputs = Float32Array.of(2, 4, 2, 0, 0, 0, 0, 0);
  test("adds up or averages the words that are there", async () => {
    const { logits } = fakeLearner();
    expect([...(await logits({ plan: bag, weights }, inputs, 2))]).toEqual([4 + 8 + 4 + 12, 5 + 9 + 5 + 13, 12, 13]);
    expect((await logits({ plan: plan(embed(2, "mean")), weights }, inputs, 1))[0]).toBeCloseTo(16 / 3 + 12, 5);
  });
  test("learns which word speaks for which class", async () => {
    const rows = { n: 4, shape: [4], inputs: Float32Array.of(1, 0, 0, 0, 2, 3, 0, 0, 1, 3, 0, 0, 2, 0, 0, 0), labels: Int32Array.of(0, 1, 0, 1), ids: Int32Array.of(0, 1, 2, 3) };
    const job: TrainJob = { plan: bag, rows, start: new Float32Array(weightCount(bag)), order: () => rows.ids, settings: { optimizer: "sgd", learningRate: 1, momentum: 0, batchSize: 2, epochs: 20, weightDecay: 0 } };
    const learner = fakeLearner(), run = learner.train(job, () => {});
    let next = await run.next();
    while (!next.done) next = await run.next();
    const out = await learner.logits(next.value, rows.inputs, 4);
    expect(Array.from({ length: 4 }, (_, i) => (out[2 * i]! > out[2 * i + 1]! ? 0 : 1))).toEqual([0, 1, 0, 1]);
    expect([...next.value.weights.subarray(0, 2)]).toEqual([0, 0]);
  });
});
