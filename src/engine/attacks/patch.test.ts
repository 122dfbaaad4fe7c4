/** The sticker covers exactly the pixels it says, in every shape, at every place, and never leaves the picture. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DatasetMeta } from "../core/data";
import { PATCH_COLORS, PATCH_POSITIONS, RULED_SHAPES, checkPatch, patchCorner, patchPixels, stampPatch, type Patch } from "./patch";

const meta: DatasetMeta = { id: "p", title: "Pictures", modality: "image", shape: [28, 28, 1], classNames: ["0", "1"], valueRange: [0, 1] };
const sticker: Patch = { shape: "square", size: 3, position: "bottom-right", inset: 1, row: 0, column: 0, color: "grey", intensity: 1, painted: "", place: "as-painted" };
const draw = (patch: Partial<Patch>) => {
  const size = patch.size ?? 3, out = new Array<string>(size).fill("");
  const covered = new Set(patchPixels({ ...sticker, position: "custom", ...patch }, size, size));
  for (let i = 0; i < size * size; i++) out[Math.floor(i / size)] += covered.has(i) ? "#" : ".";
  return out.join("/");
};

describe("the sticker", () => {
  it("covers rows and columns 24 to 26 by default", () => {
    expect(patchPixels(sticker, 28, 28)).toEqual([24, 25, 26].flatMap((r) => [24, 25, 26].map((c) => r * 28 + c)));
  });
  it.each([
    ["square", 3, "###/###/###"], ["plus", 3, ".#./###/.#."], ["plus", 4, ".##./####/####/.##."], ["x", 3, "#.#/.#./#.#"],
    ["x", 4, "#..#/.##./.##./#..#"], ["checkerboard", 3, "#.#/.#./#.#"], ["checkerboard", 4, "#.#./.#.#/#.#./.#.#"], ["plus", 1, "#"],
  ] as const)("draws a %s of %i pixels as %s", (shape, size, picture) => expect(draw({ shape, size })).toBe(picture));
  it.each([
    ["top-left", 1, 1], ["top-right", 1, 24], ["bottom-left", 24, 1], ["bottom-right", 24, 24], ["center", 12, 12], ["custom", 5, 7],
  ] as const)("stands %s at row %i, column %i", (position, row, column) => {
    expect(patchCorner({ ...sticker, position, row: 5, column: 7 }, 28, 28)).toEqual([row, column]);
  });

  it("is either refused or inside the picture, and changes its own pixels only", () => {
    const any = fc.record({
      shape: fc.constantFrom(...RULED_SHAPES), position: fc.constantFrom(...PATCH_POSITIONS.filter((p) => p !== "random")), size: fc.integer({ min: 1, max: 14 }), inset: fc.integer({ min: 0, max: 12 }),
      row: fc.integer({ min: 0, max: 30 }), column: fc.integer({ min: 0, max: 30 }), color: fc.constant("grey" as const), intensity: fc.double({ min: 0, max: 1, noNaN: true }), painted: fc.constant(""), place: fc.constant("as-painted" as const),
    });
    fc.assert(fc.property(any, fc.integer({ min: 8, max: 20 }), fc.integer({ min: 8, max: 20 }), fc.constantFrom(1, 3), (patch, height, width, channels) => {
      const here = { ...meta, shape: [height, width, channels] }, verdict = checkPatch(patch, here);
      if (verdict !== true) {
        expect(Object.keys(patch)).toContain(verdict.field);
        expect(verdict.message).toMatch(/^must be at most .*; it was \d+\.$/);
        return;
      }
      const [top, left] = patchCorner(patch, height, width);
      expect([top >= 0, left >= 0, top + patch.size <= height, left + patch.size <= width]).toEqual([true, true, true, true]);
      const inputs = new Float32Array(2 * height * width * channels).fill(0.25), before = inputs.slice(), covered = new Set(patchPixels(patch, height, width));
      const out = stampPatch(patch, inputs, 2, here);
      expect(inputs).toEqual(before);
      out.forEach((v, i) => expect(v).toBe(covered.has(Math.floor(i / channels) % (height * width)) ? Math.fround(patch.intensity) : 0.25));
    }));
  });
  it("scales its brightness to the range of the data", () => {
    const out = stampPatch({ ...sticker, intensity: 0 }, new Float32Array(784), 1, { ...meta, valueRange: [-1, 1] });
    expect(out[24 * 28 + 24]).toBe(-1);
    expect(out[0]).toBe(0);
  });
  it("paints each shape in its color, channel by channel, and leaves the gaps of a checkerboard", () => {
    const photo = { ...meta, shape: [4, 4, 3] }, before = new Float32Array(2 * 48).fill(0.5), patch: Patch = { ...sticker, shape: "checkerboard", size: 2, position: "custom", row: 1, column: 1, color: "yellow", intensity: 0 };
    const out = stampPatch(patch, before, 2, photo), yellow = [1, Math.fround(0.87), 0], pixel = (i: number, r: number, c: number) => [...out.subarray(i * 48 + (r * 4 + c) * 3, i * 48 + (r * 4 + c) * 3 + 3)];
    for (const i of [0, 1]) {
      expect([pixel(i, 1, 1), pixel(i, 2, 2)]).toEqual([yellow, yellow]);
      expect(out.subarray(i * 48, i * 48 + 48).filter((v) => v !== 0.5)).toHaveLength(6);
    }
  });
  it("tells its colors apart, each inside the value range, and takes no color for pictures without", () => {
    const photo = { ...meta, shape: [1, 1, 3], valueRange: [-2, 2] as const };
    const painted = PATCH_COLORS.map((color) => [...stampPatch({ ...sticker, size: 1, inset: 0, color }, new Float32Array(3), 1, photo)]);
    expect(new Set(painted.map(String)).size).toBe(PATCH_COLORS.length);
    expect(painted[0]).toEqual([2, 2, 2]);
    expect(painted.flat().every((v) => v >= -2 && v <= 2)).toBe(true);
    expect(checkPatch({ ...sticker, color: "yellow" }, { ...meta, shape: [28, 28, 3] })).toBe(true);
    expect(checkPatch({ ...sticker, color: "yellow" }, meta)).toEqual({ field: "color", message: "must be grey, because the pictures of Pictures have no color; it was yellow." });
  });

  it("at a random place: inside the picture, in the same place for the same picture, everywhere over pictures", () => {
    const small = { ...meta, shape: [5, 6, 1] }, patch: Patch = { ...sticker, position: "random", size: 2 }, corners = new Set<number>();
    for (let k = 0; k < 400; k++) {
      const input = new Float32Array(30).fill(0.001 * k), out = stampPatch(patch, input, 1, small), white = Array.from(out.keys()).filter((i) => out[i] === 1), [corner] = white as [number];
      expect(white).toEqual([corner, corner + 1, corner + 6, corner + 7]);
      expect(corner % 6).toBeLessThan(5);
      expect(stampPatch(patch, Float32Array.of(...new Float32Array(30), ...input), 2, small).subarray(30)).toEqual(out);
      corners.add(corner);
    }
    expect(corners.size).toBe(4 * 5);
  });
});
