/**
 * Trains one model on the rows as delivered, and measures clean accuracy and attack success after each epoch. What is
 * measured never changes what is trained: the weights depend on rows, settings and seed alone.
 */
import type { EpochReport } from "../../core/learner";
import { epochOrder } from "../order";
import type { Stage, StageWork } from "../plan";
import type { CurvePoint } from "../result";
import type { StageContext } from "./context";
import { decisionRegion, measureModel } from "./evaluate";
import { learn, startOf } from "./learn";
import { rowsAsDelivered, type StageInputs, type TrainOutput } from "./outputs";

/** Snapshots of all epochs together stay below this many bytes; beyond it every second one is dropped. */
const SNAPSHOT_BYTES = 24 * 1024 * 1024;

export async function runTrain(stage: Stage, work: Extract<StageWork, { kind: "train" }>, inputs: StageInputs, ctx: StageContext): Promise<TrainOutput> {
  const rows = rowsAsDelivered(inputs);
  const { plan, start, order } = startOf(stage, work, inputs);
  const settings = work.training;
  const every = Math.max(1, Math.ceil((settings.epochs * start.byteLength) / SNAPSHOT_BYTES));
  const snapshots: { epoch: number; loss: number; weights: Float32Array }[] = [];
  const points: CurvePoint[] = [];
  let diverged = false;
  let finite = start;

  const measure = async (report: Pick<EpochReport, "epoch" | "loss" | "weights">) => {
    const model = { plan, weights: report.weights };
    const seen = await measureModel(ctx.learner, model, inputs.load!.dataset, ctx.observedGoal);
    const point: CurvePoint = { epoch: report.epoch, loss: report.loss, cleanAccuracy: seen.cleanAccuracy, attackSuccess: seen.attackSuccess, targetProbability: seen.targetProbability };
    points.push(point);
    const region = inputs.load!.dataset.meta.modality === "points" ? await decisionRegion(ctx.learner, model, inputs.load!.dataset, 40) : undefined;
    ctx.report({ type: "epoch", stage: stage.key, point, epochs: settings.epochs, region });
  };

  const training = learn(ctx.learner, { plan, rows, settings, start, order: epochOrder(rows, order) }, settings.transfer, ctx.pulse);
  for (;;) {
    const next = await training.next();
    if (next.done) {
      return {
        kind: "train", model: { plan, weights: finite }, snapshots, diverged, // a diverged model ends as it last was finite
        observed: stage.observe ? { load: stage.observe.load, poison: stage.observe.poison, points } : undefined,
      };
    }
    const report = next.value;
    diverged ||= report.diverged;
    if (report.diverged) continue;
    finite = report.weights;
    if (report.epoch % every === 0 || report.epoch === settings.epochs) snapshots.push({ epoch: report.epoch, loss: report.loss, weights: report.weights });
    await measure(report);
    ctx.epochEnded();
  }
}
