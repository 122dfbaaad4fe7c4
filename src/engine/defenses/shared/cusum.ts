/**
 * A sequential test of how often reported labels contradict a model: Bernoulli CUSUM (Page 1954, "Continuous Inspection Schemes";
 * Reynolds, Stoumbos 1999) with Lorden's threshold (1971, "Procedures for Reacting to a Change in Distribution"): with ln γ the mean time
 * between false alarms is at least γ reports. Contradictions count only where the model was sure. It sees neither inputs nor users.
 */
import type { Answers } from "../../core/plugins";

/** Below these shares no share is told apart from another, whatever few trusted rows say. */
const LEAST = 0.002, MOST = 0.9;

/** For each answer whether its label contradicts it: 1, 0, or −1 where no label came back. */
export function contradictions({ n, probabilities, predicted }: Answers, labels: ArrayLike<number>, sureness: number): Int8Array {
  const k = probabilities.length / Math.max(1, n);
  // An answer that is no number contradicts every label: a model that has fallen apart is not a sign that all is well.
  return Int8Array.from({ length: n }, (_, i) => (labels[i]! < 0 ? -1 : labels[i] !== predicted[i] && !(probabilities[i * k + Math.max(0, predicted[i]!)]! < sureness) ? 1 : 0));
}

/** Wilson's upper end one standard error above k of n: trusted rows are few, and a share taken too low is a false alarm. */
export function upperShare(k: number, n: number): number {
  const p = k / n;
  return (p + 1 / (2 * n) + Math.sqrt((p * (1 - p)) / n + 1 / (4 * n * n))) / (1 + 1 / n);
}

export interface Cusum {
  readonly threshold: number;
  /** The share of contradictions that counts as clean: what trusted rows say, one standard error to be safe; null without any. */
  readonly clean: number | null;
  /** The statistic after one more report. */
  readonly next: (before: number, contradicted: boolean) => number;
}

/** Tuned to find soonest that the share of contradictions has risen by `rise`; `between`: reports between two false alarms, at least. */
export function cusumOf(onTrusted: Int8Array, rise: number, between: number): Cusum {
  const n = onTrusted.length, threshold = Math.log(between);
  if (n === 0) return { threshold, clean: null, next: () => 0 };
  const clean = Math.min(MOST, Math.max(LEAST, upperShare(onTrusted.reduce((sum, c) => sum + c, 0), n))), risen = Math.min(0.99, clean + rise);
  const up = Math.log(risen / clean), down = Math.log((1 - risen) / (1 - clean));
  return { threshold, clean, next: (before, contradicted) => Math.max(0, before + (contradicted ? up : down)) };
}
