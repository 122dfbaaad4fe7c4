/**
 * Softmax regression on plain arrays, for attackers whose surrogate must have exact second derivatives: its loss,
 * gradient and Hessian-vector product in closed form, conjugate gradients, and a fit by Newton steps that goes on from the last
 * one. With two classes it is logistic regression. Never the victim, and no tensors. No method of a paper by itself.
 */

/** Rows to fit or to measure on. */
export interface Examples {
  readonly n: number;
  /** Columns, the last of which is 1 in every row: the bias. */
  readonly d: number;
  readonly classes: number;
  /** n × d */
  readonly x: Float64Array;
  readonly y: Int32Array;
  /** How many rows each one stands for (n). */
  readonly weight: Float64Array;
}

/** The bias gets a trace of the penalty, so that a class without a row does not run off to minus infinity. */
const BIAS_SHARE = 1e-4;

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};
const total = (e: Examples): number => e.weight.reduce((a, b) => a + b, 0) || 1;
const penalty = (j: number, d: number, ridge: number): number => (j % d === d - 1 ? BIAS_SHARE * ridge : ridge);

/** Features (n × width) with the bias column added. */
export function examples(features: ArrayLike<number>, y: ArrayLike<number>, classes: number, weight = 1): Examples {
  const n = y.length, width = n > 0 ? features.length / n : 0, d = width + 1, x = new Float64Array(n * d).fill(1);
  for (let i = 0; i < n; i++) for (let j = 0; j < width; j++) x[i * d + j] = features[i * width + j]!;
  return { n, d, classes, x, y: Int32Array.from(y), weight: new Float64Array(n).fill(weight) };
}

/** What each row's classes get under v (classes × d): n × classes. With the weights themselves these are the logits. */
export function scores(v: Float64Array, { n, d, classes, x }: Examples): Float64Array {
  const out = new Float64Array(n * classes);
  for (let i = 0; i < n; i++) for (let k = 0; k < classes; k++) {
    let sum = 0;
    for (let j = 0, p = i * d, q = k * d; j < d; j++) sum += x[p + j]! * v[q + j]!;
    out[i * classes + k] = sum;
  }
  return out;
}

/** n × classes probabilities, and the mean cross-entropy (nats) by weight. */
export function predict(theta: Float64Array, e: Examples): { readonly p: Float64Array; readonly loss: number } {
  const p = scores(theta, e), { n, classes } = e;
  let loss = 0;
  for (let i = 0; i < n; i++) {
    const own = p[i * classes + e.y[i]!]!;
    let top = -Infinity, sum = 0;
    for (let k = i * classes; k < (i + 1) * classes; k++) top = Math.max(top, p[k]!);
    for (let k = i * classes; k < (i + 1) * classes; k++) sum += p[k] = Math.exp(p[k]! - top);
    for (let k = i * classes; k < (i + 1) * classes; k++) p[k]! /= sum;
    loss += e.weight[i]! * (top + Math.log(sum) - own);
  }
  return { p, loss: loss / total(e) };
}

/** Σ weight · r ⊗ x over the rows, divided by the total weight: classes × d. */
function pullBack(r: Float64Array, { n, d, classes, x, weight }: Examples, all: number): Float64Array {
  const out = new Float64Array(classes * d);
  for (let i = 0; i < n; i++) for (let k = 0; k < classes; k++) {
    const f = (weight[i]! * r[i * classes + k]!) / all;
    if (f !== 0) for (let j = 0, p = i * d, q = k * d; j < d; j++) out[q + j]! += f * x[p + j]!;
  }
  return out;
}

/** Gradient of the mean cross-entropy by the weights, at probabilities p. */
export function lossGradient(p: Float64Array, e: Examples): Float64Array {
  const r = p.slice();
  for (let i = 0; i < e.n; i++) r[i * e.classes + e.y[i]!]! -= 1;
  return pullBack(r, e, total(e));
}

/** p ∘ (a − p·a), row by row: how probabilities move when the logits move along a. */
export function shiftOf(p: Float64Array, a: Float64Array, classes: number): Float64Array {
  const out = new Float64Array(p.length);
  for (let i = 0; i < p.length; i += classes) {
    let mean = 0;
    for (let k = i; k < i + classes; k++) mean += p[k]! * a[k]!;
    for (let k = i; k < i + classes; k++) out[k] = p[k]! * (a[k]! - mean);
  }
  return out;
}

/** The Hessian of mean cross-entropy + ridge/2 · ‖weights‖², at probabilities p, times v. */
export function hessianTimes(p: Float64Array, e: Examples, ridge: number, v: Float64Array): Float64Array {
  const out = pullBack(shiftOf(p, scores(v, e), e.classes), e, total(e));
  for (let j = 0; j < out.length; j++) out[j]! += penalty(j, e.d, ridge) * v[j]!;
  return out;
}

/** s with A s = b for a symmetric positive semidefinite A, until the rest is `tolerance` of b. */
export function conjugateGradient(times: (v: Float64Array) => Float64Array, b: Float64Array, tolerance = 1e-8, most = 200): Float64Array {
  const s = new Float64Array(b.length), r = b.slice(), way = b.slice(), goal = tolerance ** 2 * dot(b, b);
  let rr = dot(r, r);
  for (let i = 0; i < most && rr > goal; i++) {
    const bent = times(way), curve = dot(way, bent);
    if (!(curve > 0)) break;
    const length = rr / curve;
    for (let j = 0; j < s.length; j++) { s[j]! += length * way[j]!; r[j]! -= length * bent[j]!; }
    const next = dot(r, r);
    for (let j = 0; j < s.length; j++) way[j] = r[j]! + (next / rr) * way[j]!;
    rr = next;
  }
  return s;
}

/** The weights (classes × d) that minimize mean cross-entropy + ridge/2 · ‖weights‖², found from `start` by damped Newton steps. */
export async function fit(e: Examples, ridge: number, start?: Float64Array, pulse?: () => Promise<void> | void): Promise<Float64Array> {
  const theta = start?.slice() ?? new Float64Array(e.classes * e.d);
  const worth = (t: Float64Array) => predict(t, e).loss + 0.5 * t.reduce((sum, w, j) => sum + penalty(j, e.d, ridge) * w * w, 0);
  for (let round = 0; round < 60; round++) {
    await pulse?.();
    const { p } = predict(theta, e), g = lossGradient(p, e);
    for (let j = 0; j < g.length; j++) g[j]! += penalty(j, e.d, ridge) * theta[j]!;
    const size = Math.sqrt(dot(g, g));
    if (size < 1e-9) break;
    const way = conjugateGradient((v) => hessianTimes(p, e, ridge, v), g, Math.min(0.1, size)), slope = dot(g, way), now = worth(theta);
    let length = 1, next = theta;
    for (; length > 1e-4; length /= 2) {
      next = theta.map((w, j) => w - length * way[j]!);
      if (worth(next) <= now - 1e-4 * length * slope) break;
    }
    if (length <= 1e-4) break;
    theta.set(next);
  }
  return theta;
}
