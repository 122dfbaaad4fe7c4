/** The contract every probe keeps, on every kind of data it supports and over its modes. What a probe finds is its own test's business. */
import { beforeAll, describe, expect, it } from "vitest";
import { inputOf, rangeOf, sizeOf, takeRows, type DatasetMeta, type Rows } from "../core/data";
import { declarationFaults, unlisted } from "../core/declaration";
import { Cancelled } from "../core/errors";
import { argmaxRows } from "../core/answer";
import type { ProbeOutcome, ProbePlugin } from "../core/plugins";
import type { Learner, ModelPlan, Pulse, TrainedModel } from "../core/learner";
import { Rng } from "../core/rng";
import { initialWeights } from "../learner/initial-weights";
import { createLearner } from "../learner/learner";
import { probes } from "./registry";

const images: DatasetMeta = { id: "pictures", title: "Pictures", modality: "image", shape: [16, 16, 1], classNames: ["0", "1", "2", "3"], valueRange: [0, 1] };
const photos: DatasetMeta = { ...images, id: "photos", title: "Photos", shape: [16, 16, 3] };
const plane: DatasetMeta = { id: "plane", title: "Plane", modality: "points", shape: [2], classNames: ["a", "b"], valueRange: [-1.25, 1.25] };
const islands: DatasetMeta = { ...plane, id: "islands", title: "Islands", columns: [{ kind: "number", name: "bill", unit: "mm", range: [30, 62.1], decimals: 1 }, { kind: "number", name: "flipper", unit: "mm", range: [168, 236], decimals: 0 }] };
const loans: DatasetMeta = {
  id: "loans", title: "Loans", modality: "tabular", shape: [4], classNames: ["repaid", "default"], valueRange: [0, 1], positive: 1,
  columns: [{ kind: "number", name: "age", range: [18, 90], decimals: 0 }, { kind: "category", name: "purpose", levels: ["car", "tools", "house"] }, { kind: "number", name: "gain", range: [-5000.3, 99_999.7], decimals: 1 }, { kind: "category", name: "owns", levels: ["no", "yes"] }],
};
const WORDS = 40, SPARE = 8;
const messages: DatasetMeta = {
  id: "messages", title: "Messages", modality: "text", shape: [12], classNames: ["ham", "spam"], valueRange: [0, WORDS + SPARE - 1], positive: 1,
  text: { size: WORDS, spareWords: SPARE, words: ["", "?", ...Array.from({ length: WORDS - 2 }, (_, i) => `word${String.fromCharCode(97 + (i % 26)).repeat(1 + Math.floor(i / 26))}`)] },
};
const isFixed = (meta: DatasetMeta, j: number) => meta.text !== undefined || meta.columns?.[j]?.kind === "category";

function draw(meta: DatasetMeta, j: number, words: number, rng: Rng): number {
  if (meta.text) return j < words ? 1 + rng.int(WORDS - 1) : 0;
  if (meta.columns?.[j]?.kind === "category") return rng.int(meta.columns[j].levels.length);
  const [low, high] = rangeOf(meta, j);
  return low + (high - low) * rng.uniform();
}
const planFor = (meta: DatasetMeta): ModelPlan => {
  const classes = meta.classNames.length, inputShape = meta.shape, last = { kind: "dense", units: classes, relu: false } as const;
  if (meta.text) return { inputShape, classes, layers: [{ kind: "embed", words: WORDS + SPARE, units: 4, pooling: "mean" }, last] };
  if (meta.columns) return { inputShape, classes, layers: [{ kind: "encode", columns: meta.columns.map((c) => (c.kind === "number" ? { kind: "number", mean: (c.range[0] + c.range[1]) / 2, deviation: (c.range[1] - c.range[0]) / 4 } : { kind: "category", levels: c.levels.length })) }, { kind: "dense", units: 6, relu: true }, last] };
  return { inputShape, classes, layers: [...(inputShape.length > 1 ? [{ kind: "flatten" } as const] : []), { kind: "dense", units: 6, relu: true }, last] };
};

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

