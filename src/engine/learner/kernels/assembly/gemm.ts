/**
 * Matrix product with any strides: both operands are packed into panels, then one 4 × 8 tile kernel does the work.
 * Serves dense layers forward and backward and transposed products. AssemblyScript; not a general BLAS.
 */
import { mad, splat, storeLanes } from "./vector";

// Writes rows r0..r3 (vectors along k) as four vectors along the rows.
// @ts-ignore: decorator
@inline
function transpose4(a: v128, b: v128, c: v128, d: v128, out: usize, step: usize): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), AB = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5), CD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(out + step, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(out + 2 * step, v128.shuffle<f32>(AB, CD, 0, 1, 4, 5));
  v128.store(out + 3 * step, v128.shuffle<f32>(AB, CD, 2, 3, 6, 7));
}

// Packs `width` (4 or 8) lines of length k as [k][width]; lines past `count` become zero. Strides in bytes.
function packPanel(src: usize, line: usize, along: usize, count: i32, k: i32, width: i32, dst: usize): void {
  const step = <usize>width << 2;
  let i = 0;
  if (count == width) {
    if (line == 4) {
      for (; i < k; i++) {
        v128.store(dst, v128.load(src));
        if (width == 8) v128.store(dst, v128.load(src, 16), 16);
        src += along;
        dst += step;
      }
      return;
    }
    if (along == 4) {
      for (; i + 4 <= k; i += 4) {
        transpose4(v128.load(src), v128.load(src + line), v128.load(src + 2 * line), v128.load(src + 3 * line), dst, step);
        if (width == 8) {
          const s = src + 4 * line;
          transpose4(v128.load(s), v128.load(s + line), v128.load(s + 2 * line), v128.load(s + 3 * line), dst + 16, step);
        }
        src += 16;
        dst += 4 * step;
      }
    }
  }
  for (; i < k; i++) {
    for (let r = 0; r < width; r++) {
      store<f32>(dst + (<usize>r << 2), r < count ? load<f32>(src + <usize>r * line) : <f32>0);
    }
    src += along;
    dst += step;
  }
}

// c[4][8] = bias + pa[k][4]ᵀ · pb[k][8], optionally ReLU; cRow in bytes.
function tile(pa: usize, pb: usize, k: i32, c: usize, cRow: usize, bias: usize, relu: i32): void {
  let a0 = f32x4.splat(0), b0 = a0;
  if (bias) {
    a0 = v128.load(bias);
    b0 = v128.load(bias, 16);
  }
  let a1 = a0, a2 = a0, a3 = a0, b1 = b0, b2 = b0, b3 = b0;
  let i = k;
  for (; i >= 2; i -= 2) {
    let l = v128.load(pb), r = v128.load(pb, 16);
    let x = v128.load_splat<f32>(pa);
    a0 = mad(a0, x, l); b0 = mad(b0, x, r);
    x = v128.load_splat<f32>(pa, 4);
    a1 = mad(a1, x, l); b1 = mad(b1, x, r);
    x = v128.load_splat<f32>(pa, 8);
    a2 = mad(a2, x, l); b2 = mad(b2, x, r);
    x = v128.load_splat<f32>(pa, 12);
    a3 = mad(a3, x, l); b3 = mad(b3, x, r);
    l = v128.load(pb, 32); r = v128.load(pb, 48);
    x = v128.load_splat<f32>(pa, 16);
    a0 = mad(a0, x, l); b0 = mad(b0, x, r);
    x = v128.load_splat<f32>(pa, 20);
    a1 = mad(a1, x, l); b1 = mad(b1, x, r);
    x = v128.load_splat<f32>(pa, 24);
    a2 = mad(a2, x, l); b2 = mad(b2, x, r);
    x = v128.load_splat<f32>(pa, 28);
    a3 = mad(a3, x, l); b3 = mad(b3, x, r);
    pa += 32;
    pb += 64;
  }
  if (i) {
    const l = v128.load(pb), r = v128.load(pb, 16);
    let x = splat(pa);
    a0 = mad(a0, x, l); b0 = mad(b0, x, r);
    x = v128.load_splat<f32>(pa, 4);
    a1 = mad(a1, x, l); b1 = mad(b1, x, r);
    x = v128.load_splat<f32>(pa, 8);
    a2 = mad(a2, x, l); b2 = mad(b2, x, r);
    x = v128.load_splat<f32>(pa, 12);
    a3 = mad(a3, x, l); b3 = mad(b3, x, r);
  }
  if (relu) {
    const z = f32x4.splat(0);
    a0 = f32x4.max(a0, z); b0 = f32x4.max(b0, z); a1 = f32x4.max(a1, z); b1 = f32x4.max(b1, z);
    a2 = f32x4.max(a2, z); b2 = f32x4.max(b2, z); a3 = f32x4.max(a3, z); b3 = f32x4.max(b3, z);
  }
  v128.store(c, a0); v128.store(c, b0, 16);
  c += cRow;
  v128.store(c, a1); v128.store(c, b1, 16);
  c += cRow;
  v128.store(c, a2); v128.store(c, b2, 16);
  c += cRow;
  v128.store(c, a3); v128.store(c, b3, 16);
}

