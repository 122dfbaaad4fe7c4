/**
 * Adversarial training: every batch is replaced by the worst points near its rows that a few gradient steps on the current
 * model find, so that the model learns to answer rightly all around them. Never mixed with unchanged rows. It defends
 * against small changes of inputs at run time, not against poison. Measured at the full ε by another attack than it trains on.
 * Madry, Makelov, Schmidt, Tsipras, Vladu 2018, "Towards Deep Learning Models Resistant to Adversarial Attacks".
 */
import { z } from "zod";
import { pgdTraining } from "../core/pgd-training";
import { defineTraining, type Note } from "../core/plugins";
import { counted, percent } from "./shared/rows";
import { failures, figures, inInputUnits, oneEpsilon, watchRobustness } from "./shared/robustness";
import { trainedBy } from "./shared/train-by";

export const adversarialTraining = defineTraining({
  id: "adversarial-training",
  title: "Adversarial training",
  summary: "Trains on inputs that are changed a little in the worst way each time, so that small changes no longer fool the model.",
  paper: { authors: "Madry, Makelov, Schmidt, Tsipras, Vladu", year: 2018, title: "Towards Deep Learning Models Resistant to Adversarial Attacks", link: "https://arxiv.org/abs/1706.06083" },
  stage: "train",
  needsTrusted: false,
  assumes: "The attacker changes no value of an input by more than ε, and the labels are right. It is no defense against a trigger that is larger than that, nor against poisoned rows.",
  remarks: [
    "On 8,000 digits (10 epochs, seeds 1 to 3, 200 test rows) PGD with 40 steps at ε = 0.3 leaves 81.5 % accuracy (75.5 to 85), at 95.2 % clean; undefended 0 % and 97.8 %. It takes about 14 times as long as usual training.",
    "On 4,000 digits it leaves 67.5 % (60.5 to 73.5) at 93.0 % clean, and the fast variant 44 % at 93.5 %. With ε at its full size from the first batch on, the default network stays at chance on every seed: 11 % clean.",
    "Larger networks reach more: 93 % under PGD on 60,000 digits in the paper, after 100,000 steps of 40 gradients each.",
  ],
  params: z.strictObject({
    epsilon: z.number().min(0.001).max(0.5).default(0.3).meta({ title: "ε", description: "Largest change of one value, as a share of its range: 0.3 of the way from black to white for a pixel." }),
    steps: z.int().min(1).max(40).default(7).meta({ title: "Steps", description: "Gradient steps for each batch; each costs about as much as a step of usual training.", unit: "steps" }),
    stepSize: z.number().min(0.01).max(2).default(0.25).meta({ title: "Step size", description: "Length of one step as a share of ε; all steps together should be longer than ε." }),
    ramp: z.number().min(0).max(1).default(0.35).meta({ title: "ε grows during", description: "Over which first part of the training ε grows from 0 to its full size. 0: full from the beginning, which small networks do not survive.", percent: true }),
    measured: z.int().min(20).max(1000).default(200).meta({ title: "Rows to measure", description: "On how many training rows accuracy under attack is measured after each epoch.", unit: "rows", advanced: true }),
  }),
  supports: oneEpsilon,
  async *train(args) {
    const { params: { epsilon, steps, stepSize, ramp, measured }, meta, plan, rng, train, settings } = args, size = inInputUnits(epsilon, meta);
    const watch = watchRobustness(args, train, measured, epsilon, ramp * settings.epochs, "training");
    const perturb = pgdTraining({ epsilon: size, steps, stepSize: stepSize * size, ramp }, meta.valueRange, rng.fork("noise"));
    const outcome = yield* trainedBy(args, { perturb }, () => [], async (report) => void (await watch.look(report.epoch, report.weights)));
    const last = watch.points.at(-1), notes: Note[] = [
      ...failures(watch, plan.classes, epsilon, ramp),
      { level: "info", text: `Every row was trained on where ${counted(steps, "step")} found it worst within ε = ${epsilon}, ${ramp > 0 ? `which grew over the first ${percent(ramp)} of the training` : "from the first batch on"}.` },
    ];
    if (last) notes.push({ level: "info", text: `On ${counted(watch.rows.n, "training row")} the model ends with ${figures(last)}.` });
    return { ...outcome, notes: [...outcome.notes, ...notes], evidence: watch.evidence() };
  },
});
