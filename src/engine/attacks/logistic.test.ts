/** The regression's derivatives agree with differences of its loss, conjugate gradients solve, and a fit is where the gradient is zero. */
import { describe, expect, it } from "vitest";
import { Rng } from "../core/rng";
import { conjugateGradient, examples, fit, hessianTimes, lossGradient, predict, scores, type Examples } from "./logistic";

const rng = Rng.fromSeed(5), normals = (n: number) => Float64Array.from({ length: n }, () => rng.normal());
function problem(classes: number): Examples {
  const e = examples(normals(40 * 3), Array.from({ length: 40 }, (_, i) => i % classes), classes);
  return { ...e, weight: e.weight.map((_, i) => 1 + (i % 3)) };
}
const plus = (a: Float64Array, b: Float64Array, h: number) => a.map((v, i) => v + h * b[i]!);

describe.each([2, 3, 5])("softmax regression of %i classes", (classes) => {
  const e = problem(classes), theta = normals(classes * e.d), v = normals(classes * e.d), h = 1e-5;
  it("has the gradient that differences of its loss give", () => {
    const slope = lossGradient(predict(theta, e).p, e).reduce((sum, g, j) => sum + g * v[j]!, 0);
    expect(slope).toBeCloseTo((predict(plus(theta, v, h), e).loss - predict(plus(theta, v, -h), e).loss) / (2 * h), 7);
  });
  it("has the Hessian that differences of its gradient give, plus the ridge on all but the bias", () => {
    const at = (t: Float64Array) => lossGradient(predict(t, e).p, e), up = at(plus(theta, v, h)), down = at(plus(theta, v, -h)), ridge = 0.3;
    hessianTimes(predict(theta, e).p, e, ridge, v).forEach((got, j) => expect(got).toBeCloseTo((up[j]! - down[j]!) / (2 * h) + ridge * (j % e.d === e.d - 1 ? 1e-4 : 1) * v[j]!, 7));
  });
  it("is solved by conjugate gradients", () => {
    const { p } = predict(theta, e), times = (x: Float64Array) => hessianTimes(p, e, 0.05, x), s = conjugateGradient(times, v, 1e-10, 500);
    times(s).forEach((b, j) => expect(b).toBeCloseTo(v[j]!, 6));
  });
  it("is fitted where nothing nearby is better, from wherever it starts", async () => {
    const ridge = 0.1, best = await fit(e, ridge), worth = (t: Float64Array) => predict(t, e).loss + t.reduce((s, w, j) => s + (ridge / 2) * (j % e.d === e.d - 1 ? 1e-4 : 1) * w * w, 0);
    for (let t = 0; t < 20; t++) expect(worth(plus(best, normals(best.length), 1e-3))).toBeGreaterThan(worth(best));
    (await fit(e, ridge, normals(best.length).map((w) => 3 * w))).forEach((w, j) => expect(w).toBeCloseTo(best[j]!, 3));
  });
});

describe("softmax regression", () => {
  it("finds the odds of a single repeated input, and counts a row as often as its weight says", async () => {
    const e = { ...examples([0, 0], [0, 1], 2), weight: Float64Array.of(3, 1) }, theta = await fit(e, 1e-3);
    expect([...predict(theta, e).p.subarray(0, 2)]).toEqual([expect.closeTo(0.75, 4), expect.closeTo(0.25, 4)]);
    expect(scores(theta, e)[0]! - scores(theta, e)[1]!).toBeCloseTo(Math.log(3), 3);
  });
  it("copes with a class that has no row, and with no rows at all", async () => {
    expect((await fit(examples([1, 2, 3], [0, 0, 0], 2), 0.01)).every(Number.isFinite)).toBe(true);
    expect((await fit(examples([], [], 2), 0.01)).every(Number.isFinite)).toBe(true);
  });
});
