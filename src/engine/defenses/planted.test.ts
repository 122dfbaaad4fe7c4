/** What each paper says happens, on cases planted so that the right answer is known. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import { squaredDistance } from "../core/linear-algebra";
import type { Learner, TrainedModel } from "../core/learner";
import type { DefenseArgs } from "../core/plugins";
import { Rng } from "../core/rng";
import { activationClustering } from "./activation-clustering";
import { finePruning } from "./fine-pruning";
import { knnSanitization } from "./knn-sanitization";
import { outlierRemoval } from "./outlier-removal";
import { channelMask, prunableLayer } from "./shared/prune";
import { fakeLearner, identityModel } from "./shared/fake-learner";
import { inputSpace } from "./shared/input-space";
import { nearestRows } from "./shared/neighbors";
import { spectralScores, spectralSignatures } from "./spectral-signatures";

const D = 12, TRIGGER = 8;

/** One row for each entry: values near 0.2, plus 2 on the listed coordinates. */
function plant(entries: readonly { on: readonly number[]; label: number }[], seed = 1, noise = 0.2): Rows {
  const rng = Rng.fromSeed(seed), inputs = new Float32Array(entries.length * D);
  entries.forEach(({ on }, i) => {
    for (let c = 0; c < D; c++) inputs[i * D + c] = Math.max(0, 0.2 + noise * rng.normal() + (on.includes(c) ? 2 : 0));
  });
  return { n: entries.length, shape: [D], inputs, labels: Int32Array.from(entries, (e) => e.label), ids: Int32Array.from(entries.keys()) };
}
const repeat = (times: number, on: readonly number[], label: number) => Array.from({ length: times }, () => ({ on, label }));
const meta = (classes: number): DatasetMeta => ({ id: "planted", title: "Planted", modality: "tabular", shape: [D], classNames: Array.from({ length: classes }, (_, c) => String(c)), valueRange: [0, 4] });

function args<P>(params: P, train: Rows, classes: number, over: { learner?: Partial<Learner>; trusted?: Rows; model?: TrainedModel } = {}): DefenseArgs<P> & { model: TrainedModel } {
  const model = over.model ?? identityModel([D], classes);
  return {
    params, train, trusted: over.trusted ?? plant([]), meta: meta(classes), learner: fakeLearner(over.learner), plan: model.plan, model, rng: Rng.fromSeed(3), pulse: () => {}, retrain: async () => model,
    settings: { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 32, epochs: 2, weightDecay: 0 },
  };
}
const removed = (keep: Uint8Array, from: number, to: number) => keep.subarray(from, to).filter((k) => k === 0).length;

describe("k-NN sanitization", () => {
  it("finds the neighbors that brute force finds, across blocks and with ties", async () => {
    const rng = Rng.fromSeed(2), n = 530, x = Float32Array.from({ length: n * 2 }, () => rng.int(12));
    const near = await nearestRows(fakeLearner(), x, n, 2, 4, async () => {});
    for (let i = 0; i < n; i += 13) {
      const others = [...Array(n).keys()].filter((j) => j !== i).sort((a, b) => squaredDistance(x, i, x, a, 2) - squaredDistance(x, i, x, b, 2) || a - b);
      expect([...near.subarray(i * 4, i * 4 + 4)]).toEqual(others.slice(0, 4));
    }
  });

  it("gives flipped rows of tight groups their label back and touches no other, or drops exactly them", async () => {
    const rows = plant([...repeat(40, [0], 0), ...repeat(40, [1], 1)]), flipped = [3, 9, 21, 47, 60];
    const labels = rows.labels.map((y, i) => (flipped.includes(i) ? 1 - y : y));
    const relabel = await knnSanitization.filter(args(knnSanitization.params.parse({}), { ...rows, labels }, 2));
    expect(relabel.labels).toEqual(rows.labels);
    expect(relabel.keep.every((k) => k === 1)).toBe(true);
    const drop = await knnSanitization.filter(args(knnSanitization.params.parse({ action: "drop" }), { ...rows, labels }, 2));
    expect([...drop.keep.keys()].filter((i) => !drop.keep[i])).toEqual(flipped);
    expect(drop.labels).toBeUndefined();
  });

  it("decides on the labels as delivered: two rows that contradict each other both change", async () => {
    const pair = plant([{ on: [0], label: 0 }, { on: [0], label: 1 }]);
    const out = await knnSanitization.filter(args(knnSanitization.params.parse({ neighbors: 1 }), pair, 2));
    expect([...out.labels!]).toEqual([1, 0]);
  });
});

