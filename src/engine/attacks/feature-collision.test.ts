/** Feature collision where the answer is known, and on a small network: features move, looks and labels stay. */
import { beforeAll, describe, expect, it } from "vitest";
import { inputOf, type DatasetMeta, type Rows } from "../core/data";
import type { Learner, ModelPlan, TrainedModel } from "../core/learner";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { smallCnn, someWeights } from "../learner/test-support";
import { collide, featureCollision } from "./feature-collision";
import { budget } from "./rows";

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

/** A network whose features are its inputs times two. */
const plan: ModelPlan = { inputShape: [2], classes: 3, layers: [{ kind: "dense", units: 2, relu: false }, { kind: "dense", units: 3, relu: false }] };
const double: TrainedModel = { plan, weights: Float32Array.of(2, 0, 0, 2, 0, 0, ...new Float32Array(9)) };

describe("collide", () => {
  it("ends where ‖2x − r*‖² + β‖x − b‖² is least, inside the range, for every row", async () => {
    const beta = 3, goal = Float32Array.of(1.2, 2.9), bases = Float32Array.of(0.1, 0.4, 0.9, 1);
    const { inputs, before, after } = await collide(learner, double, 0, goal, bases, 2, { beta, steps: 60, range: [0, 1] });
    const least = (r: number, b: number) => Math.min(1, (2 * r + beta * b) / (4 + beta));
    [...bases].forEach((b, i) => expect(inputs[i]).toBeCloseTo(least(goal[i % 2]!, b), 3));
    expect(before[0]).toBeCloseTo((0.2 - 1.2) ** 2 + (0.8 - 2.9) ** 2, 4);
    expect(after[0]).toBeCloseTo((2 * inputs[0]! - 1.2) ** 2 + (2 * inputs[1]! - 2.9) ** 2, 4);
  });
  it("brings a convolutional network’s features together, and stays nearer to the base when that counts more", async () => {
    const model: TrainedModel = { plan: smallCnn, weights: someWeights(smallCnn) }, rng = Rng.fromSeed(3), d = 143;
    const draw = () => Float32Array.from({ length: d }, () => rng.uniform()), base = draw(), layer = 4;
    const goal = await learner.activations(model, layer, draw(), 1);
    const go = (beta: number) => collide(learner, model, layer, goal, base, 1, { beta, steps: 150, range: [0, 1] });
    const free = await go(1e-4), tied = await go(10), away = (x: Float32Array) => Math.hypot(...x.map((v, i) => v - base[i]!));
    expect(free.after[0]!).toBeLessThan(0.05 * free.before[0]!);
    expect(away(tied.inputs)).toBeLessThan(0.7 * away(free.inputs));
    expect(free.inputs.every((v) => v >= 0 && v <= 1)).toBe(true);
  });
});

describe("feature collision", () => {
  const meta: DatasetMeta = { id: "p", title: "Pictures", modality: "image", shape: [1, 2, 1], classNames: ["0", "1", "2"], valueRange: [0, 1] };
  const rows = (points: number[][], labels: number[]): Rows => ({ n: labels.length, shape: meta.shape, inputs: Float32Array.from(points.flat()), labels: Int32Array.from(labels), ids: Int32Array.from(labels.keys()) });
  const flat: TrainedModel = { plan: { ...plan, inputShape: [1, 2, 1], layers: [{ kind: "flatten" }, ...plan.layers] }, weights: double.weights };
  const train = rows([[0.9, 0.1], [0.2, 0.2], [0.6, 0.6], [0.7, 0.5], [0.5, 0.5]], [0, 0, 0, 1, 2]), test = rows([[0.7, 0.6], [0.1, 0.1]], [1, 0]);
  const run = async (params: object) => {
    const args = { params: featureCollision.params.parse({ victim: 0, target: 0, ...params }), train, test, meta, budget: (rate: number) => budget(rate, train.n), rng: Rng.fromSeed(1) };
    const settings = { optimizer: "adam", learningRate: 0.01, momentum: 0, batchSize: 4, epochs: 1, weightDecay: 0 } as const;
    const crafted = await featureCollision.craft!.craft({ ...args, learner, plan: flat.plan, settings, surrogates: [flat], retrain: async () => flat, pulse() {}, part: 0, parts: 1 });
    return featureCollision.poison({ ...args, crafted: [crafted] });
  };
  it("changes the row of the wanted class whose features were nearest, and no label", async () => {
    const { train: after, truth, goal } = await run({ rate: 0.2, closeness: 0 });
    expect([...truth.poisoned]).toEqual([0, 0, 1, 0, 0]);
    expect(after.labels).toEqual(train.labels);
    expect(inputOf(after, 2)[0]).toBeCloseTo(0.7, 3);
    expect(inputOf(after, 2)[1]).toBeCloseTo(0.6, 3);
    expect(inputOf(after, 0)).toEqual(inputOf(train, 0));
    expect(goal).toMatchObject({ kind: "one", targets: Int32Array.of(0), inputs: inputOf(test, 0) });
  });
  it("lets the chosen image shine through with a watermark", async () => {
    const { train: after } = await run({ rate: 0.2, closeness: 10, watermark: 0.5, steps: 40 });
    expect(inputOf(after, 2)[0]).toBeGreaterThan(0.649);
  });
  it("says when the rate allows no row", async () => {
    const { train: after, notes } = await run({ rate: 0.1 });
    expect(after).toEqual(train);
    expect(notes).toMatchObject([{ level: "warning" }]);
  });
});
