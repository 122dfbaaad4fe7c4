/**
 * Softmax cross-entropy with its gradient, and the small sums that go with it. exp and log are computed here in double
 * precision from plain arithmetic, so that losses do not depend on a browser's own Math.
 */

// e^x for x ≤ 0.
function expNegative(x: f64): f64 {
  if (x != x) return x;
  if (x < -700.0) return 0.0;
  const k = nearest<f64>(x * 1.4426950408889634);
  const r = x - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
  let s = 1.0 / 479001600.0;
  s = s * r + 1.0 / 39916800.0; s = s * r + 1.0 / 3628800.0; s = s * r + 1.0 / 362880.0;
  s = s * r + 1.0 / 40320.0; s = s * r + 1.0 / 5040.0; s = s * r + 1.0 / 720.0; s = s * r + 1.0 / 120.0;
  s = s * r + 1.0 / 24.0; s = s * r + 1.0 / 6.0; s = s * r + 0.5; s = s * r + 1.0; s = s * r + 1.0;
  return s * reinterpret<f64>((<i64>k + 1023) << 52);
}

// ln x for finite x ≥ 1; passes NaN and infinity on.
function logAboveOne(x: f64): f64 {
  if (!(x < Infinity)) return x;
  const bits = reinterpret<i64>(x);
  let e = <f64>((bits >> 52) - 1023);
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    e += 1.0;
  }
  const t = (m - 1.0) / (m + 1.0), u = t * t;
  let s = 1.0 / 21.0;
  s = s * u + 1.0 / 19.0; s = s * u + 1.0 / 17.0; s = s * u + 1.0 / 15.0; s = s * u + 1.0 / 13.0; s = s * u + 1.0 / 11.0;
  s = s * u + 1.0 / 9.0; s = s * u + 1.0 / 7.0; s = s * u + 0.2; s = s * u + 1.0 / 3.0; s = s * u + 1.0;
  return e * 0.6931471805599453 + 2.0 * t * s;
}

/**
 * logits [n,c] and labels [n] → losses [n] (nats), grad [n,c] = scale · (softmax − one-hot), and stats [2] = (sum of the
 * losses, how many labels have the largest logit). grad may be 0: not wanted. Probabilities below 1e-25 count as zero in
 * the gradient: in a network that is sure they would fill the backward pass with denormals, which are slow.
 */
export function softmaxCrossEntropy(
  logits: usize, labels: usize, n: i32, c: i32, scale: f32, losses: usize, grad: usize, stats: usize,
): void {
  let total = 0.0, correct: f32 = 0;
  for (let i = 0; i < n; i++) {
    const z = logits + <usize>(i * c) * 4, y = load<i32>(labels + (<usize>i << 2));
    let top = load<f32>(z), best = 0;
    for (let j = 1; j < c; j++) {
      const v = load<f32>(z + (<usize>j << 2));
      if (v > top || v != v) {
        top = v;
        best = j;
      }
    }
    let sum = 0.0;
    for (let j = 0; j < c; j++) {
      const e = expNegative(<f64>load<f32>(z + (<usize>j << 2)) - <f64>top);
      if (grad) store<f32>(grad + <usize>(i * c + j) * 4, e < 1e-25 ? <f32>0 : <f32>e);
      sum += e;
    }
    const loss = logAboveOne(sum) - (<f64>load<f32>(z + (<usize>y << 2)) - <f64>top);
    store<f32>(losses + (<usize>i << 2), <f32>loss);
    total += loss;
    if (best == y) correct += 1;
    if (!grad) continue;
    for (let j = 0; j < c; j++) {
      const p = grad + <usize>(i * c + j) * 4;
      store<f32>(p, <f32>((<f64>load<f32>(p) / sum - (j == y ? 1.0 : 0.0)) * <f64>scale));
    }
  }
  store<f32>(stats, <f32>total);
  store<f32>(stats, correct, 4);
}

/** out[j] = Σ over the m rows of dy [m,n]. */
export function columnSums(dy: usize, m: i32, n: i32, out: usize): void {
  const row = <usize>n * 4;
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    let a = f32x4.splat(0), p = dy + (<usize>j << 2);
    for (let i = 0; i < m; i++) {
      a = f32x4.add(a, v128.load(p));
      p += row;
    }
    v128.store(out + (<usize>j << 2), a);
  }
  for (; j < n; j++) {
    let a: f32 = 0, p = dy + (<usize>j << 2);
    for (let i = 0; i < m; i++) {
      a += load<f32>(p);
      p += row;
    }
    store<f32>(out + (<usize>j << 2), a);
  }
}

/** out = dy where y > 0, else 0; count floats. */
export function reluGrad(dy: usize, y: usize, count: i32, out: usize): void {
  const z = f32x4.splat(0);
  let j = count;
  for (; j >= 4; j -= 4) {
    v128.store(out, v128.and(v128.load(dy), f32x4.gt(v128.load(y), z)));
    dy += 16; y += 16; out += 16;
  }
  for (; j > 0; j--) {
    store<f32>(out, load<f32>(y) > 0 ? load<f32>(dy) : <f32>0);
    dy += 4; y += 4; out += 4;
  }
}

/** out = (x − shift) · factor; count floats. */
export function scaleShift(x: usize, shift: f32, factor: f32, count: i32, out: usize): void {
  const s = f32x4.splat(shift), f = f32x4.splat(factor);
  let j = count;
  for (; j >= 4; j -= 4) {
    v128.store(out, f32x4.mul(f32x4.sub(v128.load(x), s), f));
    x += 16; out += 16;
  }
  for (; j > 0; j--) {
    store<f32>(out, (load<f32>(x) - shift) * factor);
    x += 4; out += 4;
  }
}
