/** A sweep computes what its cells share once, each cell is the experiment run alone, it goes on where it stopped, and it refuses what cannot be swept. */
import { beforeAll, describe, expect, it } from "vitest";
import { presets } from "./presets";
import { playRuns } from "./cells";
import { Control, LanePool, StageCache, localLane } from "./index";
import { createNodeEnv } from "./node-env";
import type { RunEnd, RunEvent } from "./result";
import { runExperiment, type RunEnv } from "./run";
import { tInterval } from "./seed-interval";
import { parseSpec, type Spec } from "./spec";
import { parseSweep, sweepCellOf, sweepCells, sweepCsv, sweepDocument, sweepKey, sweepLeft, sweepSpec, type Sweep, type SweepRunCell } from "./sweep";
import { axesOf, axisOf, spaced, suggestValues, withValue } from "./sweep-axis";

const base = {
  dataset: { id: "moons", params: { train: 120, test: 80, trusted: 40 } }, model: { id: "mlp", params: {} }, training: { epochs: 3 },
  attack: { id: "label-flip", params: { mode: "targeted", source: 0, target: 1, rate: 0.2 } }, defenses: [[{ id: "knn-sanitization" }]],
};
const wanted = { base, axes: [{ path: "attack.params.rate", values: [0.1, 0.2, 0.4] }], seeds: [1, 2] };
const parsed = (value: unknown): Sweep => {
  const out = parseSweep(value);
  if (!out.ok) throw new Error(out.problem.message);
  return out.value;
};
const specOf = (value: unknown): Spec => {
  const out = parseSpec(value);
  if (!out.ok) throw new Error(out.problem.message);
  return out.value;
};
let env: RunEnv;
beforeAll(async () => void (env = await createNodeEnv({ backend: "wasm" })));
const fresh = (): RunEnv => ({ ...env, cache: new StageCache(), control: new Control() });
async function play(spec: Spec, e: RunEnv, onEvent: (event: RunEvent) => void = () => {}): Promise<RunEnd> {
  const running = runExperiment(spec, e);
  for (;;) {
    const next = await running.next();
    if (next.done) return next.value;
    onEvent(next.value);
  }
}
async function sweepAll(sweep: Sweep, e: RunEnv, cells: SweepRunCell[], see: (event: RunEvent) => void = () => {}): Promise<string> {
  const end = await playRuns(sweepLeft(sweep, cells), (run, { arm, artifacts }) => sweepCellOf(sweep, run, arm, artifacts), (run, onEvent) => play(run.spec, e, (event) => { see(event); onEvent(event); }), (cell) => void cells.push(cell));
  return end.type;
}

