/** The contract every data set keeps, loaded through the very files that are published. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { sizeOf, type Dataset } from "../core/data";
import { declarationFaults, unlisted } from "../core/declaration";
import { Cancelled } from "../core/errors";
import type { DatasetPlugin, ReadAsset } from "../core/plugins";
import { Rng } from "../core/rng";
import { models } from "../models/registry";
import { datasets } from "./registry";

const read: ReadAsset = async (path) => new Uint8Array(await readFile(new URL(`../../../public/data/${path}`, import.meta.url)));
const load = (plugin: DatasetPlugin, seed: number, params: Record<string, unknown> = {}, signal?: AbortSignal): Promise<Dataset> =>
  plugin.load({ params: plugin.params.parse(params), rng: Rng.fromSeed(seed).fork("load"), read, signal });

describe("every data set", () => {
  it("is listed", () => expect(unlisted(datasets, import.meta.glob(["./*.ts", "!./*.test.ts"], { eager: true }))).toEqual([]));
  describe.each(datasets.all.map((d) => [d.id, d] as const))("%s", (_, plugin) => {
    const sizes = { train: 230, test: 110, trusted: 100 };
    it("declares itself, its facts and a model that fits", () => {
      expect(declarationFaults(plugin)).toEqual([]);
      for (const fact of [plugin.facts.source, plugin.facts.license, plugin.facts.size, plugin.facts.notGoodFor]) expect(fact).not.toBe("");
      if (plugin.facts.synthetic) expect(plugin.title).toContain("synthetic");
      expect(models.find(plugin.goodStart.model)!.supports(plugin.meta(plugin.params.parse({})))).toBe(true);
    });
    it("gives the sizes asked for, labels and values in range, no row twice", async () => {
      const data = await load(plugin, 1, sizes), [low, high] = data.meta.valueRange, seen = new Set<number>();
      expect(data.meta).toEqual(plugin.meta(plugin.params.parse(sizes)));
      for (const [name, n] of Object.entries(sizes)) {
        const rows = data[name as keyof typeof sizes];
        expect(rows.n).toBe(n);
        expect(rows.inputs).toHaveLength(n * sizeOf(data.meta.shape));
        expect([rows.labels.length, rows.ids.length, rows.shape]).toEqual([n, n, data.meta.shape]);
        expect(rows.inputs.every((v) => v >= low && v <= high)).toBe(true);
        expect(rows.labels.every((y) => y >= 0 && y < data.meta.classNames.length)).toBe(true);
        expect(new Set(rows.labels).size).toBe(data.meta.classNames.length);
        rows.ids.forEach((id) => { expect(id).toBeLessThan(1_000_000); seen.add(id); });
      }
      expect(seen.size).toBe(440);
      expect(structuredClone(data)).toEqual(data);
    });
    it("gives the same bytes for the same seed and others for another", async () => {
      const [a, again, b] = [await load(plugin, 1, sizes), await load(plugin, 1, sizes), await load(plugin, 2, sizes)];
      expect(again).toEqual(a);
      expect(b.train.inputs).not.toEqual(a.train.inputs);
    });
    it("stops when it is told to", async () => {
      await expect(load(plugin, 1, sizes, AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled);
    });
  });
});
