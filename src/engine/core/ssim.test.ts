/** Structural similarity on cases whose value can be worked out by hand. */
import { describe, expect, it } from "vitest";
import { Rng } from "./rng";
import { ssim } from "./ssim";

const shape = [16, 16, 1], flat = (v: number) => new Float32Array(256).fill(v);
const noisy = (by: number) => { const rng = Rng.fromSeed(3); return Float32Array.from({ length: 256 }, (_, i) => (Math.floor(i / 16) % 4 < 2 ? 0.2 : 0.8) + by * (2 * rng.uniform() - 1)); };

describe("ssim", () => {
  it("is 1 for a picture and itself", () => expect(ssim(noisy(0.1), noisy(0.1), shape, 1)).toBeCloseTo(1, 10));
  it("of two flat pictures is the term of the means alone", () => {
    const c1 = 0.01 ** 2;
    expect(ssim(flat(0.2), flat(0.6), shape, 1)).toBeCloseTo((2 * 0.2 * 0.6 + c1) / (0.2 ** 2 + 0.6 ** 2 + c1), 6);
  });
  it("falls as noise grows, is symmetric, and scales with the range", () => {
    const clean = noisy(0), little = ssim(clean, noisy(0.05), shape, 1), much = ssim(clean, noisy(0.4), shape, 1);
    expect(little).toBeLessThan(1);
    expect(much).toBeLessThan(little);
    expect(ssim(noisy(0.4), clean, shape, 1)).toBeCloseTo(much, 10);
    expect(ssim(clean.map((v) => 255 * v), noisy(0.4).map((v) => 255 * v), shape, 255)).toBeCloseTo(much, 5);
  });
  it("is about −1 for a pattern and its negative around the same mean", () => {
    const stripes = Float32Array.from({ length: 256 }, (_, i) => (i % 2 === 0 ? 0.1 : 0.9));
    expect(ssim(stripes, stripes.map((v) => 1 - v), shape, 1)).toBeLessThan(-0.95);
  });
  it("averages channels and takes pictures smaller than its window", () => {
    const one = Float32Array.of(0.1, 0.5, 0.9, 0.3), other = Float32Array.of(0.2, 0.5, 0.7, 0.3);
    const grey = ssim(one, other, [2, 2, 1], 1), color = ssim(Float32Array.from(one, (v) => v), Float32Array.from(other, (v) => v), [2, 2, 1], 1);
    expect(color).toBe(grey);
    const three = (a: Float32Array) => Float32Array.from({ length: 12 }, (_, i) => a[Math.floor(i / 3)]!);
    expect(ssim(three(one), three(other), [2, 2, 3], 1)).toBeCloseTo(grey, 6);
  });
});
