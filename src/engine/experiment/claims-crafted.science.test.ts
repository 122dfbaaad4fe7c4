/** Clean-label backdoor, feature collision and gradient matching on real pictures. Settings were found on seeds 11 to 13. */
import { beforeAll, describe, expect, it } from "vitest";
import { hits, metric, overSeeds, overVictims } from "./claims-test-support";
import type { ExperimentResult } from "./result";

const digits = { dataset: { id: "digits" }, model: { id: "cnn" }, defenses: [], baselines: false };

const lost = (runs: readonly ExperimentResult[]) => metric(runs, "clean", "cleanAccuracy") - metric(runs, "poisoned", "cleanAccuracy");

describe("clean-label backdoor on half of one class", () => {
  let runs: ExperimentResult[];
  beforeAll(async () => void (runs = await overSeeds({ ...digits, baselines: true, attack: { id: "clean-label", params: { target: 8 } } })));
  it("is read as the target at least 70 % of the time", () => expect(metric(runs, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(0.7));
  it("costs at most 1.5 points of clean accuracy", () => expect(lost(runs)).toBeLessThanOrEqual(0.015));
  it("changes no label", () => expect(runs.map((r) => r.poison!.relabeled)).toEqual([0, 0, 0]));
  it("owes that to the perturbation: the sticker alone reaches less than half of it", () =>
    expect(metric(runs, "poisoned-baseline", "attackSuccess")).toBeLessThan(metric(runs, "poisoned", "attackSuccess") / 2));
});

describe("feature collision with one image of 500, last layer only", () => {
  let runs: ExperimentResult[];
  beforeAll(async () => void (runs = await overVictims({
    ...digits, dataset: { id: "digits", params: { train: 500 } }, training: { transfer: "last-layer", epochs: 60 }, attack: { id: "feature-collision", params: { rate: 0.002, target: 8 } },
  })));
  it("hits at least 7 of 10 chosen images", () => {
    expect(runs.every((r) => r.poison!.poisoned === 1 && r.poison!.relabeled === 0)).toBe(true);
    expect(hits(runs, "poisoned")).toBeGreaterThanOrEqual(7);
    expect(hits(runs, "clean")).toBeLessThanOrEqual(1);
  });
  it("leaves other images alone, within one point", () => expect(lost(runs)).toBeLessThanOrEqual(0.01));
});

describe("gradient matching against a perceptron that is trained from scratch", () => {
  let runs: ExperimentResult[];
  beforeAll(async () => void (runs = await overVictims({ ...digits, model: { id: "mlp" }, attack: { id: "gradient-matching", params: { target: 8, restarts: 1 } } })));
  it("beats the rate without an attack by at least 3 of 10 chosen images", () => {
    expect(runs.every((r) => r.poison!.poisoned === 80 && r.poison!.relabeled === 0)).toBe(true);
    expect(hits(runs, "poisoned")).toBeGreaterThanOrEqual(hits(runs, "clean") + 3);
  });
});
