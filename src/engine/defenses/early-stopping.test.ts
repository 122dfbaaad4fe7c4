/** Scripted epochs whose best one is known, and a real training on wrong labels that memorizes them. */
import { beforeAll, describe, expect, it } from "vitest";
import { createLearner } from "../learner/learner";
import type { Learner, ModelPlan } from "../core/learner";
import { earlyStopping } from "./early-stopping";
import { scripted, toyRows, trainArgs, trained } from "./shared/train-test-support";

const plan: ModelPlan = { inputShape: [1], classes: 2, layers: [{ kind: "dense", units: 2, relu: false }] };
const settings = { optimizer: "adam", learningRate: 0.1, momentum: 0, batchSize: 20, epochs: 9, weightDecay: 0 } as const;
const some = toyRows([1], [[0], [0], [1], [1]], [0, 0, 1, 1]);
/** The larger, the surer and righter. */
const slope = (s: number) => Float32Array.from([-s, s, s / 2, -s / 2]);
let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));
const run = async (slopes: number[], patience: number, trusted = some) => {
  let ended = 0;
  const args = trainArgs(learner, earlyStopping.params.parse({ patience }), some, trusted, plan, { ...settings, epochs: slopes.length }, { fit: () => scripted(slopes.map(slope), slopes.map((_, i) => 1 / (i + 1)), () => ended++) });
  return { ...(await trained(earlyStopping.train(args))), ended };
};

describe("early stopping", () => {
  it("keeps the best epoch and stops when patience ends", async () => {
    const { outcome, epochs, ended } = await run([1, 2, 3, 1, 1.5, 2, 9, 9, 9], 3);
    expect([epochs, ended]).toEqual([[1, 2, 3, 4, 5, 6], 1]);
    expect(outcome.model.weights).toEqual(slope(3));
  });
  it("waits for a gain within its patience", async () => {
    const { outcome, epochs } = await run([1, 2, 3, 1, 1.5, 4, 1], 3);
    expect(epochs).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(outcome.model.weights).toEqual(slope(4));
  });
  it("stops nothing where the loss goes on falling, and warns of too few trusted rows", async () => {
    const { outcome, epochs } = await run([1, 2, 3, 4], 1);
    expect(epochs).toHaveLength(4);
    expect(outcome.notes.some((n) => n.text.includes("nothing was stopped"))).toBe(true);
    expect(outcome.notes.at(-1)).toMatchObject({ level: "warning" });
    expect((await run([1, 2, 3], 1, toyRows([1], [], []))).outcome.model.weights).toEqual(slope(3));
  });
});
