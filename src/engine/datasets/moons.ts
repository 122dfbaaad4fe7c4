/** Moons: two interlocking half circles in the plane, the classic two-class set a straight border cannot part. Synthetic. */
import { z } from "zod";
import { defineDataset } from "../core/plugins";
import { pointFacts, pointMeta, pointParams, pointSet, type Draw } from "./points";

const META = pointMeta("moons", "Moons (synthetic)", ["upper moon", "lower moon"]);

const draw: Draw = (label, rng) => {
  const t = Math.PI * rng.uniform(), x = Math.cos(t), y = Math.sin(t);
  // Unit half circles, the lower one shifted by (1, 0.5) and mirrored; then centered and shrunk to ± 0.9.
  return label === 0 ? [0.6 * (x - 0.5), 0.6 * (y - 0.25)] : [0.6 * (0.5 - x), 0.6 * (0.25 - y)];
};

export const moons = defineDataset({
  id: "moons",
  title: META.title,
  summary: "Two interlocking half moons of points; small enough to see the whole border that a model draws.",
  params: z.strictObject(pointParams(0.09)),
  facts: pointFacts("As many points as you like, 2 classes", "Anything about real measurements."),
  scenario: "Shapes in the plane",
  goodStart: { model: "mlp", attack: "label-flip" },
  meta: () => META,
  load: async ({ params, rng, signal }) => pointSet(META, params, draw, rng, signal),
});
