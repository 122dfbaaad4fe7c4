/** The two-dimensional shapes are what they say they are, and one set's size does not move the others. */
import { describe, expect, it } from "vitest";
import { inputOf, type Dataset, type Rows } from "../core/data";
import type { DatasetPlugin } from "../core/plugins";
import { Rng } from "../core/rng";
import { datasets } from "./registry";

const load = (id: string, params: Record<string, unknown> = {}): Promise<Dataset> => {
  const plugin: DatasetPlugin = datasets.find(id)!;
  return plugin.load({ params: plugin.params.parse(params), rng: Rng.fromSeed(3), read: () => Promise.reject(new Error("nothing to read")) });
};
const of = (rows: Rows, label: number) => Array.from({ length: rows.n }, (_, i) => i).filter((i) => rows.labels[i] === label).map((i) => [...inputOf(rows, i)] as [number, number]);
const radius = ([x, y]: [number, number]) => Math.hypot(x, y);

describe("points", () => {
  it("draws circles at radius 0.9 and 0.4", async () => {
    const { train } = await load("circles", { noise: 0 });
    for (const p of of(train, 0)) expect(radius(p)).toBeCloseTo(0.9, 5);
    for (const p of of(train, 1)) expect(radius(p)).toBeCloseTo(0.4, 5);
  });
  it("draws moons as half circles of radius 0.6 that interlock", async () => {
    const { train } = await load("moons", { noise: 0 });
    for (const [x, y] of of(train, 0)) expect(Math.hypot(x + 0.3, y + 0.15)).toBeCloseTo(0.6, 5);
    for (const [x, y] of of(train, 1)) expect(Math.hypot(x - 0.3, y - 0.15)).toBeCloseTo(0.6, 5);
    expect(of(train, 0).every(([, y]) => y >= -0.1501)).toBe(true);
    expect(of(train, 1).every(([, y]) => y <= 0.1501)).toBe(true);
  });
  it("turns each spiral arm into the next by rotation", async () => {
    const { train } = await load("spirals", { noise: 0, arms: 3, turns: 1 });
    for (let arm = 0; arm < 3; arm++)
      for (const p of of(train, arm)) {
        const turn = (radius(p) - 0.1) / 0.85 + arm / 3, angle = 2 * Math.PI * turn;
        expect(Math.cos(angle) * p[0] + Math.sin(angle) * p[1]).toBeCloseTo(radius(p), 4);
      }
  });
  it("puts as many blobs as asked around centers 0.65 from the middle", async () => {
    for (const classes of [2, 5]) {
      const { train, meta } = await load("blobs", { noise: 0.05, classes, train: 1000 });
      expect(meta.classNames).toHaveLength(classes);
      for (let c = 0; c < classes; c++) {
        const points = of(train, c), middle: [number, number] = [0, 1].map((k) => points.reduce((s, p) => s + p[k]!, 0) / points.length) as [number, number];
        expect(points).toHaveLength(1000 / classes);
        expect(radius(middle)).toBeCloseTo(0.65, 1);
      }
    }
  });
  it("strays by the noise asked for", async () => {
    const { train } = await load("circles", { noise: 0.1, train: 5000 });
    const stray = of(train, 0).map((p) => radius(p) - 0.9), spread = Math.sqrt(stray.reduce((s, v) => s + v * v, 0) / stray.length);
    expect(spread).toBeGreaterThan(0.09);
    expect(spread).toBeLessThan(0.11);
  });
  it.each(["moons", "circles", "spirals", "blobs"])("%s: a larger training set leaves test and trusted points where they were", async (id) => {
    const a = await load(id, { train: 100 }), b = await load(id, { train: 300 });
    expect(b.test).toEqual(a.test);
    expect(b.trusted).toEqual(a.trusted);
    expect(a.train.inputs).not.toEqual(a.test.inputs.subarray(0, 200));
  });
});
