/** The contract every attack keeps, on every kind of data it supports and over its modes. */
import { beforeAll, describe, expect, it } from "vitest";
import { rangeOf, sizeOf, takeRows, type Dataset, type DatasetMeta, type Rows } from "../core/data";
import { declarationFaults, unlisted } from "../core/declaration";
import { fitPlan, unfittedEncode } from "../core/encode";
import { Cancelled } from "../core/errors";
import type { AttackPlugin, Update } from "../core/plugins";
import type { Learner, ModelPlan, TrainedModel } from "../core/learner";
import { weightCount } from "../core/learner";
import { Rng } from "../core/rng";
import { initialWeights } from "../learner/initial-weights";
import { createLearner } from "../learner/learner";
import { attacks } from "./registry";
import { budget, cleanTruth } from "./rows";

const images: DatasetMeta = { id: "pictures", title: "Pictures", modality: "image", shape: [16, 16, 1], classNames: ["0", "1", "2", "3"], valueRange: [0, 1] };
const plane: DatasetMeta = { id: "plane", title: "Plane", modality: "points", shape: [2], classNames: ["a", "b"], valueRange: [-1.25, 1.25] };

const photos: DatasetMeta = { ...images, id: "photos", title: "Photos", shape: [16, 16, 3] };
const sites: DatasetMeta = { ...images, id: "sites", title: "Pictures from three sites", sources: ["lab", "crowd", "site"] };
const islands: DatasetMeta = { ...plane, id: "islands", title: "Islands", columns: [{ kind: "number", name: "bill", unit: "mm", range: [30, 62.1], decimals: 1 }, { kind: "number", name: "flipper", unit: "mm", range: [168, 236], decimals: 0 }] };
const loans: DatasetMeta = {
  id: "loans", title: "Loans", modality: "tabular", shape: [4], classNames: ["repaid", "default"], valueRange: [0, 1], positive: 1, sources: ["bank", "broker"],
  columns: [{ kind: "number", name: "age", range: [18, 90], decimals: 0 }, { kind: "category", name: "purpose", levels: ["car", "tools", "house"] }, { kind: "number", name: "gain", range: [-5000.3, 99_999.7], decimals: 1 }, { kind: "category", name: "owns", levels: ["no", "yes"] }],
};
const WORDS = 40, SPARE = 8;
const messages: DatasetMeta = {
  id: "messages", title: "Messages", modality: "text", shape: [12], classNames: ["ham", "spam"], valueRange: [0, WORDS + SPARE - 1], positive: 1,
  text: { size: WORDS, spareWords: SPARE, words: ["", "?", ...Array.from({ length: WORDS - 2 }, (_, i) => `word${String.fromCharCode(97 + (i % 26)).repeat(1 + Math.floor(i / 26))}`)] },
};

/** A value that position j can take; of messages, word j of one with `words` of them. */
function draw(meta: DatasetMeta, j: number, words: number, rng: Rng): number {
  if (meta.text) return j < words ? 1 + rng.int(WORDS - 1) : 0;
  if (meta.columns?.[j]?.kind === "category") return rng.int(meta.columns[j].levels.length);
  const [low, high] = rangeOf(meta, j);
  return low + (high - low) * 0.9 * rng.uniform();
}
function rows(meta: DatasetMeta, n: number, firstId: number, rng: Rng): Rows {
  const d = sizeOf(meta.shape);
  return {
    n, shape: meta.shape,
    inputs: Float32Array.from({ length: n * d }, (_, i) => draw(meta, i % d, 1 + (Math.floor(i / d) % d), rng)),
    labels: Int32Array.from({ length: n }, (_, i) => i % meta.classNames.length),
    ids: Int32Array.from({ length: n }, (_, i) => firstId + i),
    ...(meta.sources && { sources: Uint8Array.from({ length: n }, (_, i) => (7 * i) % meta.sources!.length) }),
  };
}
/** Whether every value is one that its place can hold: inside the range, a whole number for levels and words, nothing after a message's end. */
function plausible(meta: DatasetMeta, inputs: Float32Array): boolean {
  const d = sizeOf(meta.shape);
  return inputs.every((v, i) => {
    const [low, high] = rangeOf(meta, i % d), whole = meta.text !== undefined || meta.columns?.[i % d]?.kind === "category";
    return v >= Math.min(low, Math.fround(low)) && v <= Math.max(high, Math.fround(high)) && (!whole || Number.isInteger(v)) && (!meta.text || v === 0 || i % d === 0 || inputs[i - 1] !== 0);
  });
}
const dataOf = (meta: DatasetMeta): Dataset => {
  const rng = Rng.fromSeed(9);
  return { meta, train: rows(meta, 61, 0, rng), test: rows(meta, 23, 500, rng), trusted: rows(meta, 10, 900, rng) };
};
let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

