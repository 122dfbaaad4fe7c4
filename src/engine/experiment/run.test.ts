/** Whole experiments, small and real: events, sharing, stopping, failing, diverging, and nothing left behind. */
import { beforeAll, describe, expect, it } from "vitest";
import { ProblemError } from "../core/errors";
import { StageCache } from "./cache";
import { Control } from "./control";
import { createNodeEnv } from "./node-env";
import type { ExperimentResult, RunEnd, RunEvent } from "./result";
import { runExperiment, type RunEnv } from "./run";
import { parseSpec, type Spec } from "./spec";

let env: RunEnv;
beforeAll(async () => void (env = await createNodeEnv({ backend: "wasm" })));

const spec = (change: object = {}): Spec => {
  const out = parseSpec({
    dataset: { id: "moons", params: { train: 120, test: 100 } }, model: { id: "mlp", params: { hidden: [16] } }, training: { epochs: 4 },
    attack: { id: "label-flip", params: { mode: "targeted", source: 0, target: 1, rate: 0.2 } },
    defenses: [[{ id: "knn-sanitization", params: { action: "drop" } }]], ...change,
  });
  if (!out.ok) throw new Error(out.problem.message);
  return out.value;
};

async function play(s: Spec, e: RunEnv, onEvent: (event: RunEvent) => void = () => {}): Promise<RunEnd> {
  const running = runExperiment(s, e);
  for (;;) {
    const step = await running.next();
    if (step.done) return step.value;
    onEvent(step.value);
  }
}
const done = (end: RunEnd): ExperimentResult => {
  if (end.type !== "done") throw new Error(JSON.stringify(end));
  return end.result;
};
const plain = (r: ExperimentResult) => JSON.parse(JSON.stringify(r.arms.map(({ seconds: _, ownSeconds: __, ...arm }) => arm))) as unknown;
const fresh = (): RunEnv => ({ ...env, cache: new StageCache(), control: new Control() });

describe("an experiment", () => {
  it("tells what it does in order and ends with every arm", async () => {
    const kinds: string[] = [];
    const result = done(await play(spec(), fresh(), (event) => kinds.push(event.type)));
    expect(kinds[0]).toBe("planned");
    expect(kinds.filter((k) => k === "epoch")).toHaveLength(6 * 4);
    expect(kinds.filter((k) => k === "arm-done")).toHaveLength(6);
    expect(result.arms.map((a) => a.id)).toEqual(["clean", "poisoned", "defended-1", "defended-1-random", "defended-1-oracle", "defended-1-clean"]);
    expect(result.poison).toMatchObject({ poisoned: 24, relabeled: 24, added: 0 });
  });

  it("removes at random exactly as many rows as the defense, and by oracle exactly the poisoned ones", async () => {
    const result = done(await play(spec(), fresh()));
    const filter = (id: string) => result.arms.find((a) => a.id === id)!.filter!;
    expect(filter("defended-1-random").removed).toBe(filter("defended-1").removed);
    expect(filter("defended-1-oracle")).toMatchObject({ removed: 24, poisonedFound: 24, honestRowsLost: 0 });
  });

  it("gives the same numbers from a warm cache, also when the clean model was watched under another attack", async () => {
    const e = fresh();
    await play(spec({ attack: { id: "junk-injection", params: {} } }), e);
    const stages: boolean[] = [];
    const warm = done(await play(spec(), e, (event) => void (event.type === "stage-end" && stages.push(event.cached))));
    expect(stages.filter(Boolean).length).toBe(5); // the data, the clean model, and what the defense does to it
    expect(plain(warm)).toEqual(plain(done(await play(spec(), fresh()))));
  });

  it("computes nothing at all the second time", async () => {
    const e = fresh();
    await play(spec(), e);
    await play(spec(), e, (event) => void (event.type === "stage-end" && expect(event.cached).toBe(true)));
  });

  it("leaves no tensor behind, ten runs long", async () => {
    await play(spec(), fresh());
    const before = env.learner.tensorCount();
    for (let i = 0; i < 10; i++) await play(spec({ seed: i }), fresh());
    expect(env.learner.tensorCount()).toBe(before);
  });
});

