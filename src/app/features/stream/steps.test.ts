/** The attacker's counts come summed up and are taken apart; stretches of poison; when the attack passes a share. */
import { describe, expect, it } from "vitest";
import type { StepRecord } from "../../../engine/index";
import { forgets, partsOf, passes, poisonShare, spansOf, totals } from "./steps";

const record = (step: number, reported: number, arrived: number, learned: number, dropped: number, own: { learned: number; dropped: number; held: number }): StepRecord =>
  ({ step, answered: 50, reported, besides: 0, alarms: [], ...own, attacker: { arrived, learned, dropped } });
const steps = [record(1, 10, 0, 0, 0, { learned: 8, dropped: 2, held: 0 }), record(2, 12, 3, 1, 1, { learned: 9, dropped: 2, held: 1 }), record(3, 10, 4, 2, 1, { learned: 11, dropped: 0, held: 0 })];

describe("steps of a stream", () => {
  it("tells the attacker’s reports of each step from the honest ones", () => {
    expect(partsOf(steps)).toEqual([
      { step: 1, learned: 8, learnedBad: 0, forgot: 0, forgotBad: 0, dropped: 2, droppedBad: 0, held: 0, reported: 10, reportedBad: 0 },
      { step: 2, learned: 8, learnedBad: 1, forgot: 0, forgotBad: 0, dropped: 1, droppedBad: 1, held: 1, reported: 12, reportedBad: 3 },
      { step: 3, learned: 10, learnedBad: 1, forgot: 0, forgotBad: 0, dropped: 0, droppedBad: 0, held: 0, reported: 10, reportedBad: 1 },
    ]);
    expect(totals(partsOf(steps))).toEqual({ reported: 28, reportedBad: 4, dropped: 3, droppedBad: 1, learned: 26, learnedBad: 2, forgot: 0, forgotBad: 0 });
  });
  it("counts what was learned between the model gone back to and the way back as forgotten, and nothing else", () => {
    const back = [...steps, { ...record(4, 10, 4, 2, 5, { learned: 0, dropped: 10, held: 0 }), restored: 1 }];
    expect(partsOf(back).map((p) => [p.learned, p.learnedBad, p.forgot, p.forgotBad])).toEqual([[8, 0, 0, 0], [0, 0, 8, 1], [0, 0, 10, 1], [0, 0, 0, 0]]);
    expect([forgets([steps]), forgets([steps, back])]).toEqual([false, true]);
  });
  it("knows the share of poison and where it is", () => {
    expect(poisonShare(steps)).toEqual([{ x: 1, y: 0 }, { x: 2, y: 0.25 }, { x: 3, y: 0.1 }]);
    expect(spansOf(steps)).toEqual([{ from: 2, to: 3 }]);
    const { attacker: _, ...clean } = steps[0]!;
    expect([poisonShare([clean]), spansOf([clean])]).toEqual([[], []]);
  });
  it("says when an attack passes a share", () => {
    const curve = [0.1, 0.5, 0.8].map((attackSuccess, epoch) => ({ epoch, loss: 1, cleanAccuracy: 0.9, attackSuccess }));
    expect([passes(curve, 0.7), passes(curve, 0.9), passes([], 0.1)]).toEqual([2, null, null]);
  });
});
