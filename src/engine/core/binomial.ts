/**
 * Exact statements about counts of yes in n independent trials: tails, the lower confidence bound, the two-sided test against
 * one half, and the normal quantile that turns a bound into a radius. No approximations that fail near 0 and 1.
 * Clopper, Pearson 1934, "The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial".
 */

/** log n!, by Stirling's series from 20 on. */
export function logFactorial(n: number): number {
  if (n < 20) {
    let product = 1;
    for (let i = 2; i <= n; i++) product *= i;
    return Math.log(product);
  }
  const x = n + 1;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5);
}

/** Chance of k or more yes in n trials with chance p each. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  // From the term at the edge away from the middle, where terms only fall; the other side is 1 minus that.
  const up = k > n * p, from = up ? k : k - 1, odds = p / (1 - p);
  let term = Math.exp(logFactorial(n) - logFactorial(from) - logFactorial(n - from) + from * Math.log(p) + (n - from) * Math.log1p(-p)), sum = term;
  for (let j = from; up ? j < n : j > 0; j += up ? 1 : -1) {
    term *= up ? ((n - j) / (j + 1)) * odds : (j / (n - j + 1)) / odds;
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return up ? Math.min(1, sum) : Math.max(0, 1 - sum);
}

/** Where an increasing function crosses a value, by halving. */
function crossing(f: (x: number) => number, value: number, low: number, high: number): number {
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (f(middle) < value) low = middle;
    else high = middle;
  }
  return low;
}

/** Clopper–Pearson: with confidence 1 − alpha the chance of a yes is at least this, after k of n. */
export function lowerBound(k: number, n: number, alpha: number): number {
  return k <= 0 || n <= 0 ? 0 : crossing((p) => binomialTail(k, n, p), alpha, 0, 1);
}

/** p-value of k of n against a chance of one half, both sides. */
export function halfTest(k: number, n: number): number {
  return Math.min(1, 2 * binomialTail(Math.max(k, n - k), n, 0.5));
}

/** Chance that a standard normal number is below x (Marsaglia's series). */
export function normalBelow(x: number): number {
  if (Math.abs(x) > 8) return x > 0 ? 1 : 0;
  let term = x, sum = x;
  for (let i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) sum += term *= (x * x) / i;
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

/** The number that a standard normal one lies below with chance p; ±∞ at 1 and 0. Good to nine digits for p in [1e-8, 1 − 1e-8]. */
export function normalQuantile(p: number): number {
  if (p <= 0 || p >= 1) return p <= 0 ? -Infinity : Infinity;
  return crossing(normalBelow, p, -8, 8);
}
