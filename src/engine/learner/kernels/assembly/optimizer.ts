/**
 * One optimizer step over a stretch of the flat weight vector, in place: Adam (Kingma & Ba 2014) or SGD with momentum,
 * with decoupled weight decay and the pruning mask. The caller gives the bias corrections, so no power is taken here.
 * Moments below 1e-30 become zero: a dead unit's moments would else stay denormal, and slow, for good.
 */

const TINY: f32 = 1e-30;

// v where |v| ≥ TINY or NaN, else 0.
// @ts-ignore: decorator
@inline
function flush(v: v128): v128 {
  return v128.andnot(v, f32x4.lt(f32x4.abs(v), f32x4.splat(TINY)));
}

// @ts-ignore: decorator
@inline
function flushOne(v: f32): f32 {
  return abs<f32>(v) < TINY ? 0 : v;
}

/** mask is 0 for none; decay = learning rate · weight decay; c1 = 1/(1−β1^t), c2 = 1/(1−β2^t). */
export function adam(
  w: usize, g: usize, m: usize, v: usize, mask: usize, count: i32,
  rate: f32, beta1: f32, beta2: f32, c1: f32, c2: f32, epsilon: f32, decay: f32,
): void {
  const keep: f32 = 1 - decay, rest1: f32 = 1 - beta1, rest2: f32 = 1 - beta2, rc: f32 = rate * c1;
  const vKeep = f32x4.splat(keep), vB1 = f32x4.splat(beta1), vR1 = f32x4.splat(rest1), vB2 = f32x4.splat(beta2);
  const vR2 = f32x4.splat(rest2), vRc = f32x4.splat(rc), vC2 = f32x4.splat(c2), vE = f32x4.splat(epsilon);
  let j = count;
  for (; j >= 4; j -= 4) {
    const d = v128.load(g);
    const a = flush(f32x4.add(f32x4.mul(v128.load(m), vB1), f32x4.mul(d, vR1)));
    const b = flush(f32x4.add(f32x4.mul(v128.load(v), vB2), f32x4.mul(f32x4.mul(d, d), vR2)));
    v128.store(m, a);
    v128.store(v, b);
    const s = f32x4.div(f32x4.mul(a, vRc), f32x4.add(f32x4.sqrt(f32x4.mul(b, vC2)), vE));
    let x = f32x4.sub(f32x4.mul(v128.load(w), vKeep), s);
    if (mask) {
      x = f32x4.mul(x, v128.load(mask));
      mask += 16;
    }
    v128.store(w, x);
    w += 16; g += 16; m += 16; v += 16;
  }
  for (; j > 0; j--) {
    const d = load<f32>(g);
    const a: f32 = flushOne(load<f32>(m) * beta1 + d * rest1);
    const b: f32 = flushOne(load<f32>(v) * beta2 + d * d * rest2);
    store<f32>(m, a);
    store<f32>(v, b);
    let x: f32 = load<f32>(w) * keep - (a * rc) / (sqrt<f32>(b * c2) + epsilon);
    if (mask) {
      x *= load<f32>(mask);
      mask += 4;
    }
    store<f32>(w, x);
    w += 4; g += 4; m += 4; v += 4;
  }
}

/** m ← momentum · m + g; w ← (1 − decay) · w − rate · m. */
export function sgd(w: usize, g: usize, m: usize, mask: usize, count: i32, rate: f32, momentum: f32, decay: f32): void {
  const keep: f32 = 1 - decay;
  const vKeep = f32x4.splat(keep), vM = f32x4.splat(momentum), vR = f32x4.splat(rate);
  let j = count;
  for (; j >= 4; j -= 4) {
    const a = flush(f32x4.add(f32x4.mul(v128.load(m), vM), v128.load(g)));
    v128.store(m, a);
    let x = f32x4.sub(f32x4.mul(v128.load(w), vKeep), f32x4.mul(a, vR));
    if (mask) {
      x = f32x4.mul(x, v128.load(mask));
      mask += 16;
    }
    v128.store(w, x);
    w += 16; g += 16; m += 16;
  }
  for (; j > 0; j--) {
    const a: f32 = flushOne(load<f32>(m) * momentum + load<f32>(g));
    store<f32>(m, a);
    let x: f32 = load<f32>(w) * keep - a * rate;
    if (mask) {
      x *= load<f32>(mask);
      mask += 4;
    }
    store<f32>(w, x);
    w += 4; g += 4; m += 4;
  }
}
