/** Gradient matching against brute force on a tiny network: the loss, its gradient by pixels, and the walk downhill. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Learner, ModelPlan, TrainedModel } from "../core/learner";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { smallCnn, someRows, someWeights, worst } from "../learner/test-support";
import { match, mismatch, mismatchGradient } from "./gradient-matching";

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

const tiny: ModelPlan = { inputShape: [4], classes: 3, layers: [{ kind: "dense", units: 6, relu: true }, { kind: "dense", units: 3, relu: false }] };
const wantedBy = async (model: TrainedModel, label: number) => {
  const { inputs } = someRows(model.plan, 1, 77);
  return (await learner.gradients(model, inputs, Int32Array.of(label))).weights;
};

describe("the mismatch of gradients", () => {
  it("is 0, 1 and 2 for the same, a perpendicular and the opposite direction, whatever the lengths", () => {
    const wanted = Float32Array.of(3, 4);
    for (const [g, value] of [[[6, 8], 0], [[-4, 3], 1], [[-0.3, -0.4], 2]] as const) expect(mismatch(Float32Array.from(g), wanted).value).toBeCloseTo(value, 6);
    expect(mismatch(Float32Array.of(0, 0), wanted)).toEqual({ value: 1, slope: new Float32Array(2) });
  });
  it("has the slope that small steps show", () => {
    const g = [0.5, -1, 2], wanted = Float32Array.of(1, 1, 0.5), { slope } = mismatch(Float32Array.from(g), wanted);
    const at = (i: number, h: number) => mismatch(Float32Array.from(g, (v, j) => (i === j ? v + h : v)), wanted).value;
    g.forEach((_, i) => expect(slope[i]).toBeCloseTo((at(i, 1e-2) - at(i, -1e-2)) / 2e-2, 3));
  });
  it("has the gradient by pixels that brute force finds", async () => {
    const model: TrainedModel = { plan: tiny, weights: someWeights(tiny, 4).map((v) => 2 * v) }, { inputs, labels } = someRows(tiny, 3, 2), wanted = await wantedBy(model, 1);
    const { gradient } = await mismatchGradient(learner, model, inputs, labels, wanted), brute = new Float32Array(inputs.length), h = 2e-3;
    for (let i = 0; i < inputs.length; i++) {
      const at = async (sign: number) => mismatch((await learner.gradients(model, inputs.map((v, j) => (i === j ? v + sign * h : v)), labels)).weights, wanted).value;
      brute[i] = ((await at(1)) - (await at(-1))) / (2 * h);
    }
    expect(Math.max(...brute.map(Math.abs))).toBeGreaterThan(0.01);
    expect(worst(gradient, brute)).toBeLessThan(0.02);
  });
});

describe("the walk", () => {
  it("lowers the mismatch on a convolutional network, inside ball and range", async () => {
    const model: TrainedModel = { plan: smallCnn, weights: someWeights(smallCnn) }, { inputs, labels } = someRows(smallCnn, 6), wanted = await wantedBy(model, 2), before = learner.tensorCount();
    const made = await match(learner, [{ model, wanted }], inputs, labels, { epsilon: 0.1, steps: 40, range: [0, 1] }, Rng.fromSeed(1), () => {});
    expect(made.best).toBeLessThan(made.first - 0.1);
    expect((await mismatchGradient(learner, model, made.inputs, labels, wanted)).value).toBeCloseTo(made.best, 4);
    expect(Math.max(...made.inputs.map((v, i) => Math.abs(v - inputs[i]!)))).toBeLessThanOrEqual(0.1 + 1e-6);
    expect(made.inputs.every((v) => v >= 0 && v <= 1)).toBe(true);
    expect(learner.tensorCount()).toBe(before);
  });
});
