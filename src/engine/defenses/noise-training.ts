/**
 * Training on noisy inputs: fresh normal noise on every pixel of every batch. It is the first half of randomized smoothing, whose
 * certificates are large only for a model that has learned to read through the noise; by itself it certifies nothing.
 * Cohen, Rosenfeld, Kolter 2019.
 */
import { z } from "zod";
import { defineTraining } from "../core/plugins";
import { plainDistance } from "./shared/plain-distance";
import { trainedBy } from "./shared/train-by";

export const noiseTraining = defineTraining({
  id: "noise-training",
  title: "Noise training",
  summary: "Adds fresh random noise to every training input, so that the model learns to read through noise; made for randomized smoothing.",
  paper: { authors: "Cohen, Rosenfeld, Kolter", year: 2019, title: "Certified Adversarial Robustness via Randomized Smoothing", link: "https://arxiv.org/abs/1902.02918" },
  stage: "train",
  needsTrusted: false,
  assumes: "The noise does not drown what tells the classes apart. It does little against poison: a trigger that is bright or large stays readable through it.",
  params: z.strictObject({
    sigma: z.number().min(0.01).max(2).default(0.25).meta({ title: "Noise", description: "Standard deviation of the noise on each input value, as a share of the range that values have. Randomized smoothing must use the same.", scale: "log" }),
    epochs: z.int().min(1).max(200).default(15).meta({ title: "Epochs", description: "How often the model sees the training set; every time the noise is another.", unit: "epochs" }),
  }),
  supports: plainDistance,
  async *train(args) {
    const { params, meta } = args, [low, high] = meta.valueRange, size = params.sigma * (high - low), noise = args.rng.fork("noise");
    const notes = () => [{ level: "info", text: `Every batch of up to ${params.epochs} epochs had fresh normal noise of standard deviation ${params.sigma} of the value range added.` }] as const;
    return yield* trainedBy(args, { settings: { epochs: params.epochs }, perturb: async ({ inputs }) => inputs.map((v) => v + size * noise.normal()) }, notes);
  },
});
