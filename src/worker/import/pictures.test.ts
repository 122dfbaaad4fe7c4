/** Pictures from files to rows with a fake decoder: what is left out and why, crop and average, order and labels. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProblemError } from "../../engine/core/errors";
import type { ImportSource } from "../../engine/own/types";
import type { Decode } from "./decode";
import { labelOf, pictureFault, picturesToLook, type PictureFile } from "./pictures";
import { readSource } from "./read-source";
import { greys, isColored, shrink } from "./shrink";
import { pictureSize, sniffPicture } from "./sniff";

/** The first bytes of a PNG of this size; the fake decoder reads one byte of color after them. */
function png(width: number, height: number, ...rest: number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(33 + rest.length), view = new DataView(bytes.buffer);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  view.setUint32(16, width);
  view.setUint32(20, height);
  bytes.set(rest, 33);
  return bytes;
}
const plain: Decode = async (bytes) => {
  if (bytes[33] === 99) throw new Error("broken");
  const { width, height } = pictureSize(bytes)!, rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) rgba.set([bytes[33] ?? 0, bytes[34] ?? 0, bytes[35] ?? 0], i * 4);
  return { width, height, rgba };
};
async function* list(files: readonly PictureFile[]): AsyncGenerator<PictureFile> {
  yield* files;
}
const folder = (name: string, n: number, color: readonly number[]): PictureFile[] => Array.from({ length: n }, (_, i) => ({ path: `set/${name}/${i}.png`, bytes: png(20, 30, ...color) }));
const good = [...folder("cats", 12, [10, 10, 10]), ...folder("dogs", 11, [200, 200, 200])];
const problemOf = async (work: Promise<unknown>) => work.then(() => "", (e: unknown) => { if (e instanceof ProblemError) return e.problem.message; throw e; });

describe("pictures in folders", () => {
  it("become grey rows labeled by folder, in an order that the file system does not decide", async () => {
    const look = await picturesToLook(list(good), "set", {}, plain), back = await picturesToLook(list([...good].reverse()), "set", {}, plain);
    expect(look.data!.meta).toMatchObject({ modality: "image", shape: [28, 28, 1], classNames: ["cats", "dogs"], valueRange: [0, 1] });
    expect(look.data!.rows.n).toBe(23);
    expect(look.data!.rows.inputs[0]).toBeCloseTo(10 / 255, 5);
    expect(look.classCounts).toEqual([{ name: "cats", rows: 12 }, { name: "dogs", rows: 11 }]);
    expect(back.data!.hash).toBe(look.data!.hash);
  });
  it("become color rows when they are colored or asked to", async () => {
    const red = [...folder("a", 10, [200, 0, 0]), ...folder("b", 10, [0, 0, 200])];
    expect((await picturesToLook(list(red), "set", {}, plain)).data!.meta.shape).toEqual([32, 32, 3]);
    expect((await picturesToLook(list(red), "set", { color: "grey" }, plain)).data!.meta.shape).toEqual([28, 28, 1]);
    expect((await picturesToLook(list(good), "set", { color: "color" }, plain)).data!.meta.shape).toEqual([32, 32, 3]);
  });
  it("that are none, broken, huge or in no folder are left out by name", async () => {
    const bad: PictureFile[] = [
      { path: "set/cats/wrong.png", bytes: new TextEncoder().encode("I am no PNG at all, I only have the name") },
      { path: "set/cats/cut.png", bytes: png(1, 1).slice(0, 12) }, { path: "set/cats/huge.png", bytes: png(30000, 30000) },
      { path: "set/cats/late.png", bytes: png(4, 4, 99) }, { path: "top.png", bytes: png(4, 4) }, { path: "set/notes.txt", bytes: new TextEncoder().encode("hello") },
    ];
    const look = await picturesToLook(list([...bad, ...good]), "set", {}, plain), about = (path: string) => look.faults.find((f) => f.where === path)?.message ?? "";
    expect(look.data!.rows.n).toBe(23);
    expect(about("set/cats/wrong.png")).toContain("is not a PNG");
    expect(about("set/cats/cut.png")).toContain("cut off");
    expect(about("set/cats/huge.png")).toContain("30,000 × 30,000");
    expect(about("set/cats/late.png")).toContain("cannot be decoded");
    expect(about("top.png")).toContain("lies in no folder");
    expect(about("set/notes.txt")).toContain("is not a picture");
  });
  it("of which none is left give one sentence", async () => {
    expect(await problemOf(picturesToLook(list([]), "set", {}, plain))).toContain("holds no files");
    expect(await problemOf(picturesToLook(list([{ path: "a/x.png", bytes: new Uint8Array(50) }]), "set", {}, plain))).toContain("no picture that can be used");
  });
  it("are labeled by their last folder", () => expect([labelOf("a/b/c.png"), labelOf("/a/c.png"), labelOf("c.png")]).toEqual(["b", "a", null]));
});

