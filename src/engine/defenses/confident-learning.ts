/**
 * Confident learning: models that never trained on a row say how likely each class is for it; classes compared at the
 * level at which the model is usually sure of them give the joint of given and true labels, and so how many labels of
 * which kind are wrong and which. It judges labels, not inputs: a trigger that models learn looks right to it.
 * Northcutt, Jiang, Chuang 2021, "Confident Learning: Estimating Uncertainty in Dataset Labels".
 */
import { z } from "zod";
import { softmax } from "../core/loss";
import { defineFilter, type DefenseArgs, type Note, type Table } from "../core/plugins";
import { takeRows } from "../core/data";
import { descending } from "../core/statistics";
import { accuracyOf, beat, count, counted, percent, rowsByLabel } from "./shared/rows";

/** A class counts as reached when its probability lies at most this much below its threshold. */
const SLACK = 1e-6;

export interface Joint {
  /** Rows counted with given label i (row) and confidently of class j (column), k × k; the diagonal is at least 1. */
  readonly counted: Float64Array;
  /** Estimated share of all rows that carry label i and are truly j, k × k. */
  readonly joint: Float64Array;
  /** The class that each row was counted for, −1 where none reached its threshold (n). */
  readonly confident: Int32Array;
}

/** The confident joint and the joint estimate from out-of-fold probabilities (n × k) and given labels. */
export function confidentJoint(probabilities: ArrayLike<number>, labels: Int32Array, k: number): Joint {
  const n = labels.length, sizes = new Float64Array(k), thresholds = new Float64Array(k), confident = new Int32Array(n).fill(-1), counts = new Float64Array(k * k);
  for (let i = 0; i < n; i++) {
    sizes[labels[i]!]!++;
    thresholds[labels[i]!]! += probabilities[i * k + labels[i]!]!;
  }
  for (let j = 0; j < k; j++) thresholds[j] = sizes[j]! > 0 ? thresholds[j]! / sizes[j]! : Infinity;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < k; j++) if (probabilities[i * k + j]! >= thresholds[j]! - SLACK && (confident[i]! < 0 || probabilities[i * k + j]! > probabilities[i * k + confident[i]!]!)) confident[i] = j;
    if (confident[i]! >= 0) counts[labels[i]! * k + confident[i]!]!++;
  }
  const joint = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    counts[i * k + i] = Math.max(1, counts[i * k + i]!);
    const total = counts.subarray(i * k, i * k + k).reduce((sum, c) => sum + c, 0);
    // Rows of a label add up to the rows that carry it, so all of it adds up to 1.
    for (let j = 0; j < k; j++) joint[i * k + j] = ((counts[i * k + j]! / total) * sizes[i]!) / Math.max(1, n);
  }
  return { counted: counts, joint, confident };
}

/** The class that each doubted row is thought to be of, −1 for the others: as many of label i and truly j as the joint says, those whose margin p_j − p_i is largest. */
export function pruneByNoiseRate(probabilities: ArrayLike<number>, labels: Int32Array, k: number, joint: Float64Array): Int32Array {
  const better = new Int32Array(labels.length).fill(-1);
  for (const [i, rows] of rowsByLabel(labels, k).entries()) for (let j = 0; j < k; j++) {
    const wanted = i === j ? 0 : Math.round(labels.length * joint[i * k + j]!);
    if (wanted === 0) continue;
    for (const at of descending(Float64Array.from(rows, (row) => probabilities[row * k + j]! - probabilities[row * k + i]!)).slice(0, wanted)) {
      const row = rows[at]!;
      if (better[row]! < 0 || probabilities[row * k + j]! > probabilities[row * k + better[row]!]!) better[row] = j;
    }
  }
  return better;
}

/** Probabilities of each row (n × k) from a model that never saw it; folds hold the same share of each label. */
async function outOfFold(args: DefenseArgs<{ folds: number; epochs: number }>, k: number): Promise<Float32Array> {
  const { train, params, learner, rng } = args, fold = new Int32Array(train.n), out = new Float32Array(train.n * k);
  let dealt = 0;
  for (const [label, rows] of rowsByLabel(train.labels, k).entries()) for (const row of rng.fork(`folds/${label}`).shuffle(rows.slice())) fold[row] = dealt++ % params.folds;
  const all = Int32Array.from(fold.keys());
  for (let f = 0; f < params.folds; f++) {
    await beat(args, f, params.folds);
    const aside = all.filter((i) => fold[i] === f), judged = takeRows(train, aside);
    const model = await args.retrain(takeRows(train, all.filter((i) => fold[i] !== f)), params.epochs);
    const given = softmax(await learner.logits(model, judged.inputs, judged.n), k);
    aside.forEach((row, i) => out.set(given.subarray(i * k, i * k + k), row * k));
  }
  await beat(args, params.folds, params.folds);
  return out;
}

