/**
 * Gradients of a plain convolution (any stride and padding, NHWC, no dilation) for tfjs's own kernels that its wasm
 * backend lacks or has slow. Not the hot path: Hemlock's models use the fused kernels of conv.ts.
 */
import { mad, zero } from "./vector";

// out[0..count) += s · v[0..count)
// @ts-ignore: decorator
@inline
function axpy(out: usize, v: usize, s: f32, count: i32): void {
  const g = f32x4.splat(s);
  let j = count;
  for (; j >= 4; j -= 4) {
    v128.store(out, mad(v128.load(out), g, v128.load(v)));
    out += 16; v += 16;
  }
  for (; j > 0; j--) {
    store<f32>(out, load<f32>(out) + s * load<f32>(v));
    out += 4; v += 4;
  }
}

/** x [n,h,w,cin] and dy [n,oh,ow,cout] → dw [kh,kw,cin,cout]. */
export function convBackpropFilter(
  x: usize, dy: usize, dw: usize, n: i32, h: i32, w: i32, cin: i32, oh: i32, ow: i32, cout: i32,
  kh: i32, kw: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  zero(dw, kh * kw * cin * cout);
  const line = <usize>cout * 4;
  for (let i = 0; i < n; i++) {
    for (let oy = 0; oy < oh; oy++) {
      for (let ox = 0; ox < ow; ox++) {
        const g = dy + <usize>((i * oh + oy) * ow + ox) * line;
        for (let ky = 0; ky < kh; ky++) {
          const yy = oy * sh + ky - top;
          if (yy < 0 || yy >= h) continue;
          for (let kx = 0; kx < kw; kx++) {
            const xx = ox * sw + kx - left;
            if (xx < 0 || xx >= w) continue;
            const p = x + <usize>(((i * h + yy) * w + xx) * cin) * 4;
            const q = dw + <usize>((ky * kw + kx) * cin) * line;
            for (let c = 0; c < cin; c++) axpy(q + <usize>c * line, g, load<f32>(p + (<usize>c << 2)), cout);
          }
        }
      }
    }
  }
}

/** dy [n,oh,ow,cout] and filter [kh,kw,cin,cout] → dx [n,h,w,cin]; `turned` holds kh·kw·cin·cout floats of scratch. */
export function convBackpropInput(
  dy: usize, filter: usize, dx: usize, turned: usize, n: i32, h: i32, w: i32, cin: i32, oh: i32, ow: i32, cout: i32,
  kh: i32, kw: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  zero(dx, n * h * w * cin);
  for (let t = 0; t < kh * kw; t++) {
    for (let c = 0; c < cin; c++) {
      for (let o = 0; o < cout; o++) {
        store<f32>(turned + <usize>((t * cout + o) * cin + c) * 4, load<f32>(filter + <usize>((t * cin + c) * cout + o) * 4));
      }
    }
  }
  const line = <usize>cin * 4;
  for (let i = 0; i < n; i++) {
    for (let oy = 0; oy < oh; oy++) {
      for (let ox = 0; ox < ow; ox++) {
        const g = dy + <usize>(((i * oh + oy) * ow + ox) * cout) * 4;
        for (let ky = 0; ky < kh; ky++) {
          const yy = oy * sh + ky - top;
          if (yy < 0 || yy >= h) continue;
          for (let kx = 0; kx < kw; kx++) {
            const xx = ox * sw + kx - left;
            if (xx < 0 || xx >= w) continue;
            const p = dx + <usize>((i * h + yy) * w + xx) * line;
            const q = turned + <usize>((ky * kw + kx) * cout) * line;
            for (let o = 0; o < cout; o++) axpy(p, q + <usize>o * line, load<f32>(g + (<usize>o << 2)), cin);
          }
        }
      }
    }
  }
}

/** out[s] = Σ of the rows of x [n,width] whose id is s; ids outside 0..segments−1 are left out. */
export function segmentSum(x: usize, ids: usize, n: i32, width: i32, segments: i32, out: usize): void {
  zero(out, segments * width);
  for (let i = 0; i < n; i++) {
    const s = load<i32>(ids + (<usize>i << 2));
    if (s >= 0 && s < segments) axpy(out + <usize>(s * width) * 4, x + <usize>(i * width) * 4, 1, width);
  }
}
