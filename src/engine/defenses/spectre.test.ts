/** SPECTRE on planted clouds: scores that a hand can check, poison that hides from the widest direction, and a clean control. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import { Rng } from "../core/rng";
import { fakeLearner, identityModel } from "./shared/fake-learner";
import { robustlyWhitened } from "./shared/robust-whitening";
import { dimensionsToTry, queScores, spectre, spectreScores } from "./spectre";
import { spectralScores } from "./spectral-signatures";
import { auroc, median } from "../core/statistics";

const D = 12;
/** Honest rows vary most along axis 0; poison sits off in a direction in which they hardly vary. */
function cloud(honest: number, poison: number, seed: number): { x: Float32Array; poisoned: Uint8Array } {
  const rng = Rng.fromSeed(seed), m = honest + poison, x = new Float32Array(m * D);
  for (let i = 0; i < m; i++) for (let c = 0; c < D; c++) x[i * D + c] = 10 + (c === 0 ? 3 : c < 4 ? 1 : 0.1) * rng.normal() + (i >= honest && c >= 10 ? 0.6 : 0);
  return { x, poisoned: Uint8Array.from({ length: m }, (_, i) => (i >= honest ? 1 : 0)) };
}
const scored = (x: Float32Array, m: number, drop: number) => spectreScores(x, m, D, drop, { alpha: 4, dimensions: 100 }, Rng.fromSeed(1), async () => {});

describe("quantum entropy scores", () => {
  it("are those of the formula, worked out by hand for two directions", () => {
    // Second moments are diag(4, 1): Q = diag(1, e^−4) / (1 + e^−4) with α 4, because (1 − 4) / (4 − 1) = −1.
    const white = Float64Array.of(2, 1, -2, 1, 2, -1, -2, -1), q = Math.exp(-4);
    for (const s of queScores(white, 4, 2, 4)) expect(s).toBeCloseTo((4 + q) / (1 + q), 12);
    for (const s of queScores(white, 4, 2, 0)) expect(s).toBeCloseTo(2.5, 12);
  });
  it("are 1 on average where nothing is too wide", () => {
    const white = Float64Array.of(1, 1, -1, 1, 1, -1, -1, -1);
    expect([...queScores(white, 4, 2, 4)]).toEqual([1, 1, 1, 1]);
  });
  it("look at the numbers of components that the paper tries", () => expect(dimensionsToTry(100)).toEqual([1, 4, 9, 16, 25, 36, 49, 64, 81, 100]));
});

describe("the robust whitening", () => {
  it("makes honest rows a unit cloud though a third of the rows are far away, whatever the scales", () => {
    const rng = Rng.fromSeed(4), m = 900, k = 3, x = new Float64Array(m * k);
    for (let i = 0; i < m; i++) for (let c = 0; c < k; c++) x[i * k + c] = 100 ** c * (rng.normal() + (i < 600 ? 0 : 15));
    const white = robustlyWhitened(x, m, k, 300), length = (i: number) => Math.hypot(...white.subarray(i * k, i * k + k));
    const inside = Float64Array.from({ length: 600 }, (_, i) => length(i)), outside = Float64Array.from({ length: 300 }, (_, i) => length(600 + i));
    expect(median(inside)).toBeGreaterThan(0.9);
    expect(median(inside)).toBeLessThan(2.2);
    expect(Math.min(...outside)).toBeGreaterThan(2 * Math.max(...inside));
  });
});

describe("SPECTRE", () => {
  it("sees poison that spectral signatures miss, because it does not lie along the widest direction", async () => {
    const { x, poisoned } = cloud(300, 30, 1), found = await scored(x, 330, 45);
    expect(auroc(found.scores, poisoned)).toBeGreaterThan(0.99);
    expect(auroc(spectralScores(x, 330, D, Rng.fromSeed(1)).scores, poisoned)).toBeLessThan(0.7);
    expect(found.k).toBeGreaterThan(4);
  });
  it("centers: a common offset changes no score", async () => {
    const { x } = cloud(300, 30, 1), a = (await scored(x, 330, 45)).scores, b = (await scored(x.map((v) => v + 50), 330, 45)).scores;
    a.forEach((v, i) => expect(Math.abs(b[i]! - v)).toBeLessThan(0.02 * (1 + v)));
  });

  const meta: DatasetMeta = { id: "p", title: "Planted", modality: "tabular", shape: [D], classNames: ["0", "1", "2"], valueRange: [0, 20] }, model = identityModel([D], 3);
  const run = (poison: number, params = {}) => {
    const parts = [cloud(300, poison, 1), cloud(320, 0, 2), cloud(310, 0, 3)], sizes = parts.map((p) => p.poisoned.length), n = sizes.reduce((s, v) => s + v, 0), inputs = new Float32Array(n * D);
    let at = 0;
    for (const { x } of parts) { inputs.set(x, at); at += x.length; }
    const train: Rows = { n, shape: [D], inputs, labels: Int32Array.from(sizes.flatMap((s, c) => Array.from({ length: s }, () => c))), ids: Int32Array.from({ length: n }, (_, i) => i) };
    return spectre.filter({ params: spectre.params.parse({ poisonFraction: 0.03, ...params }), train, trusted: train, meta, model, plan: model.plan, learner: fakeLearner(), rng: Rng.fromSeed(3), pulse: () => {}, retrain: async () => model, settings: { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 32, epochs: 2, weightDecay: 0 } });
  };
  it("finds the class, takes 1.5 ε of all rows from it and all of the poison with them", async () => {
    const { keep, flaggedClasses, notes } = await run(30);
    expect(flaggedClasses).toEqual([0]);
    expect(keep.filter((k) => k === 0)).toHaveLength(Math.floor(1.5 * 0.03 * 960));
    expect(keep.subarray(300, 330).every((k) => k === 0)).toBe(true);
    expect(notes.every((n) => n.level === "info")).toBe(true);
  });
  it("on clean rows says that no class sticks out, and removes its quota all the same", async () => {
    const { keep, notes } = await run(0);
    expect(keep.filter((k) => k === 0)).toHaveLength(Math.floor(1.5 * 0.03 * 930));
    expect(notes.find((n) => n.level === "warning")!.text).toContain("hardly sticks out more");
  });
  it("takes at most half of the class and says so", async () => {
    const { keep, notes } = await run(30, { poisonFraction: 0.4 });
    expect(keep.filter((k) => k === 0).length).toBeLessThanOrEqual(165);
    expect(notes.some((n) => n.text.includes("half was removed instead"))).toBe(true);
  });
});
