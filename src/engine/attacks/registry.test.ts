/** The contract every attack keeps, on every kind of data it supports and over its modes. */
import { describe, expect, it } from "vitest";
import { sizeOf, takeRows, type Dataset, type DatasetMeta, type Rows } from "../core/data";
import { declarationFaults, unlisted } from "../core/declaration";
import { Cancelled } from "../core/errors";
import type { AttackPlugin } from "../core/plugins";
import { Rng } from "../core/rng";
import { attacks } from "./registry";

const images: DatasetMeta = { id: "pictures", title: "Pictures", modality: "image", shape: [16, 16, 1], classNames: ["0", "1", "2", "3"], valueRange: [0, 1] };
const plane: DatasetMeta = { id: "plane", title: "Plane", modality: "points", shape: [2], classNames: ["a", "b"], valueRange: [-1.25, 1.25] };

function rows(meta: DatasetMeta, n: number, firstId: number, rng: Rng): Rows {
  const [low, high] = meta.valueRange;
  return {
    n, shape: meta.shape,
    inputs: Float32Array.from({ length: n * sizeOf(meta.shape) }, () => low + (high - low) * 0.9 * rng.uniform()),
    labels: Int32Array.from({ length: n }, (_, i) => i % meta.classNames.length),
    ids: Int32Array.from({ length: n }, (_, i) => firstId + i),
  };
}
const dataOf = (meta: DatasetMeta): Dataset => {
  const rng = Rng.fromSeed(9);
  return { meta, train: rows(meta, 61, 0, rng), test: rows(meta, 23, 500, rng), trusted: rows(meta, 10, 900, rng) };
};
const poison = (plugin: AttackPlugin, data: Dataset, params: Record<string, unknown>, seed = 1, signal?: AbortSignal) =>
  plugin.poison({ params: plugin.params.parse(params), train: data.train, test: data.test, meta: data.meta, rng: Rng.fromSeed(seed).fork("attack"), signal });

/** Every option of every choice an attack offers, one at a time; `target` and the like stay at their defaults. */
function variants(plugin: AttackPlugin): Record<string, unknown>[] {
  const out: Record<string, unknown>[] = [{}];
  for (const [name, member] of Object.entries(plugin.params.shape))
    for (const value of Object.keys(((member as { meta(): Record<string, unknown> | undefined }).meta()?.options ?? {}) as object)) out.push({ [name]: value });
  return out;
}

