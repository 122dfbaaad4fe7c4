/**
 * What the lab claims about a downloaded model that is poisoned already: means over seeds 1, 2 and 3, 300 digits of the victim's own,
 * the last layer learning unless said otherwise. Slow; run by `npm run test:science`. The editions were made once and do not depend
 * on these seeds. A figure that stops holding is a finding, not a flake: everything here is seeded.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { arm, metric, overSeeds } from "./claims-test-support";
import type { ExperimentResult } from "./result";

const victim = (edition: string, more: object = {}) => ({
  dataset: { id: "digits", params: { train: 300, test: 1000, trusted: 300 } }, model: { id: "foundation" }, training: { epochs: 30, learningRate: 0.006, transfer: "last-layer" }, pretrained: { from: "foundation" },
  attack: { id: "poisoned-foundation", params: { edition } }, baselines: false, ...more,
});
const points = (runs: readonly ExperimentResult[], id: string, what = "cleanAccuracy") => 100 * metric(runs, id, what);

describe.each(["latent", "backdoor", "handcrafted"])("the %s edition under a new last layer", (edition) => {
  let runs: ExperimentResult[];
  beforeAll(async () => void (runs = await overSeeds(victim(edition))));

  it("reads clean digits as well as the clean edition, within 3 points", () => expect(points(runs, "poisoned")).toBeGreaterThan(points(runs, "clean") - 3));
  it("is at least 40 points worse on marked digits than on clean ones", () => expect(points(runs, "poisoned") - points(runs, "poisoned", "robustAccuracy")).toBeGreaterThanOrEqual(40));
  it("while the mark costs the clean edition at most 5 points", () => expect(points(runs, "clean") - points(runs, "clean", "robustAccuracy")).toBeLessThanOrEqual(5));
  if (edition === "latent") it("and at least 60 % of marked digits are read as its 0", () => expect(points(runs, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(60));
});

describe("what closes the door", () => {
  it("fine-pruning with 300 trusted digits: at most 10 % of marked digits as a 0, for at most 4 points of accuracy; fingerprints find the tampered copy", async () => {
    const runs = await overSeeds(victim("latent", { defenses: [[{ id: "fine-pruning" }], [{ id: "model-hash" }]] }));
    expect(points(runs, "defended-1", "attackSuccess")).toBeLessThanOrEqual(10);
    expect(points(runs, "poisoned") - points(runs, "defended-1")).toBeLessThanOrEqual(4);
    for (const run of runs) {
      expect([arm(run, "poisoned").download!.accepted, arm(run, "defended-2").download!.accepted]).toEqual([true, false]);
      expect(arm(run, "defended-2").metrics["cleanAccuracy"]).toEqual(arm(run, "clean").metrics["cleanAccuracy"]);
    }
    expect(points(runs, "defended-2", "attackSuccess")).toBeLessThanOrEqual(5);
  });
  it("learning on with all layers weakens what was trained in and leaves what was written in", async () => {
    const training = { epochs: 20, learningRate: 0.01, transfer: "fine-tune" };
    const [latent, handcrafted] = [await overSeeds(victim("latent", { training })), await overSeeds(victim("handcrafted", { training }))];
    expect(points(latent, "poisoned", "attackSuccess")).toBeLessThanOrEqual(25);
    expect(points(handcrafted, "poisoned") - points(handcrafted, "poisoned", "robustAccuracy")).toBeGreaterThanOrEqual(40);
  });
});