/** Floats of scratch that `gemm` needs. */
export function gemmScratch(m: i32, k: i32, n: i32): i32 {
  return ((m + 3) / 4) * 4 * k + ((n + 7) / 8) * 8 * k + 40;
}

/**
 * c (m × n, dense rows) = a (m × k) · b (k × n) + bias, optionally ReLU. aRow/aCol/bRow/bCol are strides in bytes, so a
 * transposed operand is only a swap; bias is 0 for none; scratch holds gemmScratch floats.
 */
export function gemm(
  a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, bCol: usize, c: usize,
  m: i32, k: i32, n: i32, bias: usize, relu: i32, scratch: usize,
): void {
  const tiles = (m + 3) / 4, panels = (n + 7) / 8;
  const pa = scratch, pb = pa + <usize>(tiles * 4 * k) * 4, edge = pb + <usize>(panels * 8 * k) * 4, edgeBias = edge + 128;
  const tileBytes = <usize>(4 * k) * 4, panelBytes = <usize>(8 * k) * 4, cRow = <usize>n * 4;
  for (let t = 0; t < tiles; t++) packPanel(a + <usize>(t * 4) * aRow, aRow, aCol, min(4, m - t * 4), k, 4, pa + <usize>t * tileBytes);
  for (let p = 0; p < panels; p++) packPanel(b + <usize>(p * 8) * bCol, bCol, bRow, min(8, n - p * 8), k, 8, pb + <usize>p * panelBytes);
  for (let p = 0; p < panels; p++) {
    const cols = min(8, n - p * 8);
    let q: usize = bias ? bias + <usize>p * 32 : 0;
    if (bias && cols < 8) {
      memory.fill(edgeBias, 0, 32);
      memory.copy(edgeBias, q, <usize>cols * 4);
      q = edgeBias;
    }
    for (let t = 0; t < tiles; t++) {
      const rows = min(4, m - t * 4), out = c + <usize>(t * 4) * cRow + <usize>p * 32;
      const ta = pa + <usize>t * tileBytes, tb = pb + <usize>p * panelBytes;
      if (rows == 4 && cols == 8) {
        tile(ta, tb, k, out, cRow, q, relu);
      } else {
        tile(ta, tb, k, edge, 32, q, relu);
        for (let r = 0; r < rows; r++) {
          const from = edge + <usize>r * 32, to = out + <usize>r * cRow;
          storeLanes(to, v128.load(from), min(4, cols));
          if (cols > 4) storeLanes(to + 16, v128.load(from, 16), cols - 4);
        }
      }
    }
  }
}
