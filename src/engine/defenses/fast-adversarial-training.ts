/**
 * Fast adversarial training: one gradient step from a random place instead of many, for about a quarter of the time. The
 * price is that training may suddenly learn to fool that one step (catastrophic overfitting), so PGD accuracy on trusted
 * rows is watched, and the model of the best epoch is kept. The paper's cyclic learning rate is not here.
 * Wong, Rice, Kolter 2020, "Fast is better than free: Revisiting adversarial training".
 */
import { z } from "zod";
import { pgdTraining } from "../core/pgd-training";
import { defineTraining, type Note } from "../core/plugins";
import { counted, percent } from "./shared/rows";
import { failures, figures, inInputUnits, oneEpsilon, overfitted, watchRobustness, type RobustPoint } from "./shared/robustness";
import { divergedNote } from "./shared/train-by";

/** Fewer rows say too little about which epoch is best. */
const ENOUGH = 50;

export const fastAdversarialTraining = defineTraining({
  id: "fast-adversarial-training",
  title: "Fast adversarial training",
  summary: "Adversarial training with a single step for each batch: much faster, with an alarm for the way in which it can fail.",
  paper: { authors: "Wong, Rice, Kolter", year: 2020, title: "Fast is better than free: Revisiting adversarial training", link: "https://arxiv.org/abs/2001.03994" },
  stage: "train",
  needsTrusted: true,
  assumes: "The attacker changes no value of an input by more than ε, the labels are right, and the trusted rows show when the training begins to fool only its own single step.",
  remarks: [
    "On 8,000 digits (10 epochs, seeds 1 to 3, 200 test rows) PGD with 40 steps at ε = 0.3 leaves 60 % accuracy (48 to 72.5), at 95.8 % clean, in 38 % of the time of adversarial training with 7 steps, which leaves 81.5 %. Measuring after each epoch is part of that time.",
    "The paper’s 88 % needs a larger network and 60,000 digits. Without the ramp the default network collapses here as well.",
  ],
  params: z.strictObject({
    epsilon: z.number().min(0.001).max(0.5).default(0.3).meta({ title: "ε", description: "Largest change of one value, as a share of its range: 0.3 of the way from black to white for a pixel." }),
    stepSize: z.number().min(0.1).max(3).default(1.25).meta({ title: "Step size", description: "Length of the one step as a multiple of ε. Longer ones overfit sooner, shorter ones learn less." }),
    ramp: z.number().min(0).max(1).default(0.35).meta({ title: "ε grows during", description: "Over which first part of the training ε grows from 0 to its full size. 0: full from the beginning, which small networks do not survive.", percent: true }),
    measured: z.int().min(20).max(1000).default(200).meta({ title: "Rows to measure", description: "On how many trusted rows accuracy under attack is measured after each epoch.", unit: "rows", advanced: true }),
  }),
  supports: oneEpsilon,
  async *train(args) {
    const { params: { epsilon, stepSize, ramp, measured }, meta, plan, rng, trusted, start, settings, fit } = args, size = inInputUnits(epsilon, meta);
    const watch = watchRobustness(args, trusted, measured, epsilon, ramp * settings.epochs, "trusted");
    let kept: { point: RobustPoint | null; weights: Float32Array } = { point: null, weights: start }, diverged = false, stopped = 0;
    for await (const report of fit({ perturb: pgdTraining({ epsilon: size, steps: 1, stepSize: stepSize * size, ramp }, meta.valueRange, rng.fork("noise")) })) {
      if (!report.diverged) {
        const point = await watch.look(report.epoch, report.weights);
        if (!kept.point || point.pgd >= kept.point.pgd || watch.rows.n === 0) kept = { point, weights: report.weights };
      }
      yield report;
      diverged ||= report.diverged;
      if (diverged) break;
      if (overfitted(watch.points) && report.epoch < settings.epochs) { stopped = report.epoch; break; }
    }
    const { point } = kept, notes: Note[] = [...(diverged ? [divergedNote] : []), ...failures(watch, plan.classes, epsilon, ramp)];
    notes.push({ level: "info", text: `Every row was trained on after one step of ${stepSize} times ε from a random place within ε = ${epsilon}, ${ramp > 0 ? `which grew over the first ${percent(ramp)} of the training` : "from the first batch on"}.` });
    if (point && watch.rows.n > 0) notes.push({ level: "info", text: `The model after epoch ${point.epoch} was kept, the best on ${counted(watch.rows.n, "trusted row")}: ${figures(point)}.` });
    if (stopped > 0) notes.push({ level: "info", text: `The training was stopped after epoch ${stopped}, when the alarm was raised.` });
    if (watch.rows.n < ENOUGH) notes.push({ level: "warning", text: `There ${watch.rows.n === 1 ? "is" : "are"} only ${counted(watch.rows.n, "trusted row")}, too few to notice catastrophic overfitting; keep at least ${ENOUGH} aside.` });
    return { model: { plan, weights: kept.weights.slice() }, notes, evidence: watch.evidence() };
  },
});
