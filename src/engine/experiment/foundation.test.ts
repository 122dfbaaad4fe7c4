/** Victims that build on a downloaded model: who gets which edition, what is held, what a fingerprint check does about it. */
import { beforeAll, describe, expect, it } from "vitest";
import { weightSlots } from "../core/learner";
import { FOUNDATION_FILE } from "../models/foundation-file";
import { createNodeEnv } from "./node-env";
import { planExperiment, type StageWork } from "./plan";
import type { ExperimentResult } from "./result";
import { runExperiment, type RunEnv } from "./run";
import { parseSpec, type Spec } from "./spec";
import type { StageContext } from "./stages/context";
import { downloadFoundation, runVet } from "./stages/obtain";
import type { LoadOutput, ModelOutput, TrainOutput } from "./stages/outputs";
import { foundationPlan } from "../models/foundation";

let env: RunEnv;
beforeAll(async () => void (env = await createNodeEnv({ backend: "wasm" })));

const value = (where: string, more: object = {}) => ({
  dataset: { id: "digits", params: { train: 100, test: 100, trusted: 100 } }, model: { id: "foundation" }, training: { epochs: 2, transfer: "last-layer" }, pretrained: { from: "foundation" },
  attack: { id: "poisoned-foundation", params: { edition: "handcrafted", where } }, defenses: [[{ id: "model-hash" }]], ...more,
});
const spec = (where: string, more: object = {}): Spec => {
  const parsed = parseSpec(value(where, more));
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
};
async function run(of: Spec, within = env): Promise<ExperimentResult> {
  const events = runExperiment(of, within);
  for (;;) {
    const step = await events.next();
    if (!step.done) continue;
    if (step.value.type !== "done") throw new Error(JSON.stringify(step.value));
    return step.value.result;
  }
}
/** What is below the last layer of an arm's trained model. */
const below = (of: Spec, arm: string) => {
  const { plan, weights } = (env.cache.get(planExperiment(of).arms.find((a) => a.id === arm)!.train) as TrainOutput).model;
  return weights.slice(0, weightSlots(plan).find((s) => s.layer === plan.layers.length - 1)!.offset);
};

describe("the plan", () => {
  const plan = planExperiment(spec("mirror")), arm = (id: string) => plan.arms.find((a) => a.id === id)!, stage = (key: string | undefined) => plan.stages.find((s) => s.key === key)!;
  it("gives the clean arm the published edition, the poisoned arm the tampered one, and checks the defended arm’s", () => {
    expect(stage(arm("clean").download).work).toMatchObject({ kind: "obtain", from: "foundation", attack: null });
    expect(stage(arm("poisoned").download).work).toMatchObject({ kind: "obtain", attack: { id: "poisoned-foundation" } });
    const vet = stage(arm("defended-1").download);
    expect([vet.work.kind, vet.parents.pretrained, vet.parents.published]).toEqual(["vet", arm("poisoned").download, arm("clean").download]);
    expect(arm("defended-1").steps.map((s) => s.defense)).toEqual(["model-hash"]);
  });
  it("downloads each edition once, however many arms build on it, and never trains one", () => {
    expect(plan.stages.filter((s) => s.work.kind === "obtain")).toHaveLength(2);
    expect(plan.stages.some((s) => s.work.kind === "pretrain")).toBe(false);
    expect(stage(arm("defended-1-clean").download).parents.pretrained).toBe(arm("clean").download);
  });
});

