/**
 * What filters of labels win back on real digits of which 30 % are called the next digit, and what they take from clean
 * ones: means over seeds 1, 2 and 3. The clean model, the poisoned one and all defended ones of a seed are one run.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { arm, mean, metric, overSeeds } from "./claims-test-support";
import { defaultSpec } from "./default-spec";
import type { ExperimentResult } from "./result";

const filters = ["knn-sanitization", "confident-learning"];
const of = (attack: object | null) => overSeeds({ ...defaultSpec, attack, defenses: filters.map((id) => [{ id, params: {} }]), baselines: false });

describe("filters of labels on digits", () => {
  let flipped: ExperimentResult[], clean: ExperimentResult[];
  beforeAll(async () => {
    flipped = await of({ id: "label-flip", params: { mode: "pair", rate: 0.3 } });
    clean = await of(null);
  });

  it.each(filters)("%s wins back at least half of what 30 % pair flips cost", (id) => {
    const whole = metric(flipped, "clean", "cleanAccuracy"), hurt = metric(flipped, "poisoned", "cleanAccuracy"), healed = metric(flipped, `defended-${1 + filters.indexOf(id)}`, "cleanAccuracy");
    expect(whole - hurt).toBeGreaterThan(0.1);
    expect(healed - hurt).toBeGreaterThanOrEqual((whole - hurt) / 2);
  });

  it.each(filters)("%s drops or relabels under 3 %% of clean rows", (id) => {
    const touched = clean.map((r) => arm(r, `defended-${1 + filters.indexOf(id)}`).filter!).map((f) => (f.removed + f.relabeled) / (f.kept + f.removed));
    expect(mean(touched)).toBeLessThan(0.03);
  });
});