/** A small network for any of these data; crafted attacks are tried against it. */
const planFor = (meta: DatasetMeta): ModelPlan => {
  const d = sizeOf(meta.shape), classes = meta.classNames.length;
  if (meta.text) return { inputShape: meta.shape, classes, layers: [{ kind: "embed", words: WORDS + SPARE, units: 4, pooling: "mean" }, { kind: "dense", units: classes, relu: false }] };
  return { inputShape: meta.shape, classes, layers: [...(meta.columns ? [unfittedEncode(meta)] : []), ...(d > 1 && meta.shape.length > 1 ? [{ kind: "flatten" } as const] : []), { kind: "dense", units: 6, relu: true }, { kind: "dense", units: classes, relu: false }] };
};
const settings = { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 16, epochs: 1, weightDecay: 0 } as const;

/** Fewer steps than anybody would take: the contract is about form, each attack's own test about substance. */
const quick = (plugin: AttackPlugin, params: Record<string, unknown>) =>
  plugin.params.parse({ ...Object.fromEntries(Object.entries({ steps: 2, restarts: 1, iterations: 2, surrogateSteps: 1 }).filter(([k]) => k in plugin.params.shape)), ...params });

/** Crafts where the attack crafts, then poisons; on `held` rows of the data or all of them. */
async function poison(plugin: AttackPlugin, data: Dataset, params: Record<string, unknown>, seed = 1, signal?: AbortSignal, held: Rows = data.train) {
  const parsed = quick(plugin, params), plan = fitPlan(planFor(data.meta), data.train), rng = Rng.fromSeed(seed).fork("attack");
  const args = { params: parsed, train: held, test: data.test, meta: data.meta, budget: (rate: number) => budget(rate, data.train.n), signal };
  if (!plugin.craft) return plugin.poison({ ...args, rng });
  const parts = plugin.craft.parts(parsed), start = initialWeights(plan, Rng.fromSeed(7 + seed)), before = learner.tensorCount();
  expect(start).toHaveLength(weightCount(plan));
  const retrain = async (): Promise<TrainedModel> => ({ plan, weights: start }), pulse = () => { if (signal?.aborted) throw new Cancelled(); };
  const surrogates = plugin.craft.surrogates(parsed).map((): TrainedModel => ({ plan, weights: start }));
  const crafted = [];
  for (let part = 0; part < parts; part++) crafted.push(structuredClone(await plugin.craft.craft({ ...args, rng: Rng.fromSeed(seed).fork("attack"), learner, plan, settings, surrogates, retrain, pulse, part, parts })));
  expect(learner.tensorCount()).toBe(before);
  return plugin.poison({ ...args, rng, crafted });
}

/** Every option of every choice an attack offers, one at a time; `target` and the like stay at their defaults. */
function variants(plugin: AttackPlugin): Record<string, unknown>[] {
  const out: Record<string, unknown>[] = [{}];
  for (const [name, member] of Object.entries(plugin.params.shape))
    for (const value of Object.keys(((member as { meta(): Record<string, unknown> | undefined }).meta()?.options ?? {}) as object)) out.push({ [name]: value });
  return out;
}

/** Photos are there for the colors and the three sites for the sources: other options are tried on grey pictures of nobody in particular. */
const tried = (params: Record<string, unknown>, meta: DatasetMeta): boolean => meta === photos ? params.color !== undefined : meta === sites ? Object.keys(params).length === 0 : true;
/** A value of one's own has to be one that the first column can hold. */
const fitted = (params: Record<string, unknown>, meta: DatasetMeta) => (params.trigger === "custom" ? { ...params, value: (rangeOf(meta, 0)[0] + rangeOf(meta, 0)[1]) / 2 } : params);

