/** Each measure of outlier removal finds what it is for and not what another is for; expected depths and shrinkage by hand. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import type { DefenseArgs } from "../core/plugins";
import { Rng } from "../core/rng";
import { outlierRemoval } from "./outlier-removal";
import { fakeLearner, identityModel } from "./shared/fake-learner";
import { expectedDepth, isolationScores } from "./shared/isolation-forest";
import { mahalanobisDistances, shrunkCovariance, slabDistances } from "./shared/outlier-measures";

const D = 8;
const meta: DatasetMeta = { id: "planted", title: "Planted", modality: "points", shape: [D], classNames: ["a", "b", "c"], valueRange: [-9, 9] };
/** 200 rows a class around 4 · its own unit vector; wide (2) in value 5, narrow (0.2) elsewhere. `odd` rows of class a are moved. */
function plant(odd: readonly number[], move: (x: Float32Array) => void): Rows {
  const rng = Rng.fromSeed(6), inputs = Float32Array.from({ length: 600 * D }, (_, at) => rng.normal() * (at % D === 5 ? 2 : 0.2) + (Math.floor(at / D / 200) === at % D ? 4 : 0));
  for (const i of odd) move(inputs.subarray(i * D, i * D + D));
  return { n: 600, shape: [D], inputs, labels: Int32Array.from({ length: 600 }, (_, i) => Math.floor(i / 200)), ids: Int32Array.from({ length: 600 }, (_, i) => i) };
}
function argsFor(train: Rows, params: object): DefenseArgs<ReturnType<typeof outlierRemoval.params.parse>> {
  const model = identityModel([D], 3);
  return { params: outlierRemoval.params.parse(params), train, trusted: { ...train, n: 0 }, meta, learner: fakeLearner(), plan: model.plan, settings: { optimizer: "adam", learningRate: 0.01, momentum: 0, batchSize: 16, epochs: 1, weightDecay: 0 }, rng: Rng.fromSeed(4), pulse: () => {}, retrain: async () => model };
}
const odd = Array.from({ length: 30 }, (_, i) => 5 * i);
const oddly = (x: Float32Array) => { x[6]! += 2; x[7]! -= 2; };
/** Share of the class's 30 highest scores that were planted. */
async function found(train: Rows, params: object): Promise<number> {
  const { scores } = await outlierRemoval.filter(argsFor(train, params)), ranked = [...Array(200).keys()].sort((a, b) => scores![b]! - scores![a]!);
  return ranked.slice(0, odd.length).filter((i) => odd.includes(i)).length / odd.length;
}

describe("outlier removal by another measure", () => {
  it("Mahalanobis finds what is odd in narrow directions, where the sphere sees the wide one, though poison is 15 % of the class", async () => {
    expect(await found(plant(odd, oddly), { measure: "mahalanobis" })).toBe(1);
    expect(await found(plant(odd, oddly), { measure: "sphere" })).toBeLessThan(0.9);
  });
  it("the isolation score finds rows that random cuts leave alone", async () => {
    const few = odd.slice(0, 6), { scores, keep } = await outlierRemoval.filter(argsFor(plant(few, (x) => { x.fill(6); }), { measure: "isolation" }));
    expect(Math.min(...few.map((i) => scores![i]!))).toBeGreaterThan(Math.max(...[...scores!].filter((_, i) => !few.includes(i))));
    expect(few.filter((i) => keep[i])).toEqual([]);
  });
  it("the slab finds rows that walk toward the nearest class, and none that walk elsewhere", async () => {
    const walk = (to: number) => plant(odd, (x) => { x[0]! -= 1.2; x[to]! += 1.2; });
    const { keep } = await outlierRemoval.filter(argsFor(walk(1), { measure: "slab", threshold: 4 }));
    expect(odd.filter((i) => keep[i])).toEqual([]);
    expect(keep.filter((k) => !k).length).toBeLessThan(odd.length + 12);
    expect(await found(plant(odd, oddly), { measure: "slab" })).toBeLessThan(0.5);
  });
  it.each(["mahalanobis", "slab", "isolation"])("loses few honest rows where nothing is planted, and flags no class (%s)", async (measure) => {
    const { keep, flaggedClasses } = await outlierRemoval.filter(argsFor(plant([], () => {}), { measure }));
    expect(keep.filter((k) => !k).length).toBeLessThan(0.03 * 600);
    expect(flaggedClasses).toEqual([]);
  });
  it("dimensions 0 of the subspace is the sphere", async () => {
    const train = plant(odd, oddly), by = async (params: object) => (await outlierRemoval.filter(argsFor(train, params))).scores;
    expect(await by({ measure: "sphere" })).toEqual(await by({ dimensions: 0 }));
  });
});

