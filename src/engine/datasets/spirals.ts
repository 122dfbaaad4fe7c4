/** Spirals: two or three arms wound around each other in the plane, hard for small networks. Synthetic. */
import { z } from "zod";
import { defineDataset } from "../core/plugins";
import { pointFacts, pointMeta, pointParams, pointSet, type Draw } from "./points";

const NAMES = ["arm A", "arm B", "arm C"];

const drawer = (arms: number, turns: number): Draw => (label, rng) => {
  const u = Math.sqrt(rng.uniform()), r = 0.1 + 0.85 * u, t = 2 * Math.PI * (turns * u + label / arms);
  return [r * Math.cos(t), r * Math.sin(t)];
};

const params = z.strictObject({
  ...pointParams(0.04),
  arms: z.int().min(2).max(3).default(2).meta({ title: "Arms", description: "Spiral arms; each is a class.", unit: "arms" }),
  turns: z.number().min(0.25).max(2).default(1).meta({ title: "Turns", description: "How often an arm winds around the middle; more is harder.", unit: "turns" }),
});
const metaOf = (arms: number) => pointMeta("spirals", "Spirals (synthetic)", NAMES.slice(0, arms));

export const spirals = defineDataset({
  id: "spirals",
  title: "Spirals (synthetic)",
  summary: "Arms of points wound around each other; a model has to bend its border a long way.",
  params,
  facts: pointFacts("As many points as you like, 2 or 3 classes", "Anything about real measurements."),
  scenario: "Shapes in the plane",
  goodStart: { model: "mlp", attack: "label-flip" },
  meta: ({ arms }) => metaOf(arms),
  load: async ({ params: p, rng, signal }) => pointSet(metaOf(p.arms), p, drawer(p.arms, p.turns), rng, signal),
});
