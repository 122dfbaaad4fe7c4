/** What sources are compared by: distances worked out by hand, intervals that cover, rankings that add up. */
import { describe, expect, it } from "vitest";
import { Rng } from "../../core/rng";
import { fakeLearner } from "./fake-learner";
import { bootstrapMeans, mixDistance, neighborDoubt, standsOut } from "./sources";

const share = (ones: number, n: number) => Float64Array.from({ length: n }, (_, i) => (i < ones ? 1 : 0));
const at = (value: number, spread = 0.01) => ({ value, low: value - spread, high: value + spread, first: 0 });

describe("resampled means", () => {
  const found = bootstrapMeans([share(20, 100), share(40, 100), share(90, 100)], 400, Rng.fromSeed(1), [true, true, false]);
  it("carry a 95 % interval about as wide as ± 1.96 standard errors", () => {
    expect(found[0]!.value).toBe(0.2);
    expect(found[0]!.low).toBeCloseTo(0.2 - 1.96 * 0.04, 1);
    expect(found[0]!.high).toBeCloseTo(0.2 + 1.96 * 0.04, 1);
  });
  it("rank the larger one first, share ties, and leave out what is not judged", () => {
    expect(found[1]!.first).toBeGreaterThan(0.98);
    expect(found[0]!.first + found[1]!.first).toBeCloseTo(1);
    expect(found[2]!.first).toBe(0);
    expect(bootstrapMeans([share(5, 5), share(3, 3)], 50, Rng.fromSeed(1), [true, true]).map((f) => f.first)).toEqual([0.5, 0.5]);
  });
});

describe("standing out", () => {
  const all = [true, true, true, true];
  it("takes margin, spread of the others and the lower end of the interval together", () => {
    expect(standsOut([at(0.03), at(0.02), at(0.04), at(0.4)], all, 0.05)).toEqual([false, false, false, true]);
    expect(standsOut([at(0.03), at(0.02), at(0.04), at(0.07)], all, 0.05)).toEqual([false, false, false, false]);
    expect(standsOut([at(0.1), at(0.3), at(0.5), at(0.6)], all, 0.05)).toEqual([false, false, false, false]);
    expect(standsOut([at(0.03), at(0.02), at(0.04), at(0.4, 0.39)], all, 0.05)).toEqual([false, false, false, false]);
  });
  it("works with two, and never accuses who is not judged", () => {
    expect(standsOut([at(0.03), at(0.4)], [true, true], 0.05)).toEqual([false, true]);
    expect(standsOut([at(0.03), at(0.4)], [true, false], 0.05)).toEqual([false, false]);
  });
});

describe("the class mix", () => {
  const labels = Int32Array.from([0, 0, 0, 1, 0, 1, 1, 1]);
  it("is apart by the total variation distance", () => {
    expect(mixDistance(labels, Int32Array.of(0, 1, 2, 3), 2).distance).toBeCloseTo(0.5);
    expect(mixDistance(labels, Int32Array.of(0, 3), 2).distance).toBeCloseTo(0);
    expect(mixDistance(labels, Int32Array.of(), 2)).toEqual({ distance: 0, z: 0 });
  });
  it("has a chi-square deviate that is large only for another mix: 6.2 by the approximation for χ² 50 on one degree of freedom", () => {
    const many = Int32Array.from({ length: 200 }, (_, i) => (i < 100 ? (i < 75 ? 0 : 1) : i < 125 ? 0 : 1));
    expect(Math.abs(mixDistance(many, Int32Array.from({ length: 100 }, (_, i) => i), 2).z - 6.16)).toBeLessThan(0.01);
    expect(Math.abs(mixDistance(many, Int32Array.from({ length: 100 }, (_, i) => 2 * i), 2).z)).toBeLessThan(2);
  });
});

it("neighbors from other sources disagree where a source labels otherwise", async () => {
  const x = [0, 0.01, 0.02, 0.03, 1, 1.01, 1.02, 1.03], rows = { n: 8, shape: [1], inputs: Float32Array.from(x), labels: Int32Array.of(0, 0, 0, 1, 1, 1, 1, 1), ids: Int32Array.from(x.keys()), sources: Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 1) };
  const doubt = await neighborDoubt(fakeLearner(), rows, { id: "m", title: "m", modality: "points", shape: [1], classNames: ["a", "b"], valueRange: [0, 2] }, 3, async () => {});
  expect([...doubt]).toEqual([0.5, 0.5, 0, 1, 0, 0, 0, 0]);
});
