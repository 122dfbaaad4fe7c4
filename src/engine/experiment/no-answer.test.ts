/** Models whose numbers are none, through whole experiments: never right, never the attacker's success, said in every report. */
import { beforeAll, describe, expect, it } from "vitest";
import { NO_ANSWER, TURNED_AWAY } from "../core/answer";
import { wilson } from "../core/statistics";
import { StageCache } from "./cache";
import { Control } from "./control";
import { createNodeEnv } from "./node-env";
import { confusionCounts, unansweredIn } from "./report";
import { NOWHERE, type ArmArtifacts, type ExperimentResult } from "./result";
import { runExperiment, type RunEnv } from "./run";
import { artifactsOf, parseRecord, recordRun } from "./run-record";
import { screenReport } from "./run-time-report";
import { parseSpec } from "./spec";
import { measureModel } from "./stages/evaluate";

let env: RunEnv;
beforeAll(async () => void (env = await createNodeEnv({ backend: "wasm" })));

/** Runs a setup with a learner whose models say nothing about the rows that `lost` picks. */
async function play(value: object, lost: (row: number) => boolean): Promise<{ result: ExperimentResult; artifacts: Record<string, ArmArtifacts> }> {
  const spec = parseSpec(value), artifacts: Record<string, ArmArtifacts> = {};
  if (!spec.ok) throw new Error(spec.problem.message);
  const logits: RunEnv["learner"]["logits"] = async (model, inputs, n, pulse) => (await env.learner.logits(model, inputs, n, pulse)).map((v, i) => (lost(Math.floor(i / model.plan.classes)) ? NaN : v));
  const running = runExperiment(spec.value, { ...env, cache: new StageCache(), control: new Control(), learner: { ...env.learner, logits } });
  for (;;) {
    const step = await running.next();
    if (!step.done) { if (step.value.type === "arm-done") artifacts[step.value.arm.id] = step.value.artifacts; continue; }
    if (step.value.type !== "done") throw new Error(JSON.stringify(step.value));
    return { result: step.value.result, artifacts };
  }
}
const moons = { dataset: { id: "moons", params: { train: 120, test: 60 } }, model: { id: "logistic-regression" }, training: { epochs: 1 }, attack: { id: "label-flip", params: { mode: "targeted", source: 1, target: 0, rate: 0.2 } }, defenses: [] };

