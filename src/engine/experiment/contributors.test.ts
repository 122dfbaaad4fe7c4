/** Contributors: exact shares at random by the seed, attacks that stay within one of them, and what is told about each. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputOf, takeRows, type Dataset, type DatasetMeta, type Rows } from "../core/data";
import { Rng } from "../core/rng";
import { attacks } from "../attacks/registry";
import { assignSources, withContributors } from "./contributors";
import { Control } from "./control";
import { localLane } from "./lanes";
import type { Stage } from "./plan";
import { sourceReports } from "./report";
import type { EvaluateOutput, LoadOutput, PoisonOutput, SelectionOutput } from "./stages/outputs";
import { putBack } from "./stages/poison";

const rng = (seed = 1) => Rng.fromSeed(seed).fork("contributors");
const countsOf = (sources: ArrayLike<number>, k: number) => Array.from({ length: k }, (_, s) => Array.from(sources).filter((v) => v === s).length);

describe("who delivers what", () => {
  it("keeps to the shares to the row, by largest remainder", () => {
    expect(countsOf(assignSources(10, [0.5, 0.3, 0.2], rng()), 3)).toEqual([5, 3, 2]);
    expect(countsOf(assignSources(10, [1, 1, 1], rng()), 3)).toEqual([4, 3, 3]);
    expect(countsOf(assignSources(7, [0.6, 0.2, 0.2], rng()), 3)).toEqual([4, 2, 1]);
    expect(countsOf(assignSources(9, [0.05, 0.9, 0.05], rng()), 3)).toEqual([1, 8, 0]);
  });
  it("hands out every row, none of them more than one row off its share, whatever the shares", () =>
    fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 6 }), (n, percents) => {
      const shares = percents.map((p) => p / 100), total = shares.reduce((a, b) => a + b, 0), counts = countsOf(assignSources(n, shares, rng()), shares.length);
      expect(counts.reduce((a, b) => a + b, 0)).toBe(n);
      counts.forEach((count, s) => expect(Math.abs(count - (n * shares[s]!) / total)).toBeLessThan(1));
    })));
  it("says the same for a seed and another for another, and mixes well", () => {
    const a = assignSources(400, [0.5, 0.5], rng());
    expect(assignSources(400, [0.5, 0.5], rng())).toEqual(a);
    expect(assignSources(400, [0.5, 0.5], rng(2))).not.toEqual(a);
    expect(Math.abs(countsOf(a.subarray(0, 200), 2)[0]! - 100)).toBeLessThan(25);
  });
});

const meta: DatasetMeta = { id: "p", title: "Plane", modality: "points", shape: [2], classNames: ["a", "b"], valueRange: [0, 1] };
const rows = (n: number, firstId = 0): Rows => ({ n, shape: [2], inputs: Float32Array.from({ length: 2 * n }, (_, i) => (i + firstId) / 1000), labels: Int32Array.from({ length: n }, (_, i) => i % 2), ids: Int32Array.from({ length: n }, (_, i) => firstId + 2 * i) });
const plain: Dataset = { meta, train: rows(100), test: rows(20, 1000), trusted: rows(10, 5000) };
const people = [{ name: "lab", share: 0.6 }, { name: "crowd", share: 0.3 }, { name: "site", share: 0.1 }];
const dataset = withContributors(plain, people, rng());

describe("a data set with contributors", () => {
  it("changes nothing but the names and who delivered each training row, and nothing at all without them", () => {
    expect(withContributors(plain, [], rng())).toBe(plain);
    expect(dataset.meta).toEqual({ ...meta, sources: ["lab", "crowd", "site"] });
    const { sources, ...train } = dataset.train;
    expect(train).toEqual(plain.train);
    expect(countsOf(sources!, 3)).toEqual([60, 30, 10]);
    expect([dataset.test, dataset.trusted]).toEqual([plain.test, plain.trusted]);
  });
});

/** What the poison stage makes of these data; the attack's own defaults fill in the rest. */
async function poison(data: Dataset, id: string, params: Record<string, unknown>, from: string | null, seed = 1): Promise<PoisonOutput> {
  const stage: Stage = { key: "k", title: "t", seed, work: { kind: "poison", attack: { id, params: attacks.find(id)!.params.parse(params) }, from }, parents: {}, arms: [] };
  return (await localLane(null, () => Promise.reject(new Error("reads nothing")), new Control()).execute({ stage, inputs: { load: { kind: "load", dataset: data } }, report: () => {}, signal: new AbortController().signal })) as PoisonOutput;
}
const touched = (out: PoisonOutput) => [...out.truth.poisoned.keys()].filter((i) => out.truth.poisoned[i] === 1);

