/** Certificates as they are reported, on a handful of rows whose votes and radii are written down. */
import { describe, expect, it } from "vitest";
import { certificateReport } from "./run-time-report";

type Parts = Parameters<typeof certificateReport>[0];
const labels = Int32Array.of(0, 0, 1, 1), none = { plan: {}, weights: new Float32Array(0) };
const parts = (over: object): Parts => ({ load: { dataset: { test: { n: 4, labels }, meta: { classNames: ["a", "b"] } } }, train: { model: none }, evaluate: {}, filters: [], ...over }) as unknown as Parts;
/** Ten voters; votes for class 0. */
const votes = (forA: readonly number[], over: object = {}): Parts =>
  parts({ train: { model: { ...none, voters: new Array(10).fill(none) } }, evaluate: { testProbabilities: Float32Array.from(forA.flatMap((a) => [a / 10, 1 - a / 10])), testPredicted: Int32Array.from(forA, (a) => (a >= 5 ? 0 : 1)) }, ...over });

describe("the certificate of models that vote", () => {
  it("counts a wrong answer −1, and at x the rows that are right and stay so", () => {
    // Radii: 5 right; 2 right; 5:5 goes to class 0 and is wrong; 1:9 is right with (9 − 1 − 1) / 2 = 3.
    const report = certificateReport(votes([10, 7, 5, 1]))!;
    expect(report.points).toEqual([0.75, 0.75, 0.75, 0.5, 0.25, 0.25, 0].map((y, x) => ({ x, y })));
    expect([report.n, report.median, report.uncertified.value]).toEqual([4, 2.5, 0]);
    expect(report.xTitle).toBe("training rows inserted or removed");
  });
  it("begins after a filter, when there is one", () => expect(certificateReport(votes([10, 7, 5, 1], { filters: [{}] }))!.xTitle).toBe("rows inserted or removed after the filter"));
});

describe("the certificate of a guard", () => {
  const screen = { title: "guard", radiusTitle: "length", test: { answers: Int32Array.of(0, -1, 0, 1), radius: Float32Array.of(0.6, -1, 0.6, NaN) } };
  it("is about the rows it was worked out for; those turned away and those read wrongly hold nothing", () => {
    const report = certificateReport(parts({ screen }))!;
    expect(report.n).toBe(3);
    expect(report.points[0]!.y).toBeCloseTo(1 / 3);
    // The largest radius is still there at its own x, whatever rounding does, and nothing beyond.
    expect(report.points.at(-2)!.x).toBeCloseTo(0.6, 6);
    expect(report.points.at(-2)!.y).toBeCloseTo(1 / 3);
    expect(report.points.at(-1)!.y).toBe(0);
    expect(report.uncertified.value).toBeCloseTo(1 / 3);
    expect(report.median).toBe(-1);
  });
  it("is absent where no radius was worked out", () => {
    expect(certificateReport(parts({ screen: { ...screen, test: { answers: screen.test.answers, radius: new Float32Array(4).fill(NaN) } } }))).toBeNull();
    expect(certificateReport(parts({ screen: { title: "other", test: { answers: screen.test.answers } } }))).toBeNull();
    expect(certificateReport(parts({}))).toBeNull();
  });
});
