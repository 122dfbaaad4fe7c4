/**
 * The published tables: small, intact, refused clearly when damaged or asked for too much, true to their source, with no row
 * of one part repeated in another; and columns that say what the numbers are.
 */
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { classCounts, inputOf, rangeOf, type Dataset, type DatasetMeta, type Rows } from "../core/data";
import type { DatasetPlugin, ReadAsset } from "../core/plugins";
import { Rng } from "../core/rng";

const expected = {
  spambase: { sizes: [3000, 1000, 210], counts: [2531, 1679], columns: 57, limit: 120_000 },
  "breast-cancer": { sizes: [350, 150, 69], counts: [357, 212], columns: 30, limit: 50_000 },
  "german-credit": { sizes: [600, 300, 100], counts: [700, 300], columns: 20, limit: 15_000 },
  penguins: { sizes: [200, 102, 40], counts: [151, 68, 123], columns: 2, limit: 5000 },
} as const;

let reads: number, bytes: number, plugins: Record<string, DatasetPlugin>;
const fromDisk = async (path: string) => new Uint8Array(await readFile(new URL(`../../../public/data/${path}`, import.meta.url)));
const read: ReadAsset = async (path) => {
  const file = await fromDisk(path);
  reads++;
  bytes += file.length;
  return file;
};
const load = (id: string, params: Record<string, number> = {}, seed = 1, from = read) => plugins[id]!.load({ params: plugins[id]!.params.parse(params), rng: Rng.fromSeed(seed), read: from });
const parts = ({ train, test, trusted }: Dataset) => [train, test, trusted];
const text = (rows: Rows, i: number) => `${inputOf(rows, i).join()} ${rows.labels[i]}`;
const csv = async (id: string) => {
  const packed = await fromDisk(`${id}/0.bin`);
  return (packed[0] === 0x1f ? gunzipSync(packed) : Buffer.from(packed)).toString("utf8").trimEnd().split("\n").map((line) => line.split(","));
};

beforeEach(async () => {
  vi.resetModules();
  const { datasets } = await import("./registry");
  plugins = Object.fromEntries(datasets.all.map((d) => [d.id, d]));
  reads = bytes = 0;
});

describe.each(Object.entries(expected))("%s", (id, e) => {
  it("is one small file, read once, and by default every row of it is used", async () => {
    const data = await load(id);
    expect(parts(data).map((rows) => rows.n)).toEqual(e.sizes);
    expect([...classCounts(Int32Array.from(parts(data).flatMap((rows) => [...rows.labels])), e.counts.length)]).toEqual(e.counts);
    expect(bytes).toBeLessThan(e.limit);
    const other = await load(id, {}, 2);
    expect(reads).toBe(1);
    expect(other.test.ids).not.toEqual(data.test.ids);
  });

  it("gives every class its share of each part, and an id always the row of the file", async () => {
    const data = await load(id), [head, ...lines] = await csv(id), total = lines.length;
    expect(head).toEqual([...data.meta.columns!.map((c) => c.name), "class"]);
    for (const rows of parts(data)) {
      classCounts(rows.labels, e.counts.length).forEach((n, c) => expect(Math.abs(n - (rows.n * e.counts[c]!) / total)).toBeLessThanOrEqual(2));
      for (let i = 0; i < rows.n; i++) expect([...inputOf(rows, i), rows.labels[i]]).toEqual(lines[rows.ids[i]!]!.map((v) => Math.fround(Number(v))));
    }
  });

  it("names its columns, whose ranges are those of the rows", async () => {
    const { meta, ...data } = await load(id);
    expect([meta.shape, meta.columns!.length, new Set(meta.columns!.map((c) => c.name)).size]).toEqual([[e.columns], e.columns, e.columns]);
    meta.columns!.forEach((column, j) => {
      const values = parts({ meta, ...data }).flatMap((rows) => Array.from({ length: rows.n }, (_, i) => inputOf(rows, i)[j]!));
      const [low, high] = rangeOf(meta, j);
      if (meta.modality === "tabular") expect([low, high]).toEqual([Math.min(...values), Math.max(...values)]);
      else expect([Math.min(...values) - low, high - Math.max(...values)].every((gap) => gap > 0 && gap < (high - low) / 10)).toBe(true);
      if (column.kind === "category") expect(new Set(values).size).toBe(column.levels.length);
      expect([meta.valueRange[0] <= low, high <= meta.valueRange[1]]).toEqual([true, true]);
      expect(column.description ?? "Said by the name.").toMatch(/^[A-Z](?!.*undefined)/);
    });
  });

  it("says so when the file is damaged, cut short or another one, and reads it again next time", async () => {
    const damaged: ReadAsset = async (path) => (await read(path)).map((b, i) => (i === 700 ? b ^ 1 : b));
    const cut: ReadAsset = async (path) => (await read(path)).subarray(0, 1000);
    const page: ReadAsset = async () => new TextEncoder().encode("<!doctype html>");
    for (const bad of [damaged, cut, page]) await expect(load(id, {}, 1, bad)).rejects.toMatchObject({ problem: { code: "bad-data", message: expect.stringContaining(`${id}/0.bin did not arrive as it was published: its checksum is wrong`) } });
    await expect(load(id)).resolves.toBeDefined();
  });

  it("takes the file from a server that has unzipped it already", async () => {
    const plain: ReadAsset = async (path) => { const b = await read(path); return b[0] === 0x1f ? new Uint8Array(gunzipSync(b)) : b; };
    const here = await load(id, {}, 1, plain);
    expect(here.train.n).toBe(e.sizes[0]);
  });

  it("refuses more rows than there are, naming the field", () => {
    const total = e.counts.reduce((a: number, b) => a + b, 0), parsed = plugins[id]!.params.safeParse({ train: total - 80 });
    expect(parsed.success).toBe(false);
    expect(parsed.error!.issues).toMatchObject([{ path: ["train"], message: `at most ${e.sizes[0]} when test is ${e.sizes[1]} and trusted is ${e.sizes[2]}, because there are ${total} rows` }]);
  });
});

