/**
 * Early stopping: after each epoch the loss on trusted rows is looked at, and the model of the best epoch is kept. A network
 * learns what many rows agree on first and wrong labels last (Li, Soltanolkotabi, Oymak 2020, "Gradient Descent with Early
 * Stopping is Provably Robust to Label Noise for Overparameterized Neural Networks"), so there is a moment to stop before
 * it memorizes. Prechelt 1998, "Early Stopping – But When?"; the rule here is his third kind: no gain for some epochs.
 */
import { z } from "zod";
import type { Evidence } from "../core/evidence";
import { crossEntropies } from "../core/loss";
import { defineTraining, type Note } from "../core/plugins";
import { mean } from "../core/statistics";
import { beat, counted } from "./shared/rows";
import { divergedNote } from "./shared/train-by";

/** Fewer trusted rows make the loss jump by chance from epoch to epoch. */
const ENOUGH = 50;

export const earlyStopping = defineTraining({
  id: "early-stopping",
  title: "Early stopping",
  summary: "Stops when the model no longer gets better on rows that the defender trusts, before it learns wrong labels by heart.",
  paper: { authors: "Prechelt", year: 1998, title: "Early Stopping – But When?", link: "https://doi.org/10.1007/3-540-49430-8_3" },
  stage: "train",
  needsTrusted: true,
  assumes: "The trusted rows are clean and like the rows that the model will meet, and the harm is learned late. A backdoor is learned within the first epochs, long before any stop.",
  remarks: ["On 4,000 digits with 40 % of the labels drawn at random, trained for 30 epochs at a constant learning rate, it keeps epochs 5 to 10 and 86.7 % accuracy (seeds 1 to 3), where the last epoch has 64.9 %. In 10 epochs with the falling rate there is little to stop: 89.0 % against 88.5 %.", "Memorizing wrong labels comes late: Li, Soltanolkotabi, Oymak 2020, \"Gradient Descent with Early Stopping is Provably Robust to Label Noise for Overparameterized Neural Networks\" (https://arxiv.org/abs/1903.11680). With a learning rate that falls to zero it helps less, because the model of an early epoch has not settled yet."],
  params: z.strictObject({
    patience: z.int().min(1).max(50).default(3).meta({ title: "Patience", description: "How many epochs in a row may pass without a better loss on the trusted rows.", unit: "epochs" }),
    gain: z.number().min(0).max(0.5).default(0).meta({ title: "Least gain", description: "By how much the loss must fall to count as better, as a share of the best so far.", percent: true, advanced: true }),
  }),
  supports: () => true,
  async *train(args) {
    const { params: { patience, gain }, trusted, learner, plan, start, settings } = args;
    const points: { x: number; own: number; trusted: number }[] = [];
    let best = { epoch: 0, loss: Infinity, weights: start }, last = { epoch: 0, weights: start }, diverged = false;
    const evidence = (): Evidence => ({
      kind: "lines", id: "losses", title: "Loss while training", says: "Loss on the training rows and on the trusted rows after each epoch. Where the lower one goes on falling and the other rises, the model learns by heart.",
      xTitle: "epoch", yTitle: "loss (nats)", marks: best.epoch > 0 ? [{ value: best.epoch, title: "kept" }] : [],
      lines: [{ id: "trusted", title: "Trusted rows", points: points.map((p) => ({ x: p.x, y: p.trusted })) }, { id: "training", title: "Training rows", points: points.map((p) => ({ x: p.x, y: p.own })) }],
    });
    for await (const report of args.fit()) {
      yield report;
      diverged ||= report.diverged;
      if (diverged) break;
      last = report;
      if (trusted.n === 0) continue;
      const loss = mean(crossEntropies(await learner.logits({ plan, weights: report.weights }, trusted.inputs, trusted.n, (done, of) => beat(args, done, of)), trusted.labels, plan.classes));
      points.push({ x: report.epoch, own: report.loss, trusted: loss });
      if (loss < best.loss * (1 - (Number.isFinite(best.loss) ? gain : 0))) best = { epoch: report.epoch, loss, weights: report.weights };
      args.show?.(evidence());
      if (report.epoch - best.epoch >= patience) break;
    }
    const notes: Note[] = diverged ? [divergedNote] : [];
    if (trusted.n === 0) return { model: { plan, weights: last.weights.slice() }, notes: [...notes, { level: "warning", text: "There is no trusted row to judge by, so the training ran to its end as usual; keep some rows aside." }] };
    const lost = points.at(-1);
    notes.push({ level: "info", text: best.epoch === 0 ? "No epoch gave a finite loss on the trusted rows; the initial model was kept." : `The model after epoch ${best.epoch} of ${settings.epochs} was kept: its loss on ${counted(trusted.n, "trusted row")} was ${best.loss.toFixed(3)}${gain > 0 ? "" : ", the lowest"}${lost && lost.x > best.epoch ? `; at epoch ${lost.x}, the last one trained, it was ${lost.trusted.toFixed(3)}` : ""}.` });
    if (lost && best.epoch === settings.epochs) notes.push({ level: "info", text: "The last epoch was the best, so nothing was stopped: this training has not begun to learn by heart." });
    if (trusted.n < ENOUGH) notes.push({ level: "warning", text: `There ${trusted.n === 1 ? "is" : "are"} only ${counted(trusted.n, "trusted row")}, so that the best epoch is partly chance; at least ${ENOUGH} would be better.` });
    return { model: { plan, weights: best.weights.slice() }, notes, evidence: points.length > 0 ? [evidence()] : [] };
  },
});
