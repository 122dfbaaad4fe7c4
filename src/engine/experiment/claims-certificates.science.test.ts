/**
 * What the lab claims about certificates and privacy, on real digits: means over seeds 1, 2 and 3. The attack on the smoothed
 * model is worked out here, against the very model that was certified.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { sizeOf, takeRows, type Dataset } from "../core/data";
import type { Learner, TrainedModel } from "../core/learner";
import { argmaxRows } from "../core/answer";
import { crossEntropySeed } from "../core/loss";
import { climb, project } from "../core/pgd";
import { Rng } from "../core/rng";
import { datasets } from "../datasets/registry";
import { noisyVotes, randomizedSmoothing } from "../defenses/randomized-smoothing";
import { initialWeights } from "../learner/initial-weights";
import { createLearner } from "../learner/learner";
import { models } from "../models/registry";
import { arm, mean, metric, overSeeds } from "./claims-test-support";
import { createNodeEnv } from "./node-env";
import { defaultSpec } from "./default-spec";
import type { ExperimentResult } from "./result";

const alone = (chain: object[], change: object = {}) => overSeeds({ ...defaultSpec, attack: null, defenses: [chain], baselines: false, ...change });

describe("deep partition aggregation, 50 parts of 4,000 digits", () => {
  let runs: ExperimentResult[];
  beforeAll(async () => void (runs = await alone([{ id: "deep-partition-aggregation", params: { partitions: 50 } }])));
  it("reads at least 85 % and certifies against 8 poisoned rows in the middle", () => {
    expect(metric(runs, "defended-1", "cleanAccuracy")).toBeGreaterThanOrEqual(0.85);
    expect(mean(runs.map((r) => arm(r, "defended-1").certificate!.median))).toBeGreaterThanOrEqual(8);
  });
  it("certifies less and less as more is asked", () => {
    for (const r of runs) arm(r, "defended-1").certificate!.points.forEach((p, i, all) => { if (i > 0) expect(p.y).toBeLessThanOrEqual(all[i - 1]!.y); });
  });
});

describe("randomized smoothing after noise training", () => {
  let runs: ExperimentResult[];
  const smooth = { votes: 50, certifyRows: 100, certifyVotes: 500 }, digits = { id: "digits", params: { train: 2000, test: 200 } };
  beforeAll(async () => void (runs = await alone([{ id: "noise-training", params: { epochs: 10 } }, { id: "randomized-smoothing", params: smooth }], { dataset: digits })));
  const certified = (x: number) => mean(runs.map((r) => arm(r, "defended-1").certificate!.points.filter((p) => p.x <= x + 1e-9).at(-1)!.y));
  it("certifies fewer rows the larger the radius: at least 80 % at 0.1, none beyond what so many votes can show", () => {
    expect(certified(0.1)).toBeGreaterThanOrEqual(0.8);
    expect(certified(0.25)).toBeLessThanOrEqual(certified(0.1));
    expect(certified(0.5)).toBeLessThan(certified(0.1));
    expect(certified(1)).toBe(0);
  });

  it("is not turned by an attack inside the radius, and often by the same attack far outside", async () => {
    let inside = 0, outside = 0, tried = 0;
    for (const seed of [1, 2, 3]) {
      const { learner, data, model } = await noisyReader(seed), n = 12, some = takeRows(data.test, Int32Array.from({ length: n }, (_, i) => i)), d = sizeOf(some.shape);
      const { answers, radius } = await randomizedSmoothing.screen({ params: randomizedSmoothing.params.parse({ ...smooth, certifyRows: n }), meta: data.meta, train: data.train, trusted: data.trusted, learner, plan: model.plan, model, rng: Rng.fromSeed(seed), pulse: () => {}, requests: { n, inputs: some.inputs } } as unknown as Parameters<typeof randomizedSmoothing.screen>[0]);
      const rng = Rng.fromSeed(seed).fork("attack");
      for (let i = 0; i < n; i++) {
        if (!(radius![i]! > 0)) continue;
        tried++;
        for (const [times, count] of [[1, () => inside++], [12, () => outside++]] as const) {
          const x = await attack(learner, model, some.inputs.subarray(i * d, (i + 1) * d), answers[i]!, times * radius![i]!, rng);
          const votes = await noisyVotes({ learner }, model, x, 0.25, 500, rng);
          if (argmaxRows(Float32Array.from(votes), 10)[0] !== answers[i]) count();
        }
      }
    }
    expect(tried).toBeGreaterThanOrEqual(25);
    expect(inside).toBe(0);
    expect(outside).toBeGreaterThanOrEqual(tried / 2);
  });
});

describe("DP-SGD", () => {
  it("spends ε 6.93 and 1.77 at noise 1.1 and 3, and reads worse the less it spends", async () => {
    const runs = await overSeeds({ ...defaultSpec, model: { id: "mlp" }, attack: null, defenses: [1.1, 3].map((noise) => [{ id: "dp-sgd", params: { noise } }]), baselines: false });
    const spent = (id: string) => runs.map((r) => Number(/ε = ([\d.]+)/.exec(arm(r, id).notes.map((x) => x.text).join(" "))![1]));
    expect([spent("defended-1"), spent("defended-2")]).toEqual([[6.93, 6.93, 6.93], [1.77, 1.77, 1.77]]);
    expect(metric(runs, "defended-1", "cleanAccuracy")).toBeGreaterThanOrEqual(0.85);
    expect(metric(runs, "defended-2", "cleanAccuracy")).toBeGreaterThanOrEqual(0.75);
    expect(metric(runs, "defended-2", "cleanAccuracy")).toBeLessThan(metric(runs, "defended-1", "cleanAccuracy"));
  });
});

/** The default network trained with noise on 1,000 digits. */
async function noisyReader(seed: number): Promise<{ learner: Learner; data: Dataset; model: TrainedModel }> {
  const learner = await createLearner("wasm"), digits = datasets.find("digits")!, cnn = models.find("cnn")!, env = await createNodeEnv({ backend: "wasm" }), rng = Rng.fromSeed(seed);
  const data = await digits.load({ params: digits.params.parse({ train: 1000, test: 200, trusted: 100 }), rng, read: env.read }), plan = cnn.plan(cnn.params.parse({}), data.meta), noise = rng.fork("noise");
  const order = (epoch: number) => rng.fork(`order/${epoch}`).shuffle(Int32Array.from({ length: data.train.n }, (_, i) => i));
  const training = learner.train({ plan, rows: data.train, start: initialWeights(plan, rng), order, perturb: async ({ inputs }) => inputs.map((v) => v + 0.25 * noise.normal()), settings: { ...defaultSpec.training, epochs: 10 } }, () => {});
  for (;;) {
    const next = await training.next();
    if (next.done) return { learner, data, model: next.value };
  }
}

/** The worst input at most `epsilon` away in L2 that steps along the mean gradient over noisy copies find: the attack on a smoothed model. */
async function attack(learner: Learner, model: TrainedModel, input: Float32Array, answer: number, epsilon: number, rng: Rng): Promise<Float32Array> {
  const d = input.length, copies = 32, x = input.slice(), ball = { norm: "l2", epsilon, range: [-10, 10] } as const;
  for (let step = 0; step < 20; step++) {
    const noisy = Float32Array.from({ length: copies * d }, (_, i) => x[i % d]! + 0.25 * rng.normal()), g = await learner.inputGradients(model, noisy, copies, crossEntropySeed(new Int32Array(copies).fill(answer), 10)), sum = new Float32Array(d);
    g.forEach((v, i) => { sum[i % d]! += v; });
    climb(x, sum, 1, "l2", epsilon / 5);
    project(x, input, 1, ball);
  }
  return x;
}