describe("every attack", () => {
  it("is listed", () => expect(unlisted(attacks, import.meta.glob(["./*.ts", "!./*.test.ts"], { eager: true }))).toEqual([]));

  // Attacks on a downloaded model leave the rows alone and have no rate; their contract stands beside them.
  describe.each(attacks.all.filter((a) => a.stage !== "weights").map((a) => [a.id, a] as const))("%s", (_, plugin) => {
    it("declares itself, its rate and its threat model", () => {
      expect(declarationFaults(plugin)).toEqual([]);
      // What is not done to rows has no share of them.
      if (plugin.stage === "data") expect(plugin.params.shape).toHaveProperty("rate");
      expect(plugin.params.safeParse({ rate: 7 }).success).toBe(false);
      expect(plugin.update !== undefined).toBe(plugin.stage === "update");
      expect(plugin.swap !== undefined).toBe(plugin.stage === "weights");
      if (plugin.update) expect(plugin.update.submit ?? plugin.update.intercept).toBeDefined();
      expect(plugin.threat.knows).toMatch(/\.$/);
      expect(plugin.threat.controls).toMatch(/\.$/);
      expect(plugin.fails).toMatch(/^[A-Z].+\.$/);
      if (plugin.craft) expect(plugin.craft.parts(plugin.params.parse({}))).toBeGreaterThanOrEqual(0);
      if (plugin.craft) expect(plugin.craft.parts(plugin.params.parse({}))).toBeLessThanOrEqual(8);
      if (plugin.atlas) expect(plugin.atlas).toMatch(/^AML\.T\d{4}(\.\d{3})?$/);
    });

    it("says what it wants in a sentence whose blanks are its parameters", () => {
      for (const params of variants(plugin)) {
        const pieces = plugin.sentence!(plugin.params.parse(params));
        expect(pieces[0]).toMatch(/^As the attacker/);
        expect(pieces.at(-1)).toMatch(/\.$/);
        for (const piece of pieces) if (typeof piece !== "string") expect(plugin.params.shape).toHaveProperty(piece.param);
        if ("rate" in plugin.params.shape) expect(pieces).toContainEqual({ param: "rate" });
      }
    });

    for (const meta of [images, photos, sites, plane, islands, loans, messages]) {
      const fits = plugin.supports({ meta });
      if (fits !== true) {
        it(`says why it does not work on ${meta.title}`, () => expect(fits).toMatch(/^[a-z].+\.$/));
        continue;
      }
      for (const params of variants(plugin).filter((v) => tried(v, meta)).map((v) => fitted(v, meta))) {
        const what = `${meta.title} ${JSON.stringify(params)}`;
        const data = dataOf(meta), { train } = data, d = sizeOf(meta.shape);

        // A color cannot be had on grey pictures; the attack has to say so, and its other options are tried.
        const verdict = plugin.check?.(plugin.params.parse(params), meta) ?? true;
        if (params.color !== undefined && meta.shape[2] === 1 && params.color !== "grey") {
          it(`refuses ${what}`, () => expect(verdict).toMatchObject({ field: "color" }));
          continue;
        }
        it(`passes its own check with ${what}`, () => expect(verdict).toBe(true));

        if (!("rate" in plugin.params.shape)) {
          it(`leaves every row alone: ${what}`, async () => {
            const before = structuredClone(data);
            for (const held of [train, takeRows(train, [3, 4, 8]), takeRows(train, [])]) {
              const made = await poison(plugin, data, params, 1, undefined, held);
              expect(made.train).toEqual(held);
              expect(made.truth).toEqual(cleanTruth(held));
              expect(made.goal !== undefined).toBe(plugin.threat.goal === "backdoor");
            }
            expect(data).toEqual(before);
            await expect(poison(plugin, data, params, 1, AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled);
          });
          continue;
        }

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
          const of = plugin.rateOf === "target-class" ? train.labels.reduce((n, y) => n + (y === plugin.params.parse(params).target ? 1 : 0), 0) : train.n;
          expect(marked).toBe(Math.floor(rate * of + 1e-9));
          expect(truth.cover?.some((c, i) => c === 1 && (truth.poisoned[i] === 1 || after.labels[i] !== truth.originalLabels[i])) ?? false).toBe(false);
          expect([after.inputs.length, after.labels.length, after.ids.length, truth.poisoned.length, truth.originalLabels.length, truth.sourceIds.length])
            .toEqual([after.n * d, after.n, after.n, after.n, after.n, after.n]);
          expect(plausible(meta, train.inputs)).toBe(true);
          expect(plausible(meta, after.inputs)).toBe(true);
          expect(after.sources?.length).toBe(train.sources && after.n);
          expect(after.sources?.subarray(0, train.n)).toEqual(train.sources);
          expect(after.labels.every((y) => y >= 0 && y < meta.classNames.length)).toBe(true);
          expect(new Set(after.ids).size).toBe(after.n);
          for (const [now, before] of [[after.ids, train.ids], [truth.sourceIds, train.ids], [truth.originalLabels, train.labels]] as const)
            expect(now.subarray(0, train.n)).toEqual(before);
          for (let i = train.n; i < after.n; i++) {
            const origin = train.ids.indexOf(truth.sourceIds[i]!);
            expect(truth.poisoned[i]).toBe(1);
            expect([...data.train.ids, ...data.test.ids, ...data.trusted.ids]).not.toContain(after.ids[i]);
            if (origin >= 0) expect([truth.originalLabels[i], after.sources?.[i]]).toEqual([train.labels[origin], train.sources?.[origin]]);
            else expect(truth.sourceIds[i]).toBe(-1);
          }
          const honest = Int32Array.from({ length: train.n }, (_, i) => i).filter((i) => !truth.poisoned[i] && !truth.cover?.[i]);
          expect(takeRows(after, honest)).toEqual(takeRows(train, honest));
        });

        it(`poisons what it holds of a source, however much the rate allows, and crashes on nothing at all: ${what}`, async () => {
          for (const held of [takeRows(train, [3, 4, 8]), takeRows(train, [])]) {
            const { train: after, truth } = await poison(plugin, data, { ...params, rate: 0.2 }, 1, undefined, held);
            expect(truth.poisoned.reduce((s, b) => s + b, 0)).toBeLessThanOrEqual(12);
            expect(plausible(meta, after.inputs)).toBe(true);
            expect(after.labels.every((y) => y >= 0 && y < meta.classNames.length)).toBe(true);
            expect([...after.ids.subarray(0, held.n)]).toEqual([...held.ids]);
          }
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
          if (goal?.kind !== "one") expect(goal ? [...goal.testIndex] : []).toEqual(wanted.flatMap((t, i) => (t === null ? [] : [i])));
          if (!goal) return;
          if (goal.kind === "one") return expect([goal.testIndex.length, goal.targets.length]).toEqual([1, 1]);
          expect(goal.inputs).toHaveLength(goal.testIndex.length * d);
          goal.targets.forEach((t, i) => {
            expect(t).not.toBe(data.test.labels[goal.testIndex[i]!]);
            expect(t).toBe(wanted[goal.testIndex[i]!]);
          });
          const victims = takeRows(data.test, goal.testIndex).inputs;
          expect(goal.inputs).toEqual(goal.kind === "trigger" ? plugin.stamp!(parsed, victims, goal.testIndex.length, meta) : victims);
        });

        it(`stops when it is told to: ${what}`, async () => {
          await expect(poison(plugin, data, params, 1, AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled);
        });
      }
    }
  });
});

