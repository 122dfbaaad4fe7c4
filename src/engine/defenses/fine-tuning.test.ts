/** Fine-tuning on planted cases: it teaches what is wrong, leaves what is right, and moves only the layers it was asked to. */
import { beforeAll, describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import { weightSlots, type Learner, type TrainedModel } from "../core/learner";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { fineTuning } from "./fine-tuning";
import { accuracyOf } from "./shared/rows";
import { identityModel } from "./shared/fake-learner";

const D = 8, K = 3, meta: DatasetMeta = { id: "planted", title: "Planted", modality: "image", shape: [2, 4, 1], classNames: ["a", "b", "c"], valueRange: [0, 1] };
function clean(n: number): Rows {
  const rng = Rng.fromSeed(4), labels = Int32Array.from({ length: n }, (_, i) => i % K);
  return { n, shape: meta.shape, labels, ids: labels.map((_, i) => i), inputs: Float32Array.from({ length: n * D }, (_, j) => 0.2 * rng.uniform() + (j % D === labels[Math.floor(j / D)] ? 0.8 : 0)) };
}
const trusted = clean(60), right = identityModel(meta.shape, K), head = weightSlots(right.plan).at(-2)!;
/** Takes class a for class b. */
const wrong: TrainedModel = { plan: right.plan, weights: right.weights.map((w, i) => (i === head.offset + 1 ? 2 : w)) };
let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

const tune = (model: TrainedModel, params: object = {}, rows = trusted, optimizer: "adam" | "sgd" = "adam") => fineTuning.repair({
  params: fineTuning.params.parse({ learningRate: 0.03, ...params }), train: clean(0), trusted: rows, meta, learner, plan: model.plan, model, rng: Rng.fromSeed(1), pulse: () => {}, retrain: async () => model,
  settings: { optimizer, learningRate: 0.01, momentum: 0.9, batchSize: 16, epochs: 2, weightDecay: 0 },
});
const accuracy = async (model: TrainedModel) => accuracyOf(await learner.logits(model, trusted.inputs, trusted.n), trusted.labels, K);
const moved = (model: TrainedModel) => [...model.weights.keys()].filter((i) => model.weights[i] !== wrong.weights[i]);

describe("fine-tuning", () => {
  it.each(["all", "last"] as const)("teaches %s layers what was wrong, and moves no other", async (layers) => {
    const { model, notes } = await tune(wrong, { layers });
    expect([await accuracy(wrong), await accuracy(model)]).toEqual([2 / 3, 1]);
    expect(moved(model).some((i) => i < head.offset)).toBe(layers === "all");
    expect(moved(model).some((i) => i >= head.offset)).toBe(true);
    expect(notes).toEqual([{ level: "info", text: `After 20 epochs of fine-tuning ${layers === "all" ? "all layers" : "the last layer"} on 60 trusted rows, accuracy on these rows went from 67 % to 100 %.` }]);
  });
  it("leaves a model that is right as good as it was, and without epochs as it was", async () => {
    expect(await accuracy((await tune(right)).model)).toBe(1);
    expect(moved((await tune(wrong, { epochs: 0 })).model)).toEqual([]);
  });
  it("gives no correction to what clean rows never use", async () => {
    const backdoored = { plan: wrong.plan, weights: wrong.weights.map((w, i) => (i === head.offset + 7 * K ? 9 : w)) };
    const dark = { ...trusted, inputs: trusted.inputs.map((v, j) => (j % D === 7 ? 0 : v)) };
    const plain = await tune(backdoored, {}, dark), decayed = await tune(backdoored, { weightDecay: 2 }, dark);
    expect(plain.model.weights[head.offset + 7 * K]).toBe(9);
    expect(decayed.model.weights[head.offset + 7 * K]).toBeLessThan(6);
  });
  it("warns of too few rows, of none, and of a step too large to learn with", async () => {
    for (const [n, says] of [[12, "learn them by heart"], [0, "no trusted rows"]] as const) expect((await tune(wrong, {}, clean(n))).notes.at(-1)).toMatchObject({ level: "warning", text: expect.stringContaining(says) });
    const huge = { plan: wrong.plan, weights: wrong.weights.map((w) => w * 1e30) };
    const out = await tune(huge, { learningRate: 0.1 }, trusted, "sgd");
    expect(out.notes[0]).toMatchObject({ level: "warning", text: expect.stringContaining("diverged") });
    expect(out.model.weights).toEqual(huge.weights);
  });
});
