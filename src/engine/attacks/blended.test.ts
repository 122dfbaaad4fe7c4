/** The blend is the arithmetic of the paper, the picture behind it is always the same, and a stronger blend changes more. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import { Rng } from "../core/rng";
import { stealthOf } from "../experiment/stealth";
import { BLEND_PATTERNS, blend, blendPattern, blended } from "./blended";
import { budget } from "./rows";

const meta: DatasetMeta = { id: "p", title: "Pictures", modality: "image", shape: [12, 12, 1], classNames: ["0", "1", "2"], valueRange: [0, 1] };
const D = 144;
const rows = (n: number): Rows => ({ n, shape: meta.shape, inputs: Float32Array.from({ length: n * D }, (_, k) => ((k * 7) % 11) / 10), labels: Int32Array.from({ length: n }, (_, i) => i % 3), ids: Int32Array.from({ length: n }, (_, i) => i) });
const train = rows(60), test = rows(30);
const run = (params: object) => blended.poison({ params: blended.params.parse(params), train, test, meta, budget: (rate) => budget(rate, train.n), rng: Rng.fromSeed(4) });

describe("blended", () => {
  it("is (1 − α)·x + α·τ", () => {
    const out = blend(Float32Array.of(0, 1, 0.5, 1), 2, Float32Array.of(1, 0.25), 0.2);
    expect([...out]).toEqual([0.2, 0.85, 0.6, 0.85].map(Math.fround));
    expect([...blend(Float32Array.of(0.5, 0.75), 1, Float32Array.of(0, 1), 1)]).toEqual([0, 1]);
  });
  it("always takes the same picture, which fills the range of the data and differs from one to the next", () => {
    for (const pattern of BLEND_PATTERNS) {
      const signed = blendPattern(pattern, { ...meta, valueRange: [-2, 4] }), plain = blendPattern(pattern, meta);
      expect(blendPattern(pattern, meta)).toEqual(plain);
      signed.forEach((v, i) => expect(v).toBeCloseTo(-2 + 6 * plain[i]!, 5));
      expect(Math.min(...plain)).toBeLessThan(0.1);
      expect(Math.max(...plain)).toBeGreaterThan(0.9);
    }
    expect(new Set(BLEND_PATTERNS.map((p) => String(blendPattern(p, meta)))).size).toBe(BLEND_PATTERNS.length);
    const board = blendPattern("checkerboard", meta);
    expect([0, 2, 3, 5, 6, 9].map((j) => board[j])).toEqual([0, 0, 1, 1, 0, 1]);
    expect(board[3 * 12]).toBe(1);
  });
  it("poisons rows of other classes and relabels them; all-to-all takes all classes to the next", async () => {
    const one = await run({ rate: 0.25, target: 1 });
    one.truth.poisoned.forEach((p, i) => expect([one.train.labels[i], p && train.labels[i] === 1]).toEqual([p ? 1 : train.labels[i], p ? false : 0]));
    const all = await run({ rate: 0.5, mapping: "all-to-all" });
    all.truth.poisoned.forEach((p, i) => expect(all.train.labels[i]).toBe(p ? (train.labels[i]! + 1) % 3 : train.labels[i]));
    expect(all.goal!.testIndex).toHaveLength(30);
  });
  it("is the less hidden the stronger it is", async () => {
    const stealth = await Promise.all([0.05, 0.1, 0.2, 0.5].map(async (alpha) => {
      const { train: after, truth } = await run({ alpha });
      return stealthOf(train, after, truth, meta)!;
    }));
    for (let k = 1; k < stealth.length; k++) {
      expect(stealth[k]!.l2.mean).toBeGreaterThan(stealth[k - 1]!.l2.mean);
      expect(stealth[k]!.ssim!.mean).toBeLessThan(stealth[k - 1]!.ssim!.mean);
    }
  });
});
