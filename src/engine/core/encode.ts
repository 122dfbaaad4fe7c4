/**
 * Table columns as numbers a network can use: standardized numbers and one 0/1 per level of a category. Means and
 * deviations come from the rows a model is trained on and from nowhere else, so that no test row leaks into a model.
 */
import { sizeOf, type DatasetMeta, type Rows } from "./data";
import type { EncodedColumn, Layer, ModelPlan } from "./learner";

type EncodeLayer = Extract<Layer, { kind: "encode" }>;

/** The layer before it has seen a row: numbers pass through. */
export function unfittedEncode(meta: DatasetMeta): EncodeLayer {
  return { kind: "encode", columns: (meta.columns ?? []).map((c): EncodedColumn => (c.kind === "number" ? { kind: "number", mean: 0, deviation: 1 } : { kind: "category", levels: c.levels.length })) };
}

/** Mean and standard deviation of each number column over these rows; a constant column keeps deviation 1. */
export function fitEncode(layer: EncodeLayer, rows: Rows): EncodeLayer {
  const d = sizeOf(rows.shape), n = Math.max(1, rows.n);
  return { kind: "encode", columns: layer.columns.map((column, j): EncodedColumn => {
    if (column.kind === "category") return column;
    let sum = 0, squares = 0;
    for (let i = 0; i < rows.n; i++) sum += rows.inputs[i * d + j]!;
    const mean = sum / n;
    for (let i = 0; i < rows.n; i++) squares += (rows.inputs[i * d + j]! - mean) ** 2;
    const deviation = Math.sqrt(squares / n);
    return { kind: "number", mean, deviation: deviation > 1e-9 * Math.max(1, Math.abs(mean)) ? deviation : 1 };
  }) };
}

/** A plan whose encode layer, if it has one, is fitted to the rows; weights have the same layout before and after. */
export function fitPlan(plan: ModelPlan, rows: Rows): ModelPlan {
  if (!plan.layers.some((l) => l.kind === "encode")) return plan;
  return { ...plan, layers: plan.layers.map((l) => (l.kind === "encode" ? fitEncode(l, rows) : l)) };
}

/** n encoded rows, n × width. A level outside the column's gives zeros. */
export function encodeInputs(layer: EncodeLayer, inputs: Float32Array, n: number): Float32Array {
  const d = layer.columns.length, width = layer.columns.reduce((sum, c) => sum + (c.kind === "number" ? 1 : c.levels), 0);
  const out = new Float32Array(n * width);
  for (let i = 0; i < n; i++) {
    let at = i * width;
    for (let j = 0; j < d; j++) {
      const column = layer.columns[j]!, value = inputs[i * d + j]!;
      if (column.kind === "number") out[at++] = (value - column.mean) / column.deviation;
      else {
        const level = Math.round(value);
        if (level >= 0 && level < column.levels) out[at + level] = 1;
        at += column.levels;
      }
    }
  }
  return out;
}
