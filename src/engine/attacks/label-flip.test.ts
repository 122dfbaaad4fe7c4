/** Label flipping does what each mode says: never the old label, pairs from the original labels, one class as another. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import { Rng } from "../core/rng";
import { labelFlip } from "./label-flip";
import { budget } from "./rows";

const metaOf = (classes: number): DatasetMeta => ({ id: "p", title: "Plane", modality: "points", shape: [1], classNames: Array.from({ length: classes }, (_, c) => `${c}`), valueRange: [0, 1] });
const rows = (labels: number[]): Rows => ({ n: labels.length, shape: [1], inputs: Float32Array.from(labels, (_, i) => i / 1000), labels: Int32Array.from(labels), ids: Int32Array.from(labels, (_, i) => i) });
const run = (labels: number[], classes: number, params: Record<string, unknown>, seed = 1, test = labels) =>
  labelFlip.poison({ params: labelFlip.params.parse(params), train: rows(labels), test: rows(test), meta: metaOf(classes), budget: (rate) => budget(rate, labels.length), rng: Rng.fromSeed(seed) });

describe("label flipping", () => {
  it("symmetric: exactly the budget changes, never to the old label, inputs untouched", () =>
    fc.assert(fc.asyncProperty(fc.integer({ min: 2, max: 6 }), fc.array(fc.nat(), { minLength: 1, maxLength: 80 }), fc.integer({ min: 0, max: 100 }), fc.nat(), async (classes, raw, percent, seed) => {
      const labels = raw.map((v) => v % classes), { train, truth, goal } = await run(labels, classes, { rate: percent / 100 }, seed);
      const changed = labels.filter((y, i) => train.labels[i] !== y).length;
      expect(changed).toBe(Math.floor((percent * labels.length) / 100));
      truth.poisoned.forEach((p, i) => expect(p).toBe(train.labels[i] === labels[i] ? 0 : 1));
      expect(train.inputs).toEqual(rows(labels).inputs);
      expect(goal).toBeUndefined();
    })));
  it("symmetric: every other class is drawn about equally often", async () => {
    const { train } = await run(new Array<number>(3000).fill(1), 4, { rate: 1 }), counts = [0, 0, 0, 0];
    train.labels.forEach((y) => counts[y]!++);
    expect(counts[1]).toBe(0);
    for (const c of [0, 2, 3]) expect(Math.abs(counts[c]! - 1000)).toBeLessThan(120);
  });
  it("pair: maps from the original labels, so classes do not collapse", async () => {
    const labels = Array.from({ length: 40 }, (_, i) => i % 4), { train } = await run(labels, 4, { mode: "pair", rate: 1 });
    expect([...train.labels]).toEqual(labels.map((y) => (y + 1) % 4));
  });
  it("targeted: the rate is a share of the whole set, taken from the source class, at most all of it", async () => {
    const labels = Array.from({ length: 200 }, (_, i) => i % 10);
    const half = await run(labels, 10, { mode: "targeted", source: 4, target: 9, rate: 0.05 });
    expect(half.truth.poisoned.reduce((a, b) => a + b, 0)).toBe(10);
    half.truth.poisoned.forEach((p, i) => { if (p) expect([labels[i], half.train.labels[i]]).toEqual([4, 9]); });
    const all = await run(labels, 10, { mode: "targeted", source: 4, target: 9, rate: 0.5 });
    expect([...all.truth.poisoned].every((p, i) => (p === 1) === (labels[i] === 4))).toBe(true);
    expect(all.truth.poisoned.reduce((a, b) => a + b, 0)).toBe(20);
  });
  it("targeted: the goal is the untouched test rows of the source class", async () => {
    const { goal } = await run([0, 1, 2], 3, { mode: "targeted", source: 2, target: 0, rate: 0 }, 1, [2, 1, 0, 2]);
    expect(goal).toEqual({ kind: "class", inputs: Float32Array.of(0, 3 / 1000), testIndex: Int32Array.of(0, 3), targets: Int32Array.of(0, 0) });
  });
  it("names a class that does not exist, and a target that is the source", () => {
    const check = (p: Record<string, unknown>) => labelFlip.check!(labelFlip.params.parse(p), metaOf(2));
    expect(check({ mode: "targeted", source: 4, target: 1 })).toEqual({ field: "source", message: "must be a class of Plane, 0 to 1; it was 4." });
    expect(check({ mode: "targeted", source: 0, target: 2 })).toMatchObject({ field: "target" });
    expect(check({ mode: "targeted", source: 1, target: 1 })).toMatchObject({ field: "target", message: expect.stringContaining("another class") });
    expect(check({ mode: "symmetric", source: 4 })).toBe(true);
  });
  it("leaves messages and their sources as they are, and is limited by the rows at hand, not by the rate", async () => {
    const text: DatasetMeta = { ...metaOf(2), modality: "text", shape: [3], text: { size: 9, spareWords: 2 } }, sources = Uint8Array.of(1, 1, 1, 1);
    const held: Rows = { n: 4, shape: [3], inputs: Float32Array.of(2, 3, 0, 4, 0, 0, 5, 6, 7, 8, 0, 0), labels: Int32Array.of(0, 1, 0, 1), ids: Int32Array.of(11, 12, 13, 14), sources };
    const flip = (rate: number) => labelFlip.poison({ params: labelFlip.params.parse({ rate }), train: held, test: held, meta: text, budget: (r) => budget(r, 100), rng: Rng.fromSeed(1) });
    const { train, truth } = await flip(0.5);
    expect([...train.labels]).toEqual([1, 0, 1, 0]);
    expect([...truth.poisoned]).toEqual([1, 1, 1, 1]);
    expect([train.inputs, train.sources, train.ids]).toEqual([held.inputs, sources, held.ids]);
    expect((await flip(0.02)).truth.poisoned.reduce((a, b) => a + b, 0)).toBe(2);
  });
});
