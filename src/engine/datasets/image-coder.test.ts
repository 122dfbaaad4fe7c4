/** The picture packer gives back every level it was given, and notices when bytes are missing. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packImages, unpackImages } from "./image-coder";

const pictures = fc.record({ n: fc.integer({ min: 0, max: 4 }), height: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 9 }) })
  .chain((s) => fc.record({ ...Object.fromEntries(Object.entries(s).map(([k, v]) => [k, fc.constant(v)])) as { n: fc.Arbitrary<number>; height: fc.Arbitrary<number>; width: fc.Arbitrary<number> }, levels: fc.uint8Array({ minLength: s.n * s.height * s.width, maxLength: s.n * s.height * s.width, max: 15 }) }));

describe("image coder", () => {
  it("is lossless on any levels and leaves its input alone", () => {
    fc.assert(fc.property(pictures, ({ n, height, width, levels }) => {
      const before = levels.slice();
      expect(unpackImages(packImages(levels, n, height, width), n, height, width)).toEqual(levels);
      expect(levels).toEqual(before);
    }));
  });
  it("packs what is empty into almost nothing", () => {
    expect(packImages(new Uint8Array(20 * 784), 20, 28, 28).length).toBeLessThan(50);
  });
  it("throws when the bytes end too early", () => {
    const levels = Uint8Array.from({ length: 784 }, (_, i) => (i * 7) % 16), packed = packImages(levels, 1, 28, 28);
    expect(() => unpackImages(packed.subarray(0, packed.length - 1), 1, 28, 28)).toThrow(RangeError);
    expect(() => unpackImages(new Uint8Array(2), 1, 28, 28)).toThrow(RangeError);
  });
});
