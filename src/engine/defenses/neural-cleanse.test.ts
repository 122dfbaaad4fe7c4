/** Neural Cleanse on cases small enough to reason about: the λ schedule, the index, a planted one-pixel shortcut, a clean control. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Crafted } from "../core/attack";
import type { DatasetMeta, Rows } from "../core/data";
import type { Bars, Pictures } from "../core/evidence";
import { weightCount, type Learner, type ModelPlan, type TrainedModel } from "../core/learner";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { neuralCleanse } from "./neural-cleanse";
import { anomalyIndices, invertTriggers, stamp } from "./shared/trigger-inversion";
import { readerMask, stamped, turnedShare } from "./shared/trigger-removal";
import { LambdaSchedule } from "./shared/trigger-search";

const play = (script: string, schedule = new LambdaSchedule()) => Array.from(script, (c) => schedule.next(c === "+"));

describe("the schedule of λ", () => {
  it("waits for five successes in a row, then starts at 0.001", () => expect(play("++++-+++++")).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1e-3]));
  it("doubles after five more successes and falls by 2^1.5 after five failures, counting anew each time", () => {
    const s = new LambdaSchedule();
    expect(play("+++++" + "++++-" + "++++", s).at(-1)).toBe(1e-3);
    expect([play("+", s)[0], s.bothSeen]).toEqual([2e-3, false]);
    expect(play("----", s).at(-1)).toBe(2e-3);
    expect(play("-", s)[0]).toBeCloseTo(2e-3 / 2 ** 1.5, 10);
    expect(s.bothSeen).toBe(true);
    expect(play("-----", s).at(-1)).toBeCloseTo(2e-3 / 8, 10);
  });
  it("begins only once: λ keeps rising while the search succeeds", () => expect(play("+".repeat(30)).filter((_, i) => i % 5 === 4)).toEqual([1e-3, 2e-3, 4e-3, 8e-3, 16e-3, 32e-3]));
  it("does not count what came before the beginning as one of the two directions", () => {
    const s = new LambdaSchedule();
    play("-".repeat(20) + "+".repeat(10), s);
    expect(s.bothSeen).toBe(false);
  });
});

describe("the anomaly index", () => {
  it("gives the published 3.65 for median 64.47, spread 13.24 and size 16.1", () => {
    const off = 13.24 / 1.4826, sizes = [16.1, 64.47 - off, 64.47, 64.47 + off, 200];
    expect(anomalyIndices(sizes)[0]).toBeCloseTo(3.65, 2);
    expect(anomalyIndices(sizes)[4]).toBeLessThan(-2);
  });
  it("says nothing when most sizes are the same", () => expect([...anomalyIndices([5, 5, 5, 5, 1])]).toEqual([0, 0, 0, 0, 0]));
  it("flags some class of ten in a third of clean models, in a ninth at 3, and in two thirds without the 1.4826", () => {
    const rng = Rng.fromSeed(1), runs = 20_000, tops = Array.from({ length: runs }, () => Math.max(...anomalyIndices(Float64Array.from({ length: 10 }, () => rng.normal()))));
    const share = (over: number) => tops.filter((t) => t > over).length / runs;
    expect(share(2)).toBeCloseTo(0.33, 1.7);
    expect(share(3)).toBeCloseTo(0.11, 1.7);
    expect(share(2 / 1.4826)).toBeCloseTo(0.64, 1.7);
  });
});

/** Six classes, each bright on five pixels of its own out of 36; the last six pixels are always dark. */
const K = 6, D = 36, SHORTCUT = 35, TARGET = 3;
const meta: DatasetMeta = { id: "planted", title: "Planted", modality: "image", shape: [6, 6, 1], classNames: ["a", "b", "c", "d", "e", "f"], valueRange: [0, 1] };
const plan: ModelPlan = { inputShape: meta.shape, classes: K, layers: [{ kind: "flatten" }, { kind: "dense", units: K, relu: false }] };
function planted(shortcut: boolean): TrainedModel {
  const weights = new Float32Array(weightCount(plan));
  for (let p = 0; p < 30; p++) weights[p * K + Math.floor(p / 5)] = 3;
  if (shortcut) weights[SHORTCUT * K + TARGET] = 18;
  return { plan, weights };
}
function clean(n: number): Rows {
  const rng = Rng.fromSeed(4), labels = Int32Array.from({ length: n }, (_, i) => i % K);
  const inputs = Float32Array.from({ length: n * D }, (_, j) => (j % D < 30 && Math.floor((j % D) / 5) === labels[Math.floor(j / D)] ? 0.6 + 0.4 * rng.uniform() : 0));
  return { n, shape: meta.shape, inputs, labels, ids: Int32Array.from({ length: n }, (_, i) => i) };
}
const trusted = clean(120);
let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

async function cleanse(model: TrainedModel, params: object = {}) {
  const live: string[] = [];
  const args = {
    params: neuralCleanse.params.parse({ batch: 32, ...params }), train: clean(0), trusted, meta, learner, plan, model, rng: Rng.fromSeed(7), pulse: () => {}, retrain: async () => model,
    settings: { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 16, epochs: 2, weightDecay: 0 } as const, show: (e: { id: string }) => void live.push(e.id),
  };
  const parts = neuralCleanse.inspection!.parts(args.params, meta), inspected: Crafted[] = [];
  for (let part = 0; part < parts; part++) inspected.push(await neuralCleanse.inspection!.inspect({ ...args, part, parts }));
  const out = await neuralCleanse.repair({ ...args, inspected }), bars = out.evidence!.find((e): e is Bars => e.kind === "bars")!, pictures = out.evidence!.find((e): e is Pictures => e.kind === "pictures")!;
  return { out, live, bars, pictures, sizes: bars.bars.map((b) => b.value), flagged: bars.bars.filter((b) => b.flagged).map((b) => b.label), text: out.notes.map((n) => n.text).join(" ") };
}
const shortcut = { mask: Float32Array.from({ length: D }, (_, p) => (p === SHORTCUT ? 1 : 0)), pattern: new Float32Array(D).fill(1), target: TARGET };

