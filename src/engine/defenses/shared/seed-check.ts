/** For tests of losses: whether the gradient that a loss gives by the logits is the slope of the loss that it gives. */
import type { BatchLoss } from "../../core/learner";
import { Rng } from "../../core/rng";

/** Largest gap between the seed and central differences of total / n, over a batch of random logits of `rows` rows and 4 classes. */
export function worstSlope(loss: BatchLoss, rows = 5): number {
  const rng = Rng.fromSeed(4), k = 4, logits = Float32Array.from({ length: rows * k }, () => 1.5 * rng.normal());
  const labels = Int32Array.from({ length: rows }, () => rng.int(k)), at = Int32Array.from({ length: rows }, (_, i) => i), h = 1e-2;
  const value = (j: number, by: number) => loss({ logits: logits.map((v, i) => (i === j ? v + by : v)), labels, rows: at, n: rows, progress: 0 }).total / rows;
  const { seed } = loss({ logits, labels, rows: at, n: rows, progress: 0 });
  return Math.max(...Array.from(seed, (g, j) => Math.abs(g - (value(j, h) - value(j, -h)) / (2 * h))));
}
