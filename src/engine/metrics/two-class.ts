/**
 * Counts and scores of a problem with two classes of which one is what it is about (`meta.positive`: spam, malignant, fraud).
 * The metrics that only make sense there share it; for any other data set it gives null.
 */
import type { MetricInputs } from "../core/plugins";

/** Test rows by what they are and what they were read as. A row without an answer is neither found nor spared. */
export interface TwoClassCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  /** Negative rows without an answer; positive ones are among the false negatives. */
  readonly unanswered: number;
}

/** 1 where a test row is positive; null when the data set does not say which of two classes is. */
export function positives({ meta, labels }: MetricInputs): Uint8Array | null {
  if (meta.positive === undefined || meta.classNames.length !== 2) return null;
  return Uint8Array.from(labels, (y) => (y === meta.positive ? 1 : 0));
}

export function twoClassCounts(inputs: MetricInputs): TwoClassCounts | null {
  const truth = positives(inputs);
  if (!truth) return null;
  const cells = [0, 0, 0, 0];
  let unanswered = 0;
  inputs.predicted.forEach((p, i) => { if (p < 0 && truth[i] === 0) unanswered++; else cells[2 * truth[i]! + (p === inputs.meta.positive ? 1 : 0)]!++; });
  const [trueNegatives = 0, falsePositives = 0, falseNegatives = 0, truePositives = 0] = cells;
  return { truePositives, falsePositives, falseNegatives, trueNegatives, unanswered };
}

/** Probability of the positive class for each test row, and which rows are positive; null unless both kinds occur. */
export function scoresOf(inputs: MetricInputs): { readonly scores: Float32Array; readonly truth: Uint8Array; readonly positive: number; readonly negative: number } | null {
  const truth = positives(inputs), positive = truth?.reduce((sum, t) => sum + t, 0) ?? 0;
  if (!truth || positive === 0 || positive === truth.length) return null;
  return { scores: Float32Array.from(truth, (_, i) => inputs.probabilities[2 * i + inputs.meta.positive!]!), truth, positive, negative: truth.length - positive };
}
