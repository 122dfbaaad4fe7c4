/** The warp bends as the paper says: a normalized field, smooth between its points, and nothing moves where it is zero. */
import { describe, expect, it } from "vitest";
import { inputOf, type DatasetMeta, type Rows } from "../core/data";
import { Rng } from "../core/rng";
import { stealthOf } from "../experiment/stealth";
import { budget } from "./rows";
import { controlPoints, jitter, upsample, warp, warpGrid, warping } from "./warping";

const meta: DatasetMeta = { id: "p", title: "Pictures", modality: "image", shape: [12, 12, 1], classNames: ["0", "1", "2"], valueRange: [0, 1] };
const draw = Rng.fromSeed(3), inputs = Float32Array.from({ length: 60 * 144 }, () => draw.uniform());
const train: Rows = { n: 60, shape: meta.shape, inputs, labels: Int32Array.from({ length: 60 }, (_, i) => i % 3), ids: Int32Array.from({ length: 60 }, (_, i) => i) };
const run = (params: object) => warping.poison({ params: warping.params.parse(params), train, test: train, meta, budget: (rate) => budget(rate, train.n), rng: Rng.fromSeed(4) });
const sum = (bytes: Uint8Array) => bytes.reduce((a, b) => a + b, 0);

describe("the warp", () => {
  it("starts from control points that are 1 on average, the same every time, to both sides", () => {
    for (const k of [2, 4, 8]) {
      const points = controlPoints(k);
      expect(points).toHaveLength(2 * k * k);
      expect(points.reduce((s, p) => s + Math.abs(p), 0) / points.length).toBeCloseTo(1, 12);
      expect(controlPoints(k)).toEqual(points);
    }
    expect([Math.min(...controlPoints(4)) < 0, Math.max(...controlPoints(4)) > 0]).toEqual([true, true]);
  });
  it("goes through the control points, keeps a constant and a slope, and overshoots like cubic convolution with a = −0.75", () => {
    const points = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), up = upsample(points, 3, 5, 5);
    expect([0, 2, 4, 10, 12, 14, 20, 22, 24].map((p) => up[p])).toEqual([...points]);
    upsample(new Float64Array(16).fill(0.7), 4, 9, 7).forEach((v) => expect(v).toBeCloseTo(0.7, 12));
    // Halfway between two points the weights are −0.09375, 0.59375, 0.59375, −0.09375.
    expect(upsample(Float64Array.of(0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0), 4, 4, 7)[3]).toBeCloseTo(0.59375, 12);
    expect(upsample(Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0), 4, 4, 7)[3]).toBeCloseTo(-0.09375, 12);
  });
  it("leaves a picture alone where the field is zero", () => expect(warp(inputs, 60, warpGrid({ strength: 0, grid: 4 }, meta.shape), meta.shape)).toEqual(inputs));
  it("reads between pixels: half a pixel to the right is the mean of two neighbors, and the edge is continued by itself", () => {
    const shape = [2, 3, 1], x = Float64Array.of(0.5, 1.5, 2, 0, 1, 2), y = Float64Array.of(0, 0, 0, 0.25, 1, 1);
    expect([...warp(Float32Array.of(0, 1, 0.5, 0.5, 0, 1), 1, { x, y }, shape)]).toEqual([0.5, 0.75, 0.5, 0.125, 0, 1]);
  });
  it("moves by about half the strength, never out of the picture, and twice as far when twice as strong", () => {
    const step = (strength: number) => warpGrid({ strength, grid: 4 }, [28, 28, 1]).x.map((v, p) => v - (p % 28));
    const one = step(1), mean = one.reduce((s, v) => s + Math.abs(v), 0) / one.length;
    expect(mean).toBeGreaterThan(0.25);
    expect(mean).toBeLessThan(0.75);
    const middle = 14 * 28 + 14;
    expect(step(2)[middle]).toBeCloseTo(2 * one[middle]!, 10);
    for (const v of warpGrid({ strength: 8, grid: 4 }, [28, 28, 1]).y) expect(v >= 0 && v <= 27).toBe(true);
  });
  it("jitters every pixel afresh by less than half a pixel", () => {
    const grid = warpGrid({ strength: 1, grid: 4 }, meta.shape), rng = Rng.fromSeed(5), a = jitter(grid, meta.shape, rng), b = jitter(grid, meta.shape, rng);
    expect(a).not.toEqual(b);
    const off = a.x.map((v, p) => Math.abs(v - grid.x[p]!));
    expect(Math.max(...off)).toBeLessThanOrEqual(0.5);
    expect(Math.max(...off)).toBeGreaterThan(0.3);
  });
});

describe("warping", () => {
  it("warps and relabels its budget, and covers it with jittered rows that keep their label", async () => {
    const { train: after, truth } = await run({ rate: 0.1, target: 1, noise: 2, strength: 1, grid: 4 });
    expect([sum(truth.poisoned), sum(truth.cover!)]).toEqual([6, 12]);
    const exact = warp(inputs, 60, warpGrid({ strength: 1, grid: 4 }, meta.shape), meta.shape), plain: string[] = [];
    truth.poisoned.forEach((p, i) => {
      const bent = exact.subarray(i * 144, i * 144 + 144);
      if (p) expect([after.labels[i], [...inputOf(after, i)]]).toEqual([1, [...bent]]);
      else expect(after.labels[i]).toBe(train.labels[i]);
      if (truth.cover![i]) {
        expect(inputOf(after, i)).not.toEqual(bent);
        expect(inputOf(after, i)).not.toEqual(inputOf(train, i));
        plain.push(String(inputOf(after, i).map((v, p2) => v - bent[p2]!)));
      }
    });
    expect(new Set(plain).size).toBe(12);
  });
  it("measures near misses on every test row, each with a jitter of its own, and has no cover without noise rows", async () => {
    const { goal, truth } = await run({ noise: 0, strength: 0.5, grid: 4 });
    expect(sum(truth.cover!)).toBe(0);
    expect([...goal!.nearMiss!.testIndex]).toEqual(Array.from({ length: 60 }, (_, i) => i));
    expect(goal!.nearMiss!.inputs).not.toEqual(warp(inputs, 60, warpGrid({ strength: 0.5, grid: 4 }, meta.shape), meta.shape));
  });
  it("is the less hidden the stronger it is", async () => {
    const similar = await Promise.all([0.25, 0.5, 1, 2].map(async (strength) => {
      const { train: after, truth } = await run({ strength, noise: 0 });
      return stealthOf(train, after, truth, meta)!.ssim!.mean;
    }));
    for (let k = 1; k < similar.length; k++) expect(similar[k]!).toBeLessThan(similar[k - 1]!);
  });
});