describe("the measures", () => {
  it("expected depth is that of the paper: 0, 1, 1.2075, and 10.2448 for 256 rows", () => {
    expect([1, 2].map(expectedDepth)).toEqual([0, 1]);
    expect(expectedDepth(3)).toBeCloseTo(2 * (Math.log(2) + 0.5772156649) - 4 / 3, 9);
    expect(expectedDepth(256)).toBeCloseTo(10.2448, 3);
  });
  it("isolation scores of equal rows are equal, and those of two rows one half", async () => {
    expect([...(await isolationScores(new Float32Array(40), 20, 2, 10, 256, Rng.fromSeed(1), () => {}))]).toEqual(Array(20).fill(0.5));
    expect([...(await isolationScores(Float32Array.of(0, 1), 2, 1, 10, 256, Rng.fromSeed(1), () => {}))]).toEqual([0.5, 0.5]);
  });
  it("the slab measures along the line alone", () => expect([...slabDistances(Float32Array.of(1, 7, -2, 3), 2, 2, Float64Array.of(0, 0), Float64Array.of(3, 0))]).toEqual([1, 2]));
  it("shrinkage is complete for one row’s worth of knowledge, small for many rows, and keeps the trace", () => {
    // Rows ±(1, 0), ±(0, 1): S = I/2 is a multiple of the identity already.
    expect(shrunkCovariance(Float64Array.of(1, 0, -1, 0, 0, 1, 0, -1), 4, 2)).toMatchObject({ shrinkage: 1, covariance: Float64Array.of(0.5, 0, 0, 0.5) });
    // Rows ±(3, 0), ±(0, 1): S = diag(4.5, .5), ‖S − 2.5 I‖² = 8; Σ‖zzᵀ‖²/m = 41, so chance is (41 − 20.5)/4 = 5.125.
    const { shrinkage, covariance } = shrunkCovariance(Float64Array.of(3, 0, -3, 0, 0, 1, 0, -1), 4, 2);
    expect(shrinkage).toBeCloseTo(5.125 / 8, 12);
    expect(covariance[0]! + covariance[3]!).toBeCloseTo(5, 12);
    const rng = Rng.fromSeed(1);
    expect(shrunkCovariance(Float64Array.from({ length: 4000 }, (_, i) => rng.normal() * (i % 2 ? 3 : 1)), 2000, 2).shrinkage).toBeLessThan(0.01);
  });
  it("Mahalanobis distances in few dimensions are those of the half that lies densest, whatever the units", () => {
    const rng = Rng.fromSeed(9), m = 400, x = Float32Array.from({ length: m * 2 }, () => rng.normal());
    for (let i = 0; i < 100; i++) x.set([8, 8], i * 2);
    const distance = mahalanobisDistances(x, m, 2, 2, Rng.fromSeed(1));
    expect(Math.min(...distance.subarray(0, 100))).toBeGreaterThan(Math.max(...distance.subarray(100)));
    const wide = mahalanobisDistances(x.map((v, at) => (at % 2 ? 30 * v : v)), m, 2, 2, Rng.fromSeed(1));
    expect(Math.min(...wide.subarray(0, 100))).toBeGreaterThan(Math.max(...wide.subarray(100)));
  });
});
