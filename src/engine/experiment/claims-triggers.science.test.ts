/**
 * What the lab claims about triggers that are hard to see, on the real digits with the default network: means over seeds
 * 1, 2 and 3. Slow; run by `npm run test:science`. Strengths were tuned on seeds 11 and 12 (and 13).
 */
import { beforeAll, describe, expect, it } from "vitest";
import { arm, mean, metric, overSeeds } from "./claims-test-support";
import { defaultSpec } from "./default-spec";
import type { ExperimentResult } from "./result";

const runAll = (id: string, params: object, more: object = {}) => overSeeds({ ...defaultSpec, attack: { id, params }, defenses: [], baselines: false, ...more });
const lost = (runs: readonly ExperimentResult[]) => metric(runs, "clean", "cleanAccuracy") - metric(runs, "poisoned", "cleanAccuracy");

describe("a blend of 20 % on 10 % of the rows", () => {
  it("is read as the target at least 90 % of the time and costs at most 1.5 points", async () => {
    const runs = await runAll("blended", { rate: 0.1, alpha: 0.2 });
    expect(metric(runs, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(0.9);
    expect(metric(runs, "clean", "attackSuccess")).toBeLessThanOrEqual(0.02);
    expect(lost(runs)).toBeLessThanOrEqual(0.015);
  });
});

// The paper's amplitudes do nothing here: the shape alone tells a zero, half of each stripe is cut off on black, and a
// striped seven still has all that makes a seven. What it takes is far from hidden, and the second claim says so.
describe("stripes on half of the zeros, labels true", () => {
  it("of amplitude 0.8 reach 70 %, cost at most 1.5 points and change no label", async () => {
    const runs = await runAll("sinusoidal", { rate: 0.5, amplitude: 0.8 });
    expect(metric(runs, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(0.7);
    expect(metric(runs, "clean", "attackSuccess")).toBeLessThanOrEqual(0.05);
    expect(lost(runs)).toBeLessThanOrEqual(0.015);
    for (const r of runs) expect([r.poison!.relabeled, r.poison!.poisoned > 150]).toEqual([0, true]);
  });
  it("of the paper’s amplitude, 40 of 255, do nothing", async () => {
    const runs = await runAll("sinusoidal", { rate: 0.5, amplitude: 40 / 255 });
    expect(metric(runs, "poisoned", "attackSuccess")).toBeLessThanOrEqual(0.05);
  });
});

// On 8,000 training rows, where the default is 4,000: with those, no strength met all three figures on the tuning seeds, and
// 20 epochs, which did there, failed on seed 2 (63 %; means 83 %, noise mode 90 %, 2.4 points lost). A bend is learned late.
describe("a warp on 10 % of 8,000 rows with two noise rows for each", () => {
  it("reaches 85 %, noise mode 93 %, and costs at most 1.5 points", async () => {
    const runs = await runAll("warping", { rate: 0.1 }, { dataset: { id: "digits", params: { train: 8000 } } });
    expect(metric(runs, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(0.85);
    expect(metric(runs, "poisoned", "nearMissAccuracy")).toBeGreaterThanOrEqual(0.93);
    expect(lost(runs)).toBeLessThanOrEqual(0.015);
  });
});

describe("the adaptive backdoor beside BadNets at 5 %", () => {
  const detectors = { defenses: [[{ id: "spectral-signatures", params: { poisonFraction: 0.05 } }], [{ id: "activation-clustering" }]] };
  let plain: ExperimentResult[], adaptive: ExperimentResult[];
  const found = (runs: readonly ExperimentResult[], id: string) => mean(runs.map((r) => arm(r, id).filter!.truePositiveRate!.value));
  beforeAll(async () => {
    plain = await runAll("badnets", { rate: 0.05 }, detectors);
    adaptive = await runAll("adaptive-backdoor", { rate: 0.05, cover: 0.05 }, detectors);
  });
  it("works as the whole trigger, at least 90 % of the time, at most 1.5 points lost", () => {
    expect(metric(adaptive, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(0.9);
    expect(lost(adaptive)).toBeLessThanOrEqual(0.015);
  });
  it("is found by spectral signatures less than half as often", () => expect(found(adaptive, "defended-1")).toBeLessThan(found(plain, "defended-1") / 2));
  // Not what the paper finds: the clustering here retrains the last layer without the suspected group, and the labels give it away.
  it("is found by activation clustering all the same", () => expect(found(adaptive, "defended-2")).toBeGreaterThan(0.9));
});
