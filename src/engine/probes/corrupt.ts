/**
 * What happens to inputs without any attacker: noise, blur, light and a tilted camera. Pure functions on inputs as shares
 * of their ranges (units.ts); strength 0 changes nothing. Not a faithful camera: edges repeat their last pixel.
 */
import type { Rng } from "../core/rng";

/** Height, width, channels. */
export type PictureShape = readonly [number, number, number];
const clamp = (v: number, top: number) => Math.min(top, Math.max(0, v));
/** Moves a value by `by` and keeps it in the range, or where it was if it was outside. */
const moved = (v: number, by: number) => Math.min(Math.max(1, v), Math.max(Math.min(0, v), v + by));

/** Normal noise of deviation σ on every value that is not fixed. */
export function addNoise(x: Float32Array, sigma: number, rng: Rng, fixed?: Uint8Array): Float32Array {
  return x.map((v, i) => (fixed?.[i % fixed.length] ? v : moved(v, sigma * rng.normal())));
}

export function brighten(x: Float32Array, by: number): Float32Array {
  return x.map((v) => moved(v, by));
}

/** Gaussian blur of deviation σ pixels, one direction after the other. */
export function blur(x: Float32Array, [height, width, channels]: PictureShape, sigma: number): Float32Array {
  if (sigma <= 0) return x.slice();
  const reach = Math.ceil(3 * sigma), kernel = Array.from({ length: 2 * reach + 1 }, (_, t) => Math.exp(-((t - reach) ** 2) / (2 * sigma * sigma))), sum = kernel.reduce((a, b) => a + b, 0);
  const pass = (from: Float32Array, length: number, stride: number) => from.map((_, i) => {
    const at = Math.floor(i / stride) % length;
    let v = 0;
    for (let t = -reach; t <= reach; t++) v += (kernel[t + reach]! / sum) * from[i + (clamp(at + t, length - 1) - at) * stride]!;
    return v;
  });
  return pass(pass(x, width, channels), height, width * channels);
}

/** Turned by some degrees about the middle, clockwise as seen, with bilinear interpolation. */
export function rotate(x: Float32Array, [height, width, channels]: PictureShape, degrees: number): Float32Array {
  if (degrees === 0) return x.slice();
  const cos = Math.cos((degrees * Math.PI) / 180), sin = Math.sin((degrees * Math.PI) / 180), cy = (height - 1) / 2, cx = (width - 1) / 2, picture = height * width * channels;
  return x.map((_, i) => {
    const c = i % channels, across = Math.floor(i / channels) % width, down = Math.floor(i / (channels * width)) % height, begin = i - (i % picture) + c;
    // Where this pixel came from.
    const sx = clamp(cx + cos * (across - cx) + sin * (down - cy), width - 1), sy = clamp(cy - sin * (across - cx) + cos * (down - cy), height - 1);
    const left = Math.floor(sx), top = Math.floor(sy), right = Math.min(left + 1, width - 1), bottom = Math.min(top + 1, height - 1), fx = sx - left, fy = sy - top;
    const at = (y: number, z: number) => x[begin + (y * width + z) * channels]!;
    return (1 - fy) * ((1 - fx) * at(top, left) + fx * at(top, right)) + fy * ((1 - fx) * at(bottom, left) + fx * at(bottom, right));
  });
}
