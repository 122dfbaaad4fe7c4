/**
 * What the lab claims about STRIP, feature squeezing, first-order I-BAU, ANP and NAD against BadNets on the real digits with
 * the default network: means over seeds 1, 2 and 3. Slow; run by `npm run test:science`. Tuned on seeds 11, 12 and 13.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { quantile } from "../core/statistics";
import { arm, mean, metric, overSeeds } from "./claims-test-support";
import { defaultSpec } from "./presets";
import type { ExperimentResult } from "./result";

let runs: ExperimentResult[], squeezed: ExperimentResult[];
beforeAll(async () => {
  runs = await overSeeds({ ...defaultSpec, defenses: [[{ id: "strip" }], [{ id: "i-bau" }], [{ id: "adversarial-neuron-pruning" }], [{ id: "neural-attention-distillation" }]], baselines: false });
  squeezed = await overSeeds({ ...defaultSpec, defenses: [[{ id: "feature-squeezing" }]], baselines: false });
});
const lost = (id: string) => metric(runs, "poisoned", "cleanAccuracy") - metric(runs, id, "cleanAccuracy");
const screen = (of: readonly ExperimentResult[], rate: "falseRejections" | "falseAcceptances") => mean(of.map((r) => arm(r, "defended-1").screen![rate]!.value));

describe("the attack", () => {
  it("works without a defense", () => expect(metric(runs, "poisoned", "attackSuccess")).toBeGreaterThanOrEqual(0.9));
});

describe("STRIP set to 1 % false rejections", () => {
  it("lets in at most 5 % of the triggered pictures and turns away few others", () => {
    expect(screen(runs, "falseAcceptances")).toBeLessThanOrEqual(0.05);
    expect(screen(runs, "falseRejections")).toBeLessThanOrEqual(0.025);
    expect(metric(runs, "defended-1", "attackSuccess")).toBeLessThanOrEqual(0.05);
  });
  it("tells them apart almost perfectly at any threshold", () => {
    for (const r of runs) expect(arm(r, "defended-1").screen!.auroc).toBeGreaterThan(0.99);
  });
});
