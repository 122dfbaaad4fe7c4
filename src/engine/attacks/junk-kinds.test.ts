/** Each kind of junk is what it says: a near-duplicate is near, noise is as large as asked for, scrambled rows are made of real parts. */
import { describe, expect, it } from "vitest";
import { inputOf, type DatasetMeta, type Rows } from "../core/data";
import { Rng } from "../core/rng";
import { blurred, nearDuplicate, offDistribution } from "./junk-kinds";
import { junkInjection } from "./junk-injection";
import { budget } from "./rows";

const picture: DatasetMeta = { id: "p", title: "Pictures", modality: "image", shape: [8, 8, 1], classNames: ["a", "b"], valueRange: [0, 1] };
const table: DatasetMeta = { id: "t", title: "Table", modality: "tabular", shape: [2], classNames: ["a", "b"], valueRange: [0, 1], columns: [{ kind: "number", name: "gain", range: [1000, 5000], decimals: 0 }, { kind: "category", name: "job", levels: ["a", "b", "c", "d"] }] };
const message: DatasetMeta = { id: "m", title: "Messages", modality: "text", shape: [6], classNames: ["a", "b"], valueRange: [0, 30], text: { size: 28, spareWords: 2 } };
const rowsOf = (meta: DatasetMeta, ...all: number[][]): Rows => ({ n: all.length, shape: meta.shape, inputs: Float32Array.from(all.flat()), labels: Int32Array.from(all, (_, i) => i % 2), ids: Int32Array.from(all.keys()) });
const deviation = (values: number[]) => Math.sqrt(values.reduce((s, v) => s + v * v, 0) / values.length);

describe("near-duplicates", () => {
  it("of a picture are it, moved by one pixel in one of eight ways, with little noise", () => {
    const dot = new Float32Array(64), places = new Set<number>(), rng = Rng.fromSeed(1);
    dot[8 * 4 + 4] = 1;
    for (let t = 0; t < 200; t++) {
      const out = new Float32Array(64);
      nearDuplicate(out, dot, picture, rng);
      const at = out.indexOf(Math.max(...out));
      places.add(at);
      expect(deviation([...out].filter((_, i) => i !== at))).toBeLessThan(0.05);
    }
    expect([...places].sort((a, b) => a - b)).toEqual([27, 28, 29, 35, 37, 43, 44, 45]);
  });
  it("keep categories and words but one, and move numbers by about 2 % of their range", () => {
    const rng = Rng.fromSeed(2), off: number[] = [];
    for (let t = 0; t < 500; t++) {
      const out = new Float32Array(2), words = new Float32Array(6), real = Float32Array.of(5, 6, 7, 0, 0, 0);
      nearDuplicate(out, Float32Array.of(3000, 2), table, rng);
      expect(out[1]).toBe(2);
      off.push((out[0]! - 3000) / 4000);
      nearDuplicate(words, real, message, rng);
      expect(words.filter((w, j) => w !== real[j]).length).toBeLessThanOrEqual(1);
      expect([...words.subarray(3)]).toEqual([0, 0, 0]);
    }
    expect(deviation(off)).toBeGreaterThan(0.017);
    expect(deviation(off)).toBeLessThan(0.023);
  });
});

describe("feature noise", () => {
  it("is as large as asked for, stays in range, and redraws levels and words as often", () => {
    const rng = Rng.fromSeed(3), off: number[] = [];
    let levels = 0, words = 0;
    for (let t = 0; t < 2000; t++) {
      const out = new Float32Array(2), text = new Float32Array(6);
      blurred(out, Float32Array.of(3000, 2), table, 0.1, rng);
      off.push((out[0]! - 3000) / 4000);
      if (out[1] !== 2) levels++;
      blurred(text, Float32Array.of(5, 6, 0, 0, 0, 0), message, 0.1, rng);
      if (text[0] !== 5) words++;
      expect([...text.subarray(2)]).toEqual([0, 0, 0, 0]);
      blurred(out, Float32Array.of(1000, 2), table, 1, rng);
      expect(out[0]).toBeGreaterThanOrEqual(1000);
      expect(out[0]).toBeLessThanOrEqual(5000);
    }
    expect(deviation(off)).toBeCloseTo(0.1, 2);
    // A redrawn level is the old one in a quarter of the cases, a redrawn word in 1 of 26.
    expect(levels / 2000).toBeGreaterThan(0.05);
    expect(levels / 2000).toBeLessThan(0.1);
    expect(words / 2000).toBeGreaterThan(0.07);
    expect(words / 2000).toBeLessThan(0.13);
  });
});

