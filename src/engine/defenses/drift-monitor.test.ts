/** A stream that turns to one class is caught soon after it turns; a clean one seldom; the statistics are what they are called. */
import { describe, expect, it } from "vitest";
import { NO_ANSWER } from "../core/answer";
import type { DatasetMeta } from "../core/data";
import type { Answers } from "../core/plugins";
import { Rng } from "../core/rng";
import { driftMonitor, kolmogorovSmirnov, populationStability } from "./drift-monitor";

const meta: DatasetMeta = { id: "toy", title: "Toy", modality: "image", shape: [1, 1, 1], classNames: ["a", "b", "c", "d"], valueRange: [0, 1] };
/** Answers drawn evenly over the classes; from `turn` on, `share` of them are class 2, as sure as `sure`. */
function answers(n: number, seed: number, turn = n, share = 0.3, sure = 0.9): Answers {
  const rng = Rng.fromSeed(seed), predicted = new Int32Array(n), probabilities = new Float32Array(n * 4);
  for (let i = 0; i < n; i++) {
    const bad = i >= turn && rng.uniform() < share, p = bad ? sure : 0.8 + 0.15 * rng.uniform();
    predicted[i] = bad ? 2 : rng.int(4);
    for (let c = 0; c < 4; c++) probabilities[i * 4 + c] = c === predicted[i] ? p : (1 - p) / 3;
  }
  return { n, probabilities, predicted };
}
const reference = answers(500, 1), rng = Rng.fromSeed(9), params = driftMonitor.params.parse({});
const watch = (stream: Answers) => driftMonitor.watch({ params, meta, reference, stream, rng, pulse: () => {} });
const alarms = async (stream: Answers) => Object.fromEntries((await watch(stream)).detectors.map((d) => [d.id, d.alarmAt]));

describe("drift monitor", () => {
  it("finds a class that grows, within a window or so, and names it", async () => {
    const found = await alarms(answers(1000, 2, 500));
    for (const id of ["mix", "cusum"]) expect([found[id]! > 500, found[id]! < 650], id).toEqual([true, true]);
    expect((await watch(answers(1000, 2, 500))).notes[0]!.text).toContain("The class that grew is c.");
  });
  it("finds answers that are surer than before, whatever their class", async () => {
    const same = answers(1000, 3), surer: Answers = { ...same, probabilities: same.probabilities.map((p, k) => (k >= 2000 && p > 0.5 ? 0.999 : p)) };
    const found = await alarms(surer);
    expect([found.mix, found.cusum]).toEqual([null, null]);
    expect(found.confidence! > 500 && found.confidence! < 600).toBe(true);
  });
  it("cries wolf in about as many clean streams as it may", async () => {
    const count = { mix: 0, confidence: 0, cusum: 0 };
    for (let s = 0; s < 100; s++) for (const d of (await watch(answers(1000, 100 + s))).detectors) if (d.alarmAt !== null) count[d.id as "mix"]++;
    for (const n of Object.values(count)) expect(n).toBeLessThan(25); // 5 are allowed, and 500 trusted rows know the mix only so well
  });
  it("comes to an end and raises an alarm when the model has no answer any more", async () => {
    const sound = answers(1000, 4), fallen: Answers = { ...sound, predicted: sound.predicted.map((c, i) => (i < 500 ? c : NO_ANSWER)), probabilities: sound.probabilities.map((p, k) => (k < 2000 ? p : NaN)) };
    const found = await alarms(fallen);
    for (const id of ["mix", "confidence"]) expect([found[id]! > 500, found[id]! < 650], id).toEqual([true, true]);
  });
  it("computes PSI and the Kolmogorov–Smirnov distance", () => {
    expect(populationStability([50, 50], [50, 50])).toBe(0);
    expect(populationStability([75, 25], [50, 50])).toBeCloseTo((25 / 101) * (Math.log(75.5 / 50.5) - Math.log(25.5 / 50.5)), 10);
    expect(kolmogorovSmirnov([1, 2, 3, 4], [1, 2, 3, 4])).toBe(0);
    expect(kolmogorovSmirnov([1, 2], [3, 4])).toBe(1);
    expect(kolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5, 6])).toBe(0.5);
  });
});
