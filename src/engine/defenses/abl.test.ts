/**
 * A planted backdoor on toy rows: four classes by their brightest value, and one value that alone means class 0. It must be
 * isolated by class, be forgotten, and cost little; without it nothing may be unlearned.
 */
import { beforeAll, describe, expect, it } from "vitest";
import type { Bars } from "../core/evidence";
import { argmaxRows } from "../core/answer";
import type { Learner, ModelPlan } from "../core/learner";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { antiBackdoorLearning } from "./abl";
import { accuracyOf } from "./shared/rows";
import { toyRows, trainArgs, trained } from "./shared/train-test-support";

const shape = [9, 1, 1], plan: ModelPlan = { inputShape: shape, classes: 4, layers: [{ kind: "flatten" }, { kind: "dense", units: 16, relu: true }, { kind: "dense", units: 4, relu: false }] };
const settings = { optimizer: "adam", learningRate: 0.01, momentum: 0, batchSize: 20, epochs: 10, weightDecay: 0 } as const;
/** Every 21st row is stamped when `planted`; with `triggered` all are, under their true labels. */
function rows(n: number, seed: number, planted: boolean, triggered = false) {
  const rng = Rng.fromSeed(seed), truth = Array.from({ length: n }, (_, i) => i % 4), stamped = (i: number) => triggered || (planted && i % 21 === 0);
  return toyRows(shape, truth.map((y, i) => Array.from({ length: 9 }, (_, j) => (j === 8 ? (stamped(i) ? 1 : 0) : 0.5 * rng.uniform() + (j === y || j === y + 4 ? 0.4 : 0)))), truth.map((y, i) => (!triggered && stamped(i) ? 3 : y)));
}
let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));
const run = async (planted: boolean, params: object = { unlearnRate: 0.01, isolate: 0.03 }) => {
  const args = trainArgs(learner, antiBackdoorLearning.params.parse(params), rows(1000, 1, planted), rows(200, 2, false), plan, settings);
  const usual = (await trained(args.fit())).outcome.weights, { outcome, epochs } = await trained(antiBackdoorLearning.train(args)), test = rows(400, 5, false), hit = rows(400, 6, false, true);
  const figures = async (weights: Float32Array) => {
    const read = argmaxRows(await learner.logits({ plan, weights }, hit.inputs, hit.n), 4), others = Array.from(hit.labels.keys()).filter((i) => hit.labels[i] !== 3);
    return { clean: accuracyOf(await learner.logits({ plan, weights }, test.inputs, test.n), test.labels, 4), fooled: others.filter((i) => read[i] === 3).length / others.length };
  };
  return { outcome, epochs, before: await figures(usual), after: await figures(outcome.model.weights) };
};

describe("anti-backdoor learning", () => {
  it("isolates the planted rows and forgets the trigger", async () => {
    const { outcome, epochs, before, after } = await run(true);
    expect(before.fooled).toBeGreaterThan(0.8);
    expect(after.fooled).toBeLessThan(0.2);
    expect(after.clean).toBeGreaterThan(before.clean - 0.03);
    expect((outcome.evidence!.find((e) => e.id === "classes") as Bars).bars[3]).toMatchObject({ flagged: true });
    expect(epochs).toEqual(Array.from({ length: epochs.length }, (_, i) => i + 1));
  });
  it("unlearns nothing where nothing is planted", async () => {
    const { outcome, before, after } = await run(false);
    expect(outcome.notes.some((n) => n.level === "warning")).toBe(true);
    expect(after.clean).toBeGreaterThan(before.clean - 0.02);
  });
});
