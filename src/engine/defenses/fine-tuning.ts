/**
 * Plain fine-tuning: the trained model learns on from the defender's own rows, all layers or only the last. The baseline that
 * every repair is compared with; first measured as one by Liu, Dolan-Gavitt, Garg 2018. It removes nothing by itself: what
 * clean rows never use they do not correct, so a backdoor fades slowly or not at all.
 */
import { z } from "zod";
import { defineRepair, type Note } from "../core/plugins";
import { fineTune } from "./shared/fine-tune";
import { accuracyOf, counted, hasHiddenLayer, percent } from "./shared/rows";

/** Fewer trusted rows than this for each class are learned by heart. */
const FEW_PER_CLASS = 10;

export const fineTuning = defineRepair({
  id: "fine-tuning",
  title: "Fine-tuning",
  summary: "Teaches the trained model again on a small clean set: the plainest repair, with which all others are compared.",
  paper: { authors: "Liu, Dolan-Gavitt, Garg", year: 2018, title: "Fine-Pruning: Defending Against Backdooring Attacks on Deep Neural Networks", link: "https://arxiv.org/abs/1805.12185" },
  stage: "repair",
  needsTrusted: true,
  assumes: "The defender owns a clean set that is large enough to learn from, and learning on changes what the trigger uses. Weights that clean rows do not need get no correction, so a backdoor can stay.",
  remarks: [
    "On the backdoored digits it hardly helps: with 500 trusted digits the attack success goes from 98 % to 87 %, at a cost of half a point of clean accuracy; a learning rate of 0.01 brings it to 33 % and costs a point and a half (means of seeds 1, 2 and 3).",
  ],
  params: z.strictObject({
    epochs: z.int().min(0).max(200).default(20).meta({ title: "Epochs", description: "How often the model sees the trusted rows.", unit: "epochs" }),
    learningRate: z.number().min(1e-5).max(0.1).default(0.003).meta({ title: "Learning rate", description: "How far one step moves the weights at the start; it falls to zero. A large one forgets more, the good with the bad.", scale: "log" }),
    layers: z.enum(["all", "last"]).default("all").meta({ title: "Layers", description: "All layers, or only the last one on what the others see.", options: { all: "all layers", last: "only the last layer" } }),
    weightDecay: z.number().min(0).max(20).default(0).meta({ title: "Weight decay", description: "Pulls weights toward zero, so that those which clean rows do not hold up fade. 0 is plain fine-tuning.", advanced: true }),
  }),
  supports: () => true,
  async repair(args) {
    const { params, trusted, plan, model, learner } = args;
    if (trusted.n === 0) return { model: { plan, weights: model.weights.slice() }, notes: [{ level: "warning", text: "There are no trusted rows to fine-tune on, so the model was left as it was." }] };
    const accuracy = async (weights: Float32Array) => accuracyOf(await learner.logits({ plan, weights }, trusted.inputs, trusted.n), trusted.labels, plan.classes);
    const tuned = await fineTune(args, { rows: trusted, start: model.weights, ...params });
    if (!tuned) return { model: { plan, weights: model.weights.slice() }, notes: [{ level: "warning", text: "Fine-tuning diverged, so the model was left as it was; try a lower learning rate." }] };
    const which = params.layers === "all" || !hasHiddenLayer(plan) ? "all layers" : "the last layer";
    const notes: Note[] = [{ level: "info", text: `After ${counted(params.epochs, "epoch")} of fine-tuning ${which} on ${counted(trusted.n, "trusted row")}, accuracy on these rows went from ${percent(await accuracy(model.weights))} to ${percent(await accuracy(tuned))}.` }];
    if (trusted.n < FEW_PER_CLASS * plan.classes) notes.push({ level: "warning", text: `There are ${counted(trusted.n, "trusted row")} for ${plan.classes} classes, so the model may learn them by heart; use at least ${FEW_PER_CLASS * plan.classes}.` });
    return { model: { plan, weights: tuned }, notes };
  },
});