describe("an attack that one contributor makes", () => {
  it("touches that contributor’s rows only, as many as the rate allows of the whole set", async () => {
    const out = await poison(dataset, "label-flip", { rate: 0.08 }, "crowd"), { train, truth, report } = out;
    expect(touched(out)).toHaveLength(8);
    expect(touched(out).every((i) => dataset.train.sources![i] === 1)).toBe(true);
    expect(report).toMatchObject({ rows: 100, poisoned: 8, relabeled: 8, added: 0 });
    expect(report).not.toHaveProperty("asked");
    expect([train.inputs, train.ids, train.sources, truth.originalLabels, truth.sourceIds]).toEqual([dataset.train.inputs, dataset.train.ids, dataset.train.sources, dataset.train.labels, dataset.train.ids]);
    train.labels.forEach((y, i) => expect(y).toBe(truth.poisoned[i] ? 1 - dataset.train.labels[i]! : dataset.train.labels[i]));
  });
  it("ends at the contributor’s last row and says what was asked for", async () => {
    const out = await poison(dataset, "label-flip", { rate: 0.25 }, "site");
    expect(countsOf(touched(out).map((i) => dataset.train.sources![i]!), 3)).toEqual([0, 0, 10]);
    expect(out.report).toMatchObject({ poisoned: 10, asked: 25 });
    expect((await poison(dataset, "label-flip", { rate: 0.25 }, null)).report).not.toHaveProperty("asked");
  });
  it("is told from a wider one: another seed and no limit give other rows", async () => {
    const one = touched(await poison(dataset, "label-flip", { rate: 0.05 }, "lab"));
    expect(touched(await poison(dataset, "label-flip", { rate: 0.05 }, "lab"))).toEqual(one);
    expect(touched(await poison(dataset, "label-flip", { rate: 0.05 }, "lab", 2))).not.toEqual(one);
    expect(touched(await poison(dataset, "label-flip", { rate: 0.05 }, null))).not.toEqual(one);
  });
  it.each(["copies", "noise"])("adds rows (%s) behind all others, in its own name, even more than it has", async (kind) => {
    const { train, truth, report } = await poison(dataset, "junk-injection", { kind, rate: 0.25 }, "site"), last = Int32Array.from({ length: 25 }, (_, k) => 100 + k);
    expect(takeRows(train, dataset.train.ids.map((_, i) => i))).toEqual(dataset.train);
    expect([...takeRows(train, last).sources!]).toEqual(new Array<number>(25).fill(2));
    expect(new Set(train.ids).size).toBe(125);
    expect(report).toMatchObject({ rows: 125, poisoned: 25, added: 25 });
    for (const i of last) {
      expect(truth.poisoned[i]).toBe(1);
      if (kind === "noise") continue;
      const from = dataset.train.ids.indexOf(truth.sourceIds[i]!);
      expect(dataset.train.sources![from]).toBe(2);
      expect(inputOf(train, i)).toEqual(inputOf(dataset.train, from));
      expect([truth.originalLabels[i], train.labels[i]]).toEqual([dataset.train.labels[from], 1 - dataset.train.labels[from]!]);
    }
  });
  it("poisons nothing when its source has no row, and says so; noise comes in its name all the same", async () => {
    const empty: Dataset = { ...dataset, train: { ...dataset.train, sources: dataset.train.sources!.map((s) => (s === 2 ? 0 : s)) } };
    const out = await poison(empty, "label-flip", { rate: 0.05 }, "site");
    expect(out.train).toEqual(empty.train);
    expect(out.report).toMatchObject({ poisoned: 0, asked: 5 });
    expect((await poison(empty, "junk-injection", { kind: "copies", rate: 0.05 }, "site")).report).toMatchObject({ poisoned: 0, added: 0, asked: 5 });
    const noise = await poison(empty, "junk-injection", { kind: "noise", rate: 0.05 }, "site");
    expect([...noise.train.sources!.subarray(100)]).toEqual([2, 2, 2, 2, 2]);
  });
  it("is refused when nobody of that name delivers rows", async () => {
    await expect(poison(dataset, "label-flip", {}, "the moon")).rejects.toMatchObject({ problem: { field: "attackSource", message: 'attackSource: nobody called "the moon" delivers rows of Plane.' } });
    await expect(poison(plain, "label-flip", {}, "lab")).rejects.toMatchObject({ problem: { field: "attackSource" } });
  });
  it("finds its rows again after the attack has put its own in order", () => {
    const held = [...dataset.train.sources!.keys()].filter((i) => dataset.train.sources![i] === 2), part = takeRows(dataset.train, held);
    const back = putBack(dataset.train, [2], { train: part, truth: { poisoned: new Uint8Array(part.n), originalLabels: part.labels, sourceIds: part.ids } });
    expect(back.train).toEqual(dataset.train);
    expect(back.truth).toEqual({ poisoned: new Uint8Array(100), originalLabels: dataset.train.labels, sourceIds: dataset.train.ids });
  });
});

