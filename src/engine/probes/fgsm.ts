/**
 * The fast gradient sign method: one step of size ε on every value, uphill on the model's loss. The quickest adversarial
 * example and not the strongest one; pgd.ts looks harder.
 * Goodfellow, Shlens, Szegedy 2015, "Explaining and Harnessing Adversarial Examples".
 */
import { z } from "zod";
import { pgd } from "../core/pgd";
import { defineProbe } from "../core/plugins";
import { drawIndex, epsilonsParam, examplesParam, sampleOf, sweep } from "./sweep";
import { movable } from "./units";

export const fgsm = defineProbe({
  id: "fgsm",
  title: "FGSM",
  summary: "Pushes every value of an input a little up or down, whichever makes the model more wrong, in a single step.",
  paper: { authors: "Goodfellow, Shlens, Szegedy", year: 2015, title: "Explaining and Harnessing Adversarial Examples", link: "https://arxiv.org/abs/1412.6572" },
  atlas: "AML.T0043.000",
  knows: "The finished model with its weights, and the true label of the input.",
  controls: "Every value of one input at the moment when it is read, each by at most ε.",
  fails: "A single step overshoots where the model bends: smaller steps find more, so what survives FGSM is not safe yet.",
  params: z.strictObject({ epsilons: epsilonsParam(), examples: examplesParam }),
  supports: movable,
  async probe(args) {
    const { params: { epsilons, examples }, model, rng } = args, sample = await sampleOf(args, drawIndex(args, examples)), { x, n, labels, source, units: { fixed } } = sample;
    const { noiseHits: _, ...outcome } = await sweep(args, sample, {
      norm: "linf", epsilons, title: "FGSM",
      craft: (epsilon) => pgd(source, model, x, n, { norm: "linf", epsilon, steps: 1, stepSize: epsilon, labels, start: "input", range: [0, 1], fixed }, rng),
    });
    return outcome;
  },
});
