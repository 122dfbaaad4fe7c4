/** Clean-label backdoor on pictures small enough to look through: who is changed, how far, and that no label is. */
import { beforeAll, describe, expect, it } from "vitest";
import { takeRows, type DatasetMeta } from "../core/data";
import type { Learner, ModelPlan, TrainedModel } from "../core/learner";
import { crossEntropies } from "../core/loss";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { someRows, someWeights } from "../learner/test-support";
import { cleanLabel } from "./clean-label";
import { budget } from "./rows";

const meta: DatasetMeta = { id: "p", title: "Pictures", modality: "image", shape: [8, 8, 1], classNames: ["0", "1", "2"], valueRange: [0, 1] };
const plan: ModelPlan = { inputShape: meta.shape, classes: 3, layers: [{ kind: "flatten" }, { kind: "dense", units: 8, relu: true }, { kind: "dense", units: 3, relu: false }] };
const model: TrainedModel = { plan, weights: someWeights(plan) }, train = someRows(plan, 60), test = someRows(plan, 20, 2);
const own = train.labels.reduce((n, y) => n + (y === 2 ? 1 : 0), 0);
let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

const craft = cleanLabel.craft!;
async function run(params: object) {
  const p = cleanLabel.params.parse({ target: 2, size: 2, ...params }), parts = craft.parts(p);
  const args = { params: p, train, test, meta, budget: (rate: number) => budget(rate, train.n), rng: Rng.fromSeed(4) };
  const settings = { optimizer: "adam", learningRate: 0.01, momentum: 0, batchSize: 4, epochs: 1, weightDecay: 0 } as const;
  const crafted = await Promise.all(Array.from({ length: parts }, (_, part) => craft.craft({ ...args, rng: Rng.fromSeed(4), learner, plan, settings, surrogates: [model], retrain: async () => model, pulse() {}, part, parts })));
  const out = await cleanLabel.poison({ ...args, crafted }), changed = Int32Array.from(train.ids.keys()).filter((i) => out.truth.poisoned[i] === 1);
  return { p, crafted, changed, ...out };
}

describe("clean-label backdoor", () => {
  it("changes a share of the target class, and no label", async () => {
    const { changed, train: after } = await run({ rate: 0.5 });
    expect(changed).toHaveLength(Math.floor(own / 2));
    expect(changed.every((i) => train.labels[i] === 2)).toBe(true);
    expect(after.labels).toEqual(train.labels);
  });
  it("makes the rows hard to read, not farther than ε, and puts the sticker on top", async () => {
    const { p, changed, train: after } = await run({ rate: 0.5, epsilon: 1, corners: "one" }), n = changed.length, sticker = [45, 46, 53, 54];
    const now = takeRows(after, changed), was = takeRows(train, changed), plain = cleanLabel.stamp!(p, was.inputs, n, meta);
    for (let r = 0; r < n; r++) {
      let squares = 0;
      for (let j = 0; j < 64; j++) squares += sticker.includes(j) ? 0 : (now.inputs[64 * r + j]! - was.inputs[64 * r + j]!) ** 2;
      expect(Math.sqrt(squares)).toBeLessThanOrEqual(1 + 1e-5);
      expect(Math.sqrt(squares)).toBeGreaterThan(0.5);
      expect(sticker.map((j) => now.inputs[64 * r + j])).toEqual([1, 1, 1, 1]);
    }
    const loss = async (inputs: Float32Array) => crossEntropies(await learner.logits(model, inputs, n), now.labels, 3).reduce((a, b) => a + b, 0) / n;
    expect(await loss(now.inputs)).toBeGreaterThan((await loss(plain)) + 0.5);
  });
  it("without a perturbation is the sticker alone, and needs no model", async () => {
    const { p, crafted, changed, train: after } = await run({ epsilon: 0 }), alone = cleanLabel.stamp!(p, train.inputs, train.n, meta);
    expect(crafted).toEqual([]);
    expect(takeRows(after, changed).inputs).toEqual(takeRows({ ...train, inputs: alone }, changed).inputs);
    expect(cleanLabel.baseline!(p)).toMatchObject({ id: "clean-label", params: { epsilon: 0, target: 2 } });
  });
  it("stamps four corners, or one", () => {
    const white = (corners: string) => [...cleanLabel.stamp!(cleanLabel.params.parse({ corners, size: 2, shape: "square" }), new Float32Array(64), 1, meta)].flatMap((v, j) => (v === 1 ? [j] : []));
    expect(white("one")).toEqual([45, 46, 53, 54]);
    expect(white("four")).toEqual([9, 10, 13, 14, 17, 18, 21, 22, 41, 42, 45, 46, 49, 50, 53, 54]);
  });
});
