/** Table columns on their way into a network: checked by hand on a few rows in plain units. */
import { expect, test } from "vitest";
import type { DatasetMeta, Rows } from "./data";
import { encodeInputs, fitEncode, fitPlan, unfittedEncode } from "./encode";
import { layerShapes, weightSlots, type ModelPlan } from "./learner";

const number = (name: string) => ({ kind: "number", name, unit: "mm", range: [0, 90], decimals: 1 }) as const;
const meta: DatasetMeta = {
  id: "table", title: "Table", modality: "tabular", shape: [3], classNames: ["no", "yes"], valueRange: [0, 90],
  columns: [number("length"), { kind: "category", name: "kind", levels: ["a", "b", "c"] }, number("width")],
};
const rowsOf = (...values: number[]): Rows => {
  const n = values.length / 3;
  return { n, shape: [3], inputs: Float32Array.from(values), labels: new Int32Array(n), ids: Int32Array.from({ length: n }, (_, i) => i) };
};
const layer = unfittedEncode(meta);

test("before it has seen a row, numbers pass and categories spread out", () => {
  expect([...encodeInputs(layer, Float32Array.of(4, 2, -1, 7, 0, 0.5), 2)]).toEqual([4, 0, 0, 1, -1, 7, 1, 0, 0, 0.5]);
});

test("takes mean and deviation of the rows it is fitted to, and keeps them for others", () => {
  const fitted = fitEncode(layer, rowsOf(10, 0, 5, 20, 1, 5, 30, 1, 5, 40, 2, 5));
  expect(fitted.columns).toEqual([{ kind: "number", mean: 25, deviation: Math.sqrt(125) }, { kind: "category", levels: 3 }, { kind: "number", mean: 5, deviation: 1 }]);
  const out = encodeInputs(fitted, Float32Array.of(25 + 2 * Math.sqrt(125), 1, 8), 1);
  expect(out[0]).toBeCloseTo(2, 5);
  expect([...out.subarray(1)]).toEqual([0, 1, 0, 3]);
});

test("survives large values with a small spread, and no rows at all", () => {
  const wide = fitEncode(layer, rowsOf(1e6, 0, 0, 1e6 + 1, 0, 0, 1e6 + 2, 0, 0)).columns[0];
  expect(wide).toMatchObject({ mean: 1e6 + 1 });
  expect((wide as { deviation: number }).deviation).toBeCloseTo(Math.sqrt(2 / 3), 6);
  expect(fitEncode(layer, rowsOf()).columns[0]).toEqual({ kind: "number", mean: 0, deviation: 1 });
});

test("gives zeros for a level that is none of the column’s", () => {
  for (const level of [-1, 3, 1e9, NaN]) expect([...encodeInputs(layer, Float32Array.of(0, level, 0), 1)]).toEqual([0, 0, 0, 0, 0]);
});

test("fits a plan without changing its weights’ layout, and leaves others as they are", () => {
  const plan: ModelPlan = { inputShape: [3], classes: 2, layers: [layer, { kind: "dense", units: 2, relu: false }] };
  const fitted = fitPlan(plan, rowsOf(1, 0, 2, 3, 1, 4));
  expect(fitted.layers[0]).toMatchObject({ columns: [{ mean: 2, deviation: 1 }, {}, { mean: 3, deviation: 1 }] });
  expect(layerShapes(fitted)).toEqual([[3], [5], [2]]);
  expect(weightSlots(fitted)).toEqual(weightSlots(plan));
  expect(plan.layers[0]).toBe(layer);
  const other: ModelPlan = { ...plan, layers: [{ kind: "flatten" }, plan.layers[1]!] };
  expect(fitPlan(other, rowsOf(1, 0, 2))).toBe(other);
});