describe("contributors", () => {
  const contributors = [{ name: "lab", share: 0.75 }, { name: "site", share: 0.25 }];
  it("change no number but who is who, as long as the attacker may take anybody’s rows", async () => {
    const without = done(await play(spec(), fresh())), told = done(await play(spec({ contributors }), fresh()));
    for (const arm of told.arms) expect(arm.sources!.reduce((sum, s) => sum + s.rows, 0)).toBe(120);
    expect(plain({ ...told, arms: told.arms.map(({ sources: _, ...arm }) => arm) })).toEqual(plain(without));
    expect(without.arms.every((arm) => arm.sources === undefined)).toBe(true);
  });
  it("bound the attack, are reported one by one, and a rate beyond them is said", async () => {
    const result = done(await play(spec({ contributors, attackSource: "site", training: { epochs: 30, learningRate: 0.02 }, attack: { id: "label-flip", params: { mode: "symmetric", rate: 0.5 } } }), fresh()));
    expect(result.poison).toMatchObject({ poisoned: 30, asked: 60 });
    expect(result.warnings.map((w) => w.text)).toContain("The poison rate asks for 60 (50.0 %) of the 120 training rows, but only 30 (25.0 %) could be poisoned: site has no more rows that this attack can use.");
    for (const arm of result.arms) {
      expect(arm.sources!.map((s) => [s.name, s.rows, s.poisoned])).toEqual([["lab", 90, 0], ["site", 30, arm.kind === "clean-control" ? 0 : 30]]);
      expect(arm.sources!.every((s) => (s.flagged === null) === (arm.filter === undefined))).toBe(true);
    }
    const clean = result.arms[0]!.sources!, oracle = result.arms.find((a) => a.id === "defended-1-oracle")!.sources!;
    expect(clean[0]!.agreement.value - clean[1]!.agreement.value).toBeGreaterThan(0.5);
    expect(oracle.map((s) => s.flagged!.value)).toEqual([0, 1]);
  });
  it("are warned of a class with mostly poison only where a defense goes by the smaller part of a class", async () => {
    const majority = async (defenses: readonly object[]) => done(await play(spec({ attack: { id: "label-flip", params: { mode: "pair", rate: 0.6 } }, defenses: [defenses], baselines: false }), fresh())).warnings.filter((w) => w.text.includes("no longer a minority")).map((w) => w.text);
    const texts = await majority([{ id: "outlier-removal" }]);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).toContain("Outlier removal takes the smaller part of a class for poison");
    expect(await majority([{ id: "knn-sanitization" }])).toEqual([]);
  });
  it("are not mentioned when the rate fits", async () => {
    const { poison, warnings } = done(await play(spec({ contributors, attackSource: "site", attack: { id: "label-flip", params: { rate: 0.1 } } }), fresh()));
    expect(poison).not.toHaveProperty("asked");
    expect(warnings.filter((w) => w.text.includes("asks for"))).toEqual([]);
  });
});

const everyDefense = [[{ id: "knn-sanitization" }], [{ id: "outlier-removal" }], [{ id: "activation-clustering" }, { id: "fine-pruning", params: { fineTuneEpochs: 2 } }], [{ id: "spectral-signatures" }]];

describe("tables and scatters", () => {
  it.each([
    ["breast-cancer", { id: "label-flip", params: { mode: "symmetric", rate: 0.1 } }],
    ["german-credit", { id: "table-trigger", params: { column: 1, rate: 0.1 } }],
    ["german-credit", { id: "junk-injection", params: { kind: "noise", rate: 0.1 } }],
    ["penguins", { id: "table-trigger", params: { column: 0, column2: 1, rate: 0.1 } }],
  ])("%s goes through %o and every defense", async (id, attack) => {
    const result = done(await play(spec({ dataset: { id }, attack, training: { epochs: 3 }, defenses: everyDefense, baselines: false }), fresh()));
    expect(result.arms.map((a) => a.id)).toEqual(["clean", "poisoned", "defended-1", "defended-2", "defended-3", "defended-4"]);
    for (const arm of result.arms) expect([arm.diverged, arm.metrics["cleanAccuracy"]!.value > 0.3]).toEqual([false, true]);
    expect(result.arms[4]!.notes.some((note) => note.text.includes("units in the last hidden layer"))).toBe(true);
  });
});

