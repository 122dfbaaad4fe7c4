/** The contract every defense keeps, over every option it offers, on a small set and with a real learner. */
import { beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import { declarationFaults, unlisted } from "../core/declaration";
import { Cancelled } from "../core/errors";
import { weightCount, type EpochReport, type Learner, type ModelPlan, type TrainSettings } from "../core/learner";
import type { Answers, Crafted, DefenseArgs, DefensePlugin, FilterOutcome, RepairOutcome, ScreenOutcome, TrainDefenseArgs, TrainOutcome, Truth } from "../core/plugins";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { identityModel } from "./shared/fake-learner";
import { defenses } from "./registry";

const meta: DatasetMeta = { id: "toy", title: "Toy", modality: "image", shape: [2, 4, 1], classNames: ["a", "b", "c"], valueRange: [0, 1], sources: ["lab", "crowd", "site"] };
const model = identityModel(meta.shape, 3);
const linear: ModelPlan = { inputShape: meta.shape, classes: 3, layers: [{ kind: "flatten" }, { kind: "dense", units: 3, relu: false }] };

/** Class c is bright at value c; every seventh label is wrong. */
function rows(n: number, firstId: number, seed: number): Rows {
  const rng = Rng.fromSeed(seed), truth = Int32Array.from({ length: n }, (_, i) => i % 3);
  return {
    n, shape: meta.shape, ids: Int32Array.from({ length: n }, (_, i) => firstId + i),
    inputs: Float32Array.from({ length: n * 8 }, (_, i) => 0.3 * rng.uniform() + (truth[Math.floor(i / 8)] === i % 8 ? 0.7 : 0)),
    labels: truth.map((c, i) => (i % 7 === 0 ? (c + 1) % 3 : c)), sources: Uint8Array.from(truth, (_, i) => (i * i + i) % 5 % 3),
  };
}
const train = rows(90, 0, 1), trusted = rows(30, 500, 2);

const { sources: _sources, ...anonymous } = meta;
const loans: DatasetMeta = { ...anonymous, title: "loans", modality: "tabular", shape: [3], classNames: ["repaid", "default"], columns: [{ kind: "number", name: "age", range: [18, 90], decimals: 0 }, { kind: "category", name: "job", levels: ["a", "b", "c"] }, { kind: "number", name: "same", range: [5, 5], decimals: 0 }] };
const mail: DatasetMeta = { ...anonymous, title: "messages", modality: "text", shape: [9], classNames: ["ham", "spam"], valueRange: [0, 39], text: { size: 30, spareWords: 10 } };
/** Rows that may stand in either; every fifth message is empty. */
function drawn(of: DatasetMeta, n: number): Rows {
  const rng = Rng.fromSeed(12), d = of.shape[0]!, value = (i: number, j: number) => (of.text ? (i % 5 === 0 || j > i % 9 ? 0 : 1 + rng.int(29)) : [18 + rng.int(70), rng.int(3), 5][j]!);
  return { n, shape: of.shape, inputs: Float32Array.from({ length: n * d }, (_, k) => value(Math.floor(k / d), k % d)), labels: Int32Array.from({ length: n }, (_, i) => i % 2), ids: Int32Array.from({ length: n }, (_, i) => i) };
}

/** Names by which plug-ins call how long they work; the contract needs little. */
const LITTLE: Readonly<Record<string, number>> = { epochs: 1, fineTuneEpochs: 1, teacherEpochs: 1, isolationEpochs: 1, unlearnEpochs: 1, steps: 2, iterations: 5, rounds: 2, restarts: 1, votes: 12, certifyVotes: 20, blends: 6, partitions: 3, folds: 2, trees: 8 };
const quick = (plugin: DefensePlugin): Record<string, unknown> =>
  Object.fromEntries(Object.keys(plugin.params.shape).flatMap((name) => (name in LITTLE && plugin.params.safeParse({ [name]: LITTLE[name] }).success ? [[name, LITTLE[name]]] : [])));

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));
const settings = { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 16, epochs: 2, weightDecay: 0 } as const;
const inOrder = (n: number) => () => Int32Array.from({ length: n }, (_, i) => i);
async function last<E>(training: AsyncGenerator<EpochReport, E>): Promise<E> {
  let next = await training.next(), before = 0;
  while (!next.done) { expect(next.value.epoch).toBeGreaterThan(before); before = next.value.epoch; next = await training.next(); }
  return next.value;
}

