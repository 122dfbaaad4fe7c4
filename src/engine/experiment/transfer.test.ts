/** Victims that build on a model of others: what is held, what learns, and that all arms share the same beginning. */
import { beforeAll, describe, expect, it } from "vitest";
import { weightSlots } from "../core/learner";
import { createNodeEnv } from "./node-env";
import { planExperiment } from "./plan";
import { runExperiment, type RunEnv } from "./run";
import { parseSpec, type Spec } from "./spec";
import type { ModelOutput, TrainOutput } from "./stages/outputs";

let env: RunEnv;
beforeAll(async () => void (env = await createNodeEnv({ backend: "wasm" })));

const spec = (transfer: string, more: object = {}): Spec => {
  const parsed = parseSpec({
    dataset: { id: "moons", params: { train: 200, test: 100 } }, model: { id: "mlp" }, training: { epochs: 4, transfer, learningRate: 0.02 },
    attack: { id: "label-flip", params: { rate: 0.1 } }, defenses: [[{ id: "knn-sanitization" }]], baselines: false, ...more,
  });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
};
async function run(value: Spec) {
  const events = runExperiment(value, env);
  for (;;) {
    const step = await events.next();
    if (!step.done) continue;
    if (step.value.type !== "done") throw new Error(JSON.stringify(step.value));
    return step.value.result;
  }
}
const modelsOf = (value: Spec) => {
  const plan = planExperiment(value), pretrained = plan.stages.find((s) => s.work.kind === "pretrain");
  return { before: pretrained && (env.cache.get(pretrained.key) as ModelOutput).model, arms: plan.arms.map((a) => (env.cache.get(a.train) as TrainOutput).model), pretrain: plan.stages.filter((s) => s.work.kind === "pretrain").length };
};

describe("a pretrained start", () => {
  it("trains only the last layer, and holds the others bit for bit", async () => {
    await run(spec("last-layer"));
    const { before, arms, pretrain } = modelsOf(spec("last-layer"));
    expect(pretrain).toBe(1);
    for (const { plan, weights } of arms)
      for (const s of weightSlots(plan)) {
        const was = before!.weights.subarray(s.offset, s.offset + s.size), is = weights.subarray(s.offset, s.offset + s.size);
        if (s.layer < plan.layers.length - 1) expect(is).toEqual(was);
        else expect(is).not.toEqual(was);
      }
    expect(arms[0]!.weights).not.toEqual(arms[1]!.weights);
  });
  it("or goes on from it with all layers", async () => {
    const result = await run(spec("fine-tune"));
    const { before, arms } = modelsOf(spec("fine-tune")), first = weightSlots(before!.plan)[0]!;
    for (const { weights } of arms) expect(weights.subarray(first.offset, first.size)).not.toEqual(before!.weights.subarray(first.offset, first.size));
    expect(result.arms[0]!.curve[0]!.cleanAccuracy).toBeGreaterThan(0.75);
  });
  it("is not there when a victim starts from random weights, and has nothing to do with defenses", () => {
    expect(planExperiment(spec("none")).stages.some((s) => s.work.kind === "pretrain")).toBe(false);
    const key = (value: Spec) => planExperiment(value).stages.find((s) => s.work.kind === "pretrain")!.key;
    expect(key(spec("last-layer", { defenses: [], attack: null }))).toBe(key(spec("fine-tune")));
  });
});
