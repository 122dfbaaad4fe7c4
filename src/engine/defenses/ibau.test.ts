/** The universal change on a planted pixel, and a backdoor that unlearning takes away; a clean model keeps reading. */
import { beforeAll, describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import type { Learner, ModelPlan, TrainedModel } from "../core/learner";
import { crossEntropies } from "../core/loss";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { ibau, shifted, universalChange } from "./ibau";

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

const meta: DatasetMeta = { id: "planted", title: "Planted", modality: "image", shape: [1, 3, 1], classNames: ["a", "b"], valueRange: [0, 1] };
const plan: ModelPlan = { inputShape: meta.shape, classes: 2, layers: [{ kind: "flatten" }, { kind: "dense", units: 3, relu: true }, { kind: "dense", units: 2, relu: false }] };
/** Units 0 and 1 pass on the pixels that tell the classes apart; unit 2 is wide awake when the third pixel is white and speaks for class 0, `loud` strong. */
function planted(loud: number): TrainedModel {
  const weights = new Float32Array(3 * 3 + 3 + 3 * 2 + 2);
  for (const [at, w] of [[0, 1], [4, 1], [8, 10], [11, -4.8], [12, 6], [15, 6], [16, loud]] as const) weights[at] = w;
  return { plan, weights };
}
function rows(n: number, third = 0.5): Rows {
  const rng = Rng.fromSeed(n), labels = Int32Array.from({ length: n }, (_, i) => i % 2);
  return { n, shape: meta.shape, labels, ids: labels, inputs: Float32Array.from({ length: n * 3 }, (_, at) => (at % 3 === 2 ? third : (at % 3 === labels[Math.floor(at / 3)]! ? 0.7 : 0) + 0.3 * rng.uniform())) };
}
const how = { radius: 0.5, steps: 20, range: [0, 1] as const, pulse: () => {} };
const right = async (model: TrainedModel, some: Rows) => {
  const z = await learner.logits(model, some.inputs, some.n);
  return some.labels.filter((y, i) => (z[2 * i]! >= z[2 * i + 1]! ? 0 : 1) === y).length / some.n;
};
const repair = (model: TrainedModel, trusted = rows(120), params: object = {}) => ibau.repair({
  params: ibau.params.parse({ radius: 0.5, learningRate: 0.02, rounds: 8, share: 0.5, ...params }), train: trusted, trusted, meta, learner, plan, model, rng: Rng.fromSeed(4), pulse: () => {}, retrain: async () => model,
  settings: { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 16, epochs: 1, weightDecay: 0 },
});

describe("the universal change", () => {
  it("is the planted pixel, stays in its ball and beats random changes of its length", async () => {
    const model = planted(8), some = rows(60), delta = await universalChange(learner, model, some, how), length = Math.hypot(...delta);
    expect(length).toBeLessThanOrEqual(0.5 + 1e-5);
    expect(delta[2]! / length).toBeGreaterThan(0.95);
    const gain = async (by: Float32Array) => crossEntropies(await learner.logits(model, shifted(some.inputs, by, [0, 1]), some.n), some.labels, 2).reduce((a, b) => a + b, 0);
    const rng = Rng.fromSeed(8), best = await gain(delta);
    for (let t = 0; t < 20; t++) {
      const way = Float32Array.from({ length: 3 }, () => rng.normal()), scale = length / Math.hypot(...way);
      expect(await gain(way.map((v) => v * scale))).toBeLessThan(best);
    }
  });
  it("is cut off at black and white", () => {
    expect([...shifted(Float32Array.of(0.5, 0.5, 0.75, 0.25), Float32Array.of(0.5, -1), [0, 1])]).toEqual([1, 0, 1, 0]);
  });
});

describe("first-order I-BAU", () => {
  it("takes the planted backdoor away and keeps clean pictures", async () => {
    const model = planted(8), triggered = rows(60, 1);
    expect([await right(model, rows(60)), await right(model, triggered)]).toEqual([1, 0.5]);
    const out = await repair(model);
    expect(await right(out.model, triggered)).toBeGreaterThan(0.9);
    expect(await right(out.model, rows(60))).toBeGreaterThan(0.95);
    expect(out.path!.steps.map((s) => s.x)).toEqual([...Array(out.path!.steps.length).keys()]);
    expect(out.notes.every((n) => n.level === "info")).toBe(true);
  });
  it("leaves the answers of a clean model as they were", async () => {
    const out = await repair(planted(0));
    for (const third of [0.5, 1]) expect(await right(out.model, rows(60, third))).toBeGreaterThan(0.95);
  });
  it("never learns from the rows by which it judges, and leaves the model alone with too few", async () => {
    const seen = new Set<number>(), trusted = rows(50), spied: Learner = { ...learner, train: (job, pulse) => { for (let i = 0; i < job.rows.n; i++) seen.add(job.rows.inputs[i * 3]!); return learner.train(job, pulse); } };
    await ibau.repair({ params: ibau.params.parse({ rounds: 2 }), train: trusted, trusted, meta, learner: spied, plan, model: planted(8), rng: Rng.fromSeed(4), pulse: () => {}, retrain: async () => planted(8), settings: { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 16, epochs: 1, weightDecay: 0 } });
    expect(seen.size).toBe(40);
    const few = await repair(planted(8), rows(6));
    expect([few.notes[0]!.level, few.model.weights]).toEqual(["warning", planted(8).weights]);
  });
});
