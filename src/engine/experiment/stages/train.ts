/**
 * Trains one model on the rows as delivered, the victim's way or a defender's, and measures clean accuracy and attack success after each epoch. What is
 * measured never changes what is trained: the weights depend on rows, settings and seed alone.
 */
import type { EpochReport, TrainedModel } from "../../core/learner";
import { defenses } from "../../defenses/registry";
import { epochOrder } from "../order";
import type { Stage, StageWork } from "../plan";
import type { CurvePoint } from "../result";
import type { StageContext } from "./context";
import { defenderOf } from "./defender";
import { decisionRegion, measureModel } from "./evaluate";
import { learn, startOf } from "./learn";
import { rowsAsDelivered, type StageInputs, type TrainOutput } from "./outputs";

/** Snapshots of all epochs together stay below this many bytes; beyond it every second one is dropped. */
const SNAPSHOT_BYTES = 24 * 1024 * 1024;

export async function runTrain(stage: Stage, work: Extract<StageWork, { kind: "train" }>, inputs: StageInputs, ctx: StageContext): Promise<TrainOutput> {
  const rows = rowsAsDelivered(inputs), { plan, start, order } = startOf(stage, work, inputs), settings = work.training;
  // Nothing is trained, so there is no curve: only the model as it came.
  if (settings.transfer === "as-is") return { kind: "train", model: { plan, weights: start }, snapshots: [], diverged: false, observed: stage.observe && { load: stage.observe.load, poison: stage.observe.poison, points: [] } };
  const training = learn(ctx.learner, { plan, rows, settings, start, order: epochOrder(rows, order) }, settings.transfer, ctx.pulse);
  const { end: _, ...followed } = await follow(training, { plan, weights: start }, stage, settings.epochs, inputs, ctx);
  return { kind: "train", ...followed }; // a diverged model ends as it last was finite
}

/** A defense trains in the victim's place. */
export async function runHarden(stage: Stage, work: Extract<StageWork, { kind: "harden" }>, inputs: StageInputs, ctx: StageContext): Promise<TrainOutput> {
  const plugin = defenses.find(work.defense.id);
  if (plugin?.stage !== "train") throw new Error(`${work.defense.id} does not train`);
  const { args } = defenderOf(stage, work, inputs, ctx);
  const { end, ...followed } = await follow(plugin.train(args), { plan: args.plan, weights: args.start }, stage, work.training.epochs, inputs, ctx);
  const model = followed.diverged && !end.model.weights.every(Number.isFinite) ? followed.model : end.model;
  return { kind: "train", ...followed, model, notes: end.notes, evidence: end.evidence };
}

/** Runs a training to its end, measuring and keeping what each epoch gave. */
async function follow<E>(training: AsyncGenerator<EpochReport, E>, begun: TrainedModel, stage: Stage, planned: number, inputs: StageInputs, ctx: StageContext): Promise<Omit<TrainOutput, "kind"> & { readonly end: E }> {
  const { dataset } = inputs.load!, { plan } = begun;
  const snapshots: { epoch: number; loss: number; weights: Float32Array }[] = [], points: CurvePoint[] = [];
  let diverged = false, finite = begun.weights;

  const measure = async (report: Pick<EpochReport, "epoch" | "loss" | "weights">, epochs: number) => {
    const model = { plan, weights: report.weights }, seen = await measureModel(ctx.learner, model, dataset, ctx.observedGoal);
    const point: CurvePoint = { epoch: report.epoch, loss: report.loss, cleanAccuracy: seen.cleanAccuracy, attackSuccess: seen.attackSuccess, targetProbability: seen.targetProbability };
    points.push(point);
    const region = dataset.meta.modality === "points" ? await decisionRegion(ctx.learner, model, dataset, 40) : undefined;
    ctx.report({ type: "epoch", stage: stage.key, point, epochs, region });
  };

  for (;;) {
    const next = await training.next();
    if (next.done) {
      const observed = stage.observe && { load: stage.observe.load, poison: stage.observe.poison, points };
      return { model: { plan, weights: finite }, snapshots, diverged, observed, end: next.value };
    }
    const report = next.value, epochs = Math.max(planned, report.epochs), every = Math.max(1, Math.ceil((epochs * begun.weights.byteLength) / SNAPSHOT_BYTES));
    diverged ||= report.diverged;
    if (report.diverged) continue;
    finite = report.weights;
    if (report.epoch % every === 0 || report.epoch === epochs) snapshots.push({ epoch: report.epoch, loss: report.loss, weights: report.weights });
    await measure(report, epochs);
    ctx.epochEnded();
  }
}
