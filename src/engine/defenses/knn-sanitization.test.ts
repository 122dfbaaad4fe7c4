/** Blurring: nothing is lost but edges, and pictures that differ by a shift of one pixel come closer; planted labels are in planted.test.ts. */
import { describe, expect, it } from "vitest";
import { squaredDistance } from "../core/linear-algebra";
import { blurred } from "./knn-sanitization";

/** One white pixel on 9 × 9 × channels, in channel 0. */
const dot = (row: number, column: number, channels = 1) => Float32Array.from({ length: 81 * channels }, (_, at) => (at === (row * 9 + column) * channels ? 1 : 0));

describe("blurring before neighbors are sought", () => {
  it("spreads a pixel by (1, 2, 1) / 4 along both axes, and none stays as it is", () => {
    const once = blurred(dot(4, 4), [9, 9, 1], 1);
    expect([once[4 * 9 + 4], once[4 * 9 + 5], once[3 * 9 + 4], once[3 * 9 + 3], once[2 * 9 + 4]]).toEqual([1 / 4, 1 / 8, 1 / 8, 1 / 16, 0]);
    expect(blurred(dot(4, 4), [9, 9, 1], 3).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    const plain = dot(0, 0);
    expect(blurred(plain, [9, 9, 1], 0)).toBe(plain);
  });
  it("keeps pictures, channels and flat areas apart from each other", () => {
    const two = Float32Array.from([...dot(8, 8, 3), ...new Float32Array(243)]), out = blurred(two, [9, 9, 3], 2);
    expect(out.subarray(243).every((v) => v === 0)).toBe(true);
    expect(out.every((v, at) => at % 3 === 0 || v === 0)).toBe(true);
    expect([...blurred(new Float32Array(81).fill(0.5), [9, 9, 1], 4)]).toEqual(new Array(81).fill(0.5));
  });
  it("brings a dot and its neighbor closer, more than dots far apart", () => {
    const d = (a: Float32Array, b: Float32Array, times: number) => squaredDistance(blurred(a, [9, 9, 1], times), 0, blurred(b, [9, 9, 1], times), 0, 81);
    const share = (a: Float32Array, b: Float32Array) => d(a, b, 2) / d(a, b, 0);
    expect(share(dot(4, 4), dot(4, 5))).toBeLessThan(share(dot(1, 1), dot(7, 7)) / 2);
  });
});