type Args = TrainDefenseArgs<Record<string, unknown>> & { model: typeof model };
function argsFor(params: Record<string, unknown>, over: Partial<Args> = {}): Args {
  const base = { params, train, trusted, meta, learner, plan: model.plan, model, rng: Rng.fromSeed(5), pulse: () => {}, retrain: async () => model, settings, start: model.weights, ...over };
  return { ...base, fit: ({ rows: some = base.train, settings: other, orderName: _, start = base.start, plan = base.plan, ...change } = {}) => learner.train({ plan, rows: some, start, settings: { ...settings, ...other } as TrainSettings, order: inOrder(some.n), ...change }, base.pulse) };
}
const requests = { n: trusted.n, inputs: trusted.inputs };
const answers = (n: number): Answers => ({ n, probabilities: Float32Array.from({ length: 3 * n }, (_, i) => [0.2, 0.3, 0.5][i % 3]!), predicted: Int32Array.from({ length: n }, (_, i) => i % 3) });
type Outcome = FilterOutcome | RepairOutcome | TrainOutcome | ScreenOutcome | Awaited<ReturnType<Extract<DefensePlugin, { stage: "monitor" }>["watch"]>>;
/** Those that work on one pile of rows and a model of it; the others have contracts of their own beside this one. */
type Central = Exclude<DefensePlugin, { stage: "aggregate" | "stream" | "vet" }>;
const central = defenses.all.filter((d): d is Central => d.stage !== "aggregate" && d.stage !== "stream" && d.stage !== "vet");

async function run(plugin: Central, params: Record<string, unknown>, over?: Partial<Args>): Promise<Outcome> {
  const args = argsFor(plugin.params.parse({ ...quick(plugin), ...params }), over), alive = learner.tensorCount();
  if (plugin.stage === "monitor") return plugin.watch({ params: args.params, meta: args.meta, rng: args.rng, pulse: args.pulse, reference: answers(40), stream: answers(200) });
  const inspect = async (repair: Extract<DefensePlugin, { stage: "repair" }>) => {
    const parts = repair.inspection?.parts(args.params, args.meta) ?? 0, out: Crafted[] = [];
    for (let part = 0; part < parts; part++) out.push(await repair.inspection!.inspect({ ...args, part, parts }));
    return out;
  };
  try {
    if (plugin.stage === "filter") return await plugin.filter(args);
    if (plugin.stage === "train") return await last(plugin.train(args));
    if (plugin.stage === "guard") return await plugin.screen({ ...args, requests: over?.trusted ? { n: over.trusted.n, inputs: over.trusted.inputs } : requests });
    return await plugin.repair({ ...args, inspected: await inspect(plugin) });
  } finally {
    expect(learner.tensorCount()).toBe(alive);
  }
}
/** Every option of every choice, one at a time. */
function variants(plugin: DefensePlugin): Record<string, unknown>[] {
  const out: Record<string, unknown>[] = [{}];
  for (const [name, member] of Object.entries(plugin.params.shape))
    for (const value of Object.keys(((member as { meta(): Record<string, unknown> | undefined }).meta()?.options ?? {}) as object)) out.push({ [name]: value });
  return out;
}

