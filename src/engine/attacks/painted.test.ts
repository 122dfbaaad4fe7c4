/** A painted sticker survives being written down, is refused where it does not fit, and shows its colors where it was painted. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DatasetMeta } from "../core/data";
import { badnets } from "./badnets";
import { HEART, MOST_PAINTED, formatPainted, parsePainted, type PaintedPixel } from "./painted";

const grey: DatasetMeta = { id: "g", title: "Pictures", modality: "image", shape: [6, 5, 1], classNames: ["0", "1"], valueRange: [0, 1] };
const photo: DatasetMeta = { ...grey, id: "c", shape: [6, 5, 3], valueRange: [-1, 1] };
const byte = fc.integer({ min: 0, max: 255 });
const pixel: fc.Arbitrary<PaintedPixel> = fc.record({ row: byte, column: byte, rgb: fc.tuple(byte, byte, byte) });
const params = (painted: string, more: object = {}) => badnets.params.parse({ shape: "painted", painted, ...more });
/** Red at row 4, column 1, and a mixed color to the right of it. */
const two = formatPainted([{ row: 4, column: 1, rgb: [255, 0, 0] }, { row: 4, column: 2, rgb: [0, 51, 102] }]);

describe("a painted sticker", () => {
  it("is row, column, red, green, blue in two hexadecimal digits each", () => {
    expect(two).toBe("0401ff0000" + "0402003366");
    expect(parsePainted("1b0a00ff10")).toEqual([{ row: 27, column: 10, rgb: [0, 255, 16] }]);
  });
  it("comes back as it was painted, and is a valid parameter", () => {
    fc.assert(fc.property(fc.array(pixel, { maxLength: MOST_PAINTED }), (pixels) => {
      const text = formatPainted(pixels);
      expect(parsePainted(text)).toEqual(pixels);
      expect(params(text).painted).toBe(text);
    }));
  });
  it("is refused when it is written in any other way, or too long", () => {
    for (const text of ["0401ff000", "0401FF0000", "0401ff000g", " 0401ff0000", "0401ff0000\n", "0401ff0000".repeat(MOST_PAINTED + 1), 7])
      expect(badnets.params.safeParse({ painted: text }).success).toBe(false);
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => { if (badnets.params.safeParse({ painted: text }).success) expect(formatPainted(parsePainted(text))).toBe(text); }));
  });
  it("has to have a pixel, and all of them inside the picture; the default one is, in 16 × 16 pixels", () => {
    const check = (painted: string, meta = grey) => badnets.check!(params(painted), meta);
    expect(check(two)).toBe(true);
    expect(check("")).toEqual({ field: "painted", message: "must have at least one pixel; it has none." });
    expect(check(formatPainted([{ row: 0, column: 5, rgb: [1, 2, 3] }]))).toEqual({ field: "painted", message: "must lie inside the picture, rows 0 to 5 and columns 0 to 4; it has a pixel in row 0, column 5." });
    expect(check(HEART, { ...grey, shape: [16, 16, 1] })).toBe(true);
    expect(parsePainted(HEART)).toHaveLength(16);
  });
  it("shows its colors on photos, scaled to their range, and the mean of them on grey pictures", () => {
    const onPhoto = badnets.stamp!(params(two), new Float32Array(90).fill(0.5), 1, photo), onGrey = badnets.stamp!(params(two), new Float32Array(30), 1, grey);
    expect([...onPhoto.subarray(63, 69)]).toEqual([1, -1, -1, -1, -0.6, -0.2].map(Math.fround));
    expect(onPhoto.filter((v) => v !== 0.5)).toHaveLength(6);
    expect([...onGrey].flatMap((v, i) => (v > 0 ? [[i, v]] : []))).toEqual([[21, Math.fround(1 / 3)], [22, Math.fround(0.2)]]);
  });
  it("keeps its form wherever it stands, and stands anywhere in the picture when its place is random", () => {
    const places = new Set<number>();
    for (let k = 0; k < 300; k++) {
      const out = badnets.stamp!(params(two, { place: "random" }), new Float32Array(30).fill(-k), 1, grey), at = out.findIndex((v) => v > 0);
      expect([out[at], out[at + 1], out.filter((v) => v > 0).length]).toEqual([Math.fround(1 / 3), Math.fround(0.2), 2]);
      expect(at % 5).toBeLessThan(4);
      places.add(at);
    }
    expect(places.size).toBe(6 * 4);
  });
  it("is in the sentence, and the knobs of ruled stickers are not", () => {
    expect(badnets.sentence!(params(two)).flatMap((piece) => (typeof piece === "string" ? [] : [piece.param]))).toEqual(["rate", "shape", "place", "target"]);
  });
});