describe("an experiment whose models give no number", () => {
  it.each([1, 2, 3])("finds nothing right and no attack that succeeds, although the target is class 0 (seed %i)", async (seed) => {
    const { result, artifacts } = await play({ ...moons, seed }, () => true);
    for (const arm of result.arms) {
      expect([arm.diverged, arm.metrics["cleanAccuracy"]!.value, arm.metrics["attackSuccess"]!.value]).toEqual([true, 0, 0]);
      expect(arm.metrics["cleanAccuracy"]!.n).toBe(60);
      expect(arm.unanswered).toEqual({ test: { count: 60, of: 60 }, goal: { count: arm.metrics["attackSuccess"]!.n, of: arm.metrics["attackSuccess"]!.n } });
      expect(arm.confusion.flat()).toEqual([0, 0, 0, 0]);
      for (const point of arm.curve) expect([point.cleanAccuracy, point.attackSuccess]).toEqual([0, 0]);
      const { testPredicted, region } = artifacts[arm.id]!;
      expect([new Set(testPredicted), new Set(region!.predicted)]).toEqual([new Set([NO_ANSWER]), new Set([NOWHERE])]);
      expect(region!.confidence.every(Number.isNaN)).toBe(true);
    }
    expect(result.warnings.map((w) => w.text)).toContain(`The poisoned model gives no number, and so no answer, to 60 of 60 test rows and ${result.arms[1]!.metrics["attackSuccess"]!.n} of ${result.arms[1]!.metrics["attackSuccess"]!.n} attacked ones, as happens when training has diverged. Such rows count as wrong, and never as a success of the attack.`);
  });

  it("counts the rows that have an answer as ever, and leaves only the others out", async () => {
    const whole = (await play(moons, () => false)).result.arms[1]!, part = await play(moons, (row) => row % 3 === 0), arm = part.result.arms[1]!;
    expect([whole.unanswered, whole.diverged]).toEqual([undefined, false]);
    expect(arm.unanswered!.test).toEqual({ count: 20, of: 60 });
    expect(arm.confusion.flat().reduce((a, b) => a + b)).toBe(40);
    expect(arm.metrics["cleanAccuracy"]).toMatchObject({ n: 60, value: arm.confusion.reduce((sum, row, c) => sum + row[c]!, 0) / 60 });
    expect(arm.metrics["cleanAccuracy"]!.value).toBeLessThan(whole.metrics["cleanAccuracy"]!.value);
  });

  it("is kept and read again", async () => {
    const { result, artifacts } = await play(moons, () => true), back = parseRecord(JSON.parse(JSON.stringify(recordRun(result, artifacts))));
    if (!back.ok) throw new Error(back.problem.message);
    expect(back.value.result.arms[1]!.unanswered).toEqual(result.arms[1]!.unanswered);
    const mine = artifactsOf(back.value)["poisoned"]!;
    expect([mine.testPredicted, mine.goalPredicted, mine.region!.predicted]).toEqual([artifacts["poisoned"]!.testPredicted, artifacts["poisoned"]!.goalPredicted, artifacts["poisoned"]!.region!.predicted]);
    expect(mine.testProbabilities.every(Number.isNaN)).toBe(true);
  });

  it("learns nothing from the answers that it does not give", async () => {
    const { result } = await play({ ...moons, regime: "online", attack: null, online: { initial: 50, steps: 5, perStep: 10, users: 2, accounts: 1, feedback: true, memory: 0 } }, () => true);
    for (const step of result.arms[0]!.online!.steps) expect(step.besides).toBe(0);
  });
});

describe("what is counted of a model without a number", () => {
  const nothing: RunEnv["learner"]["logits"] = async (model, _, n) => new Float32Array(n * model.plan.classes).fill(NaN);
  const measured = (goal: object) => measureModel({ ...env.learner, logits: nothing }, { plan: { inputShape: [1], classes: 2, layers: [] }, weights: new Float32Array(0) }, { test: { n: 2, inputs: new Float32Array(2), labels: Int32Array.of(0, 0) } } as never, { inputs: new Float32Array(2), testIndex: Int32Array.of(0, 1), targets: Int32Array.of(0, 0), ...goal } as never);
  it("is no success of an attack that wants one class, any wrong one, or one image", async () => {
    expect(await measured({ kind: "trigger" })).toEqual({ cleanAccuracy: 0, attackSuccess: 0 });
    expect(await measured({ kind: "trigger", untargeted: true })).toEqual({ cleanAccuracy: 0, attackSuccess: 0 });
    expect(await measured({ kind: "one", targets: Int32Array.of(0) })).toEqual({ cleanAccuracy: 0 });
  });
  it("is in no cell, and apart from what a guard turned away", () => {
    const predicted = Int32Array.of(0, NO_ANSWER, TURNED_AWAY, 1, NO_ANSWER);
    expect(confusionCounts(Int32Array.of(0, 0, 0, 1, 1), predicted, 2)).toEqual([[1, 0], [0, 1]]);
    expect(unansweredIn({ testPredicted: predicted })).toEqual({ unanswered: { test: { count: 2, of: 5 }, goal: null } });
    expect(unansweredIn({ testPredicted: Int32Array.of(0, TURNED_AWAY), goalPredicted: Int32Array.of(1) })).toEqual({});
    const seen = screenReport({ title: "guard", test: { answers: predicted }, goal: { answers: predicted } } as never, Int32Array.of(0, 0, 0, 1, 1));
    expect([seen.falseRejections, seen.falseAcceptances, seen.acceptedAccuracy]).toEqual([wilson(1, 5), wilson(4, 5), wilson(2, 4)]);
  });
});
