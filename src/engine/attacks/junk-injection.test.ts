/** Junk is added, never replaces: copies carry wrong labels, noise comes from nowhere, honest rows stay in front. */
import { describe, expect, it } from "vitest";
import { inputOf, takeRows, type DatasetMeta, type Rows } from "../core/data";
import { Rng } from "../core/rng";
import { FIRST_ADDED_ID, junkInjection } from "./junk-injection";

const meta: DatasetMeta = { id: "p", title: "Plane", modality: "points", shape: [2], classNames: ["a", "b", "c"], valueRange: [-1, 1] };
const n = 90, draw = Rng.fromSeed(8);
const train: Rows = { n, shape: [2], inputs: Float32Array.from({ length: 2 * n }, () => draw.uniform()), labels: Int32Array.from({ length: n }, (_, i) => i % 3), ids: Int32Array.from({ length: n }, (_, i) => i) };
const run = (params: Record<string, unknown>) => junkInjection.poison({ params: junkInjection.params.parse(params), train, test: train, meta, rng: Rng.fromSeed(2) });

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
});
