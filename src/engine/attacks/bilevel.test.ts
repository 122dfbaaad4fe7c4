/** The gradient through the refit agrees with refitting for real; the walk goes uphill, stays in its box, and is what is delivered. */
import { describe, expect, it } from "vitest";
import { inputOf, rangeOf, type DatasetMeta, type Rows } from "../core/data";
import { Cancelled } from "../core/errors";
import type { CraftArgs, Crafted } from "../core/plugins";
import { Rng } from "../core/rng";
import { FIRST_ADDED_ID } from "./add-rows";
import { bilevel, moved, poisonGradient, together, viewOf } from "./bilevel";
import { examples, fit, predict } from "./logistic";
import { budget, cleanTruth } from "./rows";

const plane: DatasetMeta = { id: "p", title: "Plane", modality: "points", shape: [2], classNames: ["a", "b", "c"], valueRange: [-1.25, 1.25] };
const table: DatasetMeta = { id: "t", title: "Table", modality: "tabular", shape: [3], classNames: ["a", "b"], valueRange: [0, 1], columns: [{ kind: "number", name: "gain", range: [-1, 9000], decimals: 0 }, { kind: "category", name: "job", levels: ["x", "y", "z"] }, { kind: "number", name: "age", range: [0, 90], decimals: 0 }] };

function cloud(n: number, classes: number, rng: Rng): Rows {
  const labels = Int32Array.from({ length: n }, (_, i) => i % classes), inputs = new Float32Array(2 * n);
  labels.forEach((y, i) => {
    inputs[2 * i] = 0.6 * Math.cos(2.1 * y) + 0.2 * rng.normal();
    inputs[2 * i + 1] = 0.6 * Math.sin(2.1 * y) + 0.2 * rng.normal();
  });
  return { n, shape: [2], inputs: inputs.map((v) => Math.min(1.25, Math.max(-1.25, v))), labels, ids: labels.map((_, i) => 3 * i) };
}
type P = ReturnType<typeof bilevel.params.parse>;
const argsOf = (train: Rows, meta: DatasetMeta, params: Partial<P>, part = 0) =>
  ({ params: bilevel.params.parse(params), train, test: train, meta, budget: (rate: number) => budget(rate, train.n), rng: Rng.fromSeed(4), pulse: () => {}, part, parts: 1 }) as unknown as CraftArgs<P>;
type Walk = Record<"path" | "objective", Float32Array> & Record<"from" | "labels", Int32Array>;
const craft = async (train: Rows, meta: DatasetMeta, params: Partial<P>, part = 0) => (await bilevel.craft!.craft(argsOf(train, meta, params, part))) as unknown as Walk;

describe("the gradient through the refit", () => {
  it.each([2, 3])("is what refitting with a moved poison row gives, for %i classes", async (classes) => {
    const train = cloud(60, classes, Rng.fromSeed(1)), val = cloud(30, classes, Rng.fromSeed(2)), ridge = 0.02, spots = [0.3, -0.8, -1.1, 0.4, 0.9, 0.9];
    const honest = examples(train.inputs, train.labels, classes, 2.5), validation = examples(val.inputs, val.labels, classes), wrong = [0, 1, classes - 1];
    const refit = async (at: number[]) => {
      const poison = examples(at, wrong, classes), all = together(honest, poison), theta = await fit(all, ridge);
      return { poison, all, theta, loss: predict(theta, validation).loss };
    };
    const { poison, all, theta } = await refit(spots), g = poisonGradient(theta, all, poison, validation, ridge), h = 1e-3;
    let largest = 0;
    for (let j = 0; j < spots.length; j++) {
      const at = (step: number) => refit(spots.map((v, i) => (i === j ? v + step : v)));
      const brute = ((await at(h)).loss - (await at(-h)).loss) / (2 * h), got = g[Math.floor(j / 2) * 3 + (j % 2)]!;
      expect(Math.abs(got - brute)).toBeLessThan(1e-3 * Math.max(Math.abs(brute), 1e-3));
      largest = Math.max(largest, Math.abs(brute));
    }
    expect(largest).toBeGreaterThan(1e-4);
  });
});

