/**
 * Backward of conv + ReLU + pool, using its sparsity: of each 2×2 block only the winner, and only where the ReLU is
 * alive, carries gradient, so a quarter or less of the dense work is left. Not for other strides or paddings.
 */
import { mad, zero } from "./vector";

// For channel c: (byte address of the winner's window in x, gradient) of every live pooled pixel. Returns how many.
function listLive(
  x: usize, dy: usize, arg: usize, n: i32, h: i32, w: i32, cin: i32, ph: i32, pw: i32, cout: i32, c: i32, list: usize,
): i32 {
  const rowBytes = <usize>(w * cin) * 4, pixel = <usize>cin * 4, step = <usize>cout * 4;
  let at = <usize>c * 4, p = list;
  for (let i = 0; i < n; i++) {
    const image = x + <usize>(i * h) * rowBytes;
    for (let py = 0; py < ph; py++) {
      let corner = image + <usize>(2 * py) * rowBytes;
      for (let px = 0; px < pw; px++) {
        const a = load<i32>(arg + at);
        store<usize>(p, corner + <usize>(a & 1) * pixel + <usize>((a >> 1) & 1) * rowBytes);
        store<f32>(p, load<f32>(dy + at), 4);
        p += <usize>(~a >>> 31) << 3;
        at += step;
        corner += 2 * pixel;
      }
    }
  }
  return <i32>((p - list) >>> 3);
}

// Lanes of one accumulated vector into the filter gradient, whose neighbors are `step` bytes apart.
// @ts-ignore: decorator
@inline
function scatter(v: v128, out: usize, step: usize, count: i32): void {
  store<f32>(out, f32x4.extract_lane(v, 0));
  if (count > 1) store<f32>(out + step, f32x4.extract_lane(v, 1));
  if (count > 2) store<f32>(out + 2 * step, f32x4.extract_lane(v, 2));
  if (count > 3) store<f32>(out + 3 * step, f32x4.extract_lane(v, 3));
}

function sum1(list: usize, end: usize, off: usize, out: usize, step: usize, left: i32): void {
  let a = f32x4.splat(0);
  for (; list < end; list += 8) a = mad(a, v128.load_splat<f32>(list, 4), v128.load(load<usize>(list) + off));
  scatter(a, out, step, left);
}

function sum4(list: usize, end: usize, off: usize, out: usize, step: usize, left: i32): void {
  let a = f32x4.splat(0), b = a, c = a, d = a;
  for (; list < end; list += 8) {
    const p = load<usize>(list) + off, g = v128.load_splat<f32>(list, 4);
    a = mad(a, g, v128.load(p)); b = mad(b, g, v128.load(p, 16));
    c = mad(c, g, v128.load(p, 32)); d = mad(d, g, v128.load(p, 48));
  }
  scatter(a, out, step, 4); scatter(b, out + 4 * step, step, 4);
  scatter(c, out + 8 * step, step, 4); scatter(d, out + 12 * step, step, left - 12);
}

function sum10(list: usize, end: usize, off: usize, out: usize, step: usize, left: i32): void {
  let a = f32x4.splat(0), b = a, c = a, d = a, e = a, f = a, h = a, i = a, j = a, k = a;
  for (; list < end; list += 8) {
    const p = load<usize>(list) + off, g = v128.load_splat<f32>(list, 4);
    a = mad(a, g, v128.load(p)); b = mad(b, g, v128.load(p, 16)); c = mad(c, g, v128.load(p, 32));
    d = mad(d, g, v128.load(p, 48)); e = mad(e, g, v128.load(p, 64)); f = mad(f, g, v128.load(p, 80));
    h = mad(h, g, v128.load(p, 96)); i = mad(i, g, v128.load(p, 112)); j = mad(j, g, v128.load(p, 128));
    k = mad(k, g, v128.load(p, 144));
  }
  const s = 4 * step;
  scatter(a, out, step, 4); scatter(b, out + s, step, 4); scatter(c, out + 2 * s, step, 4);
  scatter(d, out + 3 * s, step, 4); scatter(e, out + 4 * s, step, 4); scatter(f, out + 5 * s, step, 4);
  scatter(h, out + 6 * s, step, 4); scatter(i, out + 7 * s, step, 4); scatter(j, out + 8 * s, step, 4);
  scatter(k, out + 9 * s, step, left - 36);
}

// Five filter rows of 5..8 floats at once: the 5×5 filter over one channel.
function sum5x2(list: usize, end: usize, row: usize, out: usize, step: usize, run: i32): void {
  let a = f32x4.splat(0), b = a, c = a, d = a, e = a, f = a, h = a, i = a, j = a, k = a;
  for (; list < end; list += 8) {
    let p = load<usize>(list);
    const g = v128.load_splat<f32>(list, 4);
    a = mad(a, g, v128.load(p)); b = mad(b, g, v128.load(p, 16)); p += row;
    c = mad(c, g, v128.load(p)); d = mad(d, g, v128.load(p, 16)); p += row;
    e = mad(e, g, v128.load(p)); f = mad(f, g, v128.load(p, 16)); p += row;
    h = mad(h, g, v128.load(p)); i = mad(i, g, v128.load(p, 16)); p += row;
    j = mad(j, g, v128.load(p)); k = mad(k, g, v128.load(p, 16));
  }
  const line = <usize>run * step, s = 4 * step, left = run - 4;
  scatter(a, out, step, 4); scatter(b, out + s, step, left); out += line;
  scatter(c, out, step, 4); scatter(d, out + s, step, left); out += line;
  scatter(e, out, step, 4); scatter(f, out + s, step, left); out += line;
  scatter(h, out, step, 4); scatter(i, out + s, step, left); out += line;
  scatter(j, out, step, 4); scatter(k, out + s, step, left);
}

