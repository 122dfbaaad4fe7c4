/**
 * Valid stride-1 convolution + bias + ReLU + 2×2 max pooling in one pass: one pooled pixel × 8 channels at a time, all
 * four candidates in registers. Also notes which candidate won (−1: the ReLU is dead), which makes backward sparse.
 */
import { mad, storeIntLanes, storeLanes } from "./vector";

/** Packs filters [k·k·cin, cout] as blocks of 8 channels, [block][k·k·cin][8], zero beyond cout; then the bias likewise. */
export function packFilter(filter: usize, bias: usize, taps: i32, cout: i32, out: usize): void {
  const blocks = (cout + 7) / 8;
  for (let b = 0; b < blocks; b++) {
    for (let t = 0; t < taps; t++) {
      const row = filter + <usize>(t * cout + b * 8) * 4;
      for (let c = 0; c < 8; c++) {
        store<f32>(out, b * 8 + c < cout ? load<f32>(row + (<usize>c << 2)) : <f32>0);
        out += 4;
      }
    }
  }
  for (let c = 0; c < blocks * 8; c++) {
    store<f32>(out, c < cout ? load<f32>(bias + (<usize>c << 2)) : <f32>0);
    out += 4;
  }
}

// Best of four, its index 0..3 (first wins a tie), bias and ReLU; stores `count` lanes.
// @ts-ignore: decorator
@inline
function poolStore(p: v128, q: v128, r: v128, s: v128, bias: v128, y: usize, arg: usize, count: i32): void {
  const zeros = f32x4.splat(0);
  const qp = f32x4.gt(q, p), top = f32x4.max(p, q);
  const sr = f32x4.gt(s, r), low = f32x4.max(r, s);
  const lower = f32x4.gt(low, top);
  const first = v128.and(qp, i32x4.splat(1));
  const second = i32x4.add(i32x4.splat(2), v128.and(sr, i32x4.splat(1)));
  const best = f32x4.add(f32x4.max(top, low), bias);
  const alive = f32x4.gt(best, zeros);
  storeLanes(y, f32x4.max(best, zeros), count);
  storeIntLanes(arg, v128.or(v128.bitselect(second, first, lower), v128.not(alive)), count);
}

/**
 * x [n,h,w,cin], packed filters and bias from `packFilter` → y and arg [n,ph,pw,cout] with ph = (h−k+1)/2 rounded down.
 */
export function convReluPool(x: usize, n: i32, h: i32, w: i32, cin: i32, k: i32, cout: i32, packed: usize, y: usize, arg: usize): void {
  const ph = (h - k + 1) / 2, pw = (w - k + 1) / 2, run = k * cin, blocks = (cout + 7) / 8;
  const rowBytes = <usize>(w * cin) * 4, pixel = <usize>cin * 4, blockBytes = <usize>(k * run) * 32;
  const skip = rowBytes - <usize>run * 4, bias = packed + <usize>blocks * blockBytes;
  for (let i = 0; i < n; i++) {
    const image = x + <usize>(i * h) * rowBytes;
    for (let b = 0; b < blocks; b++) {
      const left = min(4, cout - b * 8), right = min(4, cout - b * 8 - 4);
      const biasL = v128.load(bias + <usize>b * 32), biasR = v128.load(bias + <usize>b * 32, 16);
      for (let py = 0; py < ph; py++) {
        for (let px = 0; px < pw; px++) {
          let p = image + <usize>(2 * py) * rowBytes + <usize>(2 * px) * pixel;
          let f = packed + <usize>b * blockBytes;
          let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
          for (let ky = 0; ky < k; ky++) {
            let q = p + rowBytes, p1 = p + pixel, q1 = q + pixel;
            let j = run;
            for (; j >= 4; j -= 4) {
              let l = v128.load(f), r = v128.load(f, 16);
              let v = v128.load_splat<f32>(p); a0 = mad(a0, v, l); b0 = mad(b0, v, r);
              v = v128.load_splat<f32>(p1); a1 = mad(a1, v, l); b1 = mad(b1, v, r);
              v = v128.load_splat<f32>(q); a2 = mad(a2, v, l); b2 = mad(b2, v, r);
              v = v128.load_splat<f32>(q1); a3 = mad(a3, v, l); b3 = mad(b3, v, r);
              l = v128.load(f, 32); r = v128.load(f, 48);
              v = v128.load_splat<f32>(p, 4); a0 = mad(a0, v, l); b0 = mad(b0, v, r);
              v = v128.load_splat<f32>(p1, 4); a1 = mad(a1, v, l); b1 = mad(b1, v, r);
              v = v128.load_splat<f32>(q, 4); a2 = mad(a2, v, l); b2 = mad(b2, v, r);
              v = v128.load_splat<f32>(q1, 4); a3 = mad(a3, v, l); b3 = mad(b3, v, r);
              l = v128.load(f, 64); r = v128.load(f, 80);
              v = v128.load_splat<f32>(p, 8); a0 = mad(a0, v, l); b0 = mad(b0, v, r);
              v = v128.load_splat<f32>(p1, 8); a1 = mad(a1, v, l); b1 = mad(b1, v, r);
              v = v128.load_splat<f32>(q, 8); a2 = mad(a2, v, l); b2 = mad(b2, v, r);
              v = v128.load_splat<f32>(q1, 8); a3 = mad(a3, v, l); b3 = mad(b3, v, r);
              l = v128.load(f, 96); r = v128.load(f, 112);
              v = v128.load_splat<f32>(p, 12); a0 = mad(a0, v, l); b0 = mad(b0, v, r);
              v = v128.load_splat<f32>(p1, 12); a1 = mad(a1, v, l); b1 = mad(b1, v, r);
              v = v128.load_splat<f32>(q, 12); a2 = mad(a2, v, l); b2 = mad(b2, v, r);
              v = v128.load_splat<f32>(q1, 12); a3 = mad(a3, v, l); b3 = mad(b3, v, r);
              p += 16; p1 += 16; q += 16; q1 += 16; f += 128;
            }
            for (; j > 0; j--) {
              const l = v128.load(f), r = v128.load(f, 16);
              let v = v128.load_splat<f32>(p); a0 = mad(a0, v, l); b0 = mad(b0, v, r);
              v = v128.load_splat<f32>(p1); a1 = mad(a1, v, l); b1 = mad(b1, v, r);
              v = v128.load_splat<f32>(q); a2 = mad(a2, v, l); b2 = mad(b2, v, r);
              v = v128.load_splat<f32>(q1); a3 = mad(a3, v, l); b3 = mad(b3, v, r);
              p += 4; p1 += 4; q += 4; q1 += 4; f += 32;
            }
            p += skip;
          }
          const at = <usize>(((i * ph + py) * pw + px) * cout + b * 8) * 4;
          poolStore(a0, a1, a2, a3, biasL, y + at, arg + at, left);
          if (right > 0) poolStore(b0, b1, b2, b3, biasR, y + at + 16, arg + at + 16, right);
        }
      }
    }
  }
}