describe("every attack", () => {
  it("is listed", () => expect(unlisted(attacks, import.meta.glob(["./*.ts", "!./*.test.ts"], { eager: true }))).toEqual([]));

  describe.each(attacks.all.map((a) => [a.id, a] as const))("%s", (_, plugin) => {
    it("declares itself, its rate and its threat model", () => {
      expect(declarationFaults(plugin)).toEqual([]);
      expect(plugin.params.shape).toHaveProperty("rate");
      expect(plugin.params.safeParse({ rate: 7 }).success).toBe(false);
      expect(plugin.threat.knows).toMatch(/\.$/);
      expect(plugin.threat.controls).toMatch(/\.$/);
      if (plugin.atlas) expect(plugin.atlas).toMatch(/^AML\.T\d{4}(\.\d{3})?$/);
    });

    it("says what it wants in a sentence whose blanks are its parameters", () => {
      for (const params of variants(plugin)) {
        const pieces = plugin.sentence!(plugin.params.parse(params));
        expect(pieces[0]).toMatch(/^As the attacker/);
        expect(pieces.at(-1)).toMatch(/\.$/);
        for (const piece of pieces) if (typeof piece !== "string") expect(plugin.params.shape).toHaveProperty(piece.param);
        expect(pieces).toContainEqual({ param: "rate" });
      }
    });

    for (const meta of [images, plane]) {
      const fits = plugin.supports({ meta });
      if (fits !== true) {
        it(`says why it does not work on ${meta.title}`, () => expect(fits).toMatch(/^[a-z].+\.$/));
        continue;
      }
      for (const params of variants(plugin)) {
        const what = `${meta.title} ${JSON.stringify(params)}`;
        const data = dataOf(meta), { train } = data, d = sizeOf(meta.shape), [low, high] = meta.valueRange;

        it(`passes its own check with ${what}`, () => expect(plugin.check?.(plugin.params.parse(params), meta) ?? true).toBe(true));

        it(`gives the same bytes for a seed, others for another, and leaves its input alone: ${what}`, async () => {
          const before = structuredClone(data), a = await poison(plugin, data, params);
          expect(data).toEqual(before);
          expect(await poison(plugin, data, params)).toEqual(a);
          const [one, two] = [await poison(plugin, data, { ...params, rate: 0.1 }, 1), await poison(plugin, data, { ...params, rate: 0.1 }, 2)];
          expect(two).not.toEqual(one);
          expect(structuredClone(a)).toEqual(a);
          if (a.goal) for (const array of [a.goal.inputs, a.train.inputs, a.train.labels]) expect(array.every(Number.isFinite)).toBe(true);
        });

        it.each([0, 0.01, 0.1, 0.2])(`keeps its budget exactly at rate %f and tells the truth: ${what}`, async (rate) => {
          const { train: after, truth } = await poison(plugin, data, { ...params, rate });
          const marked = truth.poisoned.reduce((s, b) => s + b, 0);
          expect(marked).toBe(Math.floor(rate * train.n));
          expect([after.inputs.length, after.labels.length, after.ids.length, truth.poisoned.length, truth.originalLabels.length, truth.sourceIds.length])
            .toEqual([after.n * d, after.n, after.n, after.n, after.n, after.n]);
          expect(after.inputs.every((v) => v >= Math.fround(low) && v <= high)).toBe(true);
          expect(after.labels.every((y) => y >= 0 && y < meta.classNames.length)).toBe(true);
          expect(new Set(after.ids).size).toBe(after.n);
          for (const [now, before] of [[after.ids, train.ids], [truth.sourceIds, train.ids], [truth.originalLabels, train.labels]] as const)
            expect(now.subarray(0, train.n)).toEqual(before);
          for (let i = train.n; i < after.n; i++) {
            const origin = train.ids.indexOf(truth.sourceIds[i]!);
            expect(truth.poisoned[i]).toBe(1);
            expect([...data.train.ids, ...data.test.ids, ...data.trusted.ids]).not.toContain(after.ids[i]);
            if (origin >= 0) expect(truth.originalLabels[i]).toBe(train.labels[origin]);
            else expect(truth.sourceIds[i]).toBe(-1);
          }
          const honest = Int32Array.from({ length: train.n }, (_, i) => i).filter((i) => !truth.poisoned[i]);
          expect(takeRows(after, honest)).toEqual(takeRows(train, honest));
        });

        it(`at rate 0 delivers the clean set: ${what}`, async () => {
          expect((await poison(plugin, data, { ...params, rate: 0 })).train).toEqual(train);
        });

        it(`takes more rows of the same, not other ones, as the rate grows: ${what}`, async () => {
          const few = await poison(plugin, data, { ...params, rate: 0.05 }), many = await poison(plugin, data, { ...params, rate: 0.15 });
          few.truth.poisoned.forEach((p, i) => { if (p) expect(many.truth.poisoned[i]).toBe(1); });
        });

        it(`never counts a test row that is the target already: ${what}`, async () => {
          const { goal } = await poison(plugin, data, { ...params, rate: 0 }), parsed = plugin.params.parse(params);
          const wanted = Array.from(data.test.labels, (y) => plugin.target?.(parsed, y, meta.classNames.length) ?? null);
          expect(goal ? [...goal.testIndex] : []).toEqual(wanted.flatMap((t, i) => (t === null ? [] : [i])));
          if (!goal) return;
          expect(goal.inputs).toHaveLength(goal.testIndex.length * d);
          goal.targets.forEach((t, i) => {
            expect(t).not.toBe(data.test.labels[goal.testIndex[i]!]);
            expect(t).toBe(wanted[goal.testIndex[i]!]);
          });
          const victims = takeRows(data.test, goal.testIndex).inputs;
          expect(goal.inputs).toEqual(goal.triggered ? plugin.stamp!(parsed, victims, goal.testIndex.length, meta) : victims);
        });

        it(`stops when it is told to: ${what}`, async () => {
          await expect(poison(plugin, data, params, 1, AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled);
        });
      }
    }
  });
});
