/** Gradient matching with a convolutional network against ten images that the seeds draw, on a victim that fine-tunes a model everybody has. Settings were found on seeds 11 to 13. */
import { beforeAll, describe, expect, it } from "vitest";
import { hits, metric, overVictims } from "./claims-test-support";
import type { ExperimentResult } from "./result";

describe("gradient matching on 2 % of the digits, all of them eights", () => {
  let runs: ExperimentResult[];
  beforeAll(async () => {
    const spec = { dataset: { id: "digits" }, model: { id: "cnn" }, training: { transfer: "fine-tune", epochs: 5 }, defenses: [], baselines: false };
    runs = await overVictims({ ...spec, attack: { id: "gradient-matching", params: { target: 8, rate: 0.02, epsilon: 0.2, models: 1, steps: 60, restarts: 1 } } });
  });
  it("hits far more of ten images than are misread without it", () => {
    expect(hits(runs, "clean")).toBe(0);
    expect(hits(runs, "poisoned")).toBeGreaterThanOrEqual(3);
  });
  it("keeps labels and its ε, and costs at most 1.5 points of accuracy", () => {
    expect(runs.map((r) => r.poison.relabeled)).toEqual(runs.map(() => 0));
    expect(Math.max(...runs.map((r) => r.poison.stealth!.linf.max))).toBeLessThanOrEqual(0.2 + 1e-6);
    expect(metric(runs, "clean", "cleanAccuracy") - metric(runs, "poisoned", "cleanAccuracy")).toBeLessThanOrEqual(0.015);
  });
});
