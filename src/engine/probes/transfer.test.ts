/** Transfer between straight borders in the plane, where who fools whom can be worked out by hand, and between small networks. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Learner, TrainedModel } from "../core/learner";
import type { ProbeOutcome } from "../core/plugins";
import { createLearner } from "../learner/learner";
import { border, heightOf, pictures, plane, planeRows, probeWith, saturated, values } from "./test-support";
import { transfer } from "./transfer";

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

const N = 80, rows = planeRows(N), EPSILON = 0.05;
/** logit b − logit a = 4 x + 3 y: at right angles to `border`, and its sign step (+, +) moves that one's height by −1 step only. */
const across: TrainedModel = { ...border, weights: Float32Array.of(0, 4, 0, 3, 0, 0) };
const heights = Array.from(rows.labels.keys()).filter((i) => i % 10 !== 0).map((i) => Math.abs(heightOf(rows.inputs[2 * i]!, rows.inputs[2 * i + 1]!)));
/** Share of the rows that `border` reads rightly, whose height is at most `reach`. */
const within = (reach: number) => heights.filter((h) => h <= reach).length / heights.length;
const tryOn = (model: TrainedModel, ...surrogates: [string, TrainedModel][]): Promise<ProbeOutcome> =>
  probeWith(transfer, learner, model, rows, plane, { epsilon: EPSILON, examples: N }, { surrogates: surrogates.map(([title, m]) => ({ title, model: m })) });

describe("between borders in the plane", () => {
  it("a parallel border carries over in full, one at right angles not at all, and their mean like the steeper one", async () => {
    const out = await tryOn(border, ["across", across], ["parallel", { ...border, weights: border.weights.map((w) => 2 * w) }]), { from, to, rates } = out.matrix!;
    expect([from, to]).toEqual([["The model itself", "Across", "Parallel", "All of the attacker’s together", "Random noise"], ["The model itself", "Across", "Parallel"]]);
    // Half the range of a value is 1, so a share of ε moves it by 2 ε; the height falls by (3 + 4) times that.
    const full = within(14 * EPSILON);
    expect(full).toBeGreaterThan(0.3);
    expect(rates.map((r) => r[0]!.value).slice(0, 4)).toEqual([full, 0, full, full]);
    expect(rates.at(-1)![0]!.value).toBeLessThan(full);
    const quarters = [0, 0.25, 0.5, 0.75, 1].map((q) => 1 - within(q * 14 * EPSILON));
    values(out, "white-box").forEach((v, i) => expect(v).toBeCloseTo(quarters[i]!, 9));
    expect(values(out, "black-box")).toEqual(values(out, "white-box"));
    expect(out.notes).toEqual([]);
    for (const e of out.examples) expect([e.before, e.after]).toEqual([e.label, 1 - e.label]);
  });

  it("counts only what each model reads rightly, and no model is fooled more than by its own examples", async () => {
    const { rates } = (await tryOn(border, ["Across", across])).matrix!, counted = rates[0]!.map((r) => r!.n);
    const over = Array.from(rows.labels, (y, i) => (2 * y - 1) * (4 * rows.inputs[2 * i]! + 3 * rows.inputs[2 * i + 1]!)).filter((h) => h > 0);
    expect(counted).toEqual([heights.length, over.length]);
    expect(rates[1]![1]!.value).toBe(over.filter((h) => h <= 14 * EPSILON).length / over.length);
    for (const row of rates) row.forEach((r, on) => expect(r!.value).toBeLessThanOrEqual(rates[on]![on]!.value));
  });

  it("calls it gradient masking when strangers do better than the model’s own gradients, and only then", async () => {
    const deaf = await tryOn(saturated(border, 1e6, 6), ["Parallel", border]);
    expect(deaf.matrix!.rates[0]![0]!.value).toBe(0);
    expect(deaf.matrix!.rates[1]![0]!.value).toBe(within(14 * EPSILON));
    expect(deaf.notes).toHaveLength(2);
    for (const note of deaf.notes) expect([note.level, note.text]).toEqual(["warning", expect.stringMatching(/^This looks like gradient masking/)]);
    expect((await tryOn(border, ["Parallel", border])).notes).toEqual([]);
  });
});

describe("the attacker’s models", () => {
  const wishes = (surrogates: string, meta: typeof plane, model: string) => transfer.surrogates!(transfer.params.parse({ surrogates }), { meta, model });
  it("are another network that fits the data, other weights, and half of the data", () => {
    const photos = { ...pictures, shape: [16, 16, 3] };
    expect(wishes("all", photos, "cnn")).toEqual([{ title: "copy from another seed" }, { title: "perceptron", model: "mlp" }, { title: "copy with half of the data", share: 0.5 }]);
    expect(wishes("architecture", photos, "mlp")).toEqual([{ title: "convolutional network", model: "cnn" }]);
    expect(wishes("architecture", pictures, "mlp").concat(wishes("architecture", plane, "mlp")).map((w) => w.model)).toEqual(["logistic-regression", "logistic-regression"]);
    expect(wishes("architecture", plane, "logistic-regression").map((w) => w.model)).toEqual(["mlp"]);
  });
});
