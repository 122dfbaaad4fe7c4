/**
 * Structural similarity of two pictures: 1 when identical, lower the more their local means, contrasts and patterns
 * differ. Gaussian windows of 11×11 (σ 1.5) that lie inside the picture, K1 0.01, K2 0.03; channels are averaged.
 * Wang, Bovik, Sheikh, Simoncelli 2004, "Image Quality Assessment: From Error Visibility to Structural Similarity".
 */

const SIDE = 11, SIGMA = 1.5, K1 = 0.01, K2 = 0.03;

/** Weights of one window side, summing to 1; shorter for pictures smaller than 11 pixels. */
function gaussian(side: number): Float64Array {
  const w = Float64Array.from({ length: side }, (_, i) => Math.exp(-((i - (side - 1) / 2) ** 2) / (2 * SIGMA * SIGMA)));
  const sum = w.reduce((a, b) => a + b, 0);
  return w.map((v) => v / sum);
}

/** Separable blur of one h × w plane, windows inside the picture only: (h − k + 1) × (w − k + 1). */
function blur(plane: Float64Array, h: number, w: number, k: Float64Array): Float64Array {
  const across = w - k.length + 1, down = h - k.length + 1, rows = new Float64Array(h * across), out = new Float64Array(down * across);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < across; x++) {
      let sum = 0;
      for (let j = 0; j < k.length; j++) sum += k[j]! * plane[y * w + x + j]!;
      rows[y * across + x] = sum;
    }
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      let sum = 0;
      for (let j = 0; j < k.length; j++) sum += k[j]! * rows[(y + j) * across + x]!;
      out[y * across + x] = sum;
    }
  return out;
}

/** Mean SSIM of a and b, both height × width × channels; `range` is the largest value minus the smallest. */
export function ssim(a: Float32Array, b: Float32Array, shape: readonly number[], range: number): number {
  const [h = 1, w = 1, channels = 1] = shape, k = gaussian(Math.min(SIDE, h, w)), c1 = (K1 * range) ** 2, c2 = (K2 * range) ** 2;
  let total = 0, count = 0;
  for (let c = 0; c < channels; c++) {
    const plane = (of: (i: number) => number) => blur(Float64Array.from({ length: h * w }, (_, i) => of(i * channels + c)), h, w, k);
    const ma = plane((i) => a[i]!), mb = plane((i) => b[i]!), aa = plane((i) => a[i]! ** 2), bb = plane((i) => b[i]! ** 2), ab = plane((i) => a[i]! * b[i]!);
    for (let i = 0; i < ma.length; i++) {
      const x = ma[i]!, y = mb[i]!, covariance = ab[i]! - x * y;
      total += ((2 * x * y + c1) * (2 * covariance + c2)) / ((x * x + y * y + c1) * (aa[i]! - x * x + (bb[i]! - y * y) + c2));
      count++;
    }
  }
  return total / count;
}
