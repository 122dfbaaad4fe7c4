/** Each gradient probe on a straight border in the plane, where every answer can be worked out by hand; and on pictures a small network has learned. */
import { beforeAll, describe, expect, it } from "vitest";
import { inputOf, takeRows, type DatasetMeta } from "../core/data";
import type { Learner, TrainedModel } from "../core/learner";
import { median } from "../core/statistics";
import { createLearner } from "../learner/learner";
import { deepfool } from "./deepfool";
import { fgsm } from "./fgsm";
import { momentumIterative } from "./momentum-iterative";
import { pgd } from "./pgd";
import { border, heightOf, learned, pictureRows, pictures, plane, planeRows, probeWith, saturated, values } from "./test-support";
import { universalPerturbation } from "./universal-perturbation";

let learner: Learner, model: TrainedModel;
beforeAll(async () => {
  learner = await createLearner("wasm");
  model = await learned(learner);
});

const N = 80, rows = planeRows(N), all = { examples: N }, epsilons = [0.02, 0.05, 0.1];
/** Of the plane's rows that are read rightly: how far the logits lie apart. */
const heights = Array.from({ length: N }, (_, i) => Math.abs(heightOf(rows.inputs[2 * i]!, rows.inputs[2 * i + 1]!))).filter((_, i) => i % 10 !== 0);
/** Share of all rows whose height is more than `reach`. */
const beyond = (reach: number) => heights.filter((h) => h > reach).length / N;

describe("on a straight border", () => {
  // A share of ε is a raw change of 2 ε in both values, so that the height falls by (3 + 4) · 2 ε; in L2 by 5 · 2 ε.
  const expected = [beyond(0), ...epsilons.map((e) => beyond(14 * e))];

  it.each([fgsm, momentumIterative, pgd])("$id finds exactly the rows that ε reaches", async (probe) => {
    const out = await probeWith(probe, learner, border, rows, plane, { ...all, epsilons });
    expect(values(out, "attack")).toEqual(expected);
    expect(expected[3]).toBeLessThan(expected[0]! - 0.3);
    expect(values(out, "noise")[3]).toBeGreaterThan(expected[3]! + 0.1);
    expect(out.notes).toEqual([]);
    for (const e of out.examples) expect(e.strength).toBe(epsilons.find((v) => 14 * v > Math.abs(heightOf(rows.inputs[2 * e.testIndex]!, rows.inputs[2 * e.testIndex + 1]!))));
  });
  it("pgd that is too weak to get anywhere still has the one-step point", async () =>
    expect(values(await probeWith(pgd, learner, border, rows, plane, { ...all, epsilons, steps: 1, travel: 0.5 }), "attack")).toEqual(expected));
  it("a row that is wrong untouched stays wrong, whatever is done to it", async () => {
    const wrong = { ...rows, labels: rows.labels.map((y, i) => (i % 10 === 0 ? y : 1 - y)) };
    for (const curve of (await probeWith(fgsm, learner, border, wrong, plane, { ...all, epsilons })).curves) expect(curve.points.map((q) => q.rate.value)).toEqual([0, 0, 0, 0]);
  });
  it("pgd in L2 does so by the length of the change", async () => {
    const out = await probeWith(pgd, learner, border, rows, plane, { ...all, norm: "l2", radii: epsilons });
    expect(values(out, "attack")).toEqual([beyond(0), ...epsilons.map((e) => beyond(10 * e))]);
  });
  it("pgd with a target counts the rows of the other class that become it", async () => {
    const out = await probeWith(pgd, learner, border, rows, plane, { ...all, epsilons, goal: "class", target: 1 });
    const others = Array.from({ length: N }, (_, i) => i).filter((i) => rows.labels[i] === 0);
    expect(out.n).toBe(others.length);
    expect(values(out, "attack")).toEqual([0, ...epsilons].map((e) => others.filter((i) => heightOf(rows.inputs[2 * i]!, rows.inputs[2 * i + 1]!) > -14 * e).length / others.length));
    expect(out.examples.every((x) => x.label === 0 && x.after === 1)).toBe(true);
  });
  it("deepfool measures the distance to the line, up to its overshoot", async () => {
    const out = await probeWith(deepfool, learner, border, rows, plane, all);
    expect(out.figures[0]!.value).toBeCloseTo(1.02 * median(heights) / 10, 4);
    for (const { x, rate } of out.curves[0]!.points) expect(Math.abs(rate.value - beyond((10 * x) / 1.02))).toBeLessThanOrEqual(1 / N);
    expect(out.curves[0]!.points.at(-1)!.rate.value).toBeLessThan(0.3);
  });
  it("deepfool goes to the nearest of several borders", async () => {
    // Logits x, −x − 0.5 and y: between the first and the second lies x = −0.25, between the first and the third x = y.
    const three: TrainedModel = { plan: { inputShape: [2], classes: 3, layers: [{ kind: "dense", units: 3, relu: false }] }, weights: Float32Array.of(1, -1, 0, 0, 0, 1, 0, -0.5, 0) };
    const points = { n: 2, shape: [2], inputs: Float32Array.of(0.1, -0.9, 0.3, 0.2), labels: Int32Array.of(0, 0), ids: Int32Array.of(0, 1) };
    const out = await probeWith(deepfool, learner, three, points, { ...plane, classNames: ["a", "b", "c"] }, all);
    expect(out.examples.map((e) => [e.testIndex, e.after])).toEqual([[0, 1], [1, 2]]);
    expect(out.examples[0]!.strength).toBeCloseTo((1.02 * 0.35) / 2, 3);
    expect(out.examples[1]!.strength).toBeCloseTo((1.02 * 0.1 * Math.SQRT1_2) / 2, 3);
  });
  it("deepfool goes along the edge of the range where the straight way leaves it", async () => {
    // From (−1, −0.9), height 0.6, the straight way is to the left and up; the left end of the range leaves only up.
    const corner = { n: 1, shape: [2], inputs: Float32Array.of(-1, -0.9), labels: Int32Array.of(1), ids: Int32Array.of(0) };
    const out = await probeWith(deepfool, learner, border, corner, plane, all);
    expect(out.examples[0]!.input[0]).toBe(-1);
    expect(out.examples[0]!.strength).toBeCloseTo((1.02 * 0.15) / 2, 3);
  });
  it("universal: one class falls as under FGSM and the other gains nothing", async () => {
    const ones = { ...rows, labels: new Int32Array(N).fill(1), inputs: rows.inputs.map((v, i) => ((heightOf(rows.inputs[i & ~1]!, rows.inputs[i | 1]!) > 0) ? v : -v)) };
    const out = await probeWith(universalPerturbation, learner, border, ones, plane, { examples: 40, fitting: 40, epsilons });
    const one = await probeWith(fgsm, learner, border, ones, plane, { examples: 40, epsilons });
    expect(values(out, "attack")).toEqual(values(one, "attack"));
    expect(values(out, "attack")[3]).toBeLessThan(0.7);
  });
});

