/** The photo packer gives back nearly the colors it was given, the same ones every time, and notices when bytes are missing. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packPhotos, unpackPhotos } from "./photo-coder";

const rms = (a: Uint8Array, b: Uint8Array) => Math.sqrt(a.reduce((sum, v, i) => sum + (v - b[i]!) ** 2, 0) / a.length);

describe("photo coder", () => {
  it("keeps any flat color within three levels", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 3, maxLength: 3 }), (color) => {
      const flat = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => color[i % 3]!);
      unpackPhotos(packPhotos(flat, 1, 32, 32), 1, 32, 32).forEach((v, i) => { if (Math.abs(v - flat[i]!) > 3) throw new Error(`${flat[i]} became ${v}`); });
    }));
  });
  it("keeps soft pictures, of any number and size, close; input untouched", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer(), (n, h, w, seed) => {
      const height = 16 * h, width = 16 * w, soft = Uint8Array.from({ length: n * height * width * 3 }, (_, i) => {
        const p = Math.floor(i / 3) % (height * width), x = p % width, y = Math.floor(p / width);
        return 128 + 100 * Math.sin((x + y * 0.7 + (seed % 50)) / 9 + (i % 3) * 0.4);
      }), before = soft.slice();
      expect(rms(unpackPhotos(packPhotos(soft, n, height, width), n, height, width), soft)).toBeLessThan(6);
      expect(soft).toEqual(before);
    }), { numRuns: 25 });
  });
  it("survives noise, which has the largest numbers to code", () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 768, maxLength: 768 }), fc.boolean(), (noise, extreme) => {
      const hard = extreme ? noise.map((v) => (v & 1) * 255) : noise, packed = packPhotos(hard, 1, 16, 16), back = unpackPhotos(packed, 1, 16, 16);
      expect(unpackPhotos(packed, 1, 16, 16)).toEqual(back);
      const grey = hard.map((_, i) => hard[i - (i % 3)]!);
      expect(rms(unpackPhotos(packPhotos(grey, 1, 16, 16), 1, 16, 16), grey)).toBeLessThan(16);
    }), { numRuns: 50 });
  });
  it("throws when the bytes end too early", () => {
    const picture = Uint8Array.from({ length: 768 }, (_, i) => (i * 37) % 256), packed = packPhotos(picture, 1, 16, 16);
    expect(() => unpackPhotos(packed.subarray(0, packed.length >> 1), 1, 16, 16)).toThrow(RangeError);
    expect(() => unpackPhotos(new Uint8Array(2), 1, 16, 16)).toThrow(RangeError);
  });
});