describe("every defense", () => {
  it("is listed", () => expect(unlisted(defenses, import.meta.glob(["./*.ts", "!./*.test.ts"], { eager: true }))).toEqual([]));

  it("cannot see what is poisoned", () => {
    expectTypeOf<Extract<keyof DefenseArgs<unknown>, "truth" | "poisoned" | "goal" | "attack" | "test">>().toEqualTypeOf<never>();
    expectTypeOf<Extract<keyof DefenseArgs<unknown>["train"], keyof Truth>>().toEqualTypeOf<never>();
    // @ts-expect-error the truth is not a field of what a defense gets
    const peek = (args: DefenseArgs<unknown>) => args.truth;
    // @ts-expect-error nor of the rows
    const peekRows = (args: DefenseArgs<unknown>) => args.train.poisoned;
    expect([peek(argsFor({})), peekRows(argsFor({}))]).toEqual([undefined, undefined]);
  });

  describe.each(central.map((d) => [d.id, d] as const))("%s", (_, plugin) => {
    it("declares itself and what it assumes", () => {
      expect(declarationFaults(plugin)).toEqual([]);
      expect(plugin.assumes).toMatch(/^[A-Z].+\.$/);
    });

    it("says where it applies, and why not elsewhere", () => {
      expect(plugin.supports({ meta, plan: model.plan })).toBe(true);
      const fits = plugin.supports({ meta, plan: linear });
      if (fits !== true) expect(fits).toMatch(/^[a-z].+\.$/);
    });

    it("stops when it is told to, by its pulse", async () => {
      await expect(run(plugin, {}, { pulse: () => { throw new Cancelled(); } })).rejects.toBeInstanceOf(Cancelled);
    });

    for (const params of variants(plugin)) {
      const what = JSON.stringify(params);

      it(`gives the same bytes for a seed and leaves its input alone: ${what}`, async () => {
        const before = structuredClone({ train, trusted, model, meta }), first = await run(plugin, params);
        expect({ train, trusted, model, meta }).toEqual(before);
        expect(await run(plugin, params)).toEqual(first);
        expect(structuredClone(first)).toEqual(first);
        expect(first.notes.length).toBeGreaterThan(0);
        for (const note of first.notes) expect(note.text).toMatch(/^[A-Z\d].+\.$/);
      });

      it(`gives an outcome of the right shape: ${what}`, async () => {
        const out = await run(plugin, params);
        if ("keep" in out) {
          expect(out.keep).toHaveLength(train.n);
          expect(out.keep.every((k) => k === 0 || k === 1)).toBe(true);
          expect(out.labels ?? train.labels).toHaveLength(train.n);
          expect((out.labels ?? train.labels).every((y) => y >= 0 && y < 3)).toBe(true);
          if (out.labels) expect(out.labels).not.toBe(train.labels);
          expect(out.scores).toHaveLength(train.n);
          expect(out.scoreName).toBeTruthy();
          expect((out.flaggedClasses ?? []).every((c) => c >= 0 && c < 3)).toBe(true);
        } else if ("model" in out) {
          for (const m of [out.model, ...(out.model.voters ?? [])]) expect(m.weights).toHaveLength(weightCount(m.plan));
          expect(out.model.weights).not.toBe(model.weights);
          if ("path" in out) for (const step of out.path?.steps ?? []) expect(step.weights).toHaveLength(weightCount(model.plan));
        } else if ("answers" in out) {
          expect(out.answers).toHaveLength(requests.n);
          expect(out.answers.every((a) => a >= -1 && a < 3)).toBe(true);
          if (out.scores) expect([out.scores.length, typeof out.scoreName]).toEqual([requests.n, "string"]);
          if (out.radius) expect([out.radius.length, typeof out.radiusTitle]).toEqual([requests.n, "string"]);
        } else {
          expect(out.detectors.length).toBeGreaterThan(0);
          for (const d of out.detectors) {
            expect(d.points.length).toBeGreaterThan(1);
            expect(d.points.length).toBeLessThanOrEqual(400);
            expect(d.points.every((p) => Number.isFinite(p.y))).toBe(true);
          }
        }
        for (const e of ("evidence" in out && out.evidence) || []) expect([e.title, e.says]).toEqual([expect.stringMatching(/^[A-Z]/), expect.stringMatching(/^[A-Z].+\.$/)]);
      });
    }

    for (const other of [loans, mail]) it(`keeps the same contract on ${other.title}, down to no row at all, or needs a model that reads them`, async () => {
      const fits = plugin.supports({ meta: other, plan: { inputShape: other.shape, classes: 2, layers: [] } });
      if (fits !== true) return expect(fits).toMatch(/^[a-z].+\.$/);
      if (plugin.stage !== "filter" || plugin.needsModel) return;
      const retrain = async () => identityModel(other.shape, 2);
      for (const n of [60, 4, 1, 0]) {
        const some = drawn(other, n), before = structuredClone(some);
        const out = await run(plugin, {}, { train: some, meta: other, retrain }) as FilterOutcome;
        expect(some).toEqual(before);
        expect(await run(plugin, {}, { train: some, meta: other, retrain })).toEqual(out);
        expect([out.keep.length, out.scores!.length]).toEqual([n, n]);
        expect((out.labels ?? some.labels).every((y) => y === 0 || y === 1)).toBe(true);
        if (n === 60) expect(out.scores!.every(Number.isFinite)).toBe(true);
      }
    });

    it("survives hardly any rows, a class without rows and a diverged model", async () => {
      for (const n of [0, 1, 2]) {
        const few: Rows = { n, shape: meta.shape, inputs: train.inputs.slice(0, n * 8), labels: train.labels.slice(0, n), ids: train.ids.slice(0, n), sources: train.sources!.slice(0, n) };
        await expect(run(plugin, {}, { train: few, trusted: few, retrain: async () => model })).resolves.toBeDefined();
      }
      const out = await run(plugin, {}, { model: { plan: model.plan, weights: new Float32Array(model.weights.length).fill(NaN) } });
      if ("keep" in out && plugin.stage === "filter" && plugin.needsModel) expect([out.keep.every((k) => k === 1), out.notes[0]!.level]).toEqual([true, "warning"]);
    });
  });
});
