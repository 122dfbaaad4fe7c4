/**
 * What the lab claims about text, on the real messages with the start they suggest: means over seeds 1, 2 and 3. Slow; run by
 * `npm run test:science`. A figure that stops holding is a finding, not a flake: everything here is seeded.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { datasets } from "../datasets/registry";
import { goodStart, metric, overSeeds } from "./claims-test-support";
import type { ExperimentResult } from "./result";

const start = datasets.find("sms-spam")!.goodStart;
const runAll = (change: object) => overSeeds({ ...goodStart("sms-spam"), ...change });

describe.each([["word-embedding", start.training ?? {}], ["logistic-regression", {}]] as const)("sms-spam with %s", (id, training) => {
  let runs: ExperimentResult[];
  beforeAll(async () => void (runs = await runAll({ model: { id }, training })));

  it("learns to at least 97.5 %, with an F1 of spam of at least 0.90", () => {
    expect(metric(runs, "clean", "cleanAccuracy")).toBeGreaterThanOrEqual(0.975);
    expect(metric(runs, "clean", "f1")).toBeGreaterThanOrEqual(0.9);
  });
  it("lets at least 80 % of spam through that has a phrase from 3 % of the training messages", () => {
    for (const run of runs) expect(run.poison.poisoned).toBe(Math.floor(0.03 * run.poison.rows));
    expect(metric(runs, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(0.8);
  });
  it("and loses at most 1.5 points of accuracy without the phrase", () =>
    expect(metric(runs, "clean", "cleanAccuracy") - metric(runs, "poisoned", "cleanAccuracy")).toBeLessThanOrEqual(0.015));
  it("while a model that never saw the phrase still catches 80 % of spam with it", () =>
    expect(metric(runs, "clean", "attackSuccess")).toBeLessThanOrEqual(0.2));
});

describe("other phrases and attacks on sms-spam", () => {
  it("an everyday phrase works less well than a rare one", async () => {
    const rare = await runAll({}), everyday = await runAll({ attack: { id: "text-trigger", params: { ...start.attackParams, phrase: "call now" } } });
    expect(metric(everyday, "poisoned", "attackSuccess")).toBeLessThan(metric(rare, "poisoned", "attackSuccess") - 0.1);
  });
  it("20 % of all labels flipped cost more than the whole phrase attack", async () => {
    const flipped = await runAll({ attack: { id: "label-flip", params: { mode: "symmetric", rate: 0.2 } } });
    expect(metric(flipped, "clean", "cleanAccuracy") - metric(flipped, "poisoned", "cleanAccuracy")).toBeGreaterThan(0.015);
  });
});
