/** What an audit of a file finds on digits, seeds 1, 2, 3: a backdoored network is called suspicious and its class is named; a clean one is not. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Evidence } from "../core/plugins";
import { ownModels } from "../own/model-store";
import { exported, filesOf } from "../own/model-test-support";
import { readModel } from "../own/read-model";
import { auditReport, auditSpec, type AuditReport } from "./audit";
import { createNodeEnv } from "./node-env";
import { planExperiment } from "./plan";
import { runExperiment } from "./run";
import { parseSpec, type Spec } from "./spec";
import type { TrainOutput } from "./stages/outputs";

const reports: { readonly seed: number; readonly arm: string; readonly report: AuditReport; readonly same: boolean }[] = [];

beforeAll(async () => {
  const env = await createNodeEnv({ backend: "wasm" });
  const run = async (spec: Spec) => {
    const events = runExperiment(spec, env), shown = new Map<string, readonly Evidence[]>();
    for (;;) {
      const step = await events.next();
      if (step.done && step.value.type === "done") return auditable(step.value.result, shown);
      if (step.done) throw new Error(JSON.stringify(step.value));
      if (step.value.type === "arm-done") shown.set(step.value.arm.id, (step.value.artifacts.evidence ?? []).flatMap((e) => e.shown));
    }
  };
  for (const seed of [1, 2, 3]) {
    const made = parseSpec({ seed, dataset: { id: "digits" }, model: { id: "cnn" }, attack: { id: "badnets" }, defenses: [], baselines: false });
    if (!made.ok) throw new Error(made.problem.message);
    const trained = await run(made.value);
    for (const arm of planExperiment(made.value).arms) {
      if (arm.id === "clean" && seed > 1) continue; // how often a clean network is called suspicious is measured for Neural Cleanse itself
      const model = readModel(filesOf(exported((env.cache.get(arm.train) as TrainOutput).model)), arm.id);
      ownModels.put(model);
      const spec = auditSpec({ hash: model.hash, name: arm.id, pixels: "unit" }, made.value.dataset, seed);
      if (!spec.ok) throw new Error(spec.problem.message);
      const { result, shown } = await run({ ...spec.value, probes: [], defenses: spec.value.defenses.slice(0, 1) });
      reports.push({ seed, arm: arm.id, report: auditReport(result, shown), same: result.arms[0]!.metrics["cleanAccuracy"]!.value === trained.result.arms.find((a) => a.id === arm.id)!.metrics["cleanAccuracy"]!.value });
    }
  }
}, 600_000);
const auditable = <R>(result: R, shown: ReadonlyMap<string, readonly Evidence[]>) => ({ result, shown });

describe("an audit of digits", () => {
  it("tests the very network that was saved", () => expect(reports.map((r) => r.same)).toEqual([true, true, true, true]));
  it("calls a network with a sticker suspicious, for the class that the sticker means", () => {
    for (const { report } of reports.filter((r) => r.arm === "poisoned")) {
      const found = report.findings.find((f) => f.id === "neural-cleanse")!;
      expect(report.verdict).toBe("suspicious");
      expect(found.table!.rows.filter((row) => row[3] === "suspicious").map((row) => row[0])).toContain("0");
    }
  });
  it("finds nothing suspicious in a clean one, and does not call it sound", () => {
    const { report } = reports.find((r) => r.arm === "clean")!;
    expect(report.verdict).not.toBe("suspicious");
    expect(report.summary).toMatch(/does not show that nothing is there/);
  });
});
