/**
 * What the lab claims about a model that keeps learning: digits with a sticker that comes ever more often, over ten seeds, and spam with
 * a phrase that drips in, over three. The monitor and the clean streams it must stay silent on are the same runs. Slow; run by `npm run test:science`.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { arm, goodStart, mean, metric, runOnce } from "./claims-test-support";
import type { ExperimentResult } from "./result";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const digits = { dataset: { id: "digits", params: { test: 500 } }, model: { id: "cnn" }, attack: { id: "badnets", params: { target: 0 } }, regime: "online" };
const spam = { ...goodStart("sms-spam"), training: { epochs: 10 }, baselines: true, regime: "online", online: { schedule: "drip", peak: 0.2, initial: 1500, perStep: 40 } };
const of = async (seeds: readonly number[], spec: object): Promise<ExperimentResult[]> => {
  const out: ExperimentResult[] = [];
  for (const seed of seeds) out.push(await runOnce(spec, seed));
  return out;
};
/** Step in which the attack first succeeds with more than 70 %. */
const passed = (r: ExperimentResult): number => arm(r, "poisoned").curve.find((p) => p.attackSuccess! > 0.7)?.epoch ?? Infinity;
const alarm = (r: ExperimentResult, id: string, title = "Label drift monitor") => arm(r, id).online!.alarms.find((a) => a.title.startsWith(title))!;

describe("digits, a boiling frog", () => {
  let runs: ExperimentResult[];
  // The monitor watches without acting: its columns are those of the undefended model, attacked and clean.
  beforeAll(async () => void (runs = await of(SEEDS, { ...digits, defenses: [[{ id: "label-drift" }]] })));

  it("undefended, the attack passes 70 % in every seed and costs at most two points of accuracy", () => {
    for (const run of runs) expect(passed(run)).toBeLessThan(40);
    expect(metric(runs, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(0.85);
    expect(metric(runs, "clean", "attackSuccess")).toBeLessThanOrEqual(0.05);
    expect(metric(runs, "clean", "cleanAccuracy") - metric(runs, "poisoned", "cleanAccuracy")).toBeLessThanOrEqual(0.02);
  });
  it("a model that keeps learning from honest users gets better", () => {
    expect(mean(runs.map((r) => arm(r, "clean").curve.at(-1)!.cleanAccuracy - arm(r, "clean").curve[0]!.cleanAccuracy))).toBeGreaterThan(0.02);
  });
  it("the monitor raises its alarm before that in at least 8 of 10 seeds", () => {
    const before = runs.filter((r) => { const { at, early } = alarm(r, "defended-1"); return at !== null && !early && at < passed(r); });
    expect(before.length).toBeGreaterThanOrEqual(8);
  });
  it("and in at most 1 of 10 clean streams", () => {
    expect(runs.filter((r) => alarm(r, "defended-1-clean").at !== null).length).toBeLessThanOrEqual(1);
  });
  it("honest users send the same whether there is an attacker or not", () => {
    for (const run of runs) {
      const [clean, poisoned] = ["clean", "poisoned"].map((id) => arm(run, id).online!.steps);
      clean!.forEach((s, i) => expect(poisoned![i]!.reported - s.reported).toBe(poisoned![i]!.attacker!.arrived - (poisoned![i - 1]?.attacker!.arrived ?? 0)));
    }
  });
});

describe("lead", () => { it("x", async () => { for (const seed of SEEDS) { const r = await runOnce({ ...digits, defenses: [[{ id: "label-drift" }]] }, seed); console.log("LEAD", seed, "passed", passed(r), "alarm", alarm(r, "defended-1").at, "clean", alarm(r, "defended-1-clean").at, "asr", arm(r, "poisoned").metrics["attackSuccess"]!.value, "acc", arm(r, "poisoned").metrics["cleanAccuracy"]!.value, arm(r, "clean").metrics["cleanAccuracy"]!.value, "start", arm(r, "clean").curve[0]!.cleanAccuracy); } }); });
describe("digits, what defenses do about it", () => {
  let back: ExperimentResult[], others: ExperimentResult[];
  beforeAll(async () => {
    back = await of([1, 2, 3], { ...digits, defenses: [[{ id: "rollback" }]] });
    others = await of([1, 2, 3], { ...digits, baselines: false, defenses: [[{ id: "quarantine-window" }], [{ id: "replay-buffer" }]] });
  });

  it("rollback brings the attack down to at most 10 %, for at most five points below a model that learned on", () => {
    for (const run of back) {
      expect(arm(run, "defended-1").metrics["attackSuccess"]!.value).toBeLessThanOrEqual(0.1);
      expect(arm(run, "defended-1").online!.restored.length).toBe(1);
    }
    expect(metric(back, "clean", "cleanAccuracy") - metric(back, "defended-1", "cleanAccuracy")).toBeLessThanOrEqual(0.05);
  });
  it("and never goes back where nobody attacks", () => {
    for (const run of back) expect(arm(run, "defended-1-clean").online!.restored).toEqual([]);
  });
  it("a quarantine lets hardly any poison in", () => {
    expect(metric(others, "defended-1", "attackSuccess")).toBeLessThanOrEqual(0.1);
    for (const run of others) expect(arm(run, "defended-1").online!.attackerDropped!.value).toBeGreaterThan(0.5);
  });
  it("trusted rows mixed in do not keep a trigger out that none of them carries", () => {
    expect(metric(others, "defended-2", "attackSuccess")).toBeGreaterThan(0.5);
  });
});

describe("spam, a drip", () => {
  let runs: ExperimentResult[];
  beforeAll(async () => void (runs = await of([1, 2, 3], { ...spam, defenses: [[{ id: "label-drift" }], [{ id: "rollback" }]] })));

  it("undefended, the phrase passes 70 % in every seed", () => { for (const run of runs) expect(passed(run)).toBeLessThan(40); });
  it("the monitor raises its alarm before that, and not without an attack", () => {
    for (const run of runs) {
      expect(alarm(run, "defended-1").at).toBeLessThan(passed(run));
      expect(alarm(run, "defended-1-clean").at).toBeNull();
    }
  });
  it("after a rollback the phrase gets hardly more spam through than passes anyway", () => {
    expect(metric(runs, "defended-2", "attackSuccess") - metric(runs, "clean", "attackSuccess")).toBeLessThanOrEqual(0.05);
  });
});
