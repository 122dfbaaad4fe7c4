/** The stripes are the paper's sine, row by row and added, and no label is ever touched. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import { Rng } from "../core/rng";
import { stealthOf } from "../experiment/stealth";
import { budget } from "./rows";
import { sinusoidal } from "./sinusoidal";

const meta: DatasetMeta = { id: "p", title: "Pictures", modality: "image", shape: [8, 8, 1], classNames: ["0", "1", "2"], valueRange: [0, 1] };
const train: Rows = { n: 60, shape: meta.shape, inputs: new Float32Array(60 * 64).fill(0.5), labels: Int32Array.from({ length: 60 }, (_, i) => i % 3), ids: Int32Array.from({ length: 60 }, (_, i) => i) };
const params = (p: object) => sinusoidal.params.parse(p);
const stamp = (p: object, value: number, m = meta) => sinusoidal.stamp!(params(p), new Float32Array(m.shape.reduce((a, b) => a * b)).fill(value), 1, m);
const run = (p: object) => sinusoidal.poison({ params: params(p), train, test: train, meta, budget: (rate) => budget(rate, train.n), rng: Rng.fromSeed(4) });

describe("sinusoidal", () => {
  it("adds Δ·sin(2πjf / W), the same in every row", () => {
    const out = stamp({ amplitude: 0.2, frequency: 1 }, 0.5), r = 0.2 * Math.SQRT1_2;
    const line = [0.5, 0.5 + r, 0.7, 0.5 + r, 0.5, 0.5 - r, 0.3, 0.5 - r];
    out.forEach((v, p) => expect(v).toBeCloseTo(line[p % 8]!, 6));
    expect([...stamp({ amplitude: 0.2, frequency: 2 }, 0.5).subarray(0, 4)].map((v) => Math.round(100 * v))).toEqual([50, 70, 50, 30]);
  });
  it("cuts at black and white, scales with the range, and treats all channels alike", () => {
    expect([...stamp({ amplitude: 0.4, frequency: 2 }, 0.9).subarray(0, 4)].map((v) => Math.round(100 * v))).toEqual([90, 100, 90, 50]);
    const photo = { ...meta, shape: [2, 4, 3], valueRange: [-1, 1] as const };
    expect([...stamp({ amplitude: 0.25, frequency: 1 }, 0, photo).subarray(0, 12)].map((v) => Math.round(100 * v) + 0)).toEqual([0, 0, 0, 50, 50, 50, 0, 0, 0, -50, -50, -50]);
  });
  it("touches half of the target class and no label", async () => {
    const { train: after, truth, goal } = await run({ rate: 0.5, target: 1 });
    expect(after.labels).toEqual(train.labels);
    expect(truth.poisoned.reduce((a, b) => a + b, 0)).toBe(10);
    truth.poisoned.forEach((p, i) => { if (p) expect(train.labels[i]).toBe(1); });
    expect([...goal!.testIndex].every((i) => train.labels[i] !== 1)).toBe(true);
    expect(goal!.testIndex).toHaveLength(40);
  });
  it("can take the whole class, and is the less hidden the stronger it is", async () => {
    expect((await run({ rate: 1 })).truth.poisoned.reduce((a, b) => a + b, 0)).toBe(20);
    const similar = await Promise.all([0.05, 0.1, 0.3].map(async (amplitude) => {
      const { train: after, truth } = await run({ amplitude });
      return stealthOf(train, after, truth, meta)!;
    }));
    for (let k = 1; k < similar.length; k++) expect(similar[k]!.linf.max).toBeGreaterThan(similar[k - 1]!.linf.max);
    expect(similar[2]!.ssim!.mean).toBeLessThan(similar[0]!.ssim!.mean);
  });
});