describe("scrambled rows", () => {
  it("are pictures inverted, laid over another or cut up and put together otherwise", () => {
    const ramp = Float32Array.from({ length: 64 }, (_, i) => i / 63), flat = new Float32Array(64).fill(0.25), rows = rowsOf(picture, [...flat], [...flat]), rng = Rng.fromSeed(4), ways = { inverted: 0, mixed: 0, cut: 0 };
    for (let t = 0; t < 90; t++) {
      const out = new Float32Array(64), close = (want: (v: number) => number) => out.every((v, i) => Math.abs(v - want(ramp[i]!)) < 1e-6);
      offDistribution(out, ramp, rows, picture, rng);
      if (close((v) => 1 - v)) ways.inverted++;
      else if (close((v) => (v + 0.25) / 2)) ways.mixed++;
      else {
        ways.cut++;
        expect([...out].sort((a, b) => a - b)).toEqual([...ramp]);
        // Tiles are 2 × 2, so that pixels side by side stay so.
        for (let i = 0; i < 64; i += 2) expect(out[i + 1]! - out[i]!).toBeCloseTo(1 / 63, 6);
      }
    }
    for (const n of Object.values(ways)) expect(n).toBeGreaterThan(15);
  });
  it("take each column, and each word, from some row, and are as long as a real message", () => {
    const rows = rowsOf(table, [1000, 0], [2000, 1], [3000, 2]), texts = rowsOf(message, [4, 5, 0, 0, 0, 0], [6, 7, 8, 0, 0, 0]), rng = Rng.fromSeed(5), pairs = new Set<string>();
    for (let t = 0; t < 200; t++) {
      const out = new Float32Array(2), text = new Float32Array(6);
      offDistribution(out, inputOf(rows, 0), rows, table, rng);
      pairs.add([...out].join());
      offDistribution(text, inputOf(texts, 1), texts, message, rng);
      expect(text.subarray(0, 3).every((w) => w >= 4 && w <= 8)).toBe(true);
      expect([...text.subarray(3)]).toEqual([0, 0, 0]);
    }
    expect(pairs.size).toBe(9);
  });
});

describe("junk injection", () => {
  const train = rowsOf(table, ...Array.from({ length: 40 }, (_, i) => [1000 + 100 * i, i % 4]));
  const run = (kind: string) => junkInjection.poison({ params: junkInjection.params.parse({ kind, rate: 0.5 }), train, test: train, meta: table, budget: (rate) => budget(rate, 40), rng: Rng.fromSeed(2) });
  it("labels noisy rows rightly, near-duplicates wrongly, and counts all of them as the attacker’s", async () => {
    for (const [kind, wrong] of [["feature-noise", 0], ["near-duplicates", 20]] as const) {
      const { train: after, truth } = await run(kind), added = [...after.labels.keys()].slice(40);
      expect(added.filter((i) => after.labels[i] !== train.labels[truth.sourceIds[i]!])).toHaveLength(wrong);
      expect(added.every((i) => truth.poisoned[i] === 1 && truth.originalLabels[i] === train.labels[truth.sourceIds[i]!])).toBe(true);
      expect(added.some((i) => inputOf(after, i)[0] !== inputOf(train, truth.sourceIds[i]!)[0])).toBe(true);
    }
  });
  it("says of scrambled rows that they come from no row", async () => expect((await run("off-distribution")).truth.sourceIds.subarray(40).every((id) => id === -1)).toBe(true));
});