interface Setup { readonly meta: DatasetMeta; readonly model: TrainedModel; readonly test: Rows }
/** A network with initial weights, and rows that it reads rightly nine times out of ten: their labels are its answers. */
async function setupOf(meta: DatasetMeta, n = 60): Promise<Setup> {
  const rng = Rng.fromSeed(9), d = sizeOf(meta.shape), plan = planFor(meta), k = meta.classNames.length, model = { plan, weights: initialWeights(plan, Rng.fromSeed(7)) };
  const inputs = Float32Array.from({ length: n * d }, (_, i) => draw(meta, i % d, 1 + (Math.floor(i / d) % d), rng));
  const labels = argmaxRows(await learner.logits(model, inputs, n), k).map((y, i) => (i % 10 === 0 ? (y + 1) % k : y));
  return { meta, model, test: { n, shape: meta.shape, inputs, labels, ids: Int32Array.from({ length: n }, (_, i) => 500 + i) } };
}

/** Few rows and steps: the contract is about form. */
const quick = (plugin: ProbePlugin, params: Record<string, unknown>) =>
  plugin.params.parse({ ...Object.fromEntries(Object.entries({ examples: 12, fitting: 10, steps: 2, restarts: 1, iterations: 2 }).filter(([name]) => name in plugin.params.shape)), ...params });

function run(plugin: ProbePlugin, { meta, model, test }: Setup, params: Record<string, unknown>, more: { readonly seed?: number; readonly signal?: AbortSignal; readonly pulse?: Pulse } = {}): Promise<ProbeOutcome> {
  const parsed = quick(plugin, params), wishes = plugin.surrogates?.(parsed, { meta, model: "mlp" }) ?? [];
  const surrogates = wishes.map(({ title }, i) => ({ title, model: { plan: model.plan, weights: initialWeights(model.plan, Rng.fromSeed(20 + i)) } }));
  return plugin.probe({ params: parsed, model, test, meta, learner, surrogates, rng: Rng.fromSeed(more.seed ?? 1).fork("probe"), pulse: more.pulse ?? (() => {}), signal: more.signal });
}

/** Every option of every choice, one at a time. */
function variants(plugin: ProbePlugin): Record<string, unknown>[] {
  const out: Record<string, unknown>[] = [{}];
  for (const [name, member] of Object.entries(plugin.params.shape))
    for (const value of Object.keys(((member as { meta(): Record<string, unknown> | undefined }).meta()?.options ?? {}) as object)) if (plugin.params.safeParse({ [name]: value }).success) out.push({ [name]: value });
  return out;
}

/** Whether every value is one that its place can hold. */
function plausible(meta: DatasetMeta, input: Float32Array): boolean {
  return input.every((v, j) => {
    const [low, high] = rangeOf(meta, j);
    return v >= Math.min(low, Math.fround(low)) && v <= Math.max(high, Math.fround(high)) && (!isFixed(meta, j) || Number.isInteger(v)) && (!meta.text || v === 0 || j === 0 || input[j - 1] !== 0);
  });
}