describe("a sweep", () => {
  it("trains the clean model once a seed, and every cell equals the experiment run alone", async () => {
    const sweep = parsed(wanted), cells: SweepRunCell[] = [], computed: string[] = [], titles = new Map<string, string>();
    await sweepAll(sweep, fresh(), cells, (event) => {
      if (event.type === "planned") for (const s of event.stages) titles.set(s.key, s.title);
      if (event.type === "stage-end" && !event.cached) computed.push(event.stage);
    });
    const times = (title: string) => computed.filter((key) => titles.get(key) === title).length;
    expect([times("Train the clean model"), times("Train the poisoned model"), times("Load the data")]).toEqual([2, 6, 2]);
    expect(new Set(computed).size).toBe(computed.length);
    expect(cells).toHaveLength(3 * 2 * 3);
    expect(sweepLeft(sweep, cells)).toEqual([]);
    for (const at of [[0], [2]]) {
      const alone = await play(sweepSpec(sweep, at, 2), fresh());
      if (alone.type !== "done") throw new Error("the cell alone did not finish");
      expect(alone.result.spec.attack!.params["rate"]).toBe(sweep.axes[0]!.values[at[0]!]);
      for (const arm of alone.result.arms) expect(cells.find((c) => c.at[0] === at[0] && c.seed === 2 && c.arm === arm.id)!.metrics).toEqual(arm.metrics);
    }
    const summary = sweepCells(sweep, cells), one = summary.find((c) => c.at[0] === 2 && c.arm === "poisoned")!, values = [1, 2].map((seed) => cells.find((c) => c.at[0] === 2 && c.arm === "poisoned" && c.seed === seed)!.metrics["attackSuccess"]!.value);
    expect(one.metrics["attackSuccess"]).toMatchObject({ mean: (values[0]! + values[1]!) / 2, lowest: Math.min(...values), values });
    expect(summary).toHaveLength(9);
    expect(cells.filter((c) => c.region).map((c) => c.seed)).toEqual(Array.from({ length: 9 }, () => 1));
    const csv = sweepCsv(sweep, cells).trim().split("\n");
    expect(csv).toHaveLength(1 + 18);
    expect(csv[0]).toMatch(/^attack\.params\.rate,seed,arm,cleanAccuracy,cleanAccuracy_low/);
    expect(csv[1]).toMatch(/^0\.1,1,clean,/);
    expect(JSON.stringify(sweepDocument(sweep, cells))).not.toContain("region");
  });

  it("goes on where it stopped, with the runs that are missing only", async () => {
    const sweep = parsed({ ...wanted, seeds: [1], axes: [{ path: "training.epochs", values: [1, 2] }, { path: "attack.params.rate", values: [0.1, 0.4] }] }), all: SweepRunCell[] = [], some: SweepRunCell[] = [];
    await sweepAll(sweep, fresh(), all);
    expect(sweepLeft(sweep, []).map((r) => r.at.join())).toEqual(["0,0", "0,1", "1,0", "1,1"]);
    const abort = new AbortController(), e = { ...fresh(), signal: abort.signal };
    expect(await sweepAll(sweep, e, some, () => { if (some.length >= 7) abort.abort(); })).toBe("cancelled");
    const left = sweepLeft(sweep, some).map((r) => r.at.join());
    expect(left).toEqual(["1,0", "1,1"]);
    await sweepAll(sweep, fresh(), some);
    const plain = (cells: SweepRunCell[]) => [...new Map(cells.map((c) => [`${c.at.join()}/${c.arm}`, c.metrics])).entries()].toSorted(([a], [b]) => a.localeCompare(b));
    expect(plain(some)).toEqual(plain(all));
  });

  it("computes nothing twice when several cells run at the same time, and gives the same numbers", async () => {
    const sweep = parsed({ ...wanted, seeds: [1] }), alone: SweepRunCell[] = [], e = fresh(), computed: string[] = [];
    await sweepAll(sweep, fresh(), alone);
    const pool = new LanePool([localLane(env.learner, env.read, env.control), localLane(env.learner, env.read, env.control)]), cells: SweepRunCell[] = [];
    const ends = await Promise.all(sweepLeft(sweep, []).map((run) => play(run.spec, { ...e, pool }, (event) => {
      if (event.type === "stage-end" && !event.cached) computed.push(event.stage);
      const cell = event.type === "arm-done" ? sweepCellOf(sweep, run, event.arm, event.artifacts) : null;
      if (cell) cells.push(cell);
    })));
    expect(ends.map((end) => end.type)).toEqual(["done", "done", "done"]);
    expect(new Set(computed).size).toBe(computed.length);
    expect(pool.free).toHaveLength(2);
    expect(pool.computing.size).toBe(0);
    expect(sweepCells(sweep, cells)).toEqual(sweepCells(sweep, alone));
  });

  it("goes on in the others when one of several stops", async () => {
    const sweep = parsed({ ...wanted, seeds: [1] }), pool = new LanePool([localLane(env.learner, env.read, env.control)]), abort = new AbortController(), e = { ...fresh(), pool };
    const [first, second] = sweepLeft(sweep, []);
    const ends = await Promise.all([play(first!.spec, { ...e, signal: abort.signal }, (event) => { if (event.type === "epoch") abort.abort(); }), play(second!.spec, e)]);
    expect(ends.map((end) => end.type)).toEqual(["cancelled", "done"]);
    expect(pool.free).toHaveLength(1);
  });

  it("says what cannot be swept, and which value is not an experiment", () => {
    const refused = (change: object) => { const out = parseSweep({ ...wanted, ...change }); return out.ok ? "accepted" : out.problem.message; };
    const axis = (path: string, ...values: unknown[]) => ({ axes: [{ path, values }] });
    expect(refused({})).toBe("accepted");
    expect(refused(axis("seed", 1))).toMatch(/^seed: a sweep repeats every value over its seeds/);
    expect(refused(axis("attack.id", "badnets"))).toMatch(/use the matrix/);
    expect(refused(axis("model.params.hidden", 3))).toMatch(/is a list of numbers; a sweep needs a number, a choice or a switch/);
    expect(refused(axis("attack.params.rat", 0.1))).toMatch(/^attack\.params\.rat is no knob of this experiment\. Label flipping has .*rate/);
    expect(refused(axis("federated.malicious", 1))).toMatch(/^federated\.malicious is no knob of this experiment/);
    expect(refused(axis("__proto__.x", 1))).toMatch(/is no knob/);
    expect(refused(axis("attack.params.rate", 0.1, 7))).toMatch(/^attack\.params\.rate = 7: attack\.params\.rate must be at most/);
    expect(refused(axis("attack.params.target", 1, 0))).toMatch(/^attack\.params\.target = 0: /);
    expect(refused(axis("attack.params.rate", 0.1, 0.1))).toBe("attack.params.rate: 0.1 is there twice; each value counts once.");
    expect(refused({ axes: [...wanted.axes, ...wanted.axes] })).toMatch(/both axes are this knob/);
    expect(refused({ seeds: [1, 1] })).toBe("seeds: 1 is there twice; each seed counts once.");
    expect(refused({ axes: [] })).toMatch(/^axes: /);
    expect(refused({ metrics: ["beauty"] })).toMatch(/^metrics/);
    const twelve = Array.from({ length: 12 }, (_, i) => i + 1);
    expect(refused({ axes: [{ path: "training.epochs", values: twelve }, { path: "training.batchSize", values: twelve }], seeds: [1, 2, 3] })).toMatch(/432 runs; at most 400/);
  });

  it("is named by what is run, not by what is looked at", () => {
    const key = (change: object) => sweepKey(parsed({ ...wanted, ...change }));
    expect(key({ metrics: ["robustAccuracy"] })).toBe(key({}));
    expect(key({ seeds: [1, 3] })).not.toBe(key({}));
    expect(parsed(wanted).base).toMatchObject({ baselines: false, probes: [] });
  });
});

