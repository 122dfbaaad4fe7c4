/** What stands on a worksheet: which inputs, and from when on what came of them. */
import { expect, test } from "vitest";
import { isFound } from "../features/teach/found";
import type { Shown } from "../story-figures/shown";
import { rowsToAsk } from "./rows-to-ask";

const meta = { classNames: ["a", "b"] };
/** Six test rows of class 1; row 3 is the first that a clean model reads rightly and a poisoned one, with the trigger, wrongly. */
function shown(aimed: readonly number[]): Shown {
  const test = { n: 6, labels: Int32Array.of(1, 1, 1, 1, 1, 1) }, goal = { kind: "trigger", testIndex: Int32Array.from(aimed) };
  const p = new Float32Array(12), said = (...answers: number[]) => Int32Array.from(answers);
  const artifacts = {
    clean: { testProbabilities: p, goalProbabilities: p, testPredicted: said(1, 1, 1, 1, 1, 1), goalPredicted: said(...aimed.map(() => 1)) },
    poisoned: { testProbabilities: p, goalProbabilities: p, testPredicted: said(1, 1, 1, 1, 1, 1), goalPredicted: said(...aimed.map((row) => (row >= 3 ? 0 : 1))) },
  };
  return { run: { artifacts }, preview: { meta, test, goal }, spec: {} } as unknown as Shown;
}
const all = [0, 1, 2, 3, 4, 5];

test("before anybody looked, inputs from a telling one on, and round again", () => {
  expect(rowsToAsk(shown(all), 2, [])).toEqual([3, 4]);
  expect(rowsToAsk(shown(all), 5, [])).toEqual([3, 4, 5, 0, 1]);
  expect(rowsToAsk(shown(all), 50, [])).toHaveLength(6);
});

test("afterward those that were looked at, as far as the run has them", () => {
  expect(rowsToAsk(shown(all), 5, [5, 2])).toEqual([5, 2]);
  expect(rowsToAsk(shown(all), 2, [5, 2, 1])).toEqual([5, 2]);
  expect(rowsToAsk(shown([0, 3, 5]), 2, [4]), "row 4 is none that the attacker is after").toEqual([3, 5]);
});

test("what came of a step stands on it once it was seen in the story or computed", () => {
  expect(isFound({ id: "numbers" }, { visited: ["guess", "train"] }, false)).toBe(false);
  expect(isFound({ id: "numbers" }, { visited: ["guess", "train", "numbers"] }, false)).toBe(true);
  expect(isFound({ id: "numbers" }, { visited: [] }, true)).toBe(true);
});
