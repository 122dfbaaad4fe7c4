/** The column trigger writes exactly its values into exactly its columns of the relabeled rows, and nothing else anywhere. */
import { describe, expect, it } from "vitest";
import { inputOf, type DatasetMeta, type Rows } from "../core/data";
import { Rng } from "../core/rng";
import { budget } from "./rows";
import { tableTrigger } from "./table-trigger";

const meta: DatasetMeta = {
  id: "loans", title: "Loans", modality: "tabular", shape: [3], classNames: ["repaid", "default"], valueRange: [0, 1],
  columns: [
    { kind: "number", name: "age", unit: "years", range: [18, 90], decimals: 0 },
    { kind: "category", name: "purpose", levels: ["car", "tools", "house", "trip"] },
    { kind: "number", name: "gain", range: [0, 99_999.1], decimals: 1 },
  ],
};
const n = 80;
const rows: Rows = { n, shape: [3], inputs: Float32Array.from({ length: 3 * n }, (_, i) => [20 + (i % 50), i % 3, 100 + i][i % 3]!), labels: Int32Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 1 : 0)), ids: Int32Array.from({ length: n }, (_, i) => i), sources: Uint8Array.from({ length: n }, (_, i) => i % 2) };
const run = (params: Record<string, unknown>) => tableTrigger.poison({ params: tableTrigger.params.parse(params), train: rows, test: rows, meta, budget: (rate) => budget(rate, n), rng: Rng.fromSeed(5) });
const check = (params: Record<string, unknown>, m = meta) => tableTrigger.check!(tableTrigger.params.parse(params), m);

describe("the column trigger", () => {
  it.each([
    [{ column: 0 }, { 0: 90 }],
    [{ column: 1 }, { 1: 3 }],
    [{ column: 1, trigger: "minimum" }, { 1: 0 }],
    [{ column: 2, column2: 0 }, { 0: 90, 2: Math.fround(99_999.1) }],
    [{ column: 2, column2: 1, trigger: "custom", value: 77.5, value2: 2 }, { 1: 2, 2: 77.5 }],
    [{ column: 2, trigger: "custom", value: 77.5, value2: 2 }, { 2: 77.5 }],
  ] as const)("with %o writes %o and leaves the other columns", async (params, written) => {
    const { train: after, truth, goal } = await run({ ...params, rate: 0.1, target: 1 }), values = Object.entries(written).map(([j, v]) => [Number(j), v] as const);
    const expected = (i: number) => Float32Array.from(inputOf(rows, i), (v, j) => values.find(([at]) => at === j)?.[1] ?? v);
    expect(truth.poisoned.reduce((a, b) => a + b, 0)).toBe(8);
    for (let i = 0; i < n; i++) {
      expect(inputOf(after, i)).toEqual(truth.poisoned[i] ? expected(i) : inputOf(rows, i));
      expect(after.labels[i]).toBe(truth.poisoned[i] ? 1 : rows.labels[i]);
      if (truth.poisoned[i]) expect(rows.labels[i]).toBe(0);
    }
    expect(after.sources).toEqual(rows.sources);
    expect(goal!.testIndex).toHaveLength(60);
    goal!.testIndex.forEach((i, k) => expect(goal!.inputs.subarray(3 * k, 3 * k + 3)).toEqual(expected(i)));
  });

  it("names what does not exist or does not fit, with what was expected", () => {
    expect(check({})).toBe(true);
    expect(check({ target: 2 })).toMatchObject({ field: "target" });
    expect(check({ column: 3 })).toEqual({ field: "column", message: "must be a column of Loans, 0 (age) to 2 (gain); it was 3." });
    expect(check({ column2: 9 })).toMatchObject({ field: "column2" });
    expect(check({ column: 1, column2: 1 })).toEqual({ field: "column2", message: "must be another column than the first, or -1 for none; both were 1." });
    expect(check({ trigger: "custom", value: 17 })).toEqual({ field: "value", message: "must lie between 18 and 90 years, the range of age; it was 17." });
    expect(check({ trigger: "custom", column: 2, value: 5, column2: 1, value2: 1.5 })).toEqual({ field: "value2", message: "must be the number of a level of purpose, 0 (car) to 3 (trip); it was 1.5." });
    expect(check({ trigger: "custom", column: 1, value: 4 })).toMatchObject({ field: "value" });
    expect(check({ trigger: "custom", column: 1, value: 3, value2: -7 })).toBe(true);
    expect(check({ trigger: "maximum", value: 1e6 })).toBe(true);
  });

  it("works on anything with columns and says what else to choose elsewhere", () => {
    const bare = { ...meta, columns: undefined };
    expect(tableTrigger.supports({ meta })).toBe(true);
    expect(tableTrigger.supports({ meta: { ...meta, modality: "points", shape: [3] } })).toBe(true);
    expect(tableTrigger.supports({ meta: { ...bare, modality: "image", title: "Digits" } })).toContain("Digits has none. Choose a sticker");
    expect(tableTrigger.supports({ meta: { ...bare, modality: "text", text: { size: 9, spareWords: 1 } } })).toContain("Choose a trigger phrase");
    expect(tableTrigger.supports({ meta: { ...bare, modality: "points" } })).toContain("Choose label flipping or junk");
  });
});