/**
 * dy and arg [n,ph,pw,cout], x [n,h,w,cin] → filter gradient [k,k,cin,cout] and bias gradient [cout]. `list` holds
 * 2·n·ph·pw words. May read (never write) up to 12 bytes past x; the heap always has that much behind a tensor.
 */
export function convFilterGrad(
  x: usize, dy: usize, arg: usize, n: i32, h: i32, w: i32, cin: i32, k: i32, cout: i32, dw: usize, db: usize, list: usize,
): void {
  const ph = (h - k + 1) / 2, pw = (w - k + 1) / 2, run = k * cin, step = <usize>cout * 4, rowBytes = <usize>(w * cin) * 4;
  for (let c = 0; c < cout; c++) {
    const count = listLive(x, dy, arg, n, h, w, cin, ph, pw, cout, c, list);
    const end = list + (<usize>count << 3), out = dw + <usize>c * 4;
    let s0: f32 = 0, s1: f32 = 0, s2: f32 = 0, s3: f32 = 0, p = list;
    for (; p + 32 <= end; p += 32) {
      s0 += load<f32>(p, 4); s1 += load<f32>(p, 12); s2 += load<f32>(p, 20); s3 += load<f32>(p, 28);
    }
    for (; p < end; p += 8) s0 += load<f32>(p, 4);
    store<f32>(db + <usize>c * 4, s0 + s1 + (s2 + s3));
    if (k == 5 && run > 4 && run <= 8) {
      sum5x2(list, end, rowBytes, out, step, run);
      continue;
    }
    for (let ky = 0; ky < k; ky++) {
      let j = 0;
      while (j < run) {
        const left = run - j, off = <usize>ky * rowBytes + (<usize>j << 2), to = out + <usize>(ky * run + j) * step;
        if (left > 36) {
          sum10(list, end, off, to, step, left);
          j += 40;
        } else if (left > 12) {
          sum4(list, end, off, to, step, left);
          j += 16;
        } else {
          sum1(list, end, off, to, step, left);
          j += 4;
        }
      }
    }
  }
}

/**
 * Input gradient [n,h,w,cin] of the same layer; `turned` holds cout·k·k·cin floats of scratch for the filters by channel.
 */
export function convInputGrad(
  dy: usize, arg: usize, filter: usize, n: i32, h: i32, w: i32, cin: i32, k: i32, cout: i32, dx: usize, turned: usize,
): void {
  const ph = (h - k + 1) / 2, pw = (w - k + 1) / 2, run = k * cin, taps = k * run;
  const rowBytes = <usize>(w * cin) * 4, pixel = <usize>cin * 4;
  for (let c = 0; c < cout; c++) {
    for (let t = 0; t < taps; t++) store<f32>(turned + <usize>(c * taps + t) * 4, load<f32>(filter + <usize>(t * cout + c) * 4));
  }
  zero(dx, n * h * w * cin);
  let at: usize = 0;
  for (let i = 0; i < n; i++) {
    for (let py = 0; py < ph; py++) {
      for (let px = 0; px < pw; px++) {
        const corner = dx + <usize>(i * h + 2 * py) * rowBytes + <usize>(2 * px) * pixel;
        let f = turned;
        for (let c = 0; c < cout; c++) {
          const a = load<i32>(arg + at), gs = load<f32>(dy + at);
          at += 4;
          if (a < 0) {
            f += <usize>taps * 4;
            continue;
          }
          const g = f32x4.splat(gs);
          let row = corner + <usize>(a & 1) * pixel + <usize>(a >> 1) * rowBytes;
          for (let ky = 0; ky < k; ky++) {
            let p = row, j = run;
            for (; j >= 16; j -= 16) {
              v128.store(p, mad(v128.load(p), g, v128.load(f)));
              v128.store(p, mad(v128.load(p, 16), g, v128.load(f, 16)), 16);
              v128.store(p, mad(v128.load(p, 32), g, v128.load(f, 32)), 32);
              v128.store(p, mad(v128.load(p, 48), g, v128.load(f, 48)), 48);
              p += 64; f += 64;
            }
            for (; j >= 4; j -= 4) {
              v128.store(p, mad(v128.load(p), g, v128.load(f)));
              p += 16; f += 16;
            }
            for (; j > 0; j--) {
              store<f32>(p, load<f32>(p) + gs * load<f32>(f));
              p += 4; f += 4;
            }
            row += rowBytes;
          }
        }
      }
    }
  }
}
