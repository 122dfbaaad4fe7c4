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
