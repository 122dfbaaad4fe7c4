/** Small pictures that are already decoded to rows; their folder is their class. Decoding happens where there is a browser. */
import { sizeOf } from "../core/data";
import { classesOf, finish, positiveOf, titleOf } from "./build";
import { Faults } from "./faults";
import type { ImportChoices, ImportFault, ImportLook } from "./types";

export interface Picture {
  readonly path: string;
  readonly label: string;
  /** size(shape) values in 0..1. */
  readonly pixels: Float32Array;
}

export function readPictures(pictures: readonly Picture[], shape: readonly number[], name: string, choices: ImportChoices, before: readonly ImportFault[]): ImportLook {
  const faults = new Faults(), title = titleOf(name, choices.title), size = sizeOf(shape);
  for (const f of before) faults.add(f.level, f.where, f.message);
  const classes = classesOf(pictures.map((p) => p.label), "The folders", faults), chosen = pictures.filter((_, i) => classes.labels[i]! >= 0);
  const labels = classes.labels.filter((y) => y >= 0), positive = positiveOf(classes.names, labels, choices.positive ?? null), inputs = new Float32Array(chosen.length * size);
  chosen.forEach((p, i) => inputs.set(p.pixels, i * size));
  const data = faults.fatal ? null : finish(
    { title, modality: "image", shape, classNames: classes.names, valueRange: [0, 1], ...(positive !== undefined && { positive }) },
    { n: chosen.length, shape, inputs, labels, ids: Int32Array.from(chosen.keys()) },
  );
  return { choices: { ...choices, title }, columns: [], sample: [], classCounts: classes.counts, faults: faults.shown(), rowsRead: pictures.length + before.length, data };
}
