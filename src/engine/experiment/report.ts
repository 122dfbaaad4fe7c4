/** From finished stages to what is shown about one arm. The only place where a defense's choice meets the truth. */
import { auroc } from "../core/statistics";
import type { Note, Rate } from "../core/plugins";
import { metrics } from "../metrics/registry";
import { wilson } from "../metrics/wilson";
import type { ArmArtifacts, ArmResult, FilterReport, MetricValue } from "./result";
import type { PlannedArm } from "./plan";
import type { EvaluateOutput, LoadOutput, PoisonOutput, RepairOutput, SelectionOutput, TrainOutput } from "./stages/outputs";

export interface ArmParts {
  readonly arm: PlannedArm;
  readonly load: LoadOutput;
  readonly poison?: PoisonOutput;
  readonly selection?: SelectionOutput;
  readonly filters: readonly SelectionOutput[];
  readonly repairs: readonly RepairOutput[];
  readonly train: TrainOutput;
  readonly evaluate: EvaluateOutput;
  readonly seconds: number;
}

/** Scores a selection against the truth: found = removed or relabeled. */
export function filterReport(parts: Pick<ArmParts, "load" | "poison" | "selection" | "filters">): FilterReport | undefined {
  const { selection, poison } = parts;
  if (!selection) return undefined;
  const train = poison?.train ?? parts.load.dataset.train;
  const found = new Uint8Array(train.n).fill(1);
  let relabeled = 0;
  selection.positions.forEach((p, i) => {
    const changed = train.labels[p] !== selection.labels[i];
    if (changed) relabeled++;
    found[p] = changed ? 1 : 0;
  });
  const truth = poison?.truth.poisoned ?? new Uint8Array(train.n);
  let poisonedTotal = 0, poisonedFound = 0, flagged = 0;
  for (let i = 0; i < train.n; i++) {
    poisonedTotal += truth[i]!;
    flagged += found[i]!;
    if (truth[i] === 1 && found[i] === 1) poisonedFound++;
  }
  const honestTotal = train.n - poisonedTotal, honestRowsLost = flagged - poisonedFound;
  const rate = (k: number, n: number): Rate | null => (n > 0 ? wilson(k, n) : null);
  const scores = [...parts.filters].reverse().find((f) => f.scores)?.scores;
  return {
    kept: selection.positions.length, removed: train.n - selection.positions.length, relabeled,
    truePositiveRate: rate(poisonedFound, poisonedTotal), falsePositiveRate: rate(honestRowsLost, honestTotal), precision: poisonedTotal > 0 ? rate(poisonedFound, flagged) : null,
    poisonedFound, poisonedTotal, honestRowsLost, honestTotal,
    auroc: scores && poisonedTotal > 0 ? aurocOfJudged(scores, truth) : null,
  };
}

function aurocOfJudged(scores: Float32Array, truth: Uint8Array): number | null {
  const judged = Int32Array.from(scores.keys()).filter((i) => !Number.isNaN(scores[i]!));
  return auroc(Float32Array.from(judged, (i) => scores[i]!), Uint8Array.from(judged, (i) => truth[i]!));
}

export function confusionCounts(labels: Int32Array, predicted: Int32Array, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  labels.forEach((t, i) => void counts[t]![predicted[i]!]!++);
  return counts;
}

export function armResult(parts: ArmParts): { arm: ArmResult; artifacts: ArmArtifacts } {
  const { arm, evaluate, poison } = parts;
  const { meta, test } = parts.load.dataset;
  const goal = poison?.goal && evaluate.goalPredicted ? { ...poison.goal, predicted: evaluate.goalPredicted } : undefined;
  const rates: Record<string, MetricValue | null> = {};
  const classMetrics: Record<string, readonly MetricValue[]> = {};
  for (const metric of metrics.all) {
    const value = metric.compute({ meta, labels: test.labels, predicted: evaluate.testPredicted, probabilities: evaluate.testProbabilities, goal });
    if (Array.isArray(value)) classMetrics[metric.id] = value as readonly Rate[];
    else rates[metric.id] = value as Rate | null;
  }
  const last = [...parts.filters].reverse().find((f) => f.scores);
  const notes: Note[] = [...parts.filters.flatMap((f) => f.notes), ...parts.repairs.flatMap((r) => r.notes)];
  const { id, kind, title, pipeline } = arm;
  const rows = poison?.train ?? parts.load.dataset.train;
  return {
    arm: {
      id, kind, title, pipeline, metrics: rates, classMetrics, notes,
      confusion: confusionCounts(test.labels, evaluate.testPredicted, meta.classNames.length),
      curve: evaluate.curve, filter: filterReport(parts), repairPath: evaluate.repairPath,
      diverged: parts.train.diverged, seconds: parts.seconds,
    },
    artifacts: {
      armId: id, modelKey: arm.model, testProbabilities: evaluate.testProbabilities, testPredicted: evaluate.testPredicted,
      goalPredicted: evaluate.goalPredicted, goalProbabilities: evaluate.goalProbabilities, region: evaluate.region,
      filter: parts.selection && selectionArtifacts(parts.selection, rows.labels, last),
    },
  };
}

function selectionArtifacts(selection: SelectionOutput, given: Int32Array, scored: SelectionOutput | undefined): ArmArtifacts["filter"] {
  const keep = new Uint8Array(given.length);
  const labels = given.slice();
  let relabeled = false;
  selection.positions.forEach((p, i) => {
    keep[p] = 1;
    relabeled ||= labels[p] !== selection.labels[i];
    labels[p] = selection.labels[i]!;
  });
  return { keep, labels: relabeled ? labels : undefined, scores: scored?.scores, scoreName: scored?.scoreName };
}