describe("an axis", () => {
  const spec = specOf(base), info = (path: string, of = spec) => { const out = axisOf(of, path); if (!out.ok) throw new Error(out.problem.message); return out.value; };
  it("knows its title, unit, bounds and scale", () => {
    expect(info("training.learningRate")).toMatchObject({ owner: "Training", title: "Learning rate", scale: "log", kind: "number", present: 0.006, min: 1e-5, max: 1 });
    expect(info("attack.params.rate")).toMatchObject({ percent: true, present: 0.2 });
    expect(info("attack.params.mode").options.length).toBeGreaterThan(1);
    expect(info("attack.params.target").options.map((o) => o.value)).toEqual([0, 1]);
    expect(info("defenses.0.0.params.neighbors").owner).toBe("k-NN label sanitization");
  });
  it("suggests five values in range, the present one among them", () => {
    const digits = specOf({ ...presets[0]!.spec as object });
    expect(suggestValues(info("attack.params.rate", digits))).toEqual([0.01, 0.02, 0.05, 0.1, 0.2]);
    expect(suggestValues(info("training.learningRate"))).toEqual([0.001, 0.002, 0.006, 0.01, 0.02]);
    expect(suggestValues(info("training.optimizer"))).toEqual(["adam", "sgd"]);
    for (const axis of axesOf(digits)) {
      const values = suggestValues(axis);
      expect(values.length, axis.path).toBeGreaterThan(1);
      if (axis.kind !== "number") continue;
      expect(values.length, axis.path).toBeLessThanOrEqual(5);
      expect(values, axis.path).toEqual(values.toSorted((a, b) => Number(a) - Number(b)));
      for (const v of values as number[]) expect(v >= (axis.min ?? -Infinity) && v <= (axis.max ?? Infinity) && (!axis.whole || Number.isInteger(v)), `${axis.path} ${v}`).toBe(true);
      if (axis.present !== null) expect(values, axis.path).toContain(axis.present);
    }
  });
  it("spaces values evenly, or by equal factors where the knob is logarithmic", () => {
    expect(spaced({ scale: "linear", whole: true }, 1, 8, 4)).toEqual([1, 3, 6, 8]);
    expect(spaced({ scale: "log", whole: false }, 0.001, 0.1, 3)).toEqual([0.001, 0.01, 0.1]);
    expect(spaced({ scale: "linear", whole: true }, 1, 2, 5)).toEqual([1, 2]);
  });
  it("puts values in without touching the original, and nowhere else", () => {
    expect(withValue({ a: [{ b: 1 }] }, "a.0.b", 2)).toEqual({ a: [{ b: 2 }] });
    expect(withValue({ a: 1 }, "b", 2)).toBeNull();
    expect(withValue({ a: 1 }, "__proto__.polluted", 2)).toBeNull();
  });
  it("is there for what decides whether a downloaded poison survives fine-tuning", () => {
    const download = specOf(presets.find((p) => p.id === "digits-handcrafted")!.spec);
    for (const path of ["training.transfer", "training.learningRate", "dataset.params.train"]) expect(info(path, download).title, path).toBeTruthy();
    expect(parseSweep({ base: download, axes: [{ path: "training.transfer", values: ["fine-tune", "last-layer"] }], seeds: [1] })).toMatchObject({ ok: true });
  });
});

