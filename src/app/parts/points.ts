/** Training points in the form that the plane chart draws. Pure; two-dimensional data only. */
import type { Preview } from "../../engine/index";
import type { PlotPoints } from "../charts/region-drawing";

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

export const planeOf = (preview: Preview) => ({ x: preview.meta.valueRange, y: preview.meta.valueRange });
