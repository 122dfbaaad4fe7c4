/**
 * What the lab claims about Neural Cleanse on the backdoored digits: seeds 1, 2 and 3, all settings as they come. Seeds 4 and 5 were
 * run by hand and tuned with; how long it takes is reported, never asserted. Slow; `npm run test:science`.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { arm, metric, overSeeds } from "./claims-test-support";
import { defaultSpec } from "./default-spec";
import type { ExperimentResult } from "./result";

describe("Neural Cleanse on digits-backdoor", () => {
  let runs: ExperimentResult[];
  beforeAll(async () => void (runs = await overSeeds({ ...defaultSpec, defenses: [[{ id: "neural-cleanse", params: {} }]], baselines: false })));

  it("finds that the true target has the smallest mask, for each seed, and calls it suspicious", () => {
    for (const r of runs) {
      const said = arm(r, "defended-1").notes[0]!.text;
      expect(said).toMatch(/^Class 0 has the smallest mask/);
      expect(Number(/index is ([\d.]+)/.exec(said)![1])).toBeGreaterThan(2);
    }
  });
  it("unlearns the trigger: at most 5 % attack success, at most two points of clean accuracy lost", () => {
    expect(metric(runs, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(0.9);
    expect(metric(runs, "defended-1", "attackSuccess")).toBeLessThanOrEqual(0.05);
    for (const before of ["clean", "poisoned"]) expect(metric(runs, before, "cleanAccuracy") - metric(runs, "defended-1", "cleanAccuracy")).toBeLessThanOrEqual(0.02);
  });
});