export const confidentLearning = defineFilter({
  id: "confident-learning",
  title: "Confident learning",
  summary: "Trains models on parts of the data, lets each judge the rows it has not seen, and overrules as many labels of each kind as the models’ sure disagreements suggest are wrong.",
  paper: { authors: "Northcutt, Jiang, Chuang", year: 2021, title: "Confident Learning: Estimating Uncertainty in Dataset Labels", link: "https://arxiv.org/abs/1911.00068" },
  stage: "filter",
  needsModel: false,
  needsTrusted: false,
  assumes: "Labels were exchanged class by class and not by what a row looks like, in every class the right label is still the most frequent one, and a model can learn the task in spite of the wrong labels. Poison whose label a model can learn, as that of a backdoor, looks right.",
  params: z.strictObject({
    folds: z.int().min(2).max(10).default(5).meta({ title: "Folds", description: "Into how many parts the rows are split; each part is judged by a model trained on the others.", unit: "models" }),
    method: z.enum(["noise-rate", "confident"]).default("noise-rate").meta({ title: "Which rows", description: "As many rows of each kind as the estimate says are mislabeled, the clearest first; or every row that a model is sure carries another label.", options: { "noise-rate": "as many as are estimated, clearest first", confident: "all that a model is sure about" } }),
    action: z.enum(["drop", "relabel"]).default("drop").meta({ title: "Action", description: "What happens to a doubted row: it is removed, as in the paper, or takes the label the models give it.", options: { drop: "is removed", relabel: "takes the models’ label" } }),
    epochs: z.int().min(1).max(100).default(3).meta({ title: "Epochs", description: "How often each model sees its rows. Fewer leave less time to learn wrong labels by heart.", unit: "epochs", advanced: true }),
  }),
  remarks: [
    "Measured on digits of which 30 % are called the next digit: accuracy 77.6 % without it, 87.6 % with it, of 96.1 % on clean labels, so 54 % of the loss is won back (mean of seeds 1, 2, 3; 55 % on seeds 4, 5, 6). It finds 84 % of the wrong labels and drops 14 % of the honest rows with them; eight folds give 87.9 %. Of clean digits it drops 1.1 %.",
    "Models that train longer learn wrong labels by heart: with ten epochs instead of three, accuracy is 85.9 % (seeds 4, 5, 6, four folds). Relabeling wins back less than dropping, 83.0 % (seeds 1, 2, 3, four folds and epochs), since about a third of the doubted labels are right.",
    "A sticker on 5 % of the digits passes: 2.8 % of it is removed.",
  ],
  supports: () => true,
  async filter(args) {
    const { train, meta, params } = args, { n, labels } = train, k = meta.classNames.length, drop = params.action === "drop";
    const keep = new Uint8Array(n).fill(1), scores = new Float32Array(n).fill(NaN), scoreName = "margin of the likeliest other class over the given label";
    if (n < 2 * params.folds) {
      await beat(args, 0, 1);
      return { keep, scores, scoreName, notes: [{ level: "warning", text: `${counted(n, "row")} cannot be split into ${params.folds} folds, so none was judged.` }] };
    }
    const p = await outOfFold(args, k);
    if (!p.every(Number.isFinite)) return { keep, scores, scoreName, notes: [{ level: "warning", text: "A model that was to judge rows diverged, so none was judged and none removed. A smaller learning rate helps." }] };
    const { joint, confident } = confidentJoint(p, labels, k);
    const better = params.method === "confident" ? confident.map((j, i) => (j === labels[i] ? -1 : j)) : pruneByNoiseRate(p, labels, k, joint);
    const changed = labels.map((y, i) => (better[i]! < 0 ? y : better[i]!));
    for (let i = 0; i < n; i++) {
      scores[i] = -Infinity;
      for (let j = 0; j < k; j++) if (j !== labels[i]) scores[i] = Math.max(scores[i]!, p[i * k + j]! - p[i * k + labels[i]!]!);
      if (k < 2) scores[i] = 0;
      if (drop && better[i]! >= 0) keep[i] = 0;
    }
    const off = joint.map((q, at) => (Math.floor(at / k) === at % k ? 0 : q)), wrong = off.reduce((sum, q) => sum + q, 0), top = descending(off)[0]!;
    const doubted = better.filter((j) => j >= 0).length;
    const name = (c: number) => meta.classNames[c]!;
    const notes: Note[] = [{ level: "info", text: `${counted(doubted, "row")} of ${count(n)} (${percent(doubted / n)}) ${doubted === 1 ? "was" : "were"} ${drop ? "removed" : "relabeled"}; an estimated ${percent(wrong)} of all labels are wrong.` }];
    if (off[top]! * n >= 1) notes.push({ level: "info", text: `Most common by this estimate: labeled ${name(Math.floor(top / k))} and truly ${name(top % k)}, ${percent(off[top]!)} of all rows.` });
    if (wrong > 0.35) notes.push({ level: "warning", text: `Models that had not seen a row gave it its own label in only ${percent(accuracyOf(p, labels, k))} of cases. Either the labels are too wrong to be learned from, or the task is too hard for this model; then right labels are overruled too.` });
    const table: Table = {
      kind: "table", id: "joint", title: "Estimated joint of given and true labels", says: "Share of all rows that carry one label (down) and truly belong to another (across). Off the diagonal are wrong labels; one large number there is a class that was turned into another.",
      columns: [{ title: "labeled", as: "text" }, ...meta.classNames.map((title) => ({ title, as: "share" as const }))],
      rows: meta.classNames.map((title, i) => ({ cells: [title, ...joint.subarray(i * k, i * k + k)], flagged: joint.subarray(i * k, i * k + k).some((q, j) => i !== j && q > joint[i * k + i]! / 4) })),
    };
    return drop ? { keep, scores, scoreName, notes, evidence: [table] } : { keep, labels: changed, scores, scoreName, notes, evidence: [table] };
  },
});
