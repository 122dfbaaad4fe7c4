/**
 * What the two-dimensional data sets share: sizes, noise, drawing three independent sets of points. Values lie in
 * [-1.25, 1.25], the shapes themselves in [-1, 1]; a point that noise would throw outside is drawn again.
 */
import { z } from "zod";
import type { Dataset, DatasetMeta, Rows } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import type { DatasetFacts } from "../core/plugins";
import type { Rng } from "../core/rng";

const LIMIT = 1.25;

/** One noiseless point of a class, as [x, y] in [-1, 1]. */
export type Draw = (label: number, rng: Rng) => readonly [number, number];

/** Parameters every point set has; `noise` is the standard deviation in units of the plot. */
export const pointParams = (noise: number) => ({
  train: z.int().min(20).max(5000).default(400).meta({ title: "Training points", description: "Points the models learn from.", unit: "points" }),
  test: z.int().min(20).max(5000).default(400).meta({ title: "Test points", description: "Points that every rate is measured on; never poisoned, never trained on.", unit: "points" }),
  trusted: z.int().min(20).max(2000).default(100).meta({ title: "Trusted points", description: "A small clean set that the defender owns; neither trained on by the victim nor used for the reported rates.", unit: "points", advanced: true }),
  noise: z.number().min(0).max(0.4).default(noise).meta({ title: "Noise", description: "How far points stray from their shape (standard deviation; the plot is 2.5 wide)." }),
});

export const pointMeta = (id: string, title: string, classNames: readonly string[]): DatasetMeta =>
  ({ id, title, modality: "points", shape: [2], classNames, valueRange: [-LIMIT, LIMIT] });

export const pointFacts = (size: string, notGoodFor: string): DatasetFacts =>
  ({ source: "Made by a formula from the seed", license: "None needed", size, notGoodFor, synthetic: true });

/** n points, classes as even as can be, in random order. */
function points(n: number, classes: number, noise: number, draw: Draw, firstId: number, rng: Rng): Rows {
  const inputs = new Float32Array(n * 2), labels = rng.fork("labels").shuffle(Int32Array.from({ length: n }, (_, i) => i % classes));
  const place = rng.fork("place"), stray = rng.fork("noise");
  const inside = (v: number) => v >= -LIMIT && v <= LIMIT;
  for (let i = 0; i < n; i++) {
    const [cx, cy] = draw(labels[i]!, place);
    let x: number, y: number;
    do {
      x = cx + noise * stray.normal();
      y = cy + noise * stray.normal();
    } while (!inside(x) || !inside(y));
    inputs[2 * i] = x;
    inputs[2 * i + 1] = y;
  }
  return { n, shape: [2], inputs, labels, ids: Int32Array.from({ length: n }, (_, i) => firstId + i) };
}

/** Independent train, test and trusted sets; changing the size of one does not move the others. */
export function pointSet(meta: DatasetMeta, params: { train: number; test: number; trusted: number; noise: number }, draw: Draw, rng: Rng, signal?: AbortSignal): Dataset {
  throwIfCancelled(signal);
  const classes = meta.classNames.length;
  return {
    meta,
    train: points(params.train, classes, params.noise, draw, 0, rng.fork("train")),
    test: points(params.test, classes, params.noise, draw, 100_000, rng.fork("test")),
    trusted: points(params.trusted, classes, params.noise, draw, 200_000, rng.fork("trusted")),
  };
}
