/** Initial weights: scale, bounds, repeatability, and independence between layers. */
import { expect, test } from "vitest";
import { weightSlots } from "../core/learner";
import type { ModelPlan } from "../core/learner";
import { Rng } from "../core/rng";
import { initialWeights } from "./initial-weights";

const plan = (units: number): ModelPlan => ({
  inputShape: [400], classes: 10, layers: [{ kind: "dense", units, relu: true }, { kind: "dense", units: 10, relu: false }],
});

test("He-normal before ReLU, Glorot-uniform at the logits, zero biases", () => {
  const weights = initialWeights(plan(100), Rng.fromSeed(0));
  const [first, bias, last] = weightSlots(plan(100)).map((s) => weights.subarray(s.offset, s.offset + s.size));
  const deviation = Math.sqrt(first!.reduce((sum, v) => sum + v * v, 0) / first!.length), he = Math.sqrt(2 / 400);
  expect(deviation / he).toBeCloseTo(1, 1);
  expect(Math.max(...first!.map(Math.abs))).toBeLessThanOrEqual((2 / 0.8796) * he);
  expect(bias!.every((v) => v === 0)).toBe(true);
  expect(Math.max(...last!.map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / 110));
});

test("the same seed gives the same weights, another seed others", () => {
  expect(initialWeights(plan(9), Rng.fromSeed(0))).toEqual(initialWeights(plan(9), Rng.fromSeed(0)));
  expect(initialWeights(plan(9), Rng.fromSeed(0))).not.toEqual(initialWeights(plan(9), Rng.fromSeed(1)));
});

test("word vectors are small whatever the size of the table; a bag of words starts at zero", () => {
  const vectors = (words: number): ModelPlan => ({ inputShape: [9], classes: 2, layers: [{ kind: "embed", words, units: 16, pooling: "mean" }, { kind: "dense", units: 2, relu: false }] });
  for (const words of [200, 5000]) {
    const table = initialWeights(vectors(words), Rng.fromSeed(0)).subarray(0, words * 16);
    expect(Math.sqrt(table.reduce((sum, v) => sum + v * v, 0) / table.length)).toBeCloseTo(0.1, 2);
  }
  const bag: ModelPlan = { inputShape: [9], classes: 2, layers: [{ kind: "embed", words: 50, units: 2, pooling: "sum" }] };
  expect(initialWeights(bag, Rng.fromSeed(0))).toEqual(new Float32Array(50 * 2 + 2));
});