describe("inputs that are not pixels", () => {
  const column = (name: string, high: number) => ({ kind: "number" as const, name, range: [0, high] as const, decimals: 1 });
  const loans: DatasetMeta = { ...meta(2), shape: [4], columns: [column("amount", 1e6), column("age", 90), { kind: "category", name: "job", levels: ["a", "b", "c", "d", "e"] }, column("fixed", 1)] };
  /** The class decides age and job; the amount is large and says nothing. */
  function loanRows(n: number): Rows {
    const rng = Rng.fromSeed(6), labels = Int32Array.from({ length: n }, (_, i) => i % 2);
    return { n, shape: [4], labels, ids: Int32Array.from({ length: n }, (_, i) => i), inputs: Float32Array.from({ length: 4 * n }, (_, i) => [1e6 * rng.uniform(), 30 + 30 * labels[i >> 2]! + 3 * rng.normal(), 4 * labels[i >> 2]!, 1][i % 4]!) };
  }
  const words = (index: number) => 2 + index, mail: DatasetMeta = { ...meta(2), modality: "text", shape: [14], valueRange: [0, 239], text: { size: 200, spareWords: 40 } };
  /** Messages of 8 to 13 words: of thirty words that anybody writes, and of thirty of its class's own. */
  function mailRows(n: number): Rows {
    const rng = Rng.fromSeed(7), inputs = new Float32Array(n * 14), labels = Int32Array.from({ length: n }, (_, i) => i % 2);
    for (let i = 0; i < n; i++) for (let j = 0, length = 8 + rng.int(6); j < length; j++) inputs[i * 14 + j] = words(rng.int(30) + (rng.uniform() < 0.4 ? 0 : 30 + 30 * labels[i]!));
    return { n, shape: [14], inputs, labels, ids: Int32Array.from({ length: n }, (_, i) => i) };
  }
  const space = (rows: Rows, m: DatasetMeta, i: number) => { const { inputs, d } = inputSpace(rows, m); return inputs.subarray(i * d, i * d + d); };
  const sanitize = (rows: Rows, m: DatasetMeta, params = {}) => knnSanitization.filter({ ...args(knnSanitization.params.parse(params), rows, 2), meta: m });

  it("compares pictures as they are, without a copy", () => {
    const rows = plant(repeat(3, [0], 0)), { inputs, d } = inputSpace(rows, meta(2));
    expect(inputs).toBe(rows.inputs);
    expect(d).toBe(D);
  });
  it("gives every column the same say: mean 0, spread 1, one place a level, a constant column nothing", () => {
    const { inputs, d } = inputSpace(loanRows(100), loans), of = (c: number) => Array.from({ length: 100 }, (_, i) => inputs[i * d + c]!);
    expect(d).toBe(3 + 5);
    for (const c of [0, 1]) {
      const values = of(c), mean = values.reduce((a, b) => a + b, 0) / 100;
      expect(mean).toBeCloseTo(0, 4);
      expect(values.reduce((a, b) => a + (b - mean) ** 2, 0) / 100).toBeCloseTo(1, 3);
    }
    expect([...space(loanRows(100), loans, 1).subarray(2, 7)]).toEqual([0, 0, 0, 0, 1]);
    expect(of(7).every((v) => v === 0)).toBe(true);
  });
  it("sees which words two messages share, not where they stand or how long the rest is", () => {
    const m = { ...mail, shape: [6] }, rows: Rows = { n: 5, shape: [6], inputs: Float32Array.of(2, 3, 4, 0, 0, 0, 4, 2, 3, 0, 0, 0, 2, 3, 4, 2, 3, 4, 90, 91, 92, 93, 0, 0, 0, 0, 0, 0, 0, 0), labels: new Int32Array(5), ids: Int32Array.of(0, 1, 2, 3, 4) };
    const apart = (i: number, j: number) => space(rows, m, i).reduce((sum, v, c) => sum + (v - space(rows, m, j)[c]!) ** 2, 0);
    expect([apart(0, 1), apart(0, 2)].map((v) => Math.round(v * 1e6))).toEqual([0, 0]);
    expect(apart(0, 3)).toBeGreaterThan(1.5);
    expect(space(rows, m, 0).reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(1, 5);
    expect(space(rows, m, 4).every((v) => v === 0)).toBe(true);
  });
  it("hardly lets two of a thousand words meet, and puts a minus on about half of them", () => {
    const m = { ...mail, shape: [1], text: { size: 1002, spareWords: 0 } }, n = 1000, rows: Rows = { n, shape: [1], inputs: Float32Array.from({ length: n }, (_, i) => words(i)), labels: new Int32Array(n), ids: Int32Array.from({ length: n }, (_, i) => i) };
    const { inputs, d } = inputSpace(rows, m), load = new Int32Array(d);
    let minus = 0;
    inputs.forEach((v, i) => { if (v !== 0) load[i % d]!++; if (v < 0) minus++; });
    // As many empty places as throwing 1,000 words at random leaves: 512 · e^(−1000/512) = 73.
    expect(Math.abs(load.filter((c) => c === 0).length - 73)).toBeLessThan(25);
    expect(Math.max(...load)).toBeLessThan(10);
    expect(Math.abs(minus - 500)).toBeLessThan(60);
  });

  it.each([["columns", loanRows(120), loans], ["messages", mailRows(200), mail]] as const)("k-NN gives flipped rows of %s their label back", async (_, rows, m) => {
    const flipped = [3, 8, 21, 40, 77, 90], labels = rows.labels.map((y, i) => (flipped.includes(i) ? 1 - y : y));
    const { labels: now, keep } = await sanitize({ ...rows, labels }, m);
    expect(flipped.every((i) => now![i] === rows.labels[i])).toBe(true);
    expect([...now!.keys()].filter((i) => now![i] !== rows.labels[i]).length).toBeLessThanOrEqual(rows.n / 50);
    expect(keep.every((k) => k === 1)).toBe(true);
  });
  it.each([0, 4])("outlier removal finds rows of columns that nobody else writes, though the amount is a thousand times larger (dimensions %i)", async (dimensions) => {
    const rows = loanRows(120), odd = [10, 32, 54], inputs = rows.inputs.slice();
    for (const i of odd) inputs.set([5e5, 88, 2], i * 4);
    const { keep } = await outlierRemoval.filter({ ...args(outlierRemoval.params.parse({ dimensions }), { ...rows, inputs }, 2), meta: loans });
    expect([...keep.keys()].filter((i) => !keep[i])).toEqual(expect.arrayContaining(odd));
    expect(keep.filter((k) => k === 0).length).toBeLessThanOrEqual(odd.length + 4);
  });
  it("outlier removal says why no message lies beyond its threshold", async () => {
    const { keep, notes } = await outlierRemoval.filter({ ...args(outlierRemoval.params.parse({ threshold: 20 }), mailRows(200), 2), meta: mail });
    expect(keep.every((k) => k === 1)).toBe(true);
    expect(notes.map((note) => note.text).join(" ")).toContain("equally far");
  });
  it("outlier removal finds messages in words that their class does not use", async () => {
    const rows = mailRows(200), odd = [10, 32, 54, 76], inputs = rows.inputs.slice(), rng = Rng.fromSeed(8);
    for (const i of odd) for (let j = 0; j < 14; j++) inputs[i * 14 + j] = words(120 + rng.int(60));
    const { scores } = await outlierRemoval.filter({ ...args(outlierRemoval.params.parse({}), { ...rows, inputs }, 2), meta: mail });
    const ranked = [...scores!.keys()].filter((i) => i % 2 === 0).sort((a, b) => scores![b]! - scores![a]!);
    expect(ranked.slice(0, 4).sort((a, b) => a - b)).toEqual(odd);
  });
});

describe("outlier removal", () => {
  it.each([0, 3])("removes planted outliers though they are a quarter of the class (dimensions %i)", async (dimensions) => {
    const train = plant([...repeat(75, [0], 0), ...repeat(25, [4, 5, 6, 7], 0), ...repeat(50, [1], 1)]);
    const { keep, flaggedClasses } = await outlierRemoval.filter(args(outlierRemoval.params.parse({ dimensions, threshold: 4 }), train, 2));
    expect(removed(keep, 75, 100)).toBe(25);
    expect(removed(keep, 0, 75) + removed(keep, 100, 150)).toBeLessThan(6);
    expect(flaggedClasses).toEqual([0]);
  });
  it("removes exactly the asked share of each class", async () => {
    const train = plant([...repeat(50, [0], 0), ...repeat(33, [1], 1)]);
    const { keep } = await outlierRemoval.filter(args(outlierRemoval.params.parse({ rule: "share", share: 0.1 }), train, 2));
    expect([removed(keep, 0, 50), removed(keep, 50, 83)]).toEqual([5, 3]);
  });
});

describe("activation clustering", () => {
  /** Class 0 with `honest` rows and `poison` rows that look like classes 1–3 with a trigger; class 1 is written in two ways. */
  const backdoor = (honest: number, poison: number) => plant([
    ...repeat(honest, [0], 0), ...Array.from({ length: poison }, (_, i) => ({ on: [1 + (i % 3), TRIGGER], label: 0 })),
    ...repeat(40, [1, 9], 1), ...repeat(40, [1, 10], 1), ...repeat(80, [2], 2), ...repeat(80, [3], 3),
  ]);
  const run = (train: Rows, params = {}) => activationClustering.filter(args(activationClustering.params.parse(params), train, 4));

  it("removes the poison of one class and leaves an honest class with two ways of writing alone", async () => {
    const { keep, flaggedClasses, scores, notes } = await run(backdoor(80, 40));
    expect(flaggedClasses).toEqual([0]);
    expect(removed(keep, 80, 120)).toBe(40);
    expect(removed(keep, 0, 80) + removed(keep, 120, 360)).toBe(0);
    expect(Math.min(...scores!.subarray(80, 120))).toBeGreaterThan(Math.max(...scores!.subarray(0, 80)));
    expect(notes.every((n) => n.level === "info")).toBe(true);
    expect(notes[0]!.text).toContain("Class 0: the smaller group holds 40 of 120 rows (33 %)");
  });
  it("raises no alarm on clean data", async () => {
    const { keep, flaggedClasses } = await run(backdoor(80, 0));
    expect(flaggedClasses).toEqual([]);
    expect(keep.every((k) => k === 1)).toBe(true);
  });
  it("finds poison that outnumbers the honest rows and says that its assumption is broken", async () => {
    const { keep, notes } = await run(backdoor(60, 90));
    expect([removed(keep, 0, 60), removed(keep, 60, 150)]).toEqual([0, 90]);
    expect(notes.find((n) => n.level === "warning")!.text).toContain("the group judged foreign holds 60 % of the class");
  });
  it("as published, without a look at large groups, lets that poison pass rather than take the honest rows", async () => {
    expect((await run(backdoor(60, 90), { examineLarger: false })).keep.every((k) => k === 1)).toBe(true);
  });
  it("in its careless form takes a group out of every class, the honest ones here", async () => {
    const { keep, flaggedClasses, notes } = await run(backdoor(60, 90), { decision: "smaller" });
    expect(flaggedClasses).toEqual([0, 1, 2, 3]);
    expect([removed(keep, 0, 60), removed(keep, 60, 150)]).toEqual([60, 0]);
    expect(notes.some((n) => n.level === "warning")).toBe(true);
  });
});

describe("spectral signatures", () => {
  const train = plant([...repeat(190, [0], 0), ...repeat(20, [1, TRIGGER], 0), ...repeat(190, [2], 2)]);
  it("holds at least 98 % of planted poison within the 1.5 ε cut, and takes no row more", async () => {
    const { keep, flaggedClasses } = await spectralSignatures.filter(args(spectralSignatures.params.parse({ poisonFraction: 0.05 }), train, 3));
    expect(flaggedClasses).toEqual([0]);
    expect(removed(keep, 0, 400)).toBe(30);
    expect(removed(keep, 190, 210) / 20).toBeGreaterThanOrEqual(0.98);
  });
  it("centers: a large common offset changes no score", () => {
    const x = train.inputs.slice(0, 210 * D), moved = x.map((v, i) => v + (i % D === 0 || i % D === TRIGGER ? 50 : 0));
    const a = spectralScores(x, 210, D, Rng.fromSeed(1)).scores, b = spectralScores(moved, 210, D, Rng.fromSeed(1)).scores;
    a.forEach((v, i) => expect(b[i]).toBeCloseTo(v, 2));
  });
  it("takes at most half of a class, from every class when asked, and says so", async () => {
    const { keep, notes } = await spectralSignatures.filter(args(spectralSignatures.params.parse({ poisonFraction: 0.5, classes: "all" }), train, 3));
    expect([removed(keep, 0, 210), removed(keep, 210, 400)]).toEqual([105, 95]);
    expect(notes.filter((n) => n.level === "warning")).toHaveLength(2);
  });
});

describe("fine-pruning", () => {
  // Features 3..11 sleep on clean rows; the planted backdoor reads feature 8 as class 0.
  const trusted = plant([...repeat(20, [0], 0), ...repeat(20, [1], 1), ...repeat(20, [2], 2)], 4, 0.05);
  const poisoned = identityModel([D], 3), head = D * D + D;
  poisoned.weights[head + TRIGGER * 3] = 3;

  it("switches the sleeping units off, the backdoor with them, and keeps them at zero through fine-tuning", async () => {
    const { model, path } = await finePruning.repair(args(finePruning.params.parse({ tolerance: 0 }), trusted, 3, { trusted, model: poisoned }));
    const off = channelMask(model.plan, 1, [TRIGGER]);
    expect(model.weights.every((w, i) => off[i] === 1 || w === 0)).toBe(true);
    const { logits } = fakeLearner(), stickered = plant(repeat(10, [1, TRIGGER], 1), 5, 0.05).inputs;
    const read = async (m: TrainedModel) => { const z = await logits(m, stickered, 10); return z[0]! > z[1]! ? 0 : 1; };
    expect([await read(poisoned), await read(model)]).toEqual([0, 1]);
    expect(path!.steps.map((s) => s.x)).toEqual([...Array(D).keys()]);
    expect(path!.steps[0]!.weights).toEqual(poisoned.weights);
  });
  it("chooses the level on rows that fine-tuning never sees, with the mask handed to the learner", async () => {
    const seen: { judged: Set<number>; tuned: Set<number>; mask?: Float32Array } = { judged: new Set(), tuned: new Set() }, fake = fakeLearner();
    const key = (x: Float32Array, i: number) => x[i * D]! * 1e6 + x[i * D + 1]!;
    await finePruning.repair(args(finePruning.params.parse({ heldOut: 0.3 }), trusted, 3, {
      trusted, model: poisoned,
      learner: {
        logits: (m, x, n) => { for (let i = 0; i < n; i++) seen.judged.add(key(x, i)); return fake.logits(m, x, n); },
        train: (job, pulse) => { for (let i = 0; i < job.rows.n; i++) seen.tuned.add(key(job.rows.inputs, i)); seen.mask = job.mask; return fake.train(job, pulse); },
      },
    }));
    expect([seen.judged.size, seen.tuned.size]).toEqual([18, 42]);
    expect([...seen.judged].some((k) => seen.tuned.has(k))).toBe(false);
    expect(seen.mask!.some((m) => m === 0)).toBe(true);
  });
  it("prunes without fine-tuning when asked, and no further than the tolerance", async () => {
    const { model, notes } = await finePruning.repair(args(finePruning.params.parse({ fineTuneEpochs: 0, tolerance: 0 }), trusted, 3, { trusted, model: poisoned }));
    expect(notes[0]!.text).toMatch(/^9 of 12 units in the last hidden layer were switched off; on 12 held-out trusted rows accuracy went from 100 % to 100 %/);
    expect(notes).toHaveLength(1);
    expect(model.weights.slice(head, head + 9)).toEqual(poisoned.weights.slice(head, head + 9));
  });
  it("takes the last convolution before a hidden dense layer, and the filter’s column with its bias", () => {
    const plan = { inputShape: [8, 8, 1], classes: 2, layers: [{ kind: "conv-relu-pool", kernel: 3, channels: 2 }, { kind: "flatten" }, { kind: "dense", units: 4, relu: true }, { kind: "dense", units: 2, relu: false }] } as const;
    expect(prunableLayer(plan)).toEqual({ layer: 0, channels: 2, noun: "filter" });
    expect([...channelMask(plan, 0, [1]).subarray(0, 22)]).toEqual([...Array.from({ length: 18 }, (_, i) => 1 - (i % 2)), 1, 0, 1, 1]);
  });
});
