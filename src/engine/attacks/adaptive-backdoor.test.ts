/** Poisoned and cover rows carry half of the trigger each, other halves; only the former change label, and later it is whole. */
import { describe, expect, it } from "vitest";
import { inputOf, type DatasetMeta, type Rows } from "../core/data";
import { Rng } from "../core/rng";
import { adaptiveBackdoor } from "./adaptive-backdoor";
import { blendPattern } from "./blended";
import { budget } from "./rows";

const meta: DatasetMeta = { id: "p", title: "Pictures", modality: "image", shape: [8, 12, 1], classNames: ["0", "1", "2"], valueRange: [0, 1] };
const D = 96;
const rows = (n: number): Rows => ({ n, shape: meta.shape, inputs: new Float32Array(n * D).fill(2), labels: Int32Array.from({ length: n }, (_, i) => i % 3), ids: Int32Array.from({ length: n }, (_, i) => i) });
const train = rows(90), test = rows(30);
const run = (params: object) => adaptiveBackdoor.poison({ params: adaptiveBackdoor.params.parse(params), train, test, meta, budget: (rate) => budget(rate, train.n), rng: Rng.fromSeed(4) });
const sum = (bytes: Uint8Array) => bytes.reduce((a, b) => a + b, 0);

/** Which of the 16 pieces, 2 × 3 pixels each, an input carries; every piece wholly or not at all. */
function piecesOn(input: Float32Array): number[] {
  const counts = new Array<number>(16).fill(0);
  input.forEach((v, p) => { if (v !== 2) counts[4 * Math.floor(Math.floor(p / 12) / 2) + Math.floor((p % 12) / 3)]!++; });
  expect(counts.every((c) => c === 0 || c === 6)).toBe(true);
  return counts.flatMap((c, k) => (c ? [k] : []));
}

describe("the adaptive backdoor", () => {
  it("puts half of the pieces, other ones each time, on poisoned and on cover rows; cover rows keep their label", async () => {
    const { train: after, truth } = await run({ rate: 0.1, cover: 0.2, target: 1 }), drawn = new Set<string>(), seen = new Set<number>();
    expect([sum(truth.poisoned), sum(truth.cover!)]).toEqual([9, 18]);
    for (let i = 0; i < 90; i++) {
      const pieces = piecesOn(inputOf(after, i)), touched = truth.poisoned[i] === 1 || truth.cover![i] === 1;
      expect(pieces).toHaveLength(touched ? 8 : 0);
      expect(after.labels[i]).toBe(truth.poisoned[i] ? 1 : train.labels[i]);
      if (!touched) continue;
      expect(train.labels[i]).not.toBe(1);
      drawn.add(String(pieces));
      for (const k of pieces) seen.add(k);
    }
    expect(drawn.size).toBeGreaterThan(20);
    expect(seen.size).toBe(16);
  });
  it("blends with the same picture and α as in the whole trigger, which test rows carry", async () => {
    const { train: after, truth, goal } = await run({ rate: 0.1, alpha: 0.25 }), pattern = blendPattern("noise", meta), i = truth.poisoned.indexOf(1);
    inputOf(after, i).forEach((v, p) => { if (v !== 2) expect(v).toBeCloseTo(0.75 * 2 + 0.25 * pattern[p]!, 5); });
    expect(goal!.testIndex).toHaveLength(20);
    for (let k = 0; k < 20; k++) expect(piecesOn(goal!.inputs.subarray(k * D, k * D + D))).toHaveLength(16);
  });
  it("asks for its own number of pieces, and covers nothing when there is nothing to cover", async () => {
    const { train: after, truth } = await run({ rate: 0.1, cover: 0, pieces: 3 });
    expect(sum(truth.cover!)).toBe(0);
    expect(piecesOn(inputOf(after, truth.poisoned.indexOf(1)))).toHaveLength(3);
    expect(sum((await run({ rate: 0 })).truth.cover!)).toBe(0);
  });
});
