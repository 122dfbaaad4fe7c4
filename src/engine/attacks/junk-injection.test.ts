/** Junk is added, never replaces: copies carry wrong labels, noise comes from nowhere, honest rows stay in front. */
import { describe, expect, it } from "vitest";
import { inputOf, takeRows, type DatasetMeta, type Rows } from "../core/data";
import { Rng } from "../core/rng";
import { FIRST_ADDED_ID } from "./add-rows";
import { junkInjection } from "./junk-injection";
import { budget } from "./rows";

const meta: DatasetMeta = { id: "p", title: "Plane", modality: "points", shape: [2], classNames: ["a", "b", "c"], valueRange: [-1, 1] };
const n = 90, draw = Rng.fromSeed(8);
const train: Rows = { n, shape: [2], inputs: Float32Array.from({ length: 2 * n }, () => draw.uniform()), labels: Int32Array.from({ length: n }, (_, i) => i % 3), ids: Int32Array.from({ length: n }, (_, i) => i) };
const run = (params: Record<string, unknown>) => junkInjection.poison({ params: junkInjection.params.parse(params), train, test: train, meta, budget: (rate) => budget(rate, train.n), rng: Rng.fromSeed(2) });

describe("junk injection", () => {
  it.each(["copies", "noise"])("%s: adds rows behind the honest ones, with ids of their own and no goal", async (kind) => {
    const { train: after, truth, goal } = await run({ kind, rate: 0.5 });
    expect(after.n).toBe(135);
    expect(takeRows(after, train.ids)).toEqual(train);
    expect([...after.ids.subarray(n)]).toEqual(Array.from({ length: 45 }, (_, k) => FIRST_ADDED_ID + k));
    expect([...truth.poisoned]).toEqual([...new Array<number>(n).fill(0), ...new Array<number>(45).fill(1)]);
    expect(goal).toBeUndefined();
  });
  it("copies distinct real rows and never keeps their label", async () => {
    const { train: after, truth } = await run({ kind: "copies", rate: 1 }), wrong = new Set<number>();
    for (let i = n; i < after.n; i++) {
      const from = truth.sourceIds[i]!;
      expect(inputOf(after, i)).toEqual(inputOf(train, from));
      expect(truth.originalLabels[i]).toBe(train.labels[from]);
      expect(after.labels[i]).not.toBe(train.labels[from]);
      wrong.add(after.labels[i]!);
    }
    expect(new Set(truth.sourceIds.subarray(n)).size).toBe(n);
    expect(wrong.size).toBe(3);
  });
  it("makes noise that fills the value range, from no row", async () => {
    const { train: after, truth } = await run({ kind: "noise", rate: 1 }), noise = after.inputs.subarray(2 * n);
    expect(Math.min(...noise)).toBeLessThan(-0.9);
    expect(Math.max(...noise)).toBeGreaterThan(0.9);
    expect(truth.sourceIds.subarray(n).every((id) => id === -1)).toBe(true);
  });
  it("keeps to each column’s own range and levels, and reaches all of them", async () => {
    const table: DatasetMeta = { ...meta, modality: "tabular", columns: [{ kind: "number", name: "gain", range: [1000, 5000], decimals: 0 }, { kind: "category", name: "job", levels: ["a", "b", "c"] }] };
    const { train: after } = await junkInjection.poison({ params: junkInjection.params.parse({ kind: "noise", rate: 1 }), train, test: train, meta: table, budget: (rate) => budget(rate, n), rng: Rng.fromSeed(2) });
    const gain: number[] = [], job = [0, 0, 0];
    for (let i = n; i < after.n; i++) {
      gain.push(after.inputs[2 * i]!);
      job[after.inputs[2 * i + 1]!]!++;
    }
    expect(Math.min(...gain)).toBeGreaterThanOrEqual(1000);
    expect(Math.min(...gain)).toBeLessThan(1400);
    expect(Math.max(...gain)).toBeGreaterThan(4600);
    expect(Math.max(...gain)).toBeLessThanOrEqual(5000);
    for (const count of job) expect(count).toBeGreaterThan(15);
  });
  it("makes messages of random words, each as long as some real one", async () => {
    const text: DatasetMeta = { ...meta, modality: "text", shape: [6], text: { size: 12, spareWords: 2 } }, lengths = [1, 2, 5];
    const real: Rows = { ...train, shape: [6], inputs: Float32Array.from({ length: 6 * n }, (_, i) => (i % 6 < lengths[Math.floor(i / 6) % 3]! ? 2 : 0)) };
    const { train: after, truth } = await junkInjection.poison({ params: junkInjection.params.parse({ kind: "noise", rate: 1 }), train: real, test: real, meta: text, budget: (rate) => budget(rate, n), rng: Rng.fromSeed(2) });
    const seen = new Set<number>(), long = new Map<number, number>();
    for (let i = n; i < after.n; i++) {
      const row = [...inputOf(after, i)], words = row.indexOf(0);
      expect(row.slice(words).every((w) => w === 0)).toBe(true);
      row.slice(0, words).forEach((w) => seen.add(w));
      long.set(words, (long.get(words) ?? 0) + 1);
    }
    expect([...seen].sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect([...long].sort((a, b) => a[0] - b[0])).toEqual(lengths.map((l) => [l, 30]));
    expect(truth.sourceIds.subarray(n).every((id) => id === -1)).toBe(true);
  });
  it("adds in the name of the source it copies, and every row once before any twice when it has few", async () => {
    const held = takeRows({ ...train, sources: Uint8Array.from({ length: n }, (_, i) => i % 3) }, [4, 5, 7, 8]);
    for (const kind of ["copies", "noise"]) {
      const { train: after, truth } = await junkInjection.poison({ params: junkInjection.params.parse({ kind, rate: 0.1 }), train: held, test: train, meta, budget: (rate) => budget(rate, n), rng: Rng.fromSeed(2) });
      expect(after.n).toBe(4 + 9);
      expect([...after.sources!.subarray(0, 4)]).toEqual([1, 2, 1, 2]);
      if (kind === "noise") continue;
      const times = new Map<number, number>();
      for (let i = 4; i < 13; i++) {
        const from = truth.sourceIds[i]!;
        times.set(from, (times.get(from) ?? 0) + 1);
        expect(after.sources![i]).toBe(from % 3);
      }
      expect([...times.values()].sort((a, b) => a - b)).toEqual([2, 2, 2, 3]);
    }
  });
  it("adds no copy where there is nothing to copy, noise all the same", async () => {
    const none = takeRows({ ...train, sources: new Uint8Array(n) }, []), add = async (kind: string) =>
      (await junkInjection.poison({ params: junkInjection.params.parse({ kind, rate: 0.1 }), train: none, test: train, meta, budget: (rate) => budget(rate, n), rng: Rng.fromSeed(2) })).train.n;
    expect([await add("copies"), await add("noise")]).toEqual([0, 9]);
  });
});
