/** From finished stages to what is shown about one arm. The only place where a defense's choice meets the truth. */
import { NO_ANSWER } from "../core/answer";
import { foundOf } from "../core/found";
import type { Note, ProbeOutcome, Rate } from "../core/plugins";
import { metrics } from "../metrics/registry";
import { wilson } from "../metrics/wilson";
import type { Rows } from "../core/data";
import type { ArmArtifacts, ArmResult, FilterReport, MetricValue, ProbeReport, SourceReport, Tally } from "./result";
import { federationReport, onlineReport } from "./regime-report";
import { certificateReport, screenArtifacts, screenReport, watchReport } from "./run-time-report";
import type { Choice, Spec } from "./spec";
import type { PlannedArm } from "./plan";
import type { EvaluateOutput, LoadOutput, ModelOutput, PoisonOutput, DefenseOutput, ScreenOutput, SelectionOutput, TrainOutput, WatchOutput } from "./stages/outputs";

export interface ArmParts {
  readonly setup: Spec;
  readonly arm: PlannedArm;
  readonly load: LoadOutput;
  readonly poison?: PoisonOutput;
  readonly selection?: SelectionOutput;
  readonly filters: readonly SelectionOutput[];
  /** What each of `arm.steps` left behind. */
  readonly steps: readonly DefenseOutput[];
  readonly screen?: ScreenOutput;
  /** The model that it builds on, as it came. */
  readonly download?: ModelOutput;
  readonly train: TrainOutput;
  readonly evaluate: EvaluateOutput;
  readonly seconds: number;
  readonly ownSeconds: number;
}

/** 1 where a selection removed or relabeled the row. */
function actedOnRows(train: Rows, selection: SelectionOutput): Uint8Array {
  const acted = new Uint8Array(train.n).fill(1);
  selection.positions.forEach((p, i) => { acted[p] = train.labels[p] === selection.labels[i] ? 0 : 1; });
  return acted;
}

/** What this arm makes of each contributor's rows. */
export function sourceReports({ load, poison, selection, evaluate }: Pick<ArmParts, "load" | "poison" | "selection" | "evaluate">): SourceReport[] | undefined {
  const { meta, test } = load.dataset, train = poison?.train ?? load.dataset.train, predicted = evaluate.trainPredicted;
  const { sources } = train;
  if (!meta.sources || !sources || !predicted) return undefined;
  const acted = selection && actedOnRows(train, selection);
  const share = (n: number, inSource: (i: number) => boolean, counts: (i: number) => boolean): Rate => {
    let all = 0, hits = 0;
    for (let i = 0; i < n; i++) if (inSource(i)) { all++; if (counts(i)) hits++; }
    return wilson(hits, all);
  };
  const some = (rate: Rate): Rate | null => (rate.n > 0 ? rate : null);
  return meta.sources.map((name, s) => {
    const here = (i: number) => sources[i] === s, agreement = share(train.n, here, (i) => predicted[i] === train.labels[i]);
    let poisoned = 0;
    poison?.truth.poisoned.forEach((p, i) => { if (p === 1 && here(i)) poisoned++; });
    return {
      name, rows: agreement.n, poisoned, agreement,
      flagged: acted ? some(share(train.n, here, (i) => acted[i] === 1)) : null,
      testAccuracy: test.sources ? some(share(test.n, (i) => test.sources![i] === s, (i) => evaluate.testPredicted[i] === test.labels[i])) : null,
    };
  });
}

/** Scores a selection against the truth: found = removed or relabeled. */
export function filterReport(parts: Pick<ArmParts, "load" | "poison" | "selection" | "filters">): FilterReport | undefined {
  const { selection, poison } = parts;
  if (!selection) return undefined;
  const train = poison?.train ?? parts.load.dataset.train;
  const found = actedOnRows(train, selection);
  const relabeled = selection.positions.reduce((sum, p) => sum + found[p]!, 0);
  const scores = [...parts.filters].reverse().find((f) => f.scores)?.scores;
  return { kept: selection.positions.length, removed: train.n - selection.positions.length, relabeled, ...foundOf(found, scores, poison?.truth ?? { poisoned: new Uint8Array(train.n) }) };
}

function goalSeen({ kind, testIndex, targets, untargeted, nearMiss }: NonNullable<PoisonOutput["goal"]>, { goalPredicted, nearMissPredicted }: EvaluateOutput) {
  const close = nearMiss && nearMissPredicted ? { testIndex: nearMiss.testIndex, predicted: nearMissPredicted } : undefined;
  return { kind, testIndex, targets, ...(untargeted && { untargeted }), predicted: goalPredicted!, nearMiss: close };
}

