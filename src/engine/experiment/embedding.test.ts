/** Flat maps of features: two planted clouds stay two, the same seed gives the same bytes, and odd inputs give a sentence. */
import { describe, expect, it } from "vitest";
import type { Rows } from "../core/data";
import type { Learner, ModelPlan, TrainedModel } from "../core/learner";
import { Rng } from "../core/rng";
import { featureMap, sampled, umap, unitMeans } from "./embedding";

const D = 6, PLAN: ModelPlan = { inputShape: [D], classes: 2, layers: [{ kind: "dense", units: D, relu: true }, { kind: "dense", units: 2, relu: false }] };
const MODEL: TrainedModel = { plan: PLAN, weights: new Float32Array(0) };
/** Its features are its inputs. */
const MIRROR = { activations: async (_: TrainedModel, __: number, inputs: Float32Array) => inputs } as unknown as Learner;

/** Two clouds, far apart along one direction; even rows in one, odd ones in the other. */
function clouds(n: number, apart = 8): Rows {
  const rng = Rng.fromSeed(7), inputs = Float32Array.from({ length: n * D }, (_, i) => rng.normal() * 0.5 + (Math.floor(i / D) % 2 === 1 && i % D === 2 ? apart : 0));
  return { n, shape: [D], inputs, labels: Int32Array.from({ length: n }, (_, i) => i % 2), ids: Int32Array.from({ length: n }, (_, i) => i) };
}

/** Share of points whose nearest neighbor on the map comes from the same cloud. */
function together(xy: Float32Array, side: (i: number) => number): number {
  const n = xy.length / 2;
  let same = 0;
  for (let i = 0; i < n; i++) {
    let best = -1, distance = Infinity;
    for (let j = 0; j < n; j++) {
      const d = (xy[2 * i]! - xy[2 * j]!) ** 2 + (xy[2 * i + 1]! - xy[2 * j + 1]!) ** 2;
      if (j !== i && d < distance) { distance = d; best = j; }
    }
    if (side(i) === side(best)) same++;
  }
  return same / n;
}

describe("feature map", () => {
  it("puts the direction with most variance on the first axis", async () => {
    const map = await featureMap(MIRROR, MODEL, clouds(200), "pca", 1);
    const sign = Math.sign(map.xy[0]! - map.xy[2]!);
    for (let i = 0; i < 200; i += 2) expect(Math.sign(map.xy[2 * i]! - map.xy[2 * i + 2]!)).toBe(sign);
    // Variance 16 of the gap and 0.25 of the noise in each of six directions.
    expect(map.explained![0]).toBeGreaterThan(0.88);
    expect(map.explained![1]).toBeLessThan(0.05);
    expect(Math.max(...map.xy.map(Math.abs))).toBeCloseTo(1);
    expect([map.width, map.of]).toEqual([D, "features"]);
  });

  it("keeps two clouds apart with UMAP, and says the same twice", async () => {
    const train = clouds(120), a = await featureMap(MIRROR, MODEL, train, "umap", 1), b = await featureMap(MIRROR, MODEL, train, "umap", 1);
    expect(together(a.xy, (i) => i % 2)).toBeGreaterThan(0.98);
    expect(a.xy).toEqual(b.xy);
    expect(a.explained).toBeNull();
    expect((await featureMap(MIRROR, MODEL, train, "umap", 2)).xy).not.toEqual(a.xy);
  });

  it("samples large sets by the seed, without looking at labels", () => {
    const rows = sampled(4000, 1500, Rng.fromSeed(1));
    expect([rows.length, new Set(rows).size]).toEqual([1500, 1500]);
    expect(rows).toEqual(rows.toSorted());
    expect(sampled(10, 1500, Rng.fromSeed(1))).toEqual(Int32Array.from({ length: 10 }, (_, i) => i));
  });

  it("lets messages in while UMAP works", async () => {
    let pulses = 0;
    await umap(clouds(40).inputs, 40, D, Rng.fromSeed(1), () => void pulses++);
    expect(pulses).toBeGreaterThan(20);
  });

  it("says why there is no map", async () => {
    await expect(featureMap(MIRROR, { ...MODEL, voters: [MODEL] }, clouds(10), "pca", 1)).rejects.toThrow(/vote/);
    await expect(featureMap(MIRROR, MODEL, clouds(3), "pca", 1)).rejects.toThrow(/four rows/);
    const broken = { ...clouds(10), inputs: new Float32Array(10 * D).fill(NaN) };
    await expect(featureMap(MIRROR, MODEL, broken, "pca", 1)).rejects.toThrow(/not numbers/);
  });

  it("survives rows that are all the same", async () => {
    const same = { ...clouds(30), inputs: new Float32Array(30 * D).fill(1) };
    for (const method of ["pca", "umap"] as const) expect((await featureMap(MIRROR, MODEL, same, method, 1)).xy.every(Number.isFinite)).toBe(true);
  });
});

describe("neurons", () => {
  it("averages each neuron over clean and over the attacker’s inputs", async () => {
    const test = { ...clouds(2), inputs: Float32Array.from([0, 1, 2, 3, 4, 5, 2, 3, 4, 5, 6, 7]) };
    const means = await unitMeans(MIRROR, MODEL, test, { inputs: Float32Array.from([9, 0, 0, 0, 0, 0]), n: 1 }, 1);
    expect([...means.clean]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...means.triggered]).toEqual([9, 0, 0, 0, 0, 0]);
    expect([means.cleanRows, means.triggeredRows]).toEqual([2, 1]);
  });

  it("has nothing to say of a model without a hidden layer", async () => {
    const flat: TrainedModel = { plan: { ...PLAN, layers: [{ kind: "dense", units: 2, relu: false }] }, weights: new Float32Array(0) };
    await expect(unitMeans(MIRROR, flat, clouds(4), { inputs: new Float32Array(D), n: 1 }, 1)).rejects.toThrow(/no hidden layer/);
    expect((await featureMap(MIRROR, flat, clouds(10), "pca", 1)).of).toBe("inputs");
  });
});
