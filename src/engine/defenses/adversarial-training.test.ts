/**
 * A planted trade-off: one value says the class coarsely and by far, thirty others say it exactly but by a hair. Usual training
 * leans on the thirty, which an attacker with ε = 0.1 turns around; robust training must lean on the one.
 * After Tsipras, Santurkar, Engstrom, Turner, Madry 2019, "Robustness May Be at Odds with Accuracy".
 */
import { beforeAll, describe, expect, it } from "vitest";
import type { Lines } from "../core/evidence";
import type { Learner, ModelPlan } from "../core/learner";
import { pgd } from "../core/pgd";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { adversarialTraining } from "./adversarial-training";
import { fastAdversarialTraining } from "./fast-adversarial-training";
import { atChance, failures, overfitted, type RobustPoint, type RobustWatch } from "./shared/robustness";
import { accuracyOf } from "./shared/rows";
import { scripted, toyRows, trainArgs, trained } from "./shared/train-test-support";

const shape = [31, 1, 1], plan: ModelPlan = { inputShape: shape, classes: 2, layers: [{ kind: "scale", shift: 0.5, factor: 2 }, { kind: "flatten" }, { kind: "dense", units: 2, relu: false }] };
const settings = { optimizer: "adam", learningRate: 0.1, momentum: 0, batchSize: 20, epochs: 20, weightDecay: 0 } as const;
function rows(n: number, seed: number) {
  const rng = Rng.fromSeed(seed), labels = Array.from({ length: n }, (_, i) => i % 2);
  return toyRows(shape, labels.map((y) => [0.5 + 0.3 * (rng.uniform() < 0.9 ? 2 * y - 1 : 1 - 2 * y), ...Array.from({ length: 30 }, () => 0.5 + 0.05 * (2 * y - 1))]), labels);
}
const train = rows(400, 1), trusted = rows(200, 2), test = rows(300, 3), epsilon = 0.1;

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));
async function accuracies(weights: Float32Array) {
  const model = { plan, weights }, right = async (x: Float32Array) => accuracyOf(await learner.logits(model, x, test.n), test.labels, 2);
  return { clean: await right(test.inputs), attacked: await right(await pgd(learner, model, test.inputs, test.n, { norm: "linf", epsilon, steps: 20, stepSize: 0.02, labels: test.labels, start: "random", range: [0, 1] }, Rng.fromSeed(1))) };
}

describe.each([["adversarial-training", adversarialTraining], ["fast-adversarial-training", fastAdversarialTraining]] as const)("%s", (_, plugin) => {
  it("leans on what cannot be turned around within ε, at a price in accuracy", async () => {
    const usual = await trained(trainArgs(learner, {}, train, trusted, plan, settings).fit()), before = await accuracies(usual.outcome.weights);
    expect(before.clean).toBeGreaterThan(0.98);
    expect(before.attacked).toBeLessThan(0.5);
    const args = trainArgs(learner, plugin.params.parse({ epsilon }) as never, train, trusted, plan, settings);
    const alive = learner.tensorCount(), { outcome, epochs } = await trained(plugin.train(args)), after = await accuracies(outcome.model.weights);
    expect(after.attacked).toBeGreaterThan(0.8);
    expect(after.clean).toBeLessThan(before.clean);
    expect(epochs).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(outcome.notes.every((note) => note.level === "info")).toBe(true);
    const lines = outcome.evidence![0] as Lines;
    expect(lines.lines.map((l) => l.points.length)).toEqual([20, 20, 20]);
    expect(lines.lines[2]!.points.at(-1)!.y).toBeGreaterThan(0.8);
    expect(learner.tensorCount()).toBe(alive);
  });
});

it("the fast variant keeps the epoch that was best under attack on trusted rows", async () => {
  const robust = new Float32Array(64), tricked = new Float32Array(64);
  robust.set([-1, 1]);
    for (let j = 1; j < 31; j++) tricked.set([-1, 1], 2 * j);
  const args = trainArgs(learner, fastAdversarialTraining.params.parse({ epsilon }), train, trusted, plan, settings, { fit: () => scripted([tricked, robust, tricked], [1, 1, 1]) });
  const { outcome } = await trained(fastAdversarialTraining.train(args));
  expect(outcome.model.weights).toEqual(robust);
  expect(outcome.notes.some((note) => note.text.startsWith("The model after epoch 2 was kept"))).toBe(true);
});

describe("what can go wrong", () => {
  const point = (epoch: number, clean: number, fgsm: number, many: number): RobustPoint => ({ epoch, clean, fgsm, pgd: many });
  const watch = (points: RobustPoint[]) => ({ points, rows: trusted }) as unknown as RobustWatch;
  it("tells catastrophic overfitting from getting better and from getting worse", () => {
    expect(overfitted([point(1, 0.9, 0.6, 0.5), point(2, 0.95, 0.7, 0.6), point(3, 0.97, 0.95, 0.1)])).toMatchObject({ best: { epoch: 2 }, fallen: { epoch: 3 } });
    expect(overfitted([point(1, 0.9, 0.6, 0.5), point(2, 0.95, 0.7, 0.6), point(3, 0.97, 0.8, 0.58)])).toBeNull();
    expect(overfitted([point(1, 0.9, 0.6, 0.5), point(2, 0.5, 0.3, 0.2)])).toBeNull();
    expect(overfitted([])).toBeNull();
  });
  it("notices a training that stays at chance, and says to let ε grow", () => {
    expect(atChance({ clean: 0.53 }, trusted.labels, 2)).toBe(true);
    expect(atChance({ clean: 0.6 }, trusted.labels, 2)).toBe(false);
    expect(failures(watch([point(1, 0.5, 0.5, 0.5)]), 2, 0.3, 0)[0]).toMatchObject({ level: "warning", text: expect.stringContaining("let ε grow") as string });
    expect(failures(watch([point(1, 0.9, 0.8, 0.7)]), 2, 0.3, 0)).toEqual([]);
  });
});