describe("an interval", () => {
  const rate = (value: number, n = 200) => ({ value, n, low: value - 0.02, high: value + 0.02 });
  it("is Student’s for the mean of several seeds", () => {
    const { low, high, of } = tInterval([0.8, 0.82, 0.84].map((v) => rate(v)));
    expect(of).toBe("seeds");
    expect([low, high].map((v) => v.toFixed(4))).toEqual([(0.82 - 4.303 * 0.02 / Math.sqrt(3)).toFixed(4), (0.82 + 4.303 * 0.02 / Math.sqrt(3)).toFixed(4)]);
    expect(tInterval([rate(0.99), rate(0.5)]).high).toBe(1);
  });
  it("does not vanish where seeds agree, and is narrower than one seed’s own", () => {
    const all = (k: number) => tInterval(Array.from({ length: k }, () => ({ value: 1, n: 40, low: 0.912, high: 1 })));
    expect(all(2)).toMatchObject({ value: 1, high: 1, of: "seeds" });
    expect(all(2).low).toBeCloseTo(1 - 0.088 / Math.SQRT2, 10);
    expect(all(4).low).toBeCloseTo(1 - 0.088 / 2, 10);
    const low = tInterval([{ value: 0.1, n: 40, low: 0.04, high: 0.23 }, { value: 0.1, n: 40, low: 0.04, high: 0.23 }]);
    expect([low.low, low.high].map((v) => v.toFixed(3))).toEqual(["0.058", "0.192"]);
  });
  it("is Wilson’s for one seed, and for hits and misses", () => {
    expect(tInterval([rate(0.8)])).toMatchObject({ low: 0.78, high: 0.8200000000000001, of: "rows" });
    const hits = tInterval([rate(1, 1), rate(1, 1), rate(0, 1)]);
    expect(hits).toMatchObject({ of: "rows" });
    expect(hits.low).toBeGreaterThan(0.15);
    expect(hits.high).toBeLessThan(1);
  });
});

describe("runs that fail", () => {
  it("leave their cells empty, and the others go on until somebody stops", async () => {
    const ends: Record<number, RunEnd> = { 1: { type: "failed", problem: { code: "failed", message: "It broke." } as never }, 3: { type: "cancelled" } }, cells: number[] = [], seen: number[] = [];
    const end = await playRuns([0, 1, 2, 3, 4], (run) => run + 10, async (run, onEvent) => { seen.push(run); if (!ends[run]) onEvent({ type: "arm-done" } as RunEvent); return ends[run] ?? ({ type: "done" } as RunEnd); }, (cell) => void cells.push(cell));
    expect([seen, cells, end]).toEqual([[0, 1, 2, 3], [10, 12], { type: "cancelled", failed: [{ run: 1, problem: { code: "failed", message: "It broke." } }] }]);
  });
});
