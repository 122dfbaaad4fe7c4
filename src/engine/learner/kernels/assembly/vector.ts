/**
 * Small SIMD helpers that the other kernel files share. AssemblyScript, not TypeScript: it is compiled to WebAssembly by
 * scripts/build-kernels.mjs. No relaxed SIMD and no fused multiply-add, so every machine gives the same bits.
 */

/** acc + a · b in four lanes. */
// @ts-ignore: decorator
@inline
export function mad(acc: v128, a: v128, b: v128): v128 {
  return f32x4.add(acc, f32x4.mul(a, b));
}

/** One float, four times. */
// @ts-ignore: decorator
@inline
export function splat(p: usize): v128 {
  return v128.load_splat<f32>(p);
}

/** The first `count` (1..4) lanes of v to p, and nothing beyond. */
// @ts-ignore: decorator
@inline
export function storeLanes(p: usize, v: v128, count: i32): void {
  if (count >= 4) {
    v128.store(p, v);
    return;
  }
  store<f32>(p, f32x4.extract_lane(v, 0));
  if (count > 1) store<f32>(p, f32x4.extract_lane(v, 1), 4);
  if (count > 2) store<f32>(p, f32x4.extract_lane(v, 2), 8);
}

/** The first `count` (1..4) lanes of an integer vector to p, and nothing beyond. */
// @ts-ignore: decorator
@inline
export function storeIntLanes(p: usize, v: v128, count: i32): void {
  if (count >= 4) {
    v128.store(p, v);
    return;
  }
  store<i32>(p, i32x4.extract_lane(v, 0));
  if (count > 1) store<i32>(p, i32x4.extract_lane(v, 1), 4);
  if (count > 2) store<i32>(p, i32x4.extract_lane(v, 2), 8);
}

/** `count` floats of zero from p on. */
export function zero(p: usize, count: i32): void {
  memory.fill(p, 0, <usize>count << 2);
}
