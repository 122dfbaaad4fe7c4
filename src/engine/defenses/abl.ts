/**
 * Anti-backdoor learning in three stages: train so that no row's loss stays below γ and isolate the 1 % of rows that were
 * learned most suspiciously; go on training on the others; then unlearn the isolated rows by gradient ascent until they are
 * no longer read as labeled. γ is held for every row on its own; the authors' code holds it for the mean of a batch, which
 * is not what the paper says. What is new here: rows are isolated by how steeply their loss falls, see the remarks.
 * Li, Lyu, Koren, Lyu, Li, Ma 2021, "Anti-Backdoor Learning: Training Clean Models on Poisoned Data".
 */
import { z } from "zod";
import { classCounts, takeRows, type Rows } from "../core/data";
import type { Evidence } from "../core/evidence";
import { argmaxRows } from "../core/answer";
import { crossEntropies } from "../core/loss";
import type { BatchGradient, EpochReport } from "../core/learner";
import { defineTraining, type Note } from "../core/plugins";
import { descending } from "../core/statistics";
import { ascentBelow, steepestFall, unlearning } from "./shared/isolation";
import { accuracyOf, beat, counted, percent } from "./shared/rows";
import { divergedNote } from "./shared/train-by";

/** How often all losses are looked at in one epoch of the first stage. */
const CHECKS = 4;
/** Isolated rows must agree on one class at least to this share, or nothing is unlearned; only those of this class are. */
const AGREE = 0.33;
/** Isolated rows still read as labeled above this share: they could not be forgotten, and the model stays as it was. */
const FAILED = 0.3;
/** Isolated rows read as labeled at most to this share: unlearned; then accuracy decides. */
const UNLEARNED = 0.05;
/** So many other rows are learned on beside each one that is unlearned. */
const BESIDE = 8;
const SHOWN = 4000;

interface Unlearned { readonly x: number; readonly trusted: number; readonly set: number }
const better = (a: Unlearned, b: Unlearned): boolean => Math.max(a.set, UNLEARNED) < Math.max(b.set, UNLEARNED) || (Math.max(a.set, UNLEARNED) === Math.max(b.set, UNLEARNED) && a.trusted > b.trusted);

