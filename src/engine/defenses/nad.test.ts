/** Attention by hand, its gradient against finite differences, and students that end up looking as their teacher does. */
import { beforeAll, describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import type { Learner, ModelPlan, TrainedModel } from "../core/learner";
import { crossEntropies } from "../core/loss";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { smallCnn, someRows, someWeights, worst } from "../learner/test-support";
import { attention, attentionGradient, attentionLayers, attentionLoss, nad } from "./nad";

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

describe("attention", () => {
  it("sums squares over channels at each place and has length 1, or 0 where nothing is active", () => {
    const at = { layer: 0, places: 2, channels: 2 }, root = Math.hypot(9, 5);
    const out = attention(Float32Array.of(3, 0, 1, 2, 0, 0, 0, 0), 2, at);
    [9 / root, 5 / root, 0, 0].forEach((v, i) => expect(out[i]).toBeCloseTo(v, 6));
    expect(attentionLoss(Float32Array.of(3, 0, 1, 2), Float32Array.of(0, 1), 1, at).total).toBeCloseTo(Math.hypot(9 / root, 5 / root - 1), 6);
  });
  it("is taken of every layer below the logits; units of dense layers are places", () => {
    expect(attentionLayers(smallCnn)).toEqual([{ layer: 1, channels: 5, places: 5 * 4 }, { layer: 2, channels: 6, places: 2 * 1 }, { layer: 4, channels: 1, places: 7 }]);
  });
  it("costs nothing and pulls nowhere when student and teacher agree", () => {
    const at = { layer: 0, places: 3, channels: 2 }, x = Float32Array.of(1, 2, 0, 1, 3, 1), { total, seed } = attentionLoss(x, attention(x, 1, at), 1, at);
    expect([total, ...seed]).toEqual(new Array(7).fill(0));
  });
  it("has the gradient by activations that finite differences have", () => {
    const at = { layer: 0, places: 4, channels: 3 }, rng = Rng.fromSeed(2), some = () => Float32Array.from({ length: 24 }, () => rng.uniform());
    const x = some(), teacher = attention(some(), 2, at), H = 1e-2;
    const slopes = [...x.keys()].map((i) => (attentionLoss(x.map((v, j) => v + (i === j ? H : 0)), teacher, 2, at).total - attentionLoss(x.map((v, j) => v - (i === j ? H : 0)), teacher, 2, at).total) / (2 * H));
    expect(worst(attentionLoss(x, teacher, 2, at).seed, slopes)).toBeLessThan(0.01);
  });
  it("and cross-entropy together have the gradient by weights that finite differences have", async () => {
    const weights = someWeights(smallCnn), teacher = someWeights(smallCnn, 2), { inputs, labels, n, ids } = someRows(smallCnn, 12), layers = attentionLayers(smallCnn), beta = 3, k = smallCnn.classes;
    const looks: Float32Array[] = [];
    for (const at of layers) looks.push(attention(await learner.activations({ plan: smallCnn, weights: teacher }, at.layer, inputs, n), n, at));
    const loss = async (w: Float32Array) => {
      let sum = crossEntropies(await learner.logits({ plan: smallCnn, weights: w }, inputs, n), labels, k).reduce((a, b) => a + b, 0);
      for (const [l, at] of layers.entries()) sum += beta * attentionLoss(await learner.activations({ plan: smallCnn, weights: w }, at.layer, inputs, n), looks[l]!, n, at).total;
      return sum;
    };
    // The rows come in another order than the teacher's maps, as batches do.
    const rows = ids.slice().reverse(), d = inputs.length / n, mixed = new Float32Array(inputs.length);
    rows.forEach((r, i) => mixed.set(inputs.subarray(r * d, (r + 1) * d), i * d));
    const out = await attentionGradient(learner, layers, looks, beta)({ model: { plan: smallCnn, weights }, inputs: mixed, labels: rows.map((r) => labels[r]!), rows, n, step: 0, progress: 0 });
    expect(out.total).toBeCloseTo(await loss(weights), 2);
    const rng = Rng.fromSeed(5), found: number[] = [], expected: number[] = [], H = 2e-3;
    for (let t = 0; t < 40; t++) {
      const i = rng.int(weights.length), shift = (s: number) => weights.map((v, j) => v + (i === j ? s : 0));
      expected.push((await loss(shift(H)) - await loss(shift(-H))) / (2 * H * n));
      found.push(out.weights[i]!);
    }
    expect(worst(found, expected)).toBeLessThan(0.03);
  });
});

const meta: DatasetMeta = { id: "planted", title: "Planted", modality: "tabular", shape: [3], classNames: ["a", "b"], valueRange: [0, 1] };
const plan: ModelPlan = { inputShape: [3], classes: 2, layers: [{ kind: "dense", units: 3, relu: true }, { kind: "dense", units: 2, relu: false }] };
/** Units 0 and 1 pass on what tells the classes apart; unit 2 wakes when the third value passes 0.4, is wide awake at 1, and speaks for class 0. */
function planted(loud: number): TrainedModel {
  const weights = new Float32Array(3 * 3 + 3 + 3 * 2 + 2);
  for (const [at, w] of [[0, 1], [4, 1], [8, 10], [11, -4], [12, 6], [15, 6], [16, loud]] as const) weights[at] = w;
  return { plan, weights };
}
function rows(n: number, third = 0.6): Rows {
  const rng = Rng.fromSeed(n), labels = Int32Array.from({ length: n }, (_, i) => i % 2);
  return { n, shape: [3], labels, ids: labels, inputs: Float32Array.from({ length: n * 3 }, (_, at) => (at % 3 === 2 ? third * rng.uniform() : (at % 3 === labels[Math.floor(at / 3)]! ? 0.7 : 0) + 0.3 * rng.uniform())) };
}
const repair = (model: TrainedModel, params: object, trusted = rows(80), using: Learner = learner) => nad.repair({
  params: nad.params.parse({ learningRate: 0.03, teacherEpochs: 10, epochs: 20, beta: 10, weightDecay: 0, ...params }), train: trusted, trusted, meta, learner: using, plan, model, rng: Rng.fromSeed(4), pulse: () => {}, retrain: async () => model,
  settings: { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 16, epochs: 1, weightDecay: 0 },
});
const right = async (model: TrainedModel, some: Rows) => {
  const z = await learner.logits(model, some.inputs, some.n);
  return some.labels.filter((y, i) => (z[2 * i]! >= z[2 * i + 1]! ? 0 : 1) === y).length / some.n;
};

describe("neural attention distillation", () => {
  const triggered = { ...rows(60, 1), inputs: rows(60, 1).inputs.map((v, at) => (at % 3 === 2 ? 1 : v)) };
  it("takes a planted backdoor away that some clean rows half wake, and keeps clean rows", async () => {
    const model = planted(4), out = await repair(model, { epochs: 40 }, rows(120, 0.9));
    expect(await right(model, triggered)).toBe(0.5);
    expect(await right(out.model, triggered)).toBeGreaterThan(0.9);
    expect(await right(out.model, rows(60, 0.9))).toBeGreaterThan(0.95);
    expect(out.path!.steps.map((s) => s.x)).toEqual([...Array(41).keys()]);
  });
  it("makes the student look as the teacher does, which labels alone do not", async () => {
    const trusted = rows(120, 0.9), at = attentionLayers(plan)[0]!, teachers: TrainedModel[] = [];
    const spied = { ...learner, activations: (...a: Parameters<Learner["activations"]>) => { teachers.push(a[0]); return learner.activations(...a); } };
    const apart = async (beta: number) => {
      const { model } = await repair(planted(4), { beta, epochs: 20 }, trusted, spied), acts = (m: TrainedModel) => learner.activations(m, 0, trusted.inputs, trusted.n);
      return attentionLoss(await acts(model), attention(await acts(teachers.at(-1)!), trusted.n, at), trusted.n, at).total / trusted.n;
    };
    const alone = await apart(0), followed = await apart(10);
    expect(followed).toBeLessThan(alone / 2);
  });
  it("leaves the answers of a clean model as they were", async () => {
    const out = await repair(planted(0), { learningRate: 0.006 });
    expect([await right(out.model, rows(60)), await right(out.model, triggered)]).toEqual([1, 1]);
  });
  it("leaves the model alone with too few trusted rows, and says so", async () => {
    const out = await repair(planted(4), {}, rows(6));
    expect([out.notes[0]!.level, out.model.weights]).toEqual(["warning", planted(4).weights]);
  });
});
