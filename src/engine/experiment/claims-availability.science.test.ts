/**
 * What the lab claims about poison that only makes things worse: optimized against random, on two moons, means over seeds 1, 2 and 3.
 * Nothing was tuned for them but the number of epochs, long enough to learn; the same claims held on seeds 4 to 9. Slow; `npm run test:science`.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { arm, metric, overSeeds } from "./claims-test-support";
import type { ExperimentResult } from "./result";

const error = (runs: readonly ExperimentResult[], id: string) => 1 - metric(runs, id, "cleanAccuracy");

describe("bilevel poisoning of logistic regression on moons", () => {
  const spec = (rate: number) => ({ dataset: { id: "moons" }, model: { id: "logistic-regression" }, training: { epochs: 30, learningRate: 0.05 }, attack: { id: "bilevel", params: { rate } }, baselines: true });
  let runs: ExperimentResult[];
  beforeAll(async () => void (runs = await overSeeds(spec(0.15))));

  it("makes at least twice the test error of as many random flips, for each seed too", () => {
    expect(error(runs, "poisoned")).toBeGreaterThanOrEqual(2 * error(runs, "poisoned-baseline"));
    for (const r of runs) expect(error([r], "poisoned")).toBeGreaterThanOrEqual(1.5 * error([r], "poisoned-baseline"));
  });
  it("adds 15 % of the training rows and leaves the honest ones alone, and the flips are as many", () => {
    for (const r of runs) expect([r.poison.added, r.poison.poisoned, r.poison.rows, arm(r, "poisoned-baseline").kind]).toEqual([60, 60, 460, "attack-baseline"]);
  });
  it("does so at 20 % too, and on the measurements of real penguins at 15 %", async () => {
    const [more, penguins] = [await overSeeds(spec(0.2)), await overSeeds({ ...spec(0.15), dataset: { id: "penguins" } })];
    expect(error(more, "poisoned")).toBeGreaterThanOrEqual(2 * error(more, "poisoned-baseline"));
    expect(error(penguins, "poisoned")).toBeGreaterThanOrEqual(2 * error(penguins, "poisoned-baseline"));
  });
  it("does nothing much to a network that can bend its border", async () => {
    const bent = await overSeeds({ ...spec(0.15), model: { id: "mlp" }, training: { epochs: 30, learningRate: 0.01 } });
    expect(error(bent, "poisoned") - error(bent, "clean")).toBeLessThanOrEqual(0.03);
  });
});

describe("chosen label flips against a small network on moons, 20 %", () => {
  const run = (mode: string) => overSeeds({ dataset: { id: "moons" }, model: { id: "mlp" }, training: { epochs: 30, learningRate: 0.01 }, attack: { id: "label-flip", params: { mode, rate: 0.2 } }, baselines: false });
  it("cost at least three times the errors of random ones, whether the surest rows or one by one", async () => {
    const [random, farthest, greedy] = [await run("symmetric"), await run("farthest"), await run("loss-greedy")];
    for (const r of [...random, ...farthest, ...greedy]) expect([r.poison.poisoned, r.poison.relabeled, r.poison.added]).toEqual([80, 80, 0]);
    for (const chosen of [farthest, greedy]) expect(error(chosen, "poisoned")).toBeGreaterThanOrEqual(3 * error(random, "poisoned"));
  });
});
