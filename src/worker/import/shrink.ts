/** Decoded pictures to small squares: center crop, then the mean of all pixels under each new one. Same bytes everywhere. */
export interface Decoded {
  readonly width: number;
  readonly height: number;
  /** width × height × 4, straight alpha, 0..255. */
  readonly rgba: Uint8ClampedArray;
}

/** The largest centered square of a picture as side × side × 3 bytes, on white. */
export function shrink({ width, height, rgba }: Decoded, side: number): Uint8Array {
  const square = Math.min(width, height), left = (width - square) / 2, top = (height - square) / 2, step = square / side;
  const out = new Uint8Array(side * side * 3), sum = new Float64Array(3);
  for (let r = 0; r < side; r++) for (let c = 0; c < side; c++) {
    const y0 = top + r * step, y1 = y0 + step, x0 = left + c * step, x1 = x0 + step;
    sum.fill(0);
    let area = 0;
    for (let y = Math.floor(y0); y < Math.min(height, Math.ceil(y1)); y++) for (let x = Math.floor(x0); x < Math.min(width, Math.ceil(x1)); x++) {
      const part = (Math.min(y + 1, y1) - Math.max(y, y0)) * (Math.min(x + 1, x1) - Math.max(x, x0)), at = (y * width + x) * 4, alpha = rgba[at + 3]! / 255;
      if (part <= 0) continue;
      for (let k = 0; k < 3; k++) sum[k]! += part * (alpha * rgba[at + k]! + (1 - alpha) * 255);
      area += part;
    }
    for (let k = 0; k < 3; k++) out[(r * side + c) * 3 + k] = area > 0 ? Math.round(sum[k]! / area) : 255;
  }
  return out;
}

/** Grey values in 0..1 of RGB bytes (ITU-R BT.601 luma). */
export function greys(rgb: Uint8Array): Float32Array {
  return Float32Array.from({ length: rgb.length / 3 }, (_, i) => (0.299 * rgb[3 * i]! + 0.587 * rgb[3 * i + 1]! + 0.114 * rgb[3 * i + 2]!) / 255);
}

/** Whether some RGB bytes have visible color: more than one pixel in twenty whose channels differ by over 24. */
export function isColored(rgb: Uint8Array): boolean {
  let colored = 0;
  for (let i = 0; i < rgb.length; i += 3) if (Math.max(rgb[i]!, rgb[i + 1]!, rgb[i + 2]!) - Math.min(rgb[i]!, rgb[i + 1]!, rgb[i + 2]!) > 24) colored++;
  return colored > rgb.length / 3 / 20;
}
