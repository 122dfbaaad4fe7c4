/**
 * What the lab claims about the other picture sets, with the models they suggest: means over seeds 1, 2 and 3. Slow; run by
 * `npm run test:science`. A figure that stops holding is a finding, not a flake: everything here is seeded.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { goodStart, metric, overSeeds } from "./claims-test-support";
import { presets } from "./presets";
import type { ExperimentResult } from "./result";

describe("clean accuracy", () => {
  it.each([["fashion", 0.84], ["drawings", 0.74]])("%s is read at least %f of the time", async (id, least) => {
    const runs = await overSeeds({ ...goodStart(id), attack: null });
    expect(metric(runs, "clean", "cleanAccuracy")).toBeGreaterThanOrEqual(least);
  });
});

describe("road signs with a yellow sticker of 4 × 4 pixels on 2.5 % of the training pictures", () => {
  let runs: ExperimentResult[];
  beforeAll(async () => void (runs = await overSeeds({ ...presets.find((p) => p.id === "signs-backdoor")!.spec, defenses: [] })));
  it("are read at least 95 % of the time when clean", () => expect(metric(runs, "clean", "cleanAccuracy")).toBeGreaterThanOrEqual(0.95));
  it("are read as speed limit 80 at least 85 % of the time with the sticker", () => expect(metric(runs, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(0.85));
  it("lose at most 1.5 points without it", () => expect(metric(runs, "clean", "cleanAccuracy") - metric(runs, "poisoned", "cleanAccuracy")).toBeLessThanOrEqual(0.015));
});
