/** Training points in the form that the plane chart draws. Pure; two-dimensional data only. */
import { rangeOf, type DatasetMeta, type Preview } from "../../engine/index";
import type { PlaneAxes, PlotPoints } from "../charts/region-drawing";
import { columnTitle, valueText } from "../text/rows";

/** All training rows, or those at the given positions; ids are positions in the training rows. */
export function plotPoints(preview: Preview, rows?: Int32Array): PlotPoints {
  const { train, truth } = preview;
  const at = rows ?? Int32Array.from({ length: train.n }, (_, i) => i);
  const inputs = new Float32Array(at.length * 2);
  at.forEach((row, k) => inputs.set(train.inputs.subarray(row * 2, row * 2 + 2), k * 2));
  return {
    inputs, ids: at, labels: at.map((row) => train.labels[row]!),
    poisoned: Uint8Array.from(at, (row) => truth.poisoned[row]!), originalLabels: at.map((row) => truth.originalLabels[row]!),
  };
}

/** Range of each axis. */
export const planeOf = ({ meta }: { readonly meta: DatasetMeta }) => ({ x: rangeOf(meta, 0), y: rangeOf(meta, 1) });

/** Names, units and number formats of both axes; undefined for points without named columns. */
export function axesOf({ columns }: DatasetMeta): PlaneAxes | undefined {
  const [x, y] = columns ?? [];
  if (!x || !y) return undefined;
  return { x: { title: columnTitle(x), format: (v) => valueText(x, v) }, y: { title: columnTitle(y), format: (v) => valueText(y, v) } };
}