describe("messages", () => {
  const mail = { dataset: { id: "sms-spam", params: { train: 400, test: 200, trusted: 100 } }, training: { epochs: 2, learningRate: 0.02 }, baselines: false };
  it.each([
    { id: "label-flip", params: { mode: "targeted", source: 1, target: 0, rate: 0.05 } },
    { id: "junk-injection", params: { kind: "noise", rate: 0.1 } },
    { id: "text-trigger", params: { rate: 0.05 } },
  ])("go through $id, an embedding network and every defense; pruning takes hidden units, not words", async (attack) => {
    const result = done(await play(spec({ ...mail, attack, model: { id: "word-embedding" }, defenses: everyDefense }), fresh()));
    expect(result.arms).toHaveLength(6);
    for (const arm of result.arms) expect([arm.diverged, arm.metrics["cleanAccuracy"]!.value > 0.7]).toEqual([false, true]);
    expect(result.arms[4]!.notes.some((note) => note.text.includes("of 16 units in the last hidden layer"))).toBe(true);
  });
  it("make the two filters that need no model available to a bag of words, and say which model the others need", () => {
    const bag = { ...mail, attack: null, model: { id: "logistic-regression" } };
    expect(spec({ ...bag, defenses: [[{ id: "knn-sanitization" }], [{ id: "outlier-removal" }]] }).defenses).toHaveLength(2);
    for (const id of ["activation-clustering", "spectral-signatures", "fine-pruning"]) expect(() => spec({ ...bag, defenses: [[{ id }]] })).toThrow("Choose the word embedding network.");
  });
});

describe("an end before the end", () => {
  it("stops within a batch when aborted, and frees what it held", async () => {
    const before = env.learner.tensorCount();
    const abort = new AbortController();
    let epochs = 0;
    const end = await play(spec({ training: { epochs: 100 } }), { ...fresh(), signal: abort.signal }, (event) => {
      if (event.type === "epoch" && ++epochs === 2) abort.abort();
    });
    expect(end).toEqual({ type: "cancelled" });
    expect(epochs).toBeLessThan(6);
    await new Promise((r) => setTimeout(r, 50));
    expect(env.learner.tensorCount()).toBe(before);
  });

  it("stops when the caller stops pulling", async () => {
    const running = runExperiment(spec({ training: { epochs: 100 } }), fresh());
    for (let i = 0; i < 8; i++) await running.next();
    await running.return({ type: "cancelled" });
    expect((await running.next()).done).toBe(true);
  });

  it("turns an expected failure into a value and lets a bug through", async () => {
    const digits = { dataset: { id: "digits", params: { train: 200, test: 100 } }, model: { id: "cnn" }, attack: null, defenses: [] };
    const missing: RunEnv = { ...fresh(), read: () => Promise.reject(new ProblemError({ code: "bad-data", message: "gone" })) };
    expect(await play(spec({ ...digits, seed: 77 }), missing)).toEqual({ type: "failed", problem: { code: "bad-data", message: "gone" } });
    const broken: RunEnv = { ...fresh(), learner: { ...env.learner, train: () => { throw new TypeError("a bug"); } } };
    await expect(play(spec(), broken)).rejects.toThrow("a bug");
  });

  it("makes a result with a warning of a model that diverges", async () => {
    const wild = { ...env.learner, train: async function* (job: Parameters<RunEnv["learner"]["train"]>[0]) {
      yield { epoch: 1, epochs: 4, loss: 0.5, trainAccuracy: 0.5, weights: job.start, diverged: false };
      yield { epoch: 2, epochs: 4, loss: NaN, trainAccuracy: 0, weights: job.start.map(() => NaN), diverged: true };
      return { plan: job.plan, weights: job.start.map(() => NaN) };
    } };
    const result = done(await play(spec(), { ...fresh(), learner: wild }));
    expect(result.arms.every((a) => a.diverged && a.curve.length === 1)).toBe(true);
    expect(result.arms[0]!.metrics["cleanAccuracy"]!.value).not.toBeNaN();
    expect(result.warnings.some((w) => w.text.includes("diverged"))).toBe(true);
  });
});
