/**
 * Deep partition aggregation (Levine, Feizi 2021): cut the training set into parts by a hash of each row's content, train one
 * small model on each part, let them vote. A row that is put in or taken out touches one part and so at most one vote; the gap
 * between the first two classes then certifies an answer (core/votes.ts). Everything about a base model comes from its own part
 * and its number: the statistics of its columns, its order, its end. The semi-supervised step of SS-DPA is left out.
 */
import { z } from "zod";
import { contentHash, partOf } from "../core/fingerprint";
import { takeRows, type Rows } from "../core/data";
import { fitPlan } from "../core/encode";
import type { TrainedModel } from "../core/learner";
import { defineTraining, type Evidence, type Note, type TrainDefenseArgs } from "../core/plugins";
import { mean } from "../core/statistics";
import { accuracyOf, beat, counted, percent } from "./shared/rows";

interface Params { partitions: number; epochs: number; batchSize: number; hashed: "all" | "inputs" }
type Args = TrainDefenseArgs<Params>;

/** The rows of each part, in the order of their content; rows that are alike in all are interchangeable. */
async function partition(args: Args): Promise<Rows[]> {
  const { train, params } = args, parts: { key: string; row: number }[][] = Array.from({ length: params.partitions }, () => []);
  for (let row = 0; row < train.n; row++) {
    if (row % 256 === 0) await beat(args, 0, 1);
    const hash = contentHash(train, row, params.hashed === "all");
    parts[partOf(hash, params.partitions)]!.push({ key: `${hash}/${train.labels[row]!}`, row });
  }
  return parts.map((part) => takeRows(train, part.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row)));
}

/** One base model. A training that diverges ends as it last was finite. */
async function trainBase(args: Args, rows: Rows, number: number): Promise<TrainedModel> {
  const { learner, params, start } = args, plan = fitPlan(args.plan, rows), rng = args.rng.fork(`part/${number}`);
  const order = (epoch: number) => rng.fork(`epoch/${epoch}`).shuffle(Int32Array.from({ length: rows.n }, (_, i) => i));
  const settings = { ...args.settings, epochs: params.epochs, batchSize: params.batchSize };
  const training = learner.train({ plan, rows, settings, start, order }, (done, of) => beat(args, number * of + done, params.partitions * of));
  let weights: Float32Array = start.slice();
  for await (const report of training) if (!report.diverged) weights = report.weights;
  return { plan, weights };
}

export const partitionAggregation = defineTraining({
  id: "deep-partition-aggregation",
  title: "Deep partition aggregation",
  summary: "Trains many small models, each on its own part of the rows, and lets them vote: one poisoned row can turn one vote, so a clear majority is certified.",
  paper: { authors: "Levine, Feizi", year: 2021, title: "Deep Partition Aggregation: Provable Defenses against General Poisoning Attacks", link: "https://arxiv.org/abs/2006.14768" },
  stage: "train",
  fromScratch: true,
  votes: true,
  needsTrusted: false,
  assumes: "The attacker puts in or takes out fewer rows than the certificate says. Changing a row counts as taking one out and putting one in. The same rows always give the same model, bit for bit, and nothing that looks at all rows, such as a filter or a pretrained model of the attacker’s, comes before.",
  params: z.strictObject({
    partitions: z.int().min(2).max(250).default(50).meta({ title: "Parts", description: "Into how many parts the rows are cut, and so how many models vote. More parts certify against more poison, but each model sees fewer rows and reads worse.", unit: "parts" }),
    epochs: z.int().min(1).max(200).default(20).meta({ title: "Epochs of each model", description: "How often each small model sees its own rows.", unit: "epochs" }),
    batchSize: z.int().min(1).max(256).default(8).meta({ title: "Batch size", description: "Rows that a small model sees in one step.", unit: "rows", advanced: true }),
    hashed: z.enum(["all", "inputs"]).default("all").meta({ title: "What decides the part", description: "The input and its label, or the input alone: then a row keeps its part when only its label is flipped, and a flip counts as one change and not as two.", options: { all: "input and label", inputs: "input alone, against label flips" } }),
  }),
  remarks: [
    "With 50 parts of 4,000 digits, 80 rows each, the vote reads 87 % of the test digits, where one model on all rows reads 96 %, and the middle answer is certified against 16 rows put in or taken out (means of seeds 1, 2 and 3). More epochs change neither: the small models lack rows, not time.",
    "A backdoor in 200 of 4,000 rows, far more than is certified, takes 97 % of stamped digits from one model and 8 % from the vote: no small model sees enough stickers. With 10 rows it is 10 % and 1.5 %.",
    "The paper’s certificates against 500 rows need 60,000 images; 4,000 cannot carry so many parts.",
  ],
  supports: () => true,
  // No report of an epoch: a curve of single models would say nothing about the vote.
  // oxlint-disable-next-line require-yield
  async *train(args) {
    const { params, learner, plan } = args, parts = await partition(args), voters: TrainedModel[] = [], accuracy: number[] = [];
    const evidence = (): Evidence => ({
      id: "base-models", kind: "histogram", title: "How well single models read", says: "Each small model on the rows of the next part, which it has never seen: the share whose label it agrees with. The vote of all of them reads better.",
      xTitle: "agreement with labels", groups: [{ title: "small models", values: Float32Array.from(accuracy) }],
    });
    for (const [p, rows] of parts.entries()) {
      await beat(args, p, parts.length);
      const voter = await trainBase(args, rows, p), next = parts[(p + 1) % parts.length]!;
      voters.push(voter);
      if (next.n > 0) accuracy.push(accuracyOf(await learner.logits(voter, next.inputs, next.n), next.labels, plan.classes));
      if (p % 5 === 4) args.show?.(evidence());
    }
    const sizes = parts.map((r) => r.n), least = Math.min(...sizes), flip = params.hashed === "inputs" ? "one" : "two";
    const notes: Note[] = [{ level: "info", text: `${counted(args.train.n, "row")} were cut into ${parts.length} parts of ${least} to ${Math.max(...sizes)} rows by a hash of their content, and ${parts.length} models vote; a row put in or taken out counts as one change, a flipped label as ${flip}.` }];
    if (accuracy.length > 0) notes.push({ level: "info", text: `A single model agrees with ${percent(mean(accuracy))} of the labels in a part that it has never seen.` });
    if (least < 2 * plan.classes) notes.push({ level: "warning", text: `The smallest part has only ${counted(least, "row")} for ${plan.classes} classes, too few to learn from; use fewer parts or more rows.` });
    if (learner.backend === "webgl" || learner.backend === "webgpu") notes.push({ level: "warning", text: "The certificate needs training that gives the same bits from the same rows, and sums on a graphics card may differ by rounding; choose the wasm backend for a certificate to rely on." });
    return { model: { plan: voters[0]!.plan, weights: voters[0]!.weights, voters }, notes, evidence: accuracy.length > 0 ? [evidence()] : [] };
  },
});
