import { describe, expect, test } from "vitest";
import { createNodeEnv } from "./node-env";
import type { ArmArtifacts, ExperimentResult } from "./result";
import { applyDelivered } from "./delivered";
import { floats, steps } from "./packed";
import { previewExperiment } from "./preview";
import { artifactsOf, parseRecord, recordRun } from "./run-record";
import { runExperiment, type RunEnv } from "./run";
import { parseSpec } from "./spec";

async function play(value: object, given?: RunEnv): Promise<{ result: ExperimentResult; artifacts: Record<string, ArmArtifacts> }> {
  const spec = parseSpec(value), artifacts: Record<string, ArmArtifacts> = {};
  if (!spec.ok) throw new Error(spec.problem.message);
  const running = runExperiment(spec.value, given ?? (await createNodeEnv({ backend: "cpu" })));
  for (;;) {
    const step = await running.next();
    if (!step.done) { if (step.value.type === "arm-done") artifacts[step.value.arm.id] = step.value.artifacts; continue; }
    if (step.value.type !== "done") throw new Error(JSON.stringify(step.value));
    return { result: step.value.result, artifacts };
  }
}
const moons = { dataset: { id: "moons", params: { train: 120, test: 60 } }, model: { id: "mlp" }, training: { epochs: 2 }, attack: { id: "label-flip", params: { rate: 0.2 } }, defenses: [[{ id: "knn-sanitization" }]] };

let kept: Promise<unknown> | undefined;
const once = () => (kept ??= play(moons).then(({ result, artifacts }) => recordRun(result, artifacts)));

