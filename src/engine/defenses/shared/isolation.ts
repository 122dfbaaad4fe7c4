/**
 * The first stage of anti-backdoor learning in parts: the loss that holds every row near γ, and two ways to say from a
 * record of losses which rows were learned suspiciously: the lowest loss (the paper's) and the steepest fall, which does
 * not need the poison to be learned before the clean rows, only all at once. Plain arithmetic, no learner.
 */
import { crossEntropies, softmax } from "../../core/loss";
import { median } from "../../core/statistics";

/** Losses below this count as this: how sure is sure makes no difference. */
const FLOOR = 0.05;

/**
 * Local gradient ascent on each row's own loss, sign(L − γ) · L: rows above γ are learned, rows below are unlearned. Of
 * flooding, |L − γ| + γ, the gradient is the same. `total` is the sum of the plain losses, `seed` that of their signed mean.
 */
export function ascentBelow(gamma: number, logits: Float32Array, labels: Int32Array, n: number): { readonly total: number; readonly seed: Float32Array } {
  const k = logits.length / Math.max(1, n), seed = softmax(logits, k), losses = crossEntropies(logits, labels, k);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const sign = losses[i]! < gamma ? -1 : 1;
    total += losses[i]!;
    seed[i * k + labels[i]!]! -= 1;
    for (let c = i * k; c < (i + 1) * k; c++) seed[c]! *= sign / n;
  }
  return { total, seed };
}

/**
 * The mean loss of honest rows and, of rows to be forgotten, that of −log(1 − p), p being the probability of their label.
 * For each row this is gradient ascent on its cross-entropy (the paper's last stage) with a step times p / (1 − p): a row
 * that is answered surely, whose cross-entropy is flat, moves too, and one that is forgotten rests instead of running away.
 */
export function unlearning(forget: (i: number) => boolean, logits: Float32Array, labels: Int32Array, n: number): { readonly total: number; readonly seed: Float32Array } {
  const k = logits.length / Math.max(1, n), seed = softmax(logits, k), losses = crossEntropies(logits, labels, k);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const y = i * k + labels[i]!, p = seed[y]!;
    if (!forget(i)) {
      total += losses[i]!;
      seed[y]! -= 1;
      for (let c = i * k; c < (i + 1) * k; c++) seed[c]! /= n;
      continue;
    }
    // Shares of the other classes among themselves, exact also where p is nearly 1.
    const row = Float32Array.from(logits.subarray(i * k, (i + 1) * k), (v, c) => (c === labels[i] ? -Infinity : v)), others = softmax(row, k), top = Math.max(...row);
    total += Math.log1p(Math.exp(logits[y]! - top) / row.reduce((sum, v) => sum + Math.exp(v - top), 0));
    for (let c = 0; c < k; c++) seed[i * k + c] = (p * (c === labels[i] ? 1 : -others[c]!)) / n;
  }
  return { total, seed };
}

/** Logarithms of the losses of one check, less their median, so that what happens to all rows alike drops out. */
function centered(losses: Float32Array): Float64Array {
  const logs = Float64Array.from(losses, (v) => Math.log(Math.max(FLOOR, Number.isFinite(v) ? v : 1e6))), middle = logs.length > 0 ? median(logs) : 0;
  return logs.map((v) => v - middle);
}

/**
 * How clearly each row's loss fell from one level to a lower one: over all moments t, the mean log-loss before t less that
 * after, times √(t (T − t) / T), as in a CUSUM test for a change; the largest counts. `checks`: losses of all rows, check by check.
 */
export function steepestFall(checks: readonly Float32Array[]): Float32Array {
  const logs = checks.map(centered), T = logs.length;
  return Float32Array.from({ length: logs[0]?.length ?? 0 }, (_, i) => {
    let after = logs.reduce((sum, z) => sum + z[i]!, 0), before = 0, best = 0;
    for (let t = 1; t < T; t++) {
      before += logs[t - 1]![i]!;
      after -= logs[t - 1]![i]!;
      best = Math.max(best, (before / t - after / (T - t)) * Math.sqrt((t * (T - t)) / T));
    }
    return best;
  });
}
