/** Which image is meant, and that a wrong choice is said in a sentence. */
import { describe, expect, it } from "vitest";
import { inputOf, type DatasetMeta, type Rows } from "../core/data";
import { ProblemError } from "../core/errors";
import { Rng } from "../core/rng";
import { needsLearnedFeatures, oneGoal, victimOf } from "./one-target";

const meta: DatasetMeta = { id: "p", title: "Pictures", modality: "image", shape: [2, 2, 1], classNames: ["cat", "dog", "eel"], valueRange: [0, 1] };
const test: Rows = { n: 30, shape: meta.shape, inputs: Float32Array.from({ length: 120 }, (_, i) => i / 120), labels: Int32Array.from({ length: 30 }, (_, i) => i % 3), ids: Int32Array.from({ length: 30 }, (_, i) => 500 + i) };
const find = (victim: number, target = 1, seed = 1) => victimOf({ victim, target }, test, meta, Rng.fromSeed(seed));
const refusal = (victim: number) => {
  try {
    find(victim);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
  }
  return null;
};

describe("one chosen image", () => {
  it("is the position that was named", () => expect(find(5)).toBe(5));
  it("or one that the seed draws, each other class’s image once", () => {
    const drawn = Array.from({ length: 20 }, (_, k) => find(-1 - k));
    expect(new Set(drawn).size).toBe(20);
    expect(drawn.every((i) => test.labels[i] !== 1)).toBe(true);
    expect(Array.from({ length: 20 }, (_, k) => find(-1 - k, 1, 2))).not.toEqual(drawn);
  });
  it("is refused when it is of the wanted class, or not there", () => {
    expect(refusal(4)).toMatchObject({ field: "attack.params.victim", message: expect.stringContaining("dog already") });
    expect(refusal(30)!.message).toContain("0 to 29");
    expect(refusal(-21)!.message).toContain("can draw 20");
  });
  it("is the goal as it is", () => {
    const goal = oneGoal({ victim: 5, target: 0 }, test, meta, Rng.fromSeed(1));
    expect(goal).toEqual({ kind: "one", inputs: inputOf(test, 5), testIndex: Int32Array.of(5), targets: Int32Array.of(0) });
  });
  it("needs a network with a layer of its own before the last", () => {
    const supports = needsLearnedFeatures("the attack"), out = { kind: "dense", units: 3, relu: false } as const, flat = { kind: "flatten" } as const;
    expect(supports({ meta, plan: { inputShape: meta.shape, classes: 3, layers: [flat, out] } })).toMatch(/^the attack needs a network/);
    expect(supports({ meta, plan: { inputShape: meta.shape, classes: 3, layers: [flat, { ...out, relu: true }, out] } })).toBe(true);
  });
});
