/**
 * What the lab claims about STRIP, feature squeezing, first-order I-BAU, ANP and NAD against BadNets on the real digits with
 * the default network: means over seeds 1, 2 and 3. Slow; run by `npm run test:science`. Tuned on seeds 11, 12 and 13.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { arm, mean, metric, overSeeds } from "./claims-test-support";
import { defaultSpec } from "./default-spec";
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

describe("feature squeezing", () => {
  it("hardly sees a bold patch: it is made against faint detail", () => {
    expect(screen(squeezed, "falseRejections")).toBeLessThanOrEqual(0.08);
    expect(screen(squeezed, "falseAcceptances")).toBeGreaterThan(0.5);
  });
});

describe("first-order I-BAU", () => {
  it("brings attack success to at most 10 % and costs at most 3 points", () => {
    expect(metric(runs, "defended-2", "attackSuccess")).toBeLessThanOrEqual(0.1);
    expect(lost("defended-2")).toBeLessThanOrEqual(0.03);
  });
});

// A network of 24 filters has none to spare: on the way from all to none, no step loses the backdoor and keeps the digits.
describe("adversarial neuron pruning", () => {
  it("leaves the backdoor of so small a network in place", () => {
    expect(metric(runs, "defended-3", "attackSuccess")).toBeGreaterThan(0.5);
    expect(lost("defended-3")).toBeLessThanOrEqual(0.08);
  });
});

describe("neural attention distillation", () => {
  it("with a teacher whose weights decay brings attack success to at most 15 % and costs at most 3 points", () => {
    expect(metric(runs, "defended-4", "attackSuccess")).toBeLessThanOrEqual(0.15);
    expect(lost("defended-4")).toBeLessThanOrEqual(0.03);
  });
});