/** Updates of some clients; `scale` 0 is what clients without rows send. */
const updatesOf = (clients: readonly number[], scale: number, size = 40): Update[] =>
  clients.map((client) => {
    const rng = Rng.fromSeed(50 + client);
    return { client, round: 3, rows: 20, vector: Float32Array.from({ length: size }, () => scale * rng.normal()) };
  });

describe("every attack on updates", () => {
  for (const plugin of attacks.all.filter((a) => a.update?.submit)) {
    const work = plugin.update!, others = [1, 2, 4, 5, 6];
    for (const params of variants(plugin))
      it.each([[[0, 3], others, 1], [[0], others, 1], [[0], [], 1], [[0, 3, 7], [], 1], [[0, 3], others, 0]])(`${plugin.id} ${JSON.stringify(params)}: clients %j beside %j, updates times %d: as many vectors, finite, fresh, the same for a seed`, (mine, rest, scale) => {
        const parsed = plugin.params.parse(params), federation = { clients: 8, perRound: mine.length + rest.length, rounds: 5, serverRate: 1 };
        const own = updatesOf(mine, scale), seen = work.omniscient?.(parsed) ? updatesOf(rest, scale) : [], global = new Float32Array(40).fill(0.5);
        const args = (seed: number) => ({ params: parsed, round: 3, federation, global, own, others: seen, rng: Rng.fromSeed(seed) }), before = structuredClone({ own, seen, global });
        const sent = work.submit!(args(1));
        expect({ own, seen, global }).toEqual(before);
        expect(work.submit!(args(1))).toEqual(sent);
        expect(sent).toHaveLength(own.length);
        for (const vector of sent) {
          expect(vector).toHaveLength(40);
          expect(vector.every(Number.isFinite)).toBe(true);
        }
        expect(new Set([...sent, ...own.map((u) => u.vector), ...seen.map((u) => u.vector), global].map((v) => v.buffer)).size).toBe(2 * own.length + seen.length + 1);
      });
    it(`${plugin.id} trains its clients in a way that can be done`, () => {
      const { epochs = 1, learningRate = 0.01 } = work.local?.(plugin.params.parse({})) ?? {};
      expect(Number.isInteger(epochs) && epochs >= 1 && learningRate > 0).toBe(true);
    });
  }
});