describe("what is told about each contributor", () => {
  it("adds up to the whole and is counted where it belongs", async () => {
    const made = await poison(dataset, "label-flip", { rate: 0.08 }, "crowd"), { train } = made, load: LoadOutput = { kind: "load", dataset: { ...dataset, test: { ...plain.test, sources: Uint8Array.from({ length: 20 }, (_, i) => i % 2) } } };
    // A model that is always right about the true label, on test rows of the lab only; a filter that drops rows 0 to 9 and relabels row 10.
    const evaluate = { trainPredicted: dataset.train.labels, testPredicted: plain.test.labels.map((y, i) => (i % 2 === 0 ? y : 1 - y)) } as unknown as EvaluateOutput;
    const positions = Int32Array.from({ length: 90 }, (_, i) => i + 10), labels = positions.map((p) => (p === 10 ? 1 - train.labels[p]! : train.labels[p]!));
    const told = sourceReports({ load, poison: made, evaluate, selection: { kind: "selection", positions, labels, notes: [] } as SelectionOutput })!;
    const sum = (pick: (r: (typeof told)[number]) => number) => told.reduce((s, r) => s + pick(r), 0);
    expect(told.map((r) => [r.name, r.rows, r.poisoned])).toEqual([["lab", 60, 0], ["crowd", 30, 8], ["site", 10, 0]]);
    expect(told.map((r) => r.agreement.value)).toEqual([1, 22 / 30, 1]);
    expect(sum((r) => Math.round(r.flagged!.value * r.flagged!.n))).toBe(11);
    told.forEach((r, s) => expect(Math.round(r.flagged!.value * r.flagged!.n)).toBe(countsOf(dataset.train.sources!.subarray(0, 11), 3)[s]));
    expect(told.map((r) => r.testAccuracy && [r.testAccuracy.n, r.testAccuracy.value])).toEqual([[10, 1], [10, 0], null]);
  });
  it("is nothing where rows are not told apart, and leaves out what was not measured", () => {
    const evaluate = { trainPredicted: plain.train.labels, testPredicted: plain.test.labels } as unknown as EvaluateOutput;
    expect(sourceReports({ load: { kind: "load", dataset: plain }, evaluate })).toBeUndefined();
    for (const r of sourceReports({ load: { kind: "load", dataset }, evaluate })!) expect([r.flagged, r.testAccuracy, r.poisoned]).toEqual([null, null, 0]);
  });
});