describe("one step", () => {
  const view = viewOf(plane, cloud(9, 3, Rng.fromSeed(1)));
  it("is as long as asked, along the gradient, in units of the range", () => {
    const [x, y] = moved(Float32Array.of(0, 0), Float64Array.of(3, 4, 99), 1, 2, 3, view, 0.1);
    expect([x, y]).toEqual([expect.closeTo(0.15, 6), expect.closeTo(0.2, 6)]);
  });
  it("stops at the edge and slides along it at full length", () => {
    expect([...moved(Float32Array.of(1.2, 0), Float64Array.of(1, 0, 0), 1, 2, 3, view, 0.1)]).toEqual([1.25, 0]);
    expect([...moved(Float32Array.of(1.25, 0), Float64Array.of(5, -1, 0), 1, 2, 3, view, 0.1)]).toEqual([1.25, -0.25]);
    expect([...moved(Float32Array.of(1.25, 1.25), Float64Array.of(5, 1, 0), 1, 2, 3, view, 0.1)]).toEqual([1.25, 1.25]);
  });
});

describe("bilevel poisoning", () => {
  const train = cloud(120, 3, Rng.fromSeed(3));
  it("starts as copies of real rows with another label and walks uphill inside the box", async () => {
    const { from, labels, path, objective } = await craft(train, plane, { rate: 0.1, steps: 25 }), m = 12;
    expect([from.length, labels.length, new Set(from).size, path.length]).toEqual([m, m, m, objective.length * m * 2]);
    from.forEach((i, k) => {
      expect([...path.subarray(2 * k, 2 * k + 2)]).toEqual([...inputOf(train, i)]);
      expect(labels[k]).not.toBe(train.labels[i]);
    });
    expect(objective.length).toBeGreaterThan(10);
    for (let s = 1; s < objective.length; s++) expect(objective[s]).toBeGreaterThan(objective[s - 1]!);
    expect(objective.at(-1)! / objective[0]!).toBeGreaterThan(1.05);
    expect(path.every((v) => v >= -1.25 && v <= 1.25)).toBe(true);
  });
  it("delivers where the walk that hurts most has ended, behind the honest rows", async () => {
    const walks = await Promise.all([0, 1, 2].map((part) => craft(train, plane, { rate: 0.1, steps: 8 }, part))), ends = walks.map((w) => w.objective.at(-1)!), best = walks[ends.indexOf(Math.max(...ends))]!;
    expect(new Set(ends).size).toBe(3);
    const { train: after, truth, trail } = await bilevel.poison({ ...argsOf(train, plane, { rate: 0.1 }), crafted: walks as unknown as Crafted[] });
    expect(after.inputs.subarray(0, 240)).toEqual(train.inputs);
    expect(after.inputs.subarray(240)).toEqual(best.path.slice(-24));
    expect([...after.labels.subarray(120)]).toEqual([...best.labels]);
    expect([...truth.originalLabels.subarray(120)]).toEqual([...best.from].map((i) => train.labels[i]));
    expect([...truth.sourceIds.subarray(120)]).toEqual([...best.from].map((i) => 3 * i));
    expect([trail!.path, trail!.objective, [...trail!.ids]]).toEqual([best.path, best.objective, Array.from({ length: 12 }, (_, k) => FIRST_ADDED_ID + k)]);
    expect(cleanTruth(train).poisoned).toEqual(truth.poisoned.slice(0, 120));
  });
  it("moves numbers within their own ranges and never a category", async () => {
    const rng = Rng.fromSeed(6), rows: Rows = { n: 60, shape: [3], inputs: Float32Array.from({ length: 180 }, (_, i) => [4000 + 2000 * (Math.floor(i / 3) % 2) + 500 * rng.normal(), rng.int(3), 40 + 9 * rng.normal()][i % 3]!), labels: Int32Array.from({ length: 60 }, (_, i) => i % 2), ids: Int32Array.from({ length: 60 }, (_, i) => i) };
    const { from, path, objective } = await craft(rows, table, { rate: 0.2, steps: 10 }), end = path.slice(-36);
    expect(objective.at(-1)).toBeGreaterThan(objective[0]!);
    from.forEach((i, k) => {
      expect(end[3 * k + 1]).toBe(inputOf(rows, i)[1]);
      for (const j of [0, 2]) expect(end[3 * k + j]! >= rangeOf(table, j)[0] && end[3 * k + j]! <= rangeOf(table, j)[1]).toBe(true);
    });
    expect(end.some((v, i) => i % 3 === 0 && v !== path[i])).toBe(true);
  });
  it("is told to stop between two refits", async () => {
    let calls = 0;
    const pulse = () => { if (++calls > 5) throw new Cancelled(); };
    await expect(bilevel.craft!.craft({ ...argsOf(train, plane, {}), pulse })).rejects.toBeInstanceOf(Cancelled);
  });
  it("has as many random flips beside it", () => expect(bilevel.baseline!(bilevel.params.parse({ rate: 0.07 }))).toMatchObject({ id: "label-flip", params: { mode: "symmetric", rate: 0.07 } }));
});
