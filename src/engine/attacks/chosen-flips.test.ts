/** Chosen flips are the ones a hand-made model points at; greedy ones hurt more than random ones and are found by real refits. */
import { beforeAll, describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import type { Learner, TrainedModel } from "../core/learner";
import type { CraftArgs } from "../core/plugins";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { flipsByLoss, flipsByMargin, GREEDY_ROWS } from "./chosen-flips";
import { labelFlip } from "./label-flip";
import { examples, fit, predict } from "./logistic";
import { budget } from "./rows";

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

const meta: DatasetMeta = { id: "p", title: "Line", modality: "points", shape: [1], classNames: ["a", "b", "c"], valueRange: [-9, 9] };
/** Logits −2x, 0 and 2x − 1: reads a left of 0, b between 0 and 1/2, c right of it. */
const model: TrainedModel = { plan: { inputShape: [1], classes: 3, layers: [{ kind: "flatten" }, { kind: "dense", units: 3, relu: false }] }, weights: Float32Array.of(-2, 0, 2, 0, 0, -1) };
const line = (xs: number[], labels: number[]): Rows => ({ n: xs.length, shape: [1], inputs: Float32Array.from(xs), labels: Int32Array.from(labels), ids: Int32Array.from(xs.keys()) });
type P = ReturnType<typeof labelFlip.params.parse>;
const argsOf = (train: Rows, params: Partial<P>) =>
  ({ params: labelFlip.params.parse(params), train, test: train, meta, budget: (rate: number) => budget(rate, train.n), rng: Rng.fromSeed(1), learner, surrogates: [model], pulse: () => {}, part: 0, parts: 1 }) as unknown as CraftArgs<P>;

describe("flips by margin", () => {
  // Margins: −1: 2; −0.1: 0.2; 0.3: 0.4 to c; 2: 3; 1 called a: −3 (already wrong); −3: 6.
  const train = line([-1, -0.1, 0.3, 2, 1, -3], [0, 0, 1, 2, 0, 0]);
  it.each([["nearest", [1, 2, 0, 3, 4, 5]], ["farthest", [5, 3, 0, 2, 1, 4]]] as const)("%s: ranks by the distance between the logits, to the budget, and gives each the best other class", async (mode, order) => {
    for (const taken of [0, 2, 5, 6]) {
      const args = argsOf(train, { mode, rate: taken / 6 }), crafted = await labelFlip.craft!.craft(args);
      expect([...(crafted["rows"] as Int32Array)]).toEqual(order.slice(0, taken));
      const { train: after, truth } = await labelFlip.poison({ ...args, crafted: [crafted] });
      after.labels.forEach((y, i) => expect(y).toBe(order.slice(0, taken).includes(i as never) ? [1, 1, 2, 1, 2, 1][i] : train.labels[i]));
      expect([...truth.poisoned]).toEqual(train.labels.map((y, i) => (after.labels[i] === y ? 0 : 1)).reduce<number[]>((all, p) => [...all, p], []));
      expect(after.inputs).toEqual(train.inputs);
    }
  });
  it("keeps the order of rows on a tie", () => expect([...flipsByMargin(new Float32Array(8), new Int32Array(4), 2, "farthest").rows]).toEqual([0, 1, 2, 3]));
  it("asks a model only in the modes that need one", () => {
    for (const [mode, models] of [["symmetric", 0], ["pair", 0], ["targeted", 0], ["nearest", 1], ["farthest", 1], ["loss-greedy", 1]] as const) {
      const params = labelFlip.params.parse({ mode });
      expect([labelFlip.craft!.surrogates(params).length, labelFlip.craft!.parts(params)]).toEqual([models, models]);
    }
  });
});

describe("greedy flips", () => {
  const rng = Rng.fromSeed(3), n = 150, labels = Int32Array.from({ length: n }, (_, i) => i % 2), features = Float32Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? 2 * labels[i / 2]! - 1 : 0) + 0.8 * rng.normal());
  /** Clean rows that a regression fitted with these flips gets wrong. */
  const harm = async (rows: ArrayLike<number>, to: ArrayLike<number>) => {
    const wrong = labels.slice();
    for (let k = 0; k < rows.length; k++) wrong[rows[k]!] = to[k]!;
    const { p } = predict(await fit(examples(features, wrong, 2), 0.01), examples(features, labels, 2));
    return labels.filter((y, i) => (p[2 * i + 1]! > 0.5 ? 1 : 0) !== y).length;
  };
  it("are as many as asked for, each row once and never to its own label, also when that is all of them", async () => {
    for (const count of [0, 1, 9, n]) {
      const flips = await flipsByLoss(features, labels, 2, count, Rng.fromSeed(1), () => {});
      expect([flips.rows.length, new Set(flips.rows).size, flips.labels.length]).toEqual([count, count, count]);
      flips.rows.forEach((i, k) => expect(flips.labels[k]).not.toBe(labels[i]));
    }
  });
  it("begin as they go on: more flips are the same flips and then some", async () => {
    const few = await flipsByLoss(features, labels, 2, 4, Rng.fromSeed(1), () => {}), many = await flipsByLoss(features, labels, 2, 9, Rng.fromSeed(1), () => {});
    expect(many.rows.slice(0, 4)).toEqual(few.rows);
  });
  it("begin with the flip that trying every one with a refit finds", async () => {
    const seed = Rng.fromSeed(1), order = seed.sample(Int32Array.from(labels.keys()), n), held = [...order.subarray(0, 50)], fitted = [...order.subarray(50)].sort((a, b) => a - b);
    const pick = (index: number[], y: Int32Array) => examples(index.flatMap((i) => [features[2 * i]!, features[2 * i + 1]!]), index.map((i) => y[i]!), 2);
    // The attack standardizes nothing here: it is handed features as they are.
    let worst = -1, most = -Infinity;
    for (const i of fitted) {
      const wrong = labels.slice();
      wrong[i] = 1 - wrong[i]!;
      const { loss } = predict(await fit(pick(fitted, wrong), 0.01), pick(held, labels));
      if (loss > most) [worst, most] = [i, loss];
    }
    const { rows } = await flipsByLoss(features, labels, 2, 1, Rng.fromSeed(1), () => {});
    expect(rows[0]).toBe(worst);
  });
  it("cost twice as many errors as any of twenty random draws", async () => {
    const { rows, labels: to } = await flipsByLoss(features, labels, 2, 22, Rng.fromSeed(1), () => {}), greedy = await harm(rows, to);
    for (let seed = 0; seed < 20; seed++) {
      const some = Rng.fromSeed(seed).sample(Int32Array.from(labels.keys()), 22);
      expect(await harm(some, some.map((i) => 1 - labels[i]!))).toBeLessThanOrEqual(greedy / 2);
    }
  });
  it("are refused in a sentence on more rows than can be tried", async () => {
    const big = line(Array.from({ length: GREEDY_ROWS + 1 }, (_, i) => i / 500), new Array<number>(GREEDY_ROWS + 1).fill(0));
    await expect(labelFlip.craft!.craft(argsOf(big, { mode: "loss-greedy", rate: 0.1 }))).rejects.toMatchObject({ problem: { code: "too-large", message: expect.stringMatching(/at most 1000 training rows; there are 1001\./) } });
  });
});