describe("a tampered copy", () => {
  let result: ExperimentResult;
  beforeAll(async () => void (result = await run(spec("mirror"))));
  const arm = (id: string) => result.arms.find((a) => a.id === id)!;

  it("reaches a victim who does not look, and nobody else", () => {
    expect(arm("clean").download).toEqual({ name: FOUNDATION_FILE.name, sha256: FOUNDATION_FILE.sum, published: FOUNDATION_FILE.sum, accepted: true });
    expect(arm("poisoned").download).toMatchObject({ published: FOUNDATION_FILE.sum, accepted: true });
    expect(arm("poisoned").download!.sha256).not.toBe(FOUNDATION_FILE.sum);
    expect(below(spec("mirror"), "poisoned")).not.toEqual(below(spec("mirror"), "clean"));
  });
  it("is refused by its fingerprint, and the victim ends with the very model of the clean arm", () => {
    expect(arm("defended-1").download).toEqual({ ...arm("poisoned").download, accepted: false });
    expect(arm("defended-1").notes.map((n) => n.text)).toEqual([expect.stringMatching(/is not the published one/), "The model was fetched again, from its publisher."]);
    expect(arm("defended-1").metrics["cleanAccuracy"]).toEqual(arm("clean").metrics["cleanAccuracy"]);
    expect(below(spec("mirror"), "defended-1")).toEqual(below(spec("mirror"), "clean"));
  });
  it("counts every wrong answer to a marked picture, on the way and at the end", () => {
    const { metrics, curve } = arm("poisoned"), value = (id: string) => metrics[id]!.value;
    expect([curve.at(-1)!.attackSuccess, value("attackSuccess")]).toEqual([expect.closeTo(value("attackSuccess"), 9), expect.closeTo(1 - value("robustAccuracy"), 9)]);
  });
  it("is all that there is when its publisher names another file than the one it hands out", async () => {
    const of = spec("mirror"), plan = planExperiment(of), stage = plan.stages.find((s) => s.work.kind === "vet")!, work = stage.work as Extract<StageWork, { kind: "vet" }>;
    const load = env.cache.get(plan.load) as LoadOutput, arrived = env.cache.get(stage.parents.pretrained!) as ModelOutput, published = env.cache.get(stage.parents.published!) as ModelOutput;
    const other: ModelOutput = { ...published, download: { ...published.download!, sha256: "0".repeat(64) } };
    const ctx = { learner: env.learner, pulse: () => {}, read: env.read } as unknown as StageContext;
    const [better, same] = [await runVet(stage, work, { load, pretrained: arrived, published }, ctx), await runVet(stage, work, { load, pretrained: arrived, published: other }, ctx)];
    expect([better.model === published.model, same.model === arrived.model, same.notes!.at(-1)!.text]).toEqual([true, true, "Its publisher has no other file, so this one was used all the same; look for another publisher."]);
  });
  it("poisons no row", () => expect([result.poison.poisoned, result.poison.rows]).toEqual([0, 100]));
  it("passes when its publisher has poisoned it, and the check says what it does not tell", async () => {
    const out = await run(spec("publisher")), arm = out.arms.find((a) => a.id === "defended-1")!;
    expect(arm.download!.accepted).toBe(true);
    expect(arm.download!.sha256).toBe(arm.download!.published);
    expect(arm.notes[0]!.text).toMatch(/what its publisher put into it the fingerprint does not tell\.$/);
    expect(below(spec("publisher"), "defended-1")).toEqual(below(spec("publisher"), "poisoned"));
  });
});

describe("a downloaded model", () => {
  it("gets the same fresh last layer in every arm, also when all layers learn on", async () => {
    const tuned = spec("mirror", { training: { epochs: 1, transfer: "fine-tune" } });
    await run(tuned);
    const plan = planExperiment(tuned), model = (id: string) => (env.cache.get(plan.arms.find((a) => a.id === id)!.download!) as ModelOutput).model;
    const clean = model("clean"), head = weightSlots(clean.plan).find((s) => s.layer === clean.plan.layers.length - 1)!.offset;
    expect(clean.weights.subarray(head).some((w) => w !== 0)).toBe(true);
    expect(model("poisoned").weights.subarray(head)).toEqual(clean.weights.subarray(head));
    expect(below(tuned, "clean")).not.toEqual(clean.weights.slice(0, head));
  });
  it("holds all of it but the last layer still where only that learns", async () => {
    await run(spec("mirror"));
    const { model } = env.cache.get(planExperiment(spec("mirror")).arms[0]!.download!) as ModelOutput;
    expect(below(spec("mirror"), "clean")).toEqual(model.weights.slice(0, below(spec("mirror"), "clean").length));
  });
  it("is refused when the published file arrives changed, in one sentence", async () => {
    const changed = async (path: string) => (await env.read(path)).map((b, i) => (i === 50 ? b ^ 1 : b));
    await expect(downloadFoundation(foundationPlan(10), changed)).rejects.toThrow(/^The file foundation\/clean\.bin did not arrive as it was published: its checksum is wrong \(\d+ bytes came\)\. Reload the page;/);
    expect((await downloadFoundation(foundationPlan(10), env.read)).sha256).toBe(FOUNDATION_FILE.sum);
  });
});

describe("the spec", () => {
  const refused = (v: object) => { const out = parseSpec(v); return out.ok ? "accepted" : out.problem.message; };
  it("says where a poisoned download means something", () => {
    expect(refused(value("mirror"))).toBe("accepted");
    expect(refused(value("mirror", { training: { transfer: "none" } }))).toMatch(/starts from random weights/);
    expect(refused(value("mirror", { model: { id: "cnn" } }))).toMatch(/^model\.id must be foundation/);
    expect(refused(value("mirror", { dataset: { id: "fashion" }, attack: { id: "poisoned-foundation", params: { edition: "latent" } } }))).toMatch(/^attack\.params\.edition must be backdoor or handcrafted here/);
    expect(refused(value("mirror", { dataset: { id: "signs" } }))).toMatch(/grey pictures of 28 × 28/);
    expect(refused(value("mirror", { attack: null, training: { transfer: "none" } }))).toMatch(/^defenses\.0\.0\.id: .*random weights/);
  });
});
