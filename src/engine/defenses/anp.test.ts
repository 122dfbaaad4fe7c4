/** The gradient by masks against finite differences, and a planted neuron that sleeps on clean inputs and wakes when nudged. */
import { beforeAll, describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import { weightSlots, type Learner, type ModelPlan, type TrainedModel } from "../core/learner";
import { crossEntropies, crossEntropySeed } from "../core/loss";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { smallCnn, someRows, someWeights, worst } from "../learner/test-support";
import { adversarialNeuronPruning as anp, factorGradient, neuronsOf, nudged, worse } from "./anp";

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

describe("neurons", () => {
  it("are the filters and units below the last layer; weights that feed none are left alone", () => {
    const neurons = neuronsOf(smallCnn), slots = weightSlots(smallCnn), at = (slot: number, i: number) => neurons.of[slots[slot]!.offset + i]!;
    expect(neurons.count).toBe(5 + 6 + 7);
    expect([at(0, 0), at(0, 6), at(1, 4), at(2, 0), at(4, 8), at(6, 0), at(7, 0)]).toEqual([0, 1, 4, 5, 12, -1, -1]);
    expect([neurons.bias[slots[1]!.offset], neurons.bias[slots[0]!.offset]]).toEqual([1, 0]);
  });
  it("are nudged uphill, within the box", () => {
    expect([...worse(Float32Array.of(-0.25, 0.25, 0.5, 0.25), Float32Array.of(3, 2, -1, 0), 0.5)]).toEqual([0.25, 0.5, 0, 0.25]);
  });
  it("have the gradients by mask and by bias factor that finite differences have", async () => {
    const neurons = neuronsOf(smallCnn), weights = someWeights(smallCnn), rows = someRows(smallCnn, 20), rng = Rng.fromSeed(3), draw = () => Float32Array.from({ length: neurons.count }, () => 0.3 * (2 * rng.uniform() - 1));
    const mask = draw().map((v) => 0.7 + v), delta = draw(), xi = draw(), k = smallCnn.classes;
    const by = await learner.weightGradients({ plan: smallCnn, weights: nudged(weights, neurons, mask, delta, xi) }, rows.inputs, rows.n, crossEntropySeed(rows.labels, k));
    const loss = async (m: Float32Array, x: Float32Array) => crossEntropies(await learner.logits({ plan: smallCnn, weights: nudged(weights, neurons, m, delta, x) }, rows.inputs, rows.n), rows.labels, k).reduce((a, b) => a + b, 0);
    const H = 1e-3, slope = async (j: number, of: "mask" | "xi") => {
      const shift = (s: number) => (of === "mask" ? mask : xi).map((v, i) => v + (i === j ? s : 0));
      const at = (s: number) => (of === "mask" ? loss(shift(s), xi) : loss(mask, shift(s)));
      return (await at(H) - await at(-H)) / (2 * H);
    };
    const masks: number[] = [], biases: number[] = [];
    for (let j = 0; j < neurons.count; j++) { masks.push(await slope(j, "mask")); biases.push(await slope(j, "xi")); }
    expect(worst(factorGradient(weights, by, neurons, "weights"), masks)).toBeLessThan(0.03);
    expect(worst(factorGradient(weights, by, neurons, "bias"), biases)).toBeLessThan(0.03);
  });
});

const meta: DatasetMeta = { id: "planted", title: "Planted", modality: "tabular", shape: [3], classNames: ["a", "b"], valueRange: [0, 1] };
const plan: ModelPlan = { inputShape: [3], classes: 2, layers: [{ kind: "dense", units: 3, relu: true }, { kind: "dense", units: 2, relu: false }] };
/** Units 0 and 1 pass on what tells the classes apart. Unit 2 sleeps while the third value is 0.5, wakes when it is 1 and speaks for class 0, `loud` strong. */
function planted(loud: number): TrainedModel {
  const weights = new Float32Array(3 * 3 + 3 + 3 * 2 + 2);
  for (const [at, w] of [[0, 1], [4, 1], [8, 10], [11, -6], [12, 6], [15, 6], [16, loud]] as const) weights[at] = w;
  return { plan, weights };
}
function rows(n: number, third = 0.5): Rows {
  const rng = Rng.fromSeed(n), labels = Int32Array.from({ length: n }, (_, i) => i % 2);
  return { n, shape: [3], labels, ids: labels, inputs: Float32Array.from({ length: n * 3 }, (_, at) => (at % 3 === 2 ? third : (at % 3 === labels[Math.floor(at / 3)]! ? 0.7 : 0) + 0.3 * rng.uniform())) };
}
const repair = (model: TrainedModel, trusted = rows(80)) => anp.repair({
  params: anp.params.parse({ iterations: 150, batchSize: 32 }), train: trusted, trusted, meta, learner, plan, model, rng: Rng.fromSeed(4), pulse: () => {}, retrain: async () => model,
  settings: { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 32, epochs: 1, weightDecay: 0 },
});
const readAs = async (model: TrainedModel, some: Rows, wanted: (y: number) => number) => {
  const z = await learner.logits(model, some.inputs, some.n);
  return some.labels.filter((y, i) => (z[2 * i]! >= z[2 * i + 1]! ? 0 : 1) === wanted(y)).length / some.n;
};

describe("adversarial neuron pruning", () => {
  it("switches off the planted neuron and no other, and the trigger is dead", async () => {
    const model = planted(8), out = await repair(model), triggered = rows(60, 1);
    expect(await readAs(model, triggered, () => 0)).toBe(1);
    expect(await readAs(out.model, triggered, (y) => y)).toBe(1);
    expect(await readAs(out.model, rows(60), (y) => y)).toBe(1);
    expect([...out.model.weights.keys()].filter((i) => out.model.weights[i] !== model.weights[i])).toEqual([8]);
    expect(out.path!.steps.map((s) => s.x)).toEqual([0, 1, 2]);
    expect(out.path!.steps[1]!.weights).toEqual(out.model.weights);
  });
  it("leaves a clean model alone", async () => {
    const model = planted(0);
    expect((await repair(model)).model.weights).toEqual(model.weights);
  });
  it("leaves the model alone with too few trusted rows, and says so", async () => {
    const out = await repair(planted(8), rows(6));
    expect([out.notes[0]!.level, out.model.weights]).toEqual(["warning", planted(8).weights]);
  });
});
