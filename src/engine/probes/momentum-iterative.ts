/**
 * The momentum iterative method: ε in T equal steps, each along the sign of a running sum of past gradients, which keeps
 * its way past small bumps of this one model and so carries over to others better than PGD.
 * Dong, Liao, Pang, Su, Zhu, Hu, Li 2018, "Boosting Adversarial Attacks with Momentum".
 */
import { z } from "zod";
import { pgd } from "../core/pgd";
import { defineProbe } from "../core/plugins";
import { drawIndex, epsilonsParam, examplesParam, sampleOf, sweep } from "./sweep";
import { movable } from "./units";

export const momentumIterative = defineProbe({
  id: "momentum-iterative",
  title: "Momentum iterative",
  summary: "Takes several small steps that remember where the earlier ones went, which finds weaknesses that many models share.",
  paper: { authors: "Dong, Liao, Pang, Su, Zhu, Hu, Li", year: 2018, title: "Boosting Adversarial Attacks with Momentum", link: "https://arxiv.org/abs/1710.06081" },
  atlas: "AML.T0043.000",
  knows: "The finished model with its weights, or one like it, and the true label of the input.",
  controls: "Every value of one input at the moment when it is read, each by at most ε.",
  fails: "Against the very model it was made on, PGD finds as much or more; its gain shows on models that the attacker never saw.",
  params: z.strictObject({
    epsilons: epsilonsParam(), examples: examplesParam,
    steps: z.int().min(1).max(100).default(10).meta({ title: "Steps", description: "How many steps ε is cut into.", unit: "steps" }),
    decay: z.number().min(0).max(2).default(1).meta({ title: "Memory μ", description: "How much of the earlier steps each step keeps; 0 keeps nothing.", advanced: true }),
  }),
  supports: movable,
  async probe(args) {
    const { params: { epsilons, examples, steps, decay }, model, rng } = args, sample = await sampleOf(args, drawIndex(args, examples)), { x, n, labels, source, units: { fixed } } = sample;
    const { noiseHits: _, ...outcome } = await sweep(args, sample, {
      norm: "linf", epsilons, title: "Momentum iterative",
      craft: (epsilon) => pgd(source, model, x, n, { norm: "linf", epsilon, steps, stepSize: epsilon / steps, momentum: decay, labels, start: "input", range: [0, 1], fixed }, rng),
    });
    return outcome;
  },
});