describe("what is in the tables", () => {
  it.each(["spambase", "breast-cancer", "german-credit"])("%s repeats no row, so that no test row was trained on", async (id) => {
    const all = parts(await load(id)).flatMap((rows) => Array.from({ length: rows.n }, (_, i) => text(rows, i)));
    expect(new Set(all).size).toBe(all.length);
  });

  it("penguins are those of the source that were measured, in millimeters", async () => {
    const source = JSON.parse(await readFile(new URL("../../../node_modules/vega-datasets/data/penguins.json", import.meta.url), "utf8")) as Record<string, string | number | null>[];
    const measured = source.filter((p) => p["Beak Length (mm)"] !== null && p["Flipper Length (mm)"] !== null), data = await load("penguins");
    const line = (bill: number, flipper: number, species: string) => `${Math.fround(bill)} ${flipper} ${species}`;
    const ours = parts(data).flatMap((rows) => Array.from({ length: rows.n }, (_, i) => line(inputOf(rows, i)[0]!, inputOf(rows, i)[1]!, data.meta.classNames[rows.labels[i]!]!)));
    expect(ours.sort()).toEqual(measured.map((p) => line(p["Beak Length (mm)"] as number, p["Flipper Length (mm)"] as number, p.Species as string)).sort());
    expect(data.meta.columns!.map((c) => c.kind === "number" && c.unit)).toEqual(["mm", "mm"]);
  });

  // The first loan of the source: '<0',6,'critical/other existing credit',radio/tv,1169,'no known savings','>=7',4,'male single', … good
  it("a loan reads as the source has it", async () => {
    const data = await load("german-credit"), rows = parts(data).find((r) => r.ids.includes(0))!, at = rows.ids.indexOf(0);
    const value = (name: string) => { const j = data.meta.columns!.findIndex((c) => c.name === name), c = data.meta.columns![j]!, v = inputOf(rows, at)[j]!; return c.kind === "category" ? c.levels[v] : v; };
    expect(["checking account", "duration", "credit history", "purpose", "amount", "savings", "employed for", "sex and status", "other debtors", "property", "age", "other installments", "housing", "job", "telephone", "foreign worker"].map(value))
      .toEqual(["below 0 DM", 6, "critical account", "radio or TV", 1169, "none known", "7 years or more", "man, single", "none", "real estate", 67, "none", "owns", "skilled", "yes", "yes"]);
    expect(data.meta.classNames[rows.labels[at]!]).toBe("repaid");
  });

  it("malignant tumors are the larger ones, spam is what shouts, and both are what the metrics are about", async () => {
    const mean = (data: Dataset, name: string, label: number) => {
      const j = data.meta.columns!.findIndex((c) => c.name === name), own = Array.from({ length: data.train.n }, (_, i) => i).filter((i) => data.train.labels[i] === label);
      return own.reduce((sum, i) => sum + inputOf(data.train, i)[j]!, 0) / own.length;
    };
    const about = (meta: DatasetMeta) => meta.classNames[meta.positive!];
    const tumors = await load("breast-cancer"), mail = await load("spambase");
    expect(mean(tumors, "mean area", 1)).toBeGreaterThan(1.5 * mean(tumors, "mean area", 0));
    for (const name of ["!", "$", "free", "longest capital run"]) expect(mean(mail, name, 1)).toBeGreaterThan(2 * mean(mail, name, 0));
    expect(mean(mail, "george", 0)).toBeGreaterThan(10 * mean(mail, "george", 1));
    expect([about(tumors.meta), about(mail.meta), about((await load("german-credit")).meta)]).toEqual(["malignant", "spam", "defaulted"]);
    expect((await load("penguins")).meta.positive).toBeUndefined();
  });
});
