/**
 * How much privacy noisy training has spent: the Rényi accountant of the sampled Gaussian mechanism. It counts one step as a
 * Poisson sample of the rows (each with probability q), clipped and summed, plus normal noise of `noise` times the clip norm;
 * neighbors differ by one row added or removed. It is not valid for shuffled epochs of fixed batches.
 * Abadi and others 2016, "Deep Learning with Differential Privacy"; Mironov, Talwar, Zhang 2019, "Rényi Differential Privacy of
 * the Sampled Gaussian Mechanism".
 */

/** Orders that are tried. */
const ORDERS = { first: 2, last: 256 };

const logFactorials = new Float64Array(ORDERS.last + 1);
for (let i = 1; i <= ORDERS.last; i++) logFactorials[i] = logFactorials[i - 1]! + Math.log(i);

/** Rényi divergence of one step at a whole order: log Σ C(α,k) (1−q)^(α−k) q^k exp((k²−k)/2σ²) / (α−1), summed in logs. */
export function renyiOfStep(q: number, noise: number, order: number): number {
  if (q === 0) return 0;
  if (noise === 0) return Infinity;
  const times = (k: number, log: number) => (k === 0 ? 0 : k * log);
  const terms = Float64Array.from({ length: order + 1 }, (_, k) =>
    logFactorials[order]! - logFactorials[k]! - logFactorials[order - k]! + times(order - k, Math.log1p(-q)) + times(k, Math.log(q)) + (k * k - k) / (2 * noise * noise));
  const top = terms.reduce((a, b) => Math.max(a, b));
  return Math.max(0, top + Math.log(terms.reduce((sum, t) => sum + Math.exp(t - top), 0))) / (order - 1);
}

/** What any number of steps costs: ε after `steps` of them, for this δ. */
export interface Accountant {
  epsilon(steps: number): number;
}

/** An accountant for sampling probability q, noise multiplier σ and δ in (0, 1). */
export function openAccountant(q: number, noise: number, delta: number): Accountant {
  const costs = Float64Array.from({ length: ORDERS.last - ORDERS.first + 1 }, (_, i) => renyiOfStep(q, noise, ORDERS.first + i));
  return {
    epsilon: (steps) => (steps === 0 || q === 0 ? 0 : costs.reduce((best, cost, i) => Math.min(best, steps * cost - Math.log(delta) / (ORDERS.first + i - 1)), Infinity)),
  };
}
