/** The squeezers by hand, and a planted model that hangs on one faint or lonely pixel. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import { weightSlots, type TrainedModel } from "../core/learner";
import { Rng } from "../core/rng";
import { featureSqueezing, fewerShades, medianSmoothed } from "./feature-squeezing";
import { fakeLearner, identityModel } from "./shared/fake-learner";

const SIDE = 6, D = SIDE * SIDE, meta: DatasetMeta = { id: "planted", title: "Planted", modality: "image", shape: [SIDE, SIDE, 1], classNames: ["top", "bottom"], valueRange: [0, 1] };

/** Pixels of the upper half speak for class 0, of the lower for class 1, weakly; `spot` makes one pixel in the middle of the upper half speak loudly for class 0. */
function planted(spot: number): TrainedModel {
  const model = identityModel(meta.shape, 2), weights = model.weights.slice(), head = weightSlots(model.plan)[2]!;
  for (let p = 0; p < D; p++) for (let c = 0; c < 2; c++) weights[head.offset + p * 2 + c] = (p < D / 2) === (c === 0) ? 0.5 : 0;
  weights[head.offset + 8 * 2] = spot;
  return { plan: model.plan, weights };
}
/** Half of the picture is bright but for that pixel, which holds `value`. */
function rows(n: number, seed: number, value = 0): Rows {
  const rng = Rng.fromSeed(seed), labels = Int32Array.from({ length: n }, (_, i) => i % 2);
  const inputs = Float32Array.from({ length: n * D }, (_, at) => { const p = at % D; return p === 8 ? value : (p < D / 2) === (labels[Math.floor(at / D)] === 0) ? 0.8 + 0.2 * rng.uniform() : 0.1 * rng.uniform(); });
  return { n, shape: meta.shape, inputs, labels, ids: labels };
}
const screen = (model: TrainedModel, requests: Rows, params: object = {}, trusted = rows(80, 1)) => featureSqueezing.screen({
  params: featureSqueezing.params.parse(params), train: trusted, trusted, meta, learner: fakeLearner(), plan: model.plan, model, rng: Rng.fromSeed(4), pulse: () => {}, retrain: async () => model,
  settings: { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 32, epochs: 1, weightDecay: 0 }, requests,
});

describe("squeezers", () => {
  it("keep 2 to the power of bits shades", () => {
    expect([...fewerShades(Float32Array.of(0, 0.2, 0.49, 0.51, 1), 1, [0, 1])]).toEqual([0, 0, 0, 1, 1]);
    expect([...fewerShades(Float32Array.of(0, 0.3, 0.4, 0.6, 1), 2, [0, 1])].map((v) => Math.round(v * 3))).toEqual([0, 1, 1, 2, 3]);
    expect([...fewerShades(Float32Array.of(-1, -0.2, 0.2, 1), 1, [-1, 1])]).toEqual([-1, -1, 1, 1]);
  });
  it("take the median of a window, edges repeated, channels apart, pictures apart", () => {
    expect([...medianSmoothed(Float32Array.of(0, 0, 0, 0, 9, 0, 0, 0, 0), [3, 3, 1], 3)]).toEqual(new Array(9).fill(0));
    expect([...medianSmoothed(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), [3, 3, 1], 3)]).toEqual([2, 3, 3, 4, 5, 6, 7, 7, 8]);
    expect([...medianSmoothed(Float32Array.of(1, 2, 3, 4), [2, 2, 1], 2)]).toEqual([1, 2, 3, 3]);
    expect([...medianSmoothed(Float32Array.of(0, 5, 0, 5, 0, 5, 0, 5), [2, 2, 2], 3)]).toEqual([0, 5, 0, 5, 0, 5, 0, 5]);
    expect([...medianSmoothed(Float32Array.of(0, 0, 0, 0, 1, 1, 1, 1), [2, 2, 1], 3)]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });
});

describe("a planted spot", () => {
  const tricked = (value: number) => rows(40, 5, value);
  it("that is faint is given away by fewer shades, one that is lonely by smoothing; harmless pictures pass", async () => {
    const model = planted(40);
    expect((await screen(model, tricked(0.3), { median: 0 })).answers.filter((_, i) => i % 2 === 1).every((a) => a === -1)).toBe(true);
    expect((await screen(model, tricked(1), { bits: 0, median: 3 })).answers.filter((_, i) => i % 2 === 1).every((a) => a === -1)).toBe(true);
    // The largest of the distances decides, so both together find either.
    expect((await screen(model, tricked(1))).answers.filter((_, i) => i % 2 === 1).every((a) => a === -1)).toBe(true);
    const clean = await screen(model, rows(200, 6));
    expect(clean.answers.filter((a) => a === -1).length).toBeLessThanOrEqual(30);
    expect(clean.answers.every((a, i) => a === -1 || a === i % 2)).toBe(true);
  });
  it("that is bold stays in fewer shades and is let in", async () => {
    const out = await screen(planted(40), tricked(1), { median: 0 });
    expect(out.answers.filter((a) => a === -1).length).toBeLessThanOrEqual(8);
  });
  it("that means nothing is let in", async () => {
    expect((await screen(planted(0), tricked(0.3))).answers.filter((a) => a === -1).length).toBeLessThanOrEqual(8);
  });
  it("is not looked for without a plainer version", async () => {
    const out = await screen(planted(40), tricked(1), { bits: 0, median: 1 });
    expect([out.notes[0]!.level, out.scores]).toEqual(["warning", undefined]);
  });
});
