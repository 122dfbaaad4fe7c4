/** Applies a finished model to the test rows, to the attacker's inputs and, for points, to a grid. Sees no training row. */
import { rangeOf, type Dataset } from "../../core/data";
import type { Learner, TrainedModel } from "../../core/learner";
import type { AttackGoal } from "../../core/plugins";
import { argmaxRows, NO_ANSWER } from "../../core/answer";
import { softmax } from "../../core/loss";
import { answersOf } from "../../core/votes";
import type { Stage } from "../plan";
import { NOWHERE, type ArmArtifacts, type CurvePoint } from "../result";
import type { StageContext } from "./context";
import type { EvaluateOutput, StageInputs } from "./outputs";

/** Share of entries that agree; NaN for none. */
export function agreement(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let same = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) same++;
  return same / a.length;
}

/** Clean accuracy on the test rows and, when there is a goal, the attack success rate; both in [0, 1]. A row without an answer is neither right nor a success. */
export async function measureModel(learner: Learner, model: TrainedModel, dataset: Dataset, goal: AttackGoal | undefined): Promise<Pick<CurvePoint, "cleanAccuracy" | "attackSuccess" | "targetProbability">> {
  const k = model.plan.classes;
  const test = argmaxRows(await learner.logits(model, dataset.test.inputs, dataset.test.n), k);
  const cleanAccuracy = agreement(test, dataset.test.labels);
  if (!goal || goal.targets.length === 0) return { cleanAccuracy };
  const logits = await learner.logits(model, goal.inputs, goal.targets.length);
  const read = argmaxRows(logits, k), reached = agreement(read, goal.targets), silent = read.reduce((n, c) => n + (c === NO_ANSWER ? 1 : 0), 0) / read.length;
  if (goal.kind === "one") return { cleanAccuracy, ...(silent === 0 && { targetProbability: softmax(logits, k)[goal.targets[0]!]! }) };
  return { cleanAccuracy, attackSuccess: goal.untargeted ? 1 - reached - silent : reached };
}

/** What the model says on a grid of side × side over both axes (points only); row 0 is the bottom. Without an answer: NOWHERE, and no confidence. */
export async function decisionRegion(learner: Learner, model: TrainedModel, dataset: Dataset, side: number): Promise<NonNullable<ArmArtifacts["region"]>> {
  const [left, right] = rangeOf(dataset.meta, 0), [low, high] = rangeOf(dataset.meta, 1);
  const grid = new Float32Array(side * side * 2);
  for (let r = 0; r < side; r++)
    for (let c = 0; c < side; c++) {
      grid[(r * side + c) * 2] = left + ((c + 0.5) / side) * (right - left);
      grid[(r * side + c) * 2 + 1] = low + ((r + 0.5) / side) * (high - low);
    }
  const k = model.plan.classes;
  const probabilities = await answersOf(learner, model, grid, side * side);
  const best = argmaxRows(probabilities, k);
  return {
    side, x: [left, right], y: [low, high],
    predicted: Uint8Array.from(best, (b) => (b < 0 ? NOWHERE : b)),
    confidence: Float32Array.from(best, (b, i) => (b < 0 ? NaN : probabilities[i * k + b]!)),
  };
}

export async function runEvaluate(_stage: Stage, inputs: StageInputs, ctx: StageContext): Promise<EvaluateOutput> {
  const { dataset } = inputs.load!;
  const goal = inputs.poison?.goal;
  const model = inputs.model!.model;
  const k = model.plan.classes;
  const answers = (rows: Float32Array, n: number) => answersOf(ctx.learner, model, rows, n, ctx.pulse), { screen } = inputs;
  const testProbabilities = await answers(dataset.test.inputs, dataset.test.n);
  const goalProbabilities = goal && (await answers(goal.inputs, goal.targets.length));

  const nearMissPredicted = screen?.nearMiss?.answers ?? (goal?.nearMiss && argmaxRows(await answers(goal.nearMiss.inputs, goal.nearMiss.testIndex.length), k));
  const delivered = inputs.poison?.train ?? dataset.train;
  const trainPredicted = delivered.sources && argmaxRows(await answers(delivered.inputs, delivered.n), k);
  const trained = inputs.trained!;
  let curve: readonly CurvePoint[];
  if (trained.observed && trained.observed.load === ctx.keys.load && trained.observed.poison === ctx.keys.poison) curve = trained.observed.points;
  else {
    const points: CurvePoint[] = [];
    for (const s of trained.snapshots) {
      await ctx.pulse(points.length, trained.snapshots.length);
      points.push({ epoch: s.epoch, ...(Number.isFinite(s.loss) && { loss: s.loss }), ...(await measureModel(ctx.learner, { plan: model.plan, weights: s.weights }, dataset, goal)) });
    }
    curve = points;
  }

  let repairPath: EvaluateOutput["repairPath"];
  if (inputs.model!.kind === "repair" && inputs.model!.path) {
    const { xTitle, steps } = inputs.model!.path;
    const points: { x: number; cleanAccuracy: number; attackSuccess?: number }[] = [];
    for (const step of steps) {
      await ctx.pulse(points.length, steps.length);
      points.push({ x: step.x, ...(await measureModel(ctx.learner, { plan: model.plan, weights: step.weights }, dataset, goal)) });
    }
    repairPath = { xTitle, points };
  }
  return {
    kind: "evaluate", curve, repairPath, testProbabilities, goalProbabilities, nearMissPredicted, trainPredicted,
    testPredicted: screen?.test.answers ?? argmaxRows(testProbabilities, k),
    goalPredicted: screen?.goal?.answers ?? (goalProbabilities && argmaxRows(goalProbabilities, k)),
    region: dataset.meta.modality === "points" ? await decisionRegion(ctx.learner, model, dataset, 60) : undefined,
  };
}