describe("sizes", () => {
  const blob = (size: number) => ({ size, arrayBuffer: () => { throw new Error("was read"); } }) as unknown as Blob;
  it.each(["csv", "zip"] as const)("a %s of 300 MB or of none is refused unread", async (kind) => {
    expect(await problemOf(readSource({ kind, name: "big", file: blob(300 * 2 ** 20) } as ImportSource, {}, plain))).toMatch(/big has 300 MB; at most 50 MB/);
    expect(await problemOf(readSource({ kind, name: "none", file: blob(0) } as ImportSource, {}, plain))).toContain("none is empty");
  });
  it("a picture of 300 MB in a folder is refused unread", async () =>
    expect(await problemOf(readSource({ kind: "images", name: "set", files: [{ path: "a/b.png", file: blob(300 * 2 ** 20) }] }, {}, plain))).toContain("a/b.png has 300 MB"));
});

describe("shrinking", () => {
  it("takes the middle square and the mean of what lies under a pixel, on white", () => {
    const rgba = new Uint8ClampedArray(6 * 4 * 4); // 6 × 4: the columns 1 to 4 count
    for (let y = 0; y < 4; y++) for (let x = 0; x < 6; x++) rgba.set([x * 10, y * 10, 100, x === 1 ? 0 : 255], (y * 6 + x) * 4);
    const two = shrink({ width: 6, height: 4, rgba }, 2);
    expect([...two]).toEqual([Math.round((255 + 20) / 2), Math.round((255 + 5) / 2), Math.round((255 + 100) / 2), 35, 5, 100, Math.round((255 + 20) / 2), Math.round((255 + 25) / 2), Math.round((255 + 100) / 2), 35, 25, 100]);
  });
  it("keeps a flat color flat at any size, up and down", () => {
    for (const side of [1, 7, 28, 32, 100]) {
      const rgba = new Uint8ClampedArray(13 * 9 * 4).fill(255);
      for (let i = 0; i < 13 * 9; i++) rgba.set([7, 77, 177], i * 4);
      const out = shrink({ width: 13, height: 9, rgba }, side);
      expect(out.every((v, i) => v === [7, 77, 177][i % 3])).toBe(true);
    }
  });
  it("knows color from grey", () => {
    expect(greys(Uint8Array.of(255, 255, 255, 0, 0, 0))).toEqual(Float32Array.of(1, 0));
    expect(isColored(new Uint8Array(300).fill(80))).toBe(false);
    expect(isColored(Uint8Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 200 : 10)))).toBe(true);
  });
});

it("any bytes are sniffed without harm, and only believed up to the limit", () => {
  const heads = fc.constantFrom(png(3, 3), Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4), new TextEncoder().encode("RIFF0000WEBPVP8X"), new TextEncoder().encode("GIF89a"), new TextEncoder().encode("BM"));
  fc.assert(fc.property(heads, fc.uint8Array({ maxLength: 80 }), (head, tail) => {
    const bytes = Uint8Array.from([...head, ...tail]), size = pictureSize(bytes);
    if (size) expect(size.width > 0 && size.height > 0 && Number.isInteger(size.width * size.height)).toBe(true);
    if (pictureFault(bytes) === null) expect(size!.width * size!.height).toBeLessThanOrEqual(40e6);
  }), { numRuns: 500 });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => { sniffPicture(bytes); pictureFault(bytes); }));
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0, 90, 1, 44, 3, 0, 0);
  expect(pictureSize(jpeg)).toEqual({ width: 300, height: 90 });
});
