/** Labels that contradict raise the alarm soon after they begin; wrong labels of unsure answers and missing ones do not. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta } from "../core/data";
import type { Answers } from "../core/plugins";
import { Rng } from "../core/rng";
import { labelDrift } from "./label-drift";

const meta: DatasetMeta = { id: "toy", title: "Toy", modality: "image", shape: [1, 1, 1], classNames: ["a", "b"], valueRange: [0, 1] };
/** Half of the answers get labels; 3 % of those are wrong, and `share` from `turn` on. */
function answers(n: number, seed: number, turn = n, share = 0.2, sure = 0.97): Answers {
  const rng = Rng.fromSeed(seed), predicted = Int32Array.from({ length: n }, () => rng.int(2)), probabilities = new Float32Array(2 * n);
  const reported = predicted.map((c, i) => (rng.uniform() < 0.5 ? -1 : rng.uniform() < (i >= turn ? share : 0.03) ? 1 - c : c));
  predicted.forEach((c, i) => { probabilities[2 * i + c] = sure; probabilities[2 * i + 1 - c] = 1 - sure; });
  return { n, probabilities, predicted, reported };
}
const reference: Answers = { ...answers(500, 1), reported: answers(500, 1).predicted.map((c, i) => (i % 33 === 0 ? 1 - c : c)) };
const watch = async (stream: Answers, known = reference) => labelDrift.watch({ params: labelDrift.params.parse({}), meta, reference: known, stream, rng: Rng.fromSeed(1), pulse: () => {} });

describe("label drift monitor", () => {
  it("raises its alarm soon after labels begin to contradict", async () => {
    const { detectors: [d], notes } = await watch(answers(2000, 2, 1000));
    expect(d!.alarmAt! > 1000 && d!.alarmAt! < 1250).toBe(true);
    expect(d!.points.length).toBeLessThanOrEqual(400);
    expect(notes[0]!.text).toMatch(/^[\d,]+ of [\d,]+ reported labels contradicted a sure answer .*the alarm came after [\d,]+ answers\.$/);
  });
  it("seldom cries wolf", async () => {
    let alarms = 0;
    for (let s = 0; s < 50; s++) if ((await watch(answers(2000, 100 + s))).detectors[0]!.alarmAt !== null) alarms++;
    expect(alarms).toBeLessThanOrEqual(2);
  });
  it("does not count what contradicts unsure answers, nor answers without labels", async () => {
    expect((await watch(answers(2000, 2, 1000, 0.5, 0.6))).detectors[0]!.alarmAt).toBeNull();
    expect((await watch({ ...answers(2000, 2, 1000), reported: undefined })).detectors[0]!.alarmAt).toBeNull();
  });
  it("stays silent, and says so, without labels on trusted rows", async () => {
    const { detectors, notes } = await watch(answers(2000, 2, 1000), { ...reference, reported: undefined });
    expect(detectors[0]!.alarmAt).toBeNull();
    expect(notes[1]!.level).toBe("warning");
  });
});
