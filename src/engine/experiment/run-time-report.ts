/** What is reported about a model at work: a guard's decisions, certificates, a monitor's alarms. Here they meet the truth. */
import { TURNED_AWAY } from "../core/answer";
import type { Rate } from "../core/plugins";
import { auroc, median, wilson } from "../core/statistics";
import { voteRadius } from "../core/votes";
import type { ArmParts } from "./report";
import type { ArmArtifacts, CertificateReport, ScreenReport, WatchReport } from "./result";
import type { ScreenOutput, WatchOutput } from "./stages/outputs";

const share = (values: Int32Array, counts: (v: number, i: number) => boolean): Rate => wilson(values.reduce((sum, v, i) => sum + (counts(v, i) ? 1 : 0), 0), values.length);

export function screenReport({ title, test, goal, suspiciousWhen }: ScreenOutput, labels: Int32Array): ScreenReport {
  const accepted = test.answers.filter((a) => a !== TURNED_AWAY).length, right = test.answers.reduce((sum, a, i) => sum + (a === labels[i] ? 1 : 0), 0);
  return {
    title, falseRejections: share(test.answers, (a) => a === TURNED_AWAY), acceptedAccuracy: wilson(right, accepted),
    falseAcceptances: goal && goal.answers.length > 0 ? share(goal.answers, (a) => a !== TURNED_AWAY) : null,
    auroc: goal?.scores && test.scores && goal.scores.length > 0 ? separation(test.scores, goal.scores, suspiciousWhen) : null,
  };
}

/** Area under the ROC of triggered against harmless inputs. */
function separation(harmless: Float32Array, triggered: Float32Array, suspiciousWhen: "low" | "high" = "high"): number | null {
  const scores = Float32Array.from([...harmless, ...triggered], (v) => (suspiciousWhen === "low" ? -v : v));
  return auroc(scores, Uint8Array.from(scores, (_, i) => (i < harmless.length ? 0 : 1)));
}

export const screenArtifacts = ({ test, goal, scoreName, threshold, suspiciousWhen }: ScreenOutput): ArmArtifacts["screen"] => ({ testScores: test.scores, goalScores: goal?.scores, scoreName, threshold, suspiciousWhen });

/** Points that a curve of certified accuracy keeps. */
const POINTS = 100;

/** Of models that vote, or of a guard that certifies; null without either. */
export function certificateReport({ load, train, evaluate, screen, filters }: Pick<ArmParts, "load" | "train" | "evaluate" | "screen" | "filters">): CertificateReport | null {
  const { test } = load.dataset, { voters } = train.model, k = load.dataset.meta.classNames.length;
  // A filter looks at all rows, so one inserted before it may change many that it passes on: what is certified begins after it.
  const where = filters.length > 0 ? "rows inserted or removed after the filter" : "training rows inserted or removed";
  if (voters)
    return certificateOf("Certified against poison", where, true, Float64Array.from({ length: test.n }, (_, i) => voteRadius(evaluate.testProbabilities.subarray(i * k, (i + 1) * k), voters.length)), evaluate.testPredicted, test.labels);
  if (!screen?.test.radius || !screen.radiusTitle) return null;
  const rows = Int32Array.from(test.labels.keys()).filter((i) => !Number.isNaN(screen.test.radius![i]!)), at = <T extends Int32Array>(values: T) => Int32Array.from(rows, (i) => values[i]!);
  // What is certified is the smoothed class; a row that is turned away has the radius −1 already.
  return rows.length === 0 ? null : certificateOf("Certified against changes of the input", screen.radiusTitle, false, Float64Array.from(rows, (i) => screen.test.radius![i]!), at(screen.test.answers), at(test.labels));
}

function certificateOf(title: string, xTitle: string, whole: boolean, radius: Float64Array, answers: Int32Array, labels: Int32Array): CertificateReport {
  const n = labels.length, held = radius.map((r, i) => (answers[i] === labels[i] ? r : -1)), top = Math.max(0, ...held);
  const step = whole ? Math.max(1, Math.ceil(top / POINTS)) : top / POINTS, count = step === 0 ? 0 : Math.floor(top / step + 1e-9) + 1;
  const points = Array.from({ length: count + 1 }, (_, i) => ({ x: i * step, y: held.filter((r) => r >= i * step - 1e-9).length / Math.max(1, n) }));
  return { title, xTitle, n, points, median: median(held), uncertified: share(answers, (_, i) => radius[i]! < 0) };
}

export function watchReport({ title, triggered, onset, detectors, falseAlarms }: WatchOutput): WatchReport {
  return {
    title, length: triggered.length, onset,
    detectors: detectors.map(({ points: _, ...d }, i) => ({ ...d, falseAlarms: falseAlarms[i]!, delay: onset !== null && d.alarmAt !== null && d.alarmAt > onset ? d.alarmAt - onset : null })),
  };
}
