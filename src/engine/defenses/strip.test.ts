/** STRIP's entropies by hand, its boundary, and a planted model whose trigger decides whatever lies underneath. */
import { describe, expect, it } from "vitest";
import { normalQuantile } from "../core/binomial";
import type { DatasetMeta, Rows } from "../core/data";
import { weightSlots, type TrainedModel } from "../core/learner";
import { Rng } from "../core/rng";
import { fakeLearner, identityModel } from "./shared/fake-learner";
import { blendedEntropies, entropies, entropyBoundary, strip } from "./strip";

const meta: DatasetMeta = { id: "planted", title: "Planted", modality: "image", shape: [1, 4, 1], classNames: ["a", "b", "c"], valueRange: [0, 1] };

/** Reads pixel c as class c; the fourth pixel speaks for class 0, `trigger` strong. */
function planted(trigger: number): TrainedModel {
  const model = identityModel(meta.shape, 3), weights = model.weights.map((w) => w), head = weightSlots(model.plan)[2]!;
  for (let c = 0; c < 3; c++) weights[head.offset + c * 3 + c] = 12;
  weights[head.offset + 9] = trigger;
  return { plan: model.plan, weights };
}
/** Class c is bright at pixel c, more or less; with `stamped` the last pixel is white. */
function rows(n: number, seed: number, stamped = false): Rows {
  const rng = Rng.fromSeed(seed), inputs = new Float32Array(n * 4);
  for (let i = 0; i < n; i++) { inputs[i * 4 + (i % 3)] = 0.7 + 0.3 * rng.uniform(); inputs[i * 4 + 3] = stamped ? 1 : 0; }
  return { n, shape: meta.shape, inputs, labels: Int32Array.from({ length: n }, (_, i) => i % 3), ids: Int32Array.from({ length: n }, (_, i) => i) };
}
const screen = (model: TrainedModel, requests: Rows, params: object = {}, trusted = rows(160, 1)) => strip.screen({
  params: strip.params.parse(params), train: rows(3, 9), trusted, meta, learner: fakeLearner(), plan: model.plan, model, rng: Rng.fromSeed(4), pulse: () => {}, retrain: async () => model,
  settings: { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 32, epochs: 1, weightDecay: 0 }, requests,
});

describe("entropies", () => {
  it("are in bits and over the classes of one answer", () => {
    expect(entropies(new Float32Array(10).fill(0.1), 10)[0]).toBeCloseTo(Math.log2(10), 6);
    // Two sure answers for different classes: 0 each. Over the wrong axis it would be 1.
    expect([...entropies(Float32Array.of(1, 0, 0, 1), 2)]).toEqual([0, 0]);
    expect([...entropies(Float32Array.of(0.5, 0.5, 0.25, 0.75), 2)].map((h) => h.toFixed(6))).toEqual(["1.000000", "0.811278"]);
  });
  it("are averaged over blends, which are sums cut off at white", async () => {
    const model = planted(0), blends: Rows = { n: 2, shape: meta.shape, inputs: Float32Array.of(0, 1, 0, 0, 0.9, 0, 0, 0), labels: new Int32Array(2), ids: new Int32Array(2) };
    // 0.8 with pixel 1: logits 9.6, 12, 0. With 0.9 on the same pixel: 1, not 1.7; logits 12, 0, 0.
    const bits = (logits: number[]) => { const e = logits.map(Math.exp), sum = e.reduce((a, b) => a + b); return -e.reduce((h, v) => h + (v / sum) * Math.log2(v / sum), 0); };
    const [h] = await blendedEntropies(fakeLearner(), model, Float32Array.of(0.8, 0, 0, 0), 1, blends, [0, 1], () => {});
    expect(h).toBeCloseTo((bits([9.6, 12, 0]) + bits([12, 0, 0])) / 2, 5);
    const [flat] = await blendedEntropies(fakeLearner(), { ...model, weights: model.weights.map(() => 0) }, Float32Array.of(0.8, 0, 0, 0), 1, blends, [0, 1], () => {});
    expect(flat).toBeCloseTo(Math.log2(3), 6);
  });
  it("give the same whatever else arrives and however many at a time", async () => {
    const model = planted(30), many = rows(100, 7), blends = rows(100, 8), run = (inputs: Float32Array, n: number) => blendedEntropies(fakeLearner(), model, inputs, n, blends, [0, 1], () => {});
    const all = await run(many.inputs, 100);
    expect((await run(many.inputs.subarray(97 * 4, 98 * 4), 1))[0]).toBe(all[97]);
  });
});

describe("the boundary", () => {
  it("is μ + σ Φ⁻¹(rate) of a normal fit", () => {
    const { boundary, fit } = entropyBoundary([2, 3, 4], 0.05);
    expect([boundary, fit]).toEqual([expect.closeTo(3 + normalQuantile(0.05), 9), "normal"]);
    expect(boundary).toBeCloseTo(1.355146, 5);
  });
  it("is the values’ own quantile when that would lie below 0", () => {
    const values = [...Array<number>(99).fill(0.01), 5];
    expect(entropyBoundary(values, 0.01)).toMatchObject({ boundary: 0.01, fit: "empirical" });
  });
});

describe("a planted trigger", () => {
  it("lowers the entropy to nothing and is turned away; harmless pictures pass", async () => {
    const model = planted(60), out = await screen(model, rows(60, 2, true)), clean = await screen(model, rows(200, 3));
    expect(Math.max(...out.scores!)).toBeLessThan(0.01);
    expect(out.answers.every((a) => a === -1)).toBe(true);
    expect(Math.min(...clean.scores!)).toBeGreaterThan(0.2);
    expect(clean.answers.filter((a) => a === -1).length).toBeLessThanOrEqual(10);
    expect(clean.answers.filter((a, i) => a === i % 3).length).toBeGreaterThanOrEqual(190);
    expect(out.suspiciousWhen).toBe("low");
    // The threshold knows nothing of the requests.
    expect(out.threshold).toBe(clean.threshold);
  });
  it("that does nothing is let in", async () => {
    const out = await screen(planted(0), rows(200, 2, true));
    expect(out.answers.filter((a) => a === -1).length).toBeLessThanOrEqual(10);
  });
  it("is not judged with too few trusted rows, and a low rate on few of them is warned about", async () => {
    const few = await screen(planted(60), rows(9, 2, true), {}, rows(3, 1));
    expect([few.notes[0]!.level, few.answers.every((a) => a === 0), few.scores]).toEqual(["warning", true, undefined]);
    expect((await screen(planted(60), rows(9, 2, true), {}, rows(60, 1))).notes.at(-1)!.level).toBe("warning");
  });
});