describe("a run as a record", () => {
  test("comes back from JSON as it was, arrays to a 255th", async () => {
    const { result, artifacts } = await play(moons), record = recordRun(result, artifacts);
    expect(Object.keys(record.arms)).toEqual(["clean", "poisoned", "defended-1"]);
    const back = parseRecord(JSON.parse(JSON.stringify(record)));
    if (!back.ok) throw new Error(back.problem.message);
    expect(back.value.result).toEqual(JSON.parse(JSON.stringify(result)));
    const mine = artifactsOf(back.value)["defended-1"]!, real = artifacts["defended-1"]!;
    expect(mine.testPredicted).toEqual(real.testPredicted);
    expect(mine.region!.predicted).toEqual(real.region!.predicted);
    expect(mine.filter!.keep).toEqual(real.filter!.keep);
    for (const [i, p] of real.testProbabilities.entries()) expect(Math.abs(mine.testProbabilities[i]! - p)).toBeLessThan(1 / 500);
    const scores = real.filter!.scores!, span = Math.max(...scores) - Math.min(...scores);
    for (const [i, s] of scores.entries()) expect(Math.abs(mine.filter!.scores![i]! - s)).toBeLessThan(span / 500);
  });

  test.each([["labels flipped where it hurts", { id: "label-flip", params: { mode: "loss-greedy", rate: 0.1 } }], ["points that walk", { id: "bilevel", params: { rate: 0.1, steps: 3 } }]])("crafted poison comes along, with the way it took: %s", async (_, attack) => {
    const value = { ...moons, model: { id: "logistic-regression" }, attack, defenses: [] }, spec = parseSpec(value);
    if (!spec.ok) throw new Error(spec.problem.message);
    const env = await createNodeEnv({ backend: "cpu" }), before = await previewExperiment(spec.value, env);
    expect(before.pending).toBe(true);
    const { result, artifacts } = await play(value, env), real = await previewExperiment(spec.value, env);
    expect(real.truth.poisoned).toContain(1);
    const back = parseRecord(JSON.parse(JSON.stringify(recordRun(result, artifacts, real))));
    if (!back.ok) throw new Error(back.problem.message);
    const made = applyDelivered(before, back.value.delivered!, spec.value, result.poison);
    for (const part of ["inputs", "labels", "ids"] as const) expect(made.train[part]).toEqual(real.train[part]);
    expect(made.truth).toEqual(real.truth);
    expect(made.originals).toEqual(real.originals);
    expect(made.trail).toEqual(real.trail);
    expect(made.goal).toEqual(real.goal);
  });

  test("a file that is no record, or one of an unknown experiment, gives a sentence", async () => {
    const { result, artifacts } = await play(moons), record = JSON.parse(JSON.stringify(recordRun(result, artifacts)));
    for (const bad of [null, 3, [], {}, { ...record, v: 2 }, { ...record, arms: { clean: {} } }, { ...record, result: { ...record.result, arms: [] } }, { ...record, result: { ...record.result, spec: { ...record.result.spec, attack: { id: "telepathy" } } } }]) {
      const outcome = parseRecord(bad);
      expect(outcome.ok).toBe(false);
      if (!outcome.ok) expect(outcome.problem.message).toMatch(/^[A-Za-z].+\.$/);
    }
  });

  test("rows that a filter did not judge have no score afterwards either", () => {
    const scores = Float32Array.of(NaN, -2, 3, NaN, 0.5), back = floats(JSON.parse(JSON.stringify(steps(scores))));
    expect([...back].map(Number.isNaN)).toEqual([true, false, false, true, false]);
    expect([back[1], back[2]]).toEqual([-2, 3]);
    expect(Math.abs(back[4]! - 0.5)).toBeLessThan(5 / 500);
    expect(floats(steps(new Float32Array(3).fill(NaN)))).toEqual(new Float32Array(3).fill(NaN));
  });

  /** Each change makes a record that would draw wrongly or not at all. */
  // Any: the changes are what no type allows.
  // oxlint-disable-next-line typescript/no-explicit-any
  test.each<[string, (r: Record<string, any>) => void]>([
    ["fewer probabilities than rows and classes", (r) => void (r["arms"].clean.testProbabilities.data = "AAAA")],
    ["a class that the data do not have", (r) => void (r["arms"].clean.testPredicted.data = r["arms"].clean.testPredicted.data.replace(/^../, "CQ"))],
    ["half a number", (r) => void (r["arms"].clean.testPredicted = { as: "i16", data: "AAAA" })],
    ["bytes where numbers belong", (r) => void (r["arms"].clean.testPredicted.as = "f32")],
    ["a filter that is none", (r) => void (r["arms"]["defended-1"].filter = 3)],
    ["a filter of other rows", (r) => void (r["arms"]["defended-1"].filter.keep.data = "AAAA")],
    ["a region that is not square", (r) => void r["arms"].clean.region.side++],
    ["arrays of a model that is not there", (r) => void (r["arms"].ghost = r["arms"].clean)],
    ["a column less", (r) => { r["result"].arms = r["result"].arms.filter((a: { id: string }) => a.id !== "poisoned"); delete r["arms"].poisoned; }],
    ["two columns of one name", (r) => void r["result"].arms.push(r["result"].arms[0])],
    ["a rate without its interval", (r) => void delete r["result"].arms[0].metrics.cleanAccuracy.low],
    ["a confusion of more classes", (r) => void r["result"].arms[0].confusion.push([1, 2, 3])],
    ["rounds that are none", (r) => void (r["result"].arms[0].federation = { rounds: [{}] })],
    ["a stage without columns", (r) => void delete r["result"].stages[0].arms],
    ["a stealth report that is none", (r) => void (r["result"].poison.stealth = { changed: 1 })],
    ["a backend that is none", (r) => void (r["result"].engine.backend = "abacus")],
  ])("%s: refused", async (_, spoil) => {
    const record = JSON.parse(JSON.stringify(await once()));
    expect(parseRecord(record).ok).toBe(true);
    spoil(record);
    expect(parseRecord(record)).toMatchObject({ ok: false, problem: { code: "bad-file", message: expect.stringMatching(/^This is not a run .+\.$/) } });
  });

  test("what nobody knows is left out, and what a model gone astray made no number stays none", async () => {
    const record = JSON.parse(JSON.stringify(await once()));
    record.result.arms[0].mystery = { deep: [record.arms] };
    record.result.arms[0].curve[0].loss = null;
    const back = parseRecord(record);
    if (!back.ok) throw new Error(back.problem.message);
    expect(Object.keys(back.value.result.arms[0]!)).not.toContain("mystery");
    expect(back.value.result.arms[0]!.curve[0]!.loss).toBeNaN();
  });
});
