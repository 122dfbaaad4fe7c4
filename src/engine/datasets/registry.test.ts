/** The contract every data set keeps, loaded through the very files that are published. */
import { readFile } from "node:fs/promises";
import { describe, expect, it, vi } from "vitest";
import { rangeOf, sizeOf, type Dataset } from "../core/data";
import { declarationFaults, unlisted } from "../core/declaration";
import { Cancelled } from "../core/errors";
import type { DatasetPlugin, ReadAsset } from "../core/plugins";
import { Rng } from "../core/rng";
import { attacks } from "../attacks/registry";
import { trainingSchema } from "../experiment/spec";
import { models } from "../models/registry";
import { datasets } from "./registry";

const read: ReadAsset = async (path) => new Uint8Array(await readFile(new URL(`../../../public/data/${path}`, import.meta.url)));
const load = (plugin: DatasetPlugin, seed: number, params: Record<string, unknown> = {}, signal?: AbortSignal): Promise<Dataset> =>
  plugin.load({ params: plugin.params.parse(params), rng: Rng.fromSeed(seed).fork("load"), read, signal });

describe("every data set", () => {
  it("is listed", () => expect(unlisted(datasets, import.meta.glob(["./*.ts", "!./*.test.ts"], { eager: true }))).toEqual([]));
  describe.each(datasets.all.filter((d) => !d.supplied).map((d) => [d.id, d] as const))("%s", (_, plugin) => {
    const usual = { train: 230, test: 110, trusted: 100 }, sizes = plugin.params.safeParse(usual).success ? usual : { train: 130, test: 60, trusted: 50 };
    it("declares itself, its facts and a model that fits", () => {
      expect(declarationFaults(plugin)).toEqual([]);
      for (const fact of [plugin.facts.source, plugin.facts.license, plugin.facts.size, plugin.facts.notGoodFor]) expect(fact).not.toBe("");
      if (plugin.facts.synthetic) expect(plugin.title).toContain("synthetic");
      const meta = plugin.meta(plugin.params.parse({})), { model, attack: id, attackParams = {}, training = {} } = plugin.goodStart, attack = attacks.find(id)!;
      expect(models.find(model)!.supports(meta)).toBe(true);
      expect(attack.supports({ meta })).toBe(true);
      expect(attack.check?.(attack.params.parse(attackParams), meta) ?? true).toBe(true);
      expect(trainingSchema.parse(training)).toMatchObject(training);
    });
    it("gives the sizes asked for, labels and values in range, no row twice", async () => {
      const data = await load(plugin, 1, sizes), width = sizeOf(data.meta.shape), seen = new Set<number>();
      const { text, ...meta } = data.meta;
      expect({ ...meta, ...(text && { text: { size: text.size, spareWords: text.spareWords } }) }).toEqual(plugin.meta(plugin.params.parse(sizes)));
      if (text) expect(text.words).toHaveLength(text.size);
      for (const [name, n] of Object.entries(sizes)) {
        const rows = data[name as keyof typeof sizes];
        expect(rows.n).toBe(n);
        expect(rows.inputs).toHaveLength(n * width);
        expect([rows.labels.length, rows.ids.length, rows.shape]).toEqual([n, n, data.meta.shape]);
        for (let j = 0; j < width; j++) {
          const [low, high] = rangeOf(data.meta, j), category = data.meta.columns?.[j]?.kind === "category";
          for (let i = 0; i < n; i++) {
            const v = rows.inputs[i * width + j]!;
            if (!(v >= low && v <= high) || (category && !Number.isInteger(v))) throw new Error(`row ${i}, position ${j}: ${v} is not in ${low} to ${high}`);
          }
        }
        expect(rows.labels.every((y) => y >= 0 && y < data.meta.classNames.length)).toBe(true);
        expect(new Set(rows.labels).size).toBe(data.meta.classNames.length);
        rows.ids.forEach((id) => { expect(id).toBeLessThan(1_000_000); seen.add(id); });
      }
      expect(seen.size).toBe(sizes.train + sizes.test + sizes.trusted);
      expect(structuredClone(data)).toEqual(data);
    });
    it("gives the same bytes for the same seed and others for another", async () => {
      const [a, again, b] = [await load(plugin, 1, sizes), await load(plugin, 1, sizes), await load(plugin, 2, sizes)];
      expect(again).toEqual(a);
      expect(b.train.inputs).not.toEqual(a.train.inputs);
    });
    it("downloads less than 900 kB when it is first used", async () => {
      let bytes = 0;
      const counting: ReadAsset = async (path) => {
        const file = await read(path);
        bytes += file.length;
        return file;
      };
      // Loaded afresh, because a data set keeps what it has once decoded.
      vi.resetModules();
      const again = (await import("./registry")).datasets.find(plugin.id)!;
      await again.load({ params: again.params.parse({}), rng: Rng.fromSeed(1).fork("load"), read: counting });
      expect(bytes).toBeLessThan(900_000);
      if (!plugin.facts.synthetic) expect(bytes).toBeGreaterThan(0);
    });
    it("stops when it is told to", async () => {
      await expect(load(plugin, 1, sizes, AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled);
    });
  });
});
