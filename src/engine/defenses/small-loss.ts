/**
 * Small-loss selection: a model trained only briefly has learned what most rows agree on, so wrong labels still cost it a
 * large loss; the rows with the largest are dropped. The criterion of co-teaching (Han et al. 2018), without its second
 * network. A backdoor that has been learned costs little, so most of it stays.
 */
import { z } from "zod";
import { takeRows } from "../core/data";
import { crossEntropies } from "../core/loss";
import { defineFilter, type Note } from "../core/plugins";
import { descending, median } from "../core/statistics";
import { beat, count, counted, percent, rowsByLabel } from "./shared/rows";

/** 1 for all rows but the `share` with the largest loss, of all or of each class (rounded down). */
export function keepSmallLoss(losses: Float32Array, labels: Int32Array, share: number, classes: number, alike: boolean): Uint8Array {
  const keep = new Uint8Array(losses.length).fill(1);
  for (const rows of alike ? rowsByLabel(labels, classes) : [Int32Array.from(labels.keys())])
    for (const at of descending(Float32Array.from(rows, (row) => losses[row]!)).slice(0, Math.floor(share * rows.length + 1e-9))) keep[rows[at]!] = 0;
  return keep;
}

export const smallLoss = defineFilter({
  id: "small-loss",
  title: "Small-loss selection",
  summary: "Trains a model for a short while and drops the rows that it finds hardest to agree with.",
  paper: { authors: "Han, Yao, Yu, Niu, Xu, Hu, Tsang, Sugiyama", year: 2018, title: "Co-teaching: Robust Training of Deep Neural Networks with Extremely Noisy Labels", link: "https://arxiv.org/abs/1804.06872" },
  stage: "filter",
  needsModel: false,
  needsTrusted: false,
  assumes: "The defender can guess how much is mislabeled, and a model learns what most rows agree on before it learns wrong labels. A backdoor has small losses once it is learned, so this keeps most of it and drops honest rows instead; and of clean data it drops the guessed share as well.",
  params: z.strictObject({
    share: z.number().min(0).max(0.6).default(0.1).meta({ title: "Share removed", description: "Share of the rows that may be mislabeled; that many are removed, wrong or not.", percent: true }),
    epochs: z.int().min(1).max(20).default(2).meta({ title: "Epochs", description: "How often the model sees the rows before it judges them. After many it knows wrong labels by heart.", unit: "epochs" }),
    rounds: z.int().min(1).max(5).default(3).meta({ title: "Rounds", description: "How often a new model is trained on what the last one kept and judges all rows again.", unit: "models" }),
    scope: z.enum(["all", "class"]).default("all").meta({ title: "Removed from", description: "All rows together, or the same share of every class, which spares classes that are hard to learn.", options: { all: "all rows together", class: "every class alike" } }),
  }),
  remarks: [
    "Measured on digits of which 30 % are called the next digit, with the share set to 30 %: accuracy 77.6 % without it, 81.3 % after one round and 87.7 % after three, of 96.1 % on clean labels; three rounds find 83 % of the wrong labels (mean of seeds 1, 2, 3; on seeds 4, 5, 6 accuracy is 87.9 %).",
    "Of a sticker on 5 % of the digits the default removes 23 % with the 10 % it takes, and attack success stays at 84 % (71 to 94 %): two epochs are so few that some of the backdoor is not learned yet. Clean digits lose 3 points of accuracy, because the hard ones go.",
  ],
  supports: () => true,
  async filter(args) {
    const { train, meta, params, learner } = args, { n, labels } = train, k = meta.classNames.length, scoreName = "loss (nats) after brief training";
    let keep: Uint8Array = new Uint8Array(n).fill(1), losses: Float32Array = new Float32Array(n).fill(NaN);
    const notes: Note[] = [];
    for (let round = 0; round < params.rounds && n > 0; round++) {
      await beat(args, round, params.rounds);
      const chosen = Int32Array.from(labels.keys()).filter((i) => keep[i] === 1);
      const logits = await learner.logits(await args.retrain(chosen.length === n ? train : takeRows(train, chosen), params.epochs), train.inputs, n);
      const found = crossEntropies(logits, labels, k);
      if (!found.every(Number.isFinite)) {
        return { keep: new Uint8Array(n).fill(1), scores: new Float32Array(n).fill(NaN), scoreName, notes: [{ level: "warning", text: "The model that was to judge the rows diverged, so none was removed. A smaller learning rate helps." }] };
      }
      losses = found;
      keep = keepSmallLoss(losses, labels, params.share, k, params.scope === "class");
    }
    await beat(args, params.rounds, params.rounds);
    const gone = losses.filter((_, i) => !keep[i]), kept = losses.filter((_, i) => keep[i] === 1), least = gone.length > 0 ? gone.reduce((a, b) => Math.min(a, b)) : NaN;
    notes.push({ level: "info", text: gone.length === 0 ? "No row was removed." : `${counted(gone.length, "row")} of ${count(n)} (${percent(gone.length / n)}) with the largest losses ${gone.length === 1 ? "was" : "were"} removed: ${least.toFixed(2)} nats or more, against ${median(kept).toFixed(2)} for the middle one of those kept.` });
    // Where the cut falls among rows that the model agrees with, it takes rows that nothing speaks against.
    const agreed = gone.filter((loss) => loss < Math.LN2).length;
    if (agreed > gone.length / 2) notes.push({ level: "warning", text: `The model gave ${percent(agreed / gone.length)} of the removed rows a probability above one half for their own label, so most were not contradicted. A smaller share would spare them.` });
    const most = Math.max(1, Math.ceil(n / 5000));
    return {
      keep, scores: losses, scoreName, notes,
      evidence: n === 0 ? [] : [{
        kind: "histogram", id: "losses", title: "Loss of each row after brief training", says: "Two hills are what this filter hopes for: agreed rows on the left, contradicted ones on the right. A backdoor’s rows would lie far left.",
        xTitle: "loss (nats)", groups: [{ title: "all rows", values: losses.filter((_, i) => i % most === 0) }], ...(params.scope === "all" && gone.length > 0 ? { threshold: { value: least, title: "removed from here on" } } : {}),
      }],
    };
  },
});
