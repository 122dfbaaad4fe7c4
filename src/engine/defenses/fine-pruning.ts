/**
 * Fine-pruning (Liu, Dolan-Gavitt, Garg 2018): switch off the channels that sleep on clean inputs, where a backdoor may
 * hide, then fine-tune on clean rows with them held at zero. How far to prune is chosen on trusted rows that fine-tuning
 * never sees; neither the test set nor the trigger is looked at. Pruning alone often leaves the backdoor in place, and in a
 * network of 16 filters plain fine-tuning does too; so fine-tuning also decays weights, which is not in the paper.
 */
import { z } from "zod";
import { sizeOf, type Rows } from "../core/data";
import { defineRepair, type Note } from "../core/plugins";
import { descending } from "../core/statistics";
import { fineTune } from "./shared/fine-tune";
import { applyMask, channelMask, channelMeans, prunableLayer } from "./shared/prune";
import { accuracyOf, beat, counted, holdOut, needsHiddenLayer, percent } from "./shared/rows";

/** Most points that the path of pruned models keeps. */
const PATH_POINTS = 33;

export const finePruning = defineRepair({
  id: "fine-pruning",
  title: "Fine-pruning",
  summary: "Switches off the parts of the trained model that clean inputs never use, then teaches the rest again on a small clean set.",
  paper: { authors: "Liu, Dolan-Gavitt, Garg", year: 2018, title: "Fine-Pruning: Defending Against Backdooring Attacks on Deep Neural Networks", link: "https://arxiv.org/abs/1805.12185" },
  stage: "repair",
  needsTrusted: true,
  assumes: "The defender owns a small clean set, and the backdoor sits in channels that clean inputs hardly use or that fine-tuning overwrites. In a small network every channel serves both.",
  params: z.strictObject({
    tolerance: z.number().min(0).max(0.5).default(0.04).meta({ title: "Tolerance", description: "How many points of accuracy on held-out trusted rows pruning may cost before fine-tuning.", percent: true }),
    fineTuneEpochs: z.int().min(0).max(200).default(50).meta({ title: "Fine-tuning epochs", description: "How often the pruned model sees the clean rows. 0 prunes only.", unit: "epochs" }),
    fineTuneLearningRate: z.number().min(1e-5).max(0.1).default(0.006).meta({ title: "Fine-tuning learning rate", description: "How far one fine-tuning step moves the weights.", scale: "log" }),
    fineTuneWeightDecay: z.number().min(0).max(20).default(0.35).meta({ title: "Fine-tuning weight decay", description: "Pulls weights toward zero while fine-tuning. Clean rows hold up the weights that they use; those that only the trigger uses fade. 0 is the paper’s plain fine-tuning.", advanced: true }),
    heldOut: z.number().min(0.1).max(0.9).default(0.2).meta({ title: "Held-out share", description: "Share of the trusted rows on which the pruning level is chosen; fine-tuning uses the others.", percent: true, advanced: true }),
  }),
  supports: needsHiddenLayer,
  async repair(args) {
    const { params, trusted, plan, model, learner, rng } = args, d = sizeOf(trusted.shape);
    const target = prunableLayer(plan);
    if (!target) throw new RangeError("fine-pruning needs a hidden layer");
    if (trusted.n < 4) return { model: { plan, weights: model.weights.slice() }, notes: [{ level: "warning", text: `There are ${counted(trusted.n, "trusted row")}; fine-pruning needs at least 4, so the model was left as it is.` }] };

    const [judge, tune] = holdOut(trusted, params.heldOut, rng);
    const accuracy = async (weights: Float32Array, rows: Rows) =>
      accuracyOf(await learner.logits({ plan, weights }, rows.inputs, rows.n), rows.labels, plan.classes);

    const outputs = await learner.activations(model, target.layer, trusted.inputs.subarray(0, trusted.n * d), trusted.n);
    const sleepiest = descending(channelMeans(outputs, trusted.n, target.channels).map((v) => -v));
    const stride = Math.ceil(target.channels / (PATH_POINTS - 1));
    const before = await accuracy(model.weights, judge);
    const steps: { x: number; weights: Float32Array }[] = [{ x: 0, weights: model.weights.slice() }];
    let level = 0, at = before, open = true;
    for (let pruned = 1; pruned < target.channels; pruned++) {
      await beat(args, pruned, target.channels);
      if (!open && pruned % stride !== 0) continue;
      const weights = applyMask(model.weights, channelMask(plan, target.layer, sleepiest.slice(0, pruned)));
      if (pruned % stride === 0) steps.push({ x: pruned, weights });
      if (!open) continue;
      const now = await accuracy(weights, judge);
      open = before - now <= params.tolerance + 1e-9;
      if (open) { level = pruned; at = now; }
    }
    const mask = channelMask(plan, target.layer, sleepiest.slice(0, level));
    let weights = applyMask(model.weights, mask);
    const notes: Note[] = [{ level: "info", text: `${level} of ${counted(target.channels, target.noun)} in the last ${target.noun === "filter" ? "convolution" : "hidden layer"} were switched off; on ${counted(judge.n, "held-out trusted row")} accuracy went from ${percent(before)} to ${percent(at)}.` }];

    if (params.fineTuneEpochs > 0) {
      const tuned = await fineTune(args, { rows: tune, start: weights, mask, epochs: params.fineTuneEpochs, learningRate: params.fineTuneLearningRate, weightDecay: params.fineTuneWeightDecay });
      if (!tuned) notes.push({ level: "warning", text: "Fine-tuning diverged, so the model was left as it was after pruning; try a lower fine-tuning learning rate." });
      else {
        weights = tuned;
        notes.push({ level: "info", text: `After ${counted(params.fineTuneEpochs, "epoch")} of fine-tuning on ${counted(tune.n, "other trusted row")}, held-out accuracy is ${percent(await accuracy(weights, judge))}.` });
      }
    }
    if (level === 0) notes.push({ level: "warning", text: `No ${target.noun} could be switched off within the tolerance: every one of the ${target.channels} is needed for clean inputs, so only fine-tuning acted.` });
    return { model: { plan, weights }, notes, path: { xTitle: `${target.noun}s switched off`, steps } };
  },
});
