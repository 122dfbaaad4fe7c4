/**
 * What the lab claims, on the real digits with the default network: means over seeds 1, 2 and 3. Slow; run by
 * `npm run test:science`. A figure that stops holding is a finding, not a flake: everything here is seeded.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { arm, mean, metric, overSeeds, runOnce } from "./claims-test-support";
import { defaultSpec } from "./default-spec";
import type { ExperimentResult } from "./result";

const runAll = (change: object) => overSeeds({ ...defaultSpec, ...change });
const badnets = (rate: number) => ({ id: "badnets", params: { rate, target: 0 } });

describe("digits-backdoor", () => {
  let runs: ExperimentResult[];
  beforeAll(async () => void (runs = await runAll({})));

  it("learns clean digits to at least 95 %", () => expect(metric(runs, "clean", "cleanAccuracy")).toBeGreaterThanOrEqual(0.95));
  it("keeps clean accuracy within one point when poisoned", () =>
    expect(metric(runs, "clean", "cleanAccuracy") - metric(runs, "poisoned", "cleanAccuracy")).toBeLessThanOrEqual(0.01));
  it("is read as the target at least 90 % of the time at 5 %", () => expect(metric(runs, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(0.9));
  it("leaves the clean model at most 1 %", () => expect(metric(runs, "clean", "attackSuccess")).toBeLessThanOrEqual(0.01));
  it("activation clustering finds at least 95 % and loses at most 5 % of honest rows", () => {
    expect(mean(runs.map((r) => arm(r, "defended-1").filter!.truePositiveRate!.value))).toBeGreaterThanOrEqual(0.95);
    expect(mean(runs.map((r) => arm(r, "defended-1").filter!.falsePositiveRate!.value))).toBeLessThanOrEqual(0.05);
    expect(metric(runs, "defended-1", "attackSuccess")).toBeLessThanOrEqual(0.05);
  });
  it("the oracle ends at 1 %, the random filter leaves 80 %", () => {
    expect(metric(runs, "defended-1-oracle", "attackSuccess")).toBeLessThanOrEqual(0.01);
    expect(metric(runs, "defended-1-random", "attackSuccess")).toBeGreaterThanOrEqual(0.8);
  });
  it("reaches at least 97 % at a rate of 10 %", async () => {
    const at10 = await runAll({ attack: badnets(0.1), defenses: [] });
    expect(metric(at10, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(0.97);
  });
  it("is the clean arm exactly at a rate of 0", async () => {
    const none = await runOnce({ ...defaultSpec, attack: badnets(0), defenses: [] }, 1);
    const { id: _1, kind: _2, title: _3, seconds: _4, ownSeconds: _9, ...poisoned } = arm(none, "poisoned");
    const { id: _5, kind: _6, title: _7, seconds: _8, ownSeconds: _10, ...clean } = arm(none, "clean");
    expect(poisoned).toEqual(clean);
  });
  it("gives byte-identical metrics on a second run", async () => {
    const again = await runOnce(runs[0]!.spec, runs[0]!.spec.seed, true);
    const plain = (r: ExperimentResult) => JSON.stringify(r.arms.map(({ seconds: _, ownSeconds: __, ...rest }) => rest));
    expect(plain(again)).toBe(plain(runs[0]!));
  });
});

describe("defenses on digits", () => {
  it("activation clustering raises at most one class on clean data", async () => {
    for (const run of await runAll({ attack: null, baselines: false })) {
      const flagged = arm(run, "defended-1").notes.filter((n) => n.text.includes("removed"));
      expect(flagged.length).toBeLessThanOrEqual(1);
      expect(arm(run, "defended-1").filter!.falsePositiveRate!.value).toBeLessThanOrEqual(0.05);
    }
  });

  it("fine-pruning ends at 10 % attack success or less, at most 3 points of accuracy lost", async () => {
    const runs = await runAll({ defenses: [[{ id: "fine-pruning", params: {} }]] });
    expect(metric(runs, "defended-1", "attackSuccess")).toBeLessThanOrEqual(0.1);
    expect(metric(runs, "clean", "cleanAccuracy") - metric(runs, "defended-1", "cleanAccuracy")).toBeLessThanOrEqual(0.03);
  });

  it("spectral signatures rank poison above chance and are reported beside a random filter", async () => {
    const runs = await runAll({ defenses: [[{ id: "spectral-signatures", params: {} }]] });
    for (const run of runs) expect(arm(run, "defended-1").filter!.auroc).not.toBeNull();
    expect(metric(runs, "defended-1-random", "attackSuccess")).toBeGreaterThanOrEqual(0.8);
  });
});
