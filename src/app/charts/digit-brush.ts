/**
 * Drawing on a small grid of ink values in [0, 1] the way MNIST digits look: soft round brush, then scaled and moved by its
 * center of mass. Pure functions on Float32Array; the canvas is in DrawPad.tsx.
 */
export const SIDE = 28;
const BOX = 20;

/** Leaves the trace of a round soft brush from one point to another (grid units, pixel centers at .5). Changes `ink`. */
export function strokeLine(ink: Float32Array, side: number, x0: number, y0: number, x1: number, y1: number, radius = 1.15): void {
  const soft = 0.9, reach = radius + soft;
  const dx = x1 - x0, dy = y1 - y0, length2 = dx * dx + dy * dy;
  const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach)), right = Math.min(side - 1, Math.ceil(Math.max(x0, x1) + reach));
  const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach)), bottom = Math.min(side - 1, Math.ceil(Math.max(y0, y1) + reach));
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const px = x + 0.5 - x0, py = y + 0.5 - y0;
      const t = length2 > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / length2)) : 0;
      const distance = Math.hypot(px - t * dx, py - t * dy);
      const value = Math.max(0, Math.min(1, (radius + soft - distance) / soft));
      if (value > ink[y * side + x]!) ink[y * side + x] = value;
    }
}

/** Mean of `from` over a square window around (x, y); the window is one target pixel wide. */
function sample(from: Float32Array, side: number, x: number, y: number, step: number): number {
  const fine = Math.max(2, Math.ceil(step * 2));
  let sum = 0;
  for (let j = 0; j < fine; j++)
    for (let i = 0; i < fine; i++) {
      const sx = x + ((i + 0.5) / fine - 0.5) * step - 0.5, sy = y + ((j + 0.5) / fine - 0.5) * step - 0.5;
      const x0 = Math.floor(sx), y0 = Math.floor(sy), fx = sx - x0, fy = sy - y0;
      const at = (cx: number, cy: number) => (cx < 0 || cy < 0 || cx >= side || cy >= side ? 0 : from[cy * side + cx]!);
      sum += (at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx) * (1 - fy) + (at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx) * fy;
    }
  return sum / (fine * fine);
}

/** The drawing as MNIST would hold it: longer side 20 px, center of mass in the middle. A fresh array; blank stays blank. */
export function normalizeDigit(ink: Float32Array, side = SIDE): Float32Array {
  let left = side, right = -1, top = side, bottom = -1, mass = 0, mx = 0, my = 0;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const v = ink[y * side + x]!;
      if (v < 0.05) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      mass += v;
      mx += v * (x + 0.5);
      my += v * (y + 0.5);
    }
  const out = new Float32Array(side * side);
  if (mass === 0) return out;
  const longest = Math.max(right - left + 1, bottom - top + 1);
  // A dot stays a dot: nothing is enlarged more than twice.
  const step = Math.max(0.5, longest / ((BOX * side) / SIDE));
  const cx = mx / mass, cy = my / mass;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) out[y * side + x] = Math.min(1, sample(ink, side, cx + (x + 0.5 - side / 2) * step, cy + (y + 0.5 - side / 2) * step, step));
  return out;
}