describe("on a table", () => {
  const table: DatasetMeta = { ...plane, id: "table", modality: "tabular", shape: [3], columns: [{ kind: "number", name: "big", range: [1000, 3000], decimals: 0 }, { kind: "category", name: "kind", levels: ["x", "y"] }, { kind: "number", name: "small", range: [0, 0.002], decimals: 5 }] };
  // height = 3 · (big in deviations) − 4 · (small in deviations), no say for the category: the plane again, in other units.
  const odd: TrainedModel = {
    plan: { inputShape: [3], classes: 2, layers: [{ kind: "encode", columns: [{ kind: "number", mean: 2000, deviation: 1000 }, { kind: "category", levels: 2 }, { kind: "number", mean: 0.001, deviation: 0.001 }] }, { kind: "dense", units: 2, relu: false }] },
    weights: Float32Array.of(0, 3, 0, 0, 0, 0, 0, -4, 0, 0),
  };
  const inputs = Float32Array.from({ length: 3 * N }, (_, i) => [2000 + 1000 * rows.inputs[2 * Math.floor(i / 3)]!, Math.floor(i / 3) % 2, 0.001 + 0.001 * rows.inputs[2 * Math.floor(i / 3) + 1]!][i % 3]!);

  it.each([fgsm, momentumIterative, pgd, deepfool])("$id finds what it finds in the plane, each column in shares of its own range", async (probe) => {
    const params = "epsilons" in probe.params.shape ? { ...all, epsilons } : all, there = await probeWith(probe, learner, border, rows, plane, params), here = await probeWith(probe, learner, odd, { ...rows, shape: [3], inputs }, table, params);
    expect(values(here, "attack")).toEqual(values(there, "attack"));
    for (const e of here.examples) expect(e.input[1]).toBe(inputOf({ ...rows, shape: [3], inputs }, e.testIndex)[1]);
  });
});