describe("every probe", () => {
  it("is listed", () => expect(unlisted(probes, import.meta.glob(["./*.ts", "!./*.test.ts"], { eager: true }))).toEqual([]));

  describe.each(probes.all.map((p) => [p.id, p] as const))("%s", (_, plugin) => {
    it("declares itself and what it takes", () => {
      expect(declarationFaults(plugin)).toEqual([]);
      for (const text of [plugin.knows, plugin.controls, plugin.fails]) expect(text).toMatch(/^[A-Z].+\.$/);
      if (plugin.atlas) expect(plugin.atlas).toMatch(/^AML\.T\d{4}(\.\d{3})?$/);
    });

    for (const meta of [images, photos, plane, islands, loans, messages]) {
      const fits = plugin.supports({ meta });
      if (fits !== true) {
        it(`says why it does not work on ${meta.title}`, () => expect(fits).toMatch(/^[a-z].+\.$/));
        continue;
      }
      for (const params of variants(plugin)) {
        const what = `${meta.title} ${JSON.stringify(params)}`;

        it(`gives the same bytes for a seed and leaves its input alone: ${what}`, async () => {
          const setup = await setupOf(meta), before = structuredClone(setup), tensors = learner.tensorCount();
          expect(plugin.check?.(plugin.params.parse(params), meta) ?? true).toBe(true);
          const one = await run(plugin, setup, params);
          expect(await run(plugin, setup, params)).toEqual(one);
          expect(setup).toEqual(before);
          expect(structuredClone(one)).toEqual(one);
          expect(learner.tensorCount()).toBe(tensors);
          // Another draw of rows shows itself unless all rows are drawn.
          if ("examples" in plugin.params.shape && one.n < setup.test.n) expect(await run(plugin, setup, params, { seed: 2 })).not.toEqual(one);
        });

        it(`reports what a page can draw: ${what}`, async () => {
          const setup = await setupOf(meta), out = await run(plugin, setup, params), k = meta.classNames.length;
          expect(out.n).toBeGreaterThan(0);
          expect(out.n).toBeLessThanOrEqual(setup.test.n);
          for (const text of [out.xTitle, out.yTitle, ...out.curves.map((c) => c.title), ...out.figures.map((f) => f.title)]) expect(text).toMatch(/^\S.*\S$/);
          expect(new Set(out.curves.map((c) => c.id)).size).toBe(out.curves.length);
          for (const { points } of out.curves) points.forEach(({ x, rate }, i) => {
            if (i > 0) expect(x).toBeGreaterThan(points[i - 1]!.x);
            expect(rate.value >= rate.low && rate.value <= rate.high && rate.low >= 0 && rate.high <= 1).toBe(true);
          });
          for (const { value } of out.figures) expect(Number.isFinite(value)).toBe(true);
          for (const note of out.notes) expect(note.text).toMatch(/^[A-Z].+\.$/);
          if (out.matrix) expect([out.matrix.rates.length, ...out.matrix.rates.map((r) => r.length)]).toEqual([out.matrix.from.length, ...out.matrix.from.map(() => out.matrix!.to.length)]);
          expect(out.examples.length).toBeLessThanOrEqual(8);
          for (const e of out.examples) {
            expect([e.label, e.input.length]).toEqual([setup.test.labels[e.testIndex], sizeOf(meta.shape)]);
            expect([e.before, e.after].every((c) => c >= 0 && c < k) && [e.sureBefore, e.sureAfter].every((s) => s >= 0 && s <= 1)).toBe(true);
            const [was, is] = await Promise.all([inputOf(setup.test, e.testIndex), e.input].map(async (x) => argmaxRows(await learner.logits(setup.model, x.slice(), 1), k)[0]));
            expect(was).toBe(e.before);
            // Words that are in no vocabulary, such as a misspelling, have numbers of their own kind in the example.
            if (!meta.text) expect(is).toBe(e.after);
          }
        });

        it(`stays in range and within its ε, and touches no category: ${what}`, async () => {
          const setup = await setupOf(meta), out = await run(plugin, setup, params), parsed = quick(plugin, params);
          for (const { input, testIndex, strength } of out.examples) {
            expect(plausible(meta, input)).toBe(true);
            if (!("epsilons" in parsed || "epsilon" in parsed)) continue;
            const change = Array.from(inputOf(setup.test, testIndex), (v, j) => (isFixed(meta, j) ? 1e9 * (input[j]! - v) : (input[j]! - v) / (rangeOf(meta, j)[1] - rangeOf(meta, j)[0])));
            expect(parsed.norm === "l2" ? Math.hypot(...change) : Math.max(...change.map(Math.abs))).toBeLessThanOrEqual(strength + 1e-6);
          }
        });

        it(`stops when it is told to, leaving no tensor, and crashes on no rows at all: ${what}`, async () => {
          const setup = await setupOf(meta), tensors = learner.tensorCount();
          await expect(run(plugin, setup, params, { pulse: () => { throw new Cancelled(); } })).rejects.toBeInstanceOf(Cancelled);
          await expect(run(plugin, setup, params, { signal: AbortSignal.abort(), pulse: () => { throw new Cancelled(); } })).rejects.toBeInstanceOf(Cancelled);
          const none = await run(plugin, { ...setup, test: takeRows(setup.test, []) }, params);
          expect([none.n, none.examples.length]).toEqual([0, 0]);
          expect(learner.tensorCount()).toBe(tensors);
        });
      }
    }
  });
});
