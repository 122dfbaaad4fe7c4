/** Blobs: round clouds of points around evenly spaced centers in the plane, the easiest set here. Synthetic. */
import { z } from "zod";
import { defineDataset } from "../core/plugins";
import { pointFacts, pointMeta, pointParams, pointSet, type Draw } from "./points";

const NAMES = ["blob A", "blob B", "blob C", "blob D", "blob E"];

const drawer = (classes: number): Draw => (label) => {
  const t = 2 * Math.PI * (0.25 + label / classes);
  return [0.65 * Math.cos(t), 0.65 * Math.sin(t)];
};

const params = z.strictObject({
  ...pointParams(0.2),
  classes: z.int().min(2).max(5).default(3).meta({ title: "Classes", description: "Number of clouds.", unit: "classes" }),
});
const metaOf = (classes: number) => pointMeta("blobs", "Blobs (synthetic)", NAMES.slice(0, classes));

export const blobs = defineDataset({
  id: "blobs",
  title: "Blobs (synthetic)",
  summary: "Round clouds of points, one a class; straight borders are enough.",
  params,
  facts: pointFacts("As many points as you like, 2 to 5 classes", "Anything about real measurements."),
  scenario: "Shapes in the plane",
  goodStart: { model: "logistic-regression", attack: "label-flip" },
  meta: ({ classes }) => metaOf(classes),
  load: async ({ params: p, rng, signal }) => pointSet(metaOf(p.classes), p, drawer(p.classes), rng, signal),
});