describe("on pictures", () => {
  const test = pictureRows(120, 2), epsilons = [0.05, 0.1, 0.15, 0.2];

  it("pgd leaves no more than fgsm and no more than at a smaller ε; restarts and steps help", async () => {
    const weak = await probeWith(pgd, learner, model, test, pictures, { examples: 120, epsilons, steps: 2 }), strong = await probeWith(pgd, learner, model, test, pictures, { examples: 120, epsilons, steps: 30, restarts: 3 });
    for (const out of [weak, strong]) values(out, "attack").forEach((v, i, list) => {
      expect(v).toBeLessThanOrEqual(values(out, "fgsm")[i]!);
      if (i > 0) expect(v).toBeLessThanOrEqual(list[i - 1]!);
    });
    expect(values(strong, "attack")[0]).toBeGreaterThan(0.9);
    values(strong, "attack").forEach((v, i) => expect(v).toBeLessThanOrEqual(values(weak, "attack")[i]!));
    expect(strong.notes).toEqual([]);
  });
  it("warns of masked gradients where the logits are 10,000 times as large, and the network is as it was", async () => {
    const masked = saturated(model, 1e4, 16 * 4 + 4), out = await probeWith(pgd, learner, masked, test, pictures, { examples: 120, epsilons });
    const plain = await probeWith(pgd, learner, model, test, pictures, { examples: 120, epsilons });
    expect(values(out, "attack")[0]).toBe(values(plain, "attack")[0]);
    expect(values(out, "attack")[4]).toBeGreaterThan(values(plain, "attack")[4]! + 0.3);
    expect(out.notes.length).toBeGreaterThan(0);
    for (const note of out.notes) expect(note).toMatchObject({ level: "warning", text: expect.stringMatching(/^This looks like gradient masking/) as string });
    expect(plain.notes).toEqual([]);
  });
  it("says so when the outputs are no numbers, and does not call it masking", async () => {
    const out = await probeWith(pgd, learner, { ...model, weights: model.weights.map(() => NaN) }, test, pictures, { examples: 20, epsilons });
    expect(out.notes.map((n) => n.text)).toEqual([expect.stringContaining("not finite")]);
  });
  it("universal: no row that it is measured on was used to make it", async () => {
    const seen = new Set<string>(), key = (x: Float32Array) => x.join();
    const watched: Learner = { ...learner, inputGradients: (m, x, n, seed, more) => {
      for (let r = 0; r < n; r++) seen.add(key(x.subarray(r * 64, r * 64 + 64)));
      return learner.inputGradients(m, x, n, seed, more);
    } };
    const out = await probeWith(universalPerturbation, watched, model, test, pictures, { examples: 60, fitting: 60, epsilons: [0.3], iterations: 1 });
    const used = Array.from({ length: test.n }, (_, i) => i).filter((i) => seen.has(key(inputOf(test, i))));
    expect(out.n).toBe(60);
    expect(used.length).toBeGreaterThan(20);
    expect(out.examples.length).toBeGreaterThan(0);
    for (const e of out.examples) expect(used).not.toContain(e.testIndex);
    // One and the same change: two examples of the same strength differ from their originals alike where neither is clipped.
    const changes = out.examples.map((e) => e.input.map((v, j) => (v === 0 || v === 1 ? NaN : v - inputOf(test, e.testIndex)[j]!)));
    for (const change of changes) change.forEach((c, j) => { if (!Number.isNaN(c) && !Number.isNaN(changes[0]![j]!)) expect(c).toBeCloseTo(changes[0]![j]!, 5); });
  });
  it("universal: a step goes along the summed gradient of the rows it is made from", async () => {
    const used: number[] = [], watched: Learner = { ...learner, inputGradients: (m, x, n, seed, more) => {
      for (let r = 0; r < n; r++) used.push(Array.from({ length: test.n }, (_, i) => i).find((i) => inputOf(test, i).every((v, j) => v === x[r * 64 + j]))!);
      return learner.inputGradients(m, x, n, seed, more);
    } };
    const out = await probeWith(universalPerturbation, watched, model, test, pictures, { examples: 60, fitting: 50, epsilons: [1], iterations: 1 });
    expect(used).toHaveLength(50);
    const from = takeRows(test, used), g = (await learner.gradients(model, from.inputs, from.labels)).inputs, sum = new Float64Array(64);
    g.forEach((v, i) => (sum[i % 64]! += v));
    const e = out.examples[0]!, original = inputOf(test, e.testIndex);
    e.input.forEach((v, j) => expect(v).toBeCloseTo(Math.min(1, Math.max(0, original[j]! + 0.1 * Math.sign(sum[j]!))), 5));
  });
  it("shows flipped rows of different classes, each at the first ε that flips it", async () => {
    const out = await probeWith(fgsm, learner, model, test, pictures, { examples: 120, epsilons });
    expect(out.examples).toHaveLength(8);
    expect(new Set(out.examples.map((e) => e.label)).size).toBeGreaterThan(2);
    for (const e of out.examples) {
      expect([e.before, e.after === e.label, epsilons.includes(e.strength)]).toEqual([e.label, false, true]);
      expect(Math.max(...e.input.map((v, j) => Math.abs(v - inputOf(test, e.testIndex)[j]!)))).toBeCloseTo(e.strength, 5);
    }
  });
});
