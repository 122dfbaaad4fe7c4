/**
 * Label smoothing: a little of each label is spread over all classes, so that no row can pull the logits apart without end
 * and a wrong label costs less to disbelieve. It changes the loss only, and removes nothing.
 * Szegedy, Vanhoucke, Ioffe, Shlens, Wojna 2016, "Rethinking the Inception Architecture for Computer Vision".
 */
import { z } from "zod";
import type { BatchLoss } from "../core/learner";
import { softmax } from "../core/loss";
import { defineTraining } from "../core/plugins";
import { trainedBy } from "./shared/train-by";
import { percent } from "./shared/rows";

/** Cross-entropy to (1 − s) of the label plus s / k of every class; its gradient is the softmax minus that target. */
export const smoothedLoss = (smoothing: number): BatchLoss => ({ logits, labels, n }) => {
  const k = logits.length / Math.max(1, n), seed = softmax(logits, k);
  let total = 0;
  for (let i = 0; i < n; i++) for (let c = 0; c < k; c++) {
    const target = smoothing / k + (labels[i] === c ? 1 - smoothing : 0), p = seed[i * k + c]!;
    total -= target * Math.log(Math.max(1e-30, p));
    seed[i * k + c] = (p - target) / n;
  }
  return { total, seed };
};

export const labelSmoothing = defineTraining({
  id: "label-smoothing",
  title: "Label smoothing",
  summary: "Never lets the model be quite sure of any label, so that a wrong one pulls less hard.",
  paper: { authors: "Szegedy, Vanhoucke, Ioffe, Shlens, Wojna", year: 2016, title: "Rethinking the Inception Architecture for Computer Vision", link: "https://arxiv.org/abs/1512.00567" },
  stage: "train",
  needsTrusted: false,
  assumes: "Wrong labels are few and scattered over the classes. Rows that agree on one wrong label, as in a backdoor or in flips from one class to another, are still learned.",
  remarks: ["On 4,000 digits with 40 % of the labels drawn at random it does not help in 10 epochs (87.2 % against 88.5 %, seeds 1 to 3) and does in 30 at a constant learning rate (71.6 % against 64.9 %).", "Müller, Kornblith, Hinton 2019, \"When Does Label Smoothing Help?\": it gathers the rows of a class in tight groups and makes confidence better calibrated, but erases what wrong answers told about likeness. Confidence of such a model cannot be compared with that of another."],
  params: z.strictObject({
    smoothing: z.number().min(0).max(0.9).default(0.1).meta({ title: "Smoothing", description: "How much of each label is spread over all classes. 0 is the usual training.", percent: true }),
  }),
  supports: () => true,
  train: (args) => trainedBy(args, { loss: smoothedLoss(args.params.smoothing) }, () => [
    { level: "info", text: `Each label counted ${percent(1 - args.params.smoothing)} for its own class, and ${percent(args.params.smoothing)} was shared by all ${args.meta.classNames.length}.` },
    { level: "info", text: "The model is less confident on purpose; a threshold on confidence that was set for another model does not fit it." },
  ]),
});
