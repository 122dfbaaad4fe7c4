/**
 * What the lab claims about probes, on the real digits with the default network, clean and backdoored: each of seeds 1, 2
 * and 3 on its own, on 200 test rows.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { arm, mean, overSeeds } from "./claims-test-support";
import { defaultSpec } from "./default-spec";
import type { ExperimentResult, ProbeReport } from "./result";

const epsilons = [0.1, 0.2, 0.3], IDS = ["fgsm", "pgd", "universal-perturbation", "deepfool"] as const, ARMS = ["clean", "poisoned"];
let runs: ExperimentResult[];
beforeAll(async () => void (runs = await overSeeds({ ...defaultSpec, defenses: [], baselines: false, probes: IDS.map((id) => ({ id, params: id === "deepfool" ? {} : { epsilons } })) })));

/** The reports of one probe: every seed, every arm. */
const reports = (id: (typeof IDS)[number]): ProbeReport[] => runs.flatMap((r) => ARMS.map((a) => arm(r, a).probes![IDS.indexOf(id)]!));
const curve = (report: ProbeReport, id = "attack"): number[] => report.curves.find((c) => c.id === id)!.points.map((p) => p.rate.value);
const figure = (report: ProbeReport, title: string): number => report.figures.find((f) => f.title === title)!.value;

describe("probes on digits", () => {
  it("FGSM lowers accuracy with every step of ε", () => {
    for (const report of reports("fgsm")) curve(report).forEach((v, i, all) => { if (i > 0) expect(v).toBeLessThan(all[i - 1]!); });
    expect(reports("fgsm")).toHaveLength(6);
  });
  it("PGD-40 at ε 0.3 leaves at most 2 %, and never more than FGSM", () => {
    for (const report of reports("pgd")) {
      expect(curve(report)[3]).toBeLessThanOrEqual(0.02);
      curve(report).forEach((v, i) => expect(v).toBeLessThanOrEqual(curve(report, "fgsm")[i]!));
    }
  });
  it("at ε 0.3 PGD takes at least 60 points more than random noise of the same size", () => {
    for (const report of reports("pgd")) expect(curve(report, "noise")[3]! - curve(report)[3]!).toBeGreaterThanOrEqual(0.6);
  });
  it("nothing is changed by more than ε", () => {
    for (const id of ["fgsm", "pgd", "universal-perturbation"] as const) for (const report of reports(id)) {
      expect(figure(report, "Largest change used")).toBeLessThanOrEqual(0.3 + 1e-6);
      expect(figure(report, "Largest change used")).toBeGreaterThan(0.09);
    }
  });
  it("an ordinary network raises no alarm of masked gradients", () => {
    for (const report of reports("pgd")) expect(report.notes).toEqual([]);
  });
  it("one change for all costs at least 30 points more than noise at ε 0.3", () => {
    for (const report of reports("universal-perturbation")) expect(curve(report)[3]).toBeLessThanOrEqual(curve(report, "noise")[3]! - 0.3);
  });
  it("DeepFool finds another answer for every digit, most within a fifth of the picture’s length", () => {
    for (const report of reports("deepfool")) expect(report.notes).toEqual([]);
    expect(mean(reports("deepfool").map((r) => figure(r, "Mean distance as a share of the picture’s own length")))).toBeLessThan(0.2);
  });
});