describe("a planted one-pixel shortcut", () => {
  it("is found with a tiny mask on that pixel, and its class alone is suspicious", async () => {
    const { sizes, flagged, pictures, live, bars, text } = await cleanse(planted(true), { action: "nothing" });
    expect(sizes[TARGET]).toBeLessThan(1.2);
    expect(Math.min(...sizes.filter((_, c) => c !== TARGET))).toBeGreaterThan(2);
    expect(flagged).toEqual(["d"]);
    expect(bars.threshold!.value).toBeGreaterThan(sizes[TARGET]!);
    const mask = pictures.items.find((i) => i.title === "d: mask")!.pixels;
    expect([mask.indexOf(Math.max(...mask)), mask.filter((m) => m > 0.1).length]).toEqual([SHORTCUT, 1]);
    expect(pictures.items).toHaveLength(2 * K);
    expect(new Set(live)).toEqual(new Set([0, 1, 2, 3, 4, 5].map((part) => `search-${part}`)));
    expect(text).toContain("Class d has the smallest mask");
  });
  it("is unlearned with true labels, honest rows still read", async () => {
    const model = planted(true), { out } = await cleanse(model, { unlearnLearningRate: 0.1 });
    expect(await turnedShare({ learner }, model, shortcut, trusted)).toBe(1);
    expect(await turnedShare({ learner }, out.model, shortcut, trusted)).toBeLessThan(0.05);
    expect(out.notes.at(-1)!.text).toMatch(/turned (98|99|100) % .* before and .* accuracy on them went from 100 % to 100 %\.$/);
  });
  it("is pruned: the neuron that it wakes, before the others, and no other than the last layer’s weights change", async () => {
    const model = planted(true), { out } = await cleanse(model, { action: "prune" }), gone = [...model.weights.keys()].filter((i) => model.weights[i] !== out.model.weights[i]);
    expect(gone).toContain(SHORTCUT * K + TARGET);
    expect(gone.length).toBeLessThanOrEqual(2);
    expect(await turnedShare({ learner }, out.model, shortcut, trusted)).toBe(0);
    expect(out.path!.steps[0]!.weights).toEqual(model.weights);
  });
});

describe("a clean model", () => {
  it("has masks of about the same size and is left as it is", async () => {
    const model = planted(false), { out, sizes, flagged, text } = await cleanse(model);
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.5);
    expect(flagged).toEqual([]);
    expect(out.model.weights).toEqual(model.weights);
    expect(text).toContain("none is suspicious");
  });
  it("is changed only when asked to act on the smallest mask all the same", async () => {
    const model = planted(false), { out, flagged } = await cleanse(model, { actOn: "smallest" });
    expect(flagged).toEqual([]);
    expect(out.model.weights).not.toEqual(model.weights);
  });
});

describe("the search", () => {
  it("shares one mask over the channels of a color picture", async () => {
    const out = new Float32Array(6);
    stamp({ mask: Float32Array.of(0.5, 0), pattern: Float32Array.of(1, 0, 0.5, 1, 1, 1) }, new Float32Array(6).fill(0.2), [0], out);
    [0.6, 0.1, 0.35, 0.2, 0.2, 0.2].forEach((v, i) => expect(out[i]).toBeCloseTo(v, 6));
    const color = { inputShape: [2, 2, 3], classes: 2, layers: [{ kind: "flatten" }, { kind: "dense", units: 2, relu: false }] } as const, weights = new Float32Array(weightCount(color));
    weights[11 * 2 + 1] = 20;
    weights[24] = 2;
    const rows: Rows = { n: 20, shape: [2, 2, 3], inputs: new Float32Array(240), labels: new Int32Array(20), ids: Int32Array.from({ length: 20 }, (_, i) => i) };
    const [found] = await invertTriggers(learner, { plan: color, weights }, rows, [{ target: 1, rng: Rng.fromSeed(1) }], { rounds: 200, batch: 16, success: 0.99, range: [0, 1] }, async () => {});
    expect([found!.mask.length, found!.pattern.length, found!.found]).toEqual([4, 12, true]);
    expect(found!.mask.indexOf(Math.max(...found!.mask))).toBe(3);
    expect(found!.l1).toBeLessThan(0.5);
    expect(stamped(found!, rows).labels).toBe(rows.labels);
  });
  it("gives each search what it would have found alone", async () => {
    const options = { rounds: 60, batch: 32, success: 0.99, range: [0, 1] as const }, wanted = [{ target: 1, rng: "x" }, { target: TARGET, rng: "y" }];
    const run = (which: typeof wanted) => invertTriggers(learner, planted(true), trusted, which.map((w) => ({ target: w.target, rng: Rng.fromSeed(2).fork(w.rng) })), options, async () => {});
    const [both, alone] = [await run(wanted), await run(wanted.slice(1))];
    expect(both[1]!.l1).toBeCloseTo(alone[0]!.l1, 4);
  });
  it("says that nothing was found when it could not be", async () => {
    const deaf = { plan, weights: new Float32Array(weightCount(plan)) };
    const { text, flagged } = await cleanse(deaf, { rounds: 10, restarts: 1 });
    expect(flagged).toEqual([]);
    expect(text).toContain("no trigger was found");
  });
  it("switches off a neuron by the last layer’s weights that read it", () => expect([...readerMask(plan, [1]).keys()].filter((i) => readerMask(plan, [1])[i] === 0)).toEqual([6, 7, 8, 9, 10, 11]));
});