/** A probe's outcome as the result keeps it: the inputs themselves stay behind. */
export function probeReport(probe: Choice, outcome: ProbeOutcome): ProbeReport {
  return { ...outcome, probe, examples: outcome.examples.map(({ input: _, ...rest }) => rest) };
}

/** counts[true][predicted]; rows without an answer, such as those that a guard turned away, are in none of them. */
export function confusionCounts(labels: Int32Array, predicted: Int32Array, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  labels.forEach((t, i) => { if (predicted[i]! >= 0) counts[t]![predicted[i]!]!++; });
  return counts;
}

const silent = (predicted: Int32Array): Tally => ({ count: predicted.reduce((n, p) => n + (p === NO_ANSWER ? 1 : 0), 0), of: predicted.length });

/** Test rows and the attacker's inputs that a model has no answer to; nothing where it answers all. */
export function unansweredIn({ testPredicted, goalPredicted }: Pick<EvaluateOutput, "testPredicted" | "goalPredicted">): Pick<ArmResult, "unanswered"> {
  const test = silent(testPredicted), goal = goalPredicted && goalPredicted.length > 0 ? silent(goalPredicted) : null;
  return test.count + (goal?.count ?? 0) > 0 ? { unanswered: { test, goal } } : {};
}

export function armResult(parts: ArmParts): { arm: ArmResult; artifacts: ArmArtifacts } {
  const { arm, evaluate, poison } = parts;
  const { meta, test } = parts.load.dataset;
  const goal = poison?.goal && evaluate.goalPredicted ? goalSeen(poison.goal, evaluate) : undefined;
  const rates: Record<string, MetricValue | null> = {};
  const classMetrics: Record<string, readonly MetricValue[]> = {};
  for (const metric of metrics.all) {
    const value = metric.compute({ meta, labels: test.labels, predicted: evaluate.testPredicted, probabilities: evaluate.testProbabilities, goal });
    if (Array.isArray(value)) classMetrics[metric.id] = value as readonly Rate[];
    else rates[metric.id] = value as Rate | null;
  }
  const last = [...parts.filters].reverse().find((f) => f.scores);
  // Several rules of one server or stream end in the same stage.
  const notes: Note[] = [...new Set(parts.steps)].flatMap((s) => s.notes ?? []), watches = parts.steps.filter((s): s is WatchOutput => s.kind === "watch");
  const certificate = certificateReport(parts), federation = federationReport(parts), online = onlineReport(parts);
  const { id, kind, title, pipeline } = arm;
  const rows = poison?.train ?? parts.load.dataset.train, lost = unansweredIn(evaluate);
  return {
    arm: {
      id, kind, title, pipeline, metrics: rates, classMetrics, notes,
      confusion: confusionCounts(test.labels, evaluate.testPredicted, meta.classNames.length), ...lost,
      curve: evaluate.curve, filter: filterReport(parts), sources: sourceReports(parts), repairPath: evaluate.repairPath,
      ...(parts.screen && { screen: screenReport(parts.screen, test.labels) }), ...(certificate && { certificate }),
      ...(watches.length > 0 && { watches: watches.map(watchReport) }),
      ...(federation && { federation }), ...(online && { online }), ...(parts.download?.download && { download: parts.download.download }),
      diverged: parts.train.diverged || lost.unanswered !== undefined, seconds: parts.seconds, ownSeconds: parts.ownSeconds,
    },
    artifacts: {
      armId: id, modelKey: arm.model, testProbabilities: evaluate.testProbabilities, testPredicted: evaluate.testPredicted,
      goalPredicted: evaluate.goalPredicted, goalProbabilities: evaluate.goalProbabilities, region: evaluate.region,
      filter: parts.selection && selectionArtifacts(parts.selection, rows.labels, last),
      evidence: parts.steps.flatMap((s, i) => ("evidence" in s && s.evidence && s.evidence.length > 0 ? [{ position: arm.steps[i]!.position, defense: arm.steps[i]!.defense, shown: s.evidence }] : [])),
      screen: parts.screen && screenArtifacts(parts.screen),
      watches: parts.steps.flatMap((s, i) => (s.kind === "watch" ? [{ position: arm.steps[i]!.position, title: s.title, triggered: s.triggered, index: s.index, predicted: s.predicted, detectors: s.detectors, ...(s.ends && { ends: s.ends }) }] : [])),
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