export const antiBackdoorLearning = defineTraining({
  id: "anti-backdoor-learning",
  title: "Anti-backdoor learning",
  summary: "Watches which rows are learned all at once, sets the most suspicious ones aside, and makes the finished model forget them.",
  paper: { authors: "Li, Lyu, Koren, Lyu, Li, Ma", year: 2021, title: "Anti-Backdoor Learning: Training Clean Models on Poisoned Data", link: "https://arxiv.org/abs/2110.11571" },
  stage: "train",
  needsTrusted: true,
  assumes: "One trigger stands for one class in a few percent of the rows, and its rows are learned together, apart from the honest ones. A trigger that is as hard to learn as the honest rows, or a different one for each class, goes unnoticed.",
  remarks: [
    "The paper expects poison to have the lowest losses early on. On so small a network it does not: most honest digits are learned before the sticker is, and of the 1 % of rows with the lowest loss between 0 and 95 % are poison, changing from epoch to epoch. Poisoned rows fall all at once, though: of the 1 % that fall most steeply after 3 epochs, 97 to 100 % are poison on seeds 1, 2, 3 and 7.",
    "On digits-backdoor (5 %, seeds 1 to 3) attack success goes from 97.5 % to 3.3 % (2.8 to 4.2) and clean accuracy from 96.2 % to 95.0 %, in about 3 times the time of usual training; on clean data nothing is unlearned and nothing lost.",
    "It does not always work: on seed 6, at a 2 % or 10 % rate on one of three seeds, and for blended, wave-like and warped triggers, the isolated rows were mostly honest; that they could not be forgotten within the tolerance gave it away, the model was left as it was, and the warning said so.",
    "Flooding, |L − γ| + γ, has the same gradient for each row as the sign rule used here. The last stage is the paper’s ascent with a step in proportion to p / (1 − p) of each row, beside descent on eight honest rows, because plain ascent cost 3 points of accuracy before the trigger was gone.",
  ],
  params: z.strictObject({
    gamma: z.number().min(0).max(2).default(0.5).meta({ title: "γ", description: "In the first stage a row whose loss is below γ is unlearned a little, so that easy rows cannot hide the poison. 0: usual training." }),
    isolationEpochs: z.int().min(1).max(20).default(3).meta({ title: "Epochs before isolation", description: "How long losses are watched. Too early the poison is not learned yet; too late everything is.", unit: "epochs" }),
    isolate: z.number().min(0.001).max(0.1).default(0.01).meta({ title: "Isolated share", description: "How many of the training rows are set aside to be forgotten; better a few that are surely poison.", percent: true }),
    isolateBy: z.enum(["fall", "lowest"]).default("fall").meta({ title: "Isolates by", description: "What makes a row suspicious: that its loss fell from high to low at one moment, or, as in the paper, that it is lowest at the end of the first stage.", options: { fall: "steepest fall of the loss", lowest: "lowest loss" } }),
    unlearnEpochs: z.int().min(1).max(200).default(40).meta({ title: "Unlearning epochs", description: "At most how often the isolated rows are unlearned; it ends as soon as they are no longer read as labeled.", unit: "epochs", advanced: true }),
    unlearnRate: z.number().min(1e-5).max(0.05).default(3e-3).meta({ title: "Unlearning rate", description: "How far one unlearning step moves the weights.", scale: "log", advanced: true }),
    tolerance: z.number().min(0).max(0.5).default(0.03).meta({ title: "Tolerance", description: "How many points of accuracy on the trusted rows unlearning may cost before it is stopped.", percent: true, advanced: true }),
  }),
  supports: () => true,
  async *train(args) {
    const { params, train, trusted, meta, plan, learner, settings, start, fit } = args, k = plan.classes, notes: Note[] = [];
    const { gamma, isolationEpochs, unlearnEpochs, tolerance } = params, epochs = isolationEpochs + settings.epochs + unlearnEpochs;
    let done = 0, weights = start, diverged = false;
    /** Trains on from the weights so far, epochs counted on over all stages. */
    async function* stage(change: Parameters<typeof fit>[0]): AsyncGenerator<EpochReport, void> {
      for await (const report of fit({ start: weights, ...change })) {
        diverged ||= report.diverged;
        if (diverged) {
          yield { ...report, epoch: ++done, epochs };
          return;
        }
        weights = report.weights;
        yield { ...report, epoch: ++done, epochs };
      }
    }
    const right = async (rows: Rows) => accuracyOf(await learner.logits({ plan, weights }, rows.inputs, rows.n, (i, of) => beat(args, i, of)), rows.labels, k);

    // Stage 1: every row near γ; what each one's loss does meanwhile.
    const steps = Math.ceil(train.n / settings.batchSize), every = Math.max(1, Math.ceil(steps / CHECKS)), checks: Float32Array[] = [];
    const losses = async (at: Float32Array) => crossEntropies(await learner.logits({ plan, weights: at }, train.inputs, train.n, (i, of) => beat(args, i, of)), train.labels, k);
    const gradient: BatchGradient = async ({ model, inputs, labels, n, step }) => {
      if (step > 0 && step % every === 0) checks.push(await losses(model.weights));
      let total = 0, correct = 0;
      const by = await learner.weightGradients(model, inputs, n, (logits, from, count) => {
        const mine = labels.subarray(from, from + count), part = ascentBelow(gamma, logits, mine, count);
        total += part.total;
        argmaxRows(logits, k).forEach((c, i) => { if (c === mine[i]) correct++; });
        return part.seed.map((v) => (v * count) / n);
      });
      return { total, correct, weights: by };
    };
    yield* stage({ gradient, orderName: "isolation", settings: { epochs: isolationEpochs, schedule: "constant" } });
    checks.push(await losses(weights));
    const last = checks.at(-1)!, suspicion = params.isolateBy === "fall" ? steepestFall(checks) : last.map((v) => -v);
    const order = descending(suspicion), m = Math.min(train.n, Math.round(params.isolate * train.n)), apart = order.slice(0, m).toSorted(), others = order.slice(m).toSorted();
    const counts = classCounts(apart.map((i) => train.labels[i]!), k), most = counts.indexOf(Math.max(...counts)), agreed = m > 0 && !diverged && counts[most]! / m >= AGREE, found = agreed ? apart.filter((i) => train.labels[i] === most) : apart;
    const values = (rows: Int32Array) => Float32Array.from(rows.subarray(0, SHOWN), (i) => (params.isolateBy === "fall" ? suspicion[i]! : last[i]!));
    const evidence: Evidence[] = m === 0 ? [] : [{
      kind: "histogram", id: "isolation", title: params.isolateBy === "fall" ? "How steeply each row’s loss fell" : "Loss of each row after the first stage", says: `Of all rows the ${m} at the ${params.isolateBy === "fall" ? "high" : "low"} end were isolated. A hump of its own there would be rows that were learned all at once.`,
      xTitle: params.isolateBy === "fall" ? "fall of the loss" : "loss (nats)", groups: [{ title: "Other rows", values: values(others) }, { title: "Isolated rows", values: values(apart) }],
    }, {
      kind: "bars", id: "classes", title: "Isolated rows by class", says: "A backdoor with one target shows as one class that most isolated rows belong to; an even spread speaks against one.", yTitle: "rows",
      bars: meta.classNames.map((label, c) => ({ label, value: counts[c]!, flagged: agreed && c === most })),
    }];
    for (const e of evidence) args.show?.(e);

    // Stage 2: usual training, without the isolated rows if they point at one class.
    yield* stage({ orderName: "rest", settings: { epochs: settings.epochs }, ...(agreed && others.length > 0 && { rows: takeRows(train, others) }) });
    if (diverged) return { model: { plan, weights: weights.slice() }, notes: [divergedNote], evidence };
    if (!agreed) {
      notes.push({ level: "warning", text: m === 0 ? "There are too few rows to isolate any, so this was usual training." : `The ${counted(m, "isolated row")} are spread over the classes, at most ${percent(counts[most]! / m)} in one (${meta.classNames[most]}), so nothing was unlearned: either nothing is planted, or it is not learned apart from the honest rows.` });
      return { model: { plan, weights: weights.slice() }, notes, evidence };
    }

    // Stage 3: away from the isolated rows.
    const set = takeRows(train, found), before = { trusted: await right(trusted), set: await right(set) }, points = [{ x: 0, ...before }];
    const usual = weights;
    let kept = { at: 0, weights };
    /** Unlearning shakes the model before it settles, so a dip does not end it: the best epoch within the tolerance is kept. */
    const look = async (): Promise<void> => {
      const now = { x: points.length, trusted: await right(trusted), set: await right(set) };
      points.push(now);
      args.show?.(curve());
      if ((trusted.n === 0 || now.trusted >= before.trusted - tolerance - 1e-9) && better(now, points[kept.at]!)) kept = { at: now.x, weights };
    };
    const curve = (): Evidence => ({
      kind: "lines", id: "unlearning", title: "Unlearning the isolated rows", says: "Isolated rows that are still read as labeled, and accuracy on the trusted rows, after each unlearning epoch. The first should fall and the second stay.", xTitle: "unlearning epoch", yTitle: "share", percent: true,
      lines: [{ id: "isolated", title: "Isolated rows read as labeled", points: points.slice(0, 200).map((p) => ({ x: p.x, y: p.set })) }, { id: "trusted", title: "Accuracy on trusted rows", points: points.slice(0, 200).map((p) => ({ x: p.x, y: p.trusted })) }],
    });
    const honest = args.rng.fork("honest").sample(order.slice(Math.max(m, train.n >> 1)), Math.min(BESIDE * found.length, train.n - Math.max(m, train.n >> 1)));
    const mixed = takeRows(train, Int32Array.from([...found, ...honest]));
    const away = stage({ rows: mixed, orderName: "unlearning", loss: ({ logits, labels, rows, n }) => unlearning((i) => rows[i]! < found.length, logits, labels, n), settings: { epochs: unlearnEpochs, learningRate: params.unlearnRate, optimizer: "adam", weightDecay: 0 } });
    if (before.set > UNLEARNED) for await (const report of away) {
      if (!diverged) await look();
      yield report;
      if (points[kept.at]!.set <= UNLEARNED && points[kept.at]!.trusted >= before.trusted) break;
    }
    const failed = points[kept.at]!.set > FAILED;
    weights = failed ? usual : kept.weights;
    const after = points[kept.at]!, harmful = points.some((p) => p.set < after.set);
    notes.push({ level: "info", text: `${counted(m, "row")} were isolated after ${counted(isolationEpochs, "epoch")}, ${counts[most]!} of them labeled ${meta.classNames[most]}.` });
    notes.push({ level: "info", text: `Of ${counted(points.length - 1, "unlearning epoch")} the model after epoch ${kept.at} was kept: isolated rows read as labeled went from ${percent(before.set)} to ${percent(after.set)}, accuracy on ${counted(trusted.n, "trusted row")} from ${percent(before.trusted)} to ${percent(after.trusted)}.` });
    if (failed) notes.push({ level: "warning", text: `The isolated rows could not be forgotten, so the model was left as it was before: ${harmful ? `forgetting more of them would have cost over ${percent(tolerance)} of the trusted rows; they may be honest rows, or share what they rest on with honest ones` : "the epochs were used up; try more of them or a higher unlearning rate"}.` });
    if (trusted.n < 50) notes.push({ level: "warning", text: `There ${trusted.n === 1 ? "is" : "are"} only ${counted(trusted.n, "trusted row")}, too few to notice when unlearning harms; keep at least 50 aside.` });
    return { model: { plan, weights: weights.slice() }, notes, evidence: [...evidence, curve()] };
  },
});
