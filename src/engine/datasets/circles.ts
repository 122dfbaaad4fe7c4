/** Circles: one ring of points inside another in the plane. Synthetic. */
import { z } from "zod";
import { defineDataset } from "../core/plugins";
import { pointFacts, pointMeta, pointParams, pointSet, type Draw } from "./points";

const META = pointMeta("circles", "Circles (synthetic)", ["outer ring", "inner ring"]);

const draw: Draw = (label, rng) => {
  const t = 2 * Math.PI * rng.uniform(), r = label === 0 ? 0.9 : 0.4;
  return [r * Math.cos(t), r * Math.sin(t)];
};

export const circles = defineDataset({
  id: "circles",
  title: META.title,
  summary: "A ring of points inside another ring; the border to learn is a closed curve.",
  params: z.strictObject(pointParams(0.09)),
  facts: pointFacts("As many points as you like, 2 classes", "Anything about real measurements."),
  scenario: "Shapes in the plane",
  goodStart: { model: "mlp", attack: "label-flip" },
  meta: () => META,
  load: async ({ params, rng, signal }) => pointSet(META, params, draw, rng, signal),
});
