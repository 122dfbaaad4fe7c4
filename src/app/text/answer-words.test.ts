/** What stands in place of a class, and what figures of a model that fell apart are said to be. */
import { describe, expect, it } from "vitest";
import { NO_ANSWER, type CurvePoint } from "../../engine/index";
import { answerName, inNoCell, numbersOfFallen } from "./answer-words";

const curve: readonly CurvePoint[] = [1, 2].map((epoch) => ({ epoch, cleanAccuracy: 0.5 })), lost = { test: { count: 1200, of: 1500 }, goal: { count: 3, of: 900 } };

describe("what was answered", () => {
  it.each([[1, "cat"], [NO_ANSWER, "no answer"], [-1, "turned away by the guard"], [undefined, "turned away by the guard"], [7, "?"]])("%s is %s", (answer, said) => expect(answerName(["dog", "cat"], answer)).toBe(said));
});

describe("the figures of a model that diverged", () => {
  it("need no word where it did not", () => expect(numbersOfFallen({ diverged: false, curve }, "epoch")).toBeNull());
  it("say which inputs have no answer, and as what they count", () => {
    expect(numbersOfFallen({ diverged: true, curve, unanswered: lost }, "round")).toBe("This model gave no answer to 1,200 of 1,500 untouched test inputs and 3 of 900 attacked ones, because what it computed was not a number. They count as wrong, and never as a success of the attack.");
    expect(numbersOfFallen({ diverged: true, curve, unanswered: { ...lost, goal: null } }, "round")).toBe("This model gave no answer to 1,200 of 1,500 untouched test inputs, because what it computed was not a number. They count as wrong.");
    expect(inNoCell(lost)).toBe("Without the 1,200 of 1,500 that got no answer.");
  });
  it("say from when the model is that they were measured on", () => {
    expect(numbersOfFallen({ diverged: true, curve }, "round")).toBe("Measured on the model as it was after round 2, the last one that ended in numbers.");
    expect(numbersOfFallen({ diverged: true, curve: [] }, "epoch")).toBe("Measured on the model as it was before it learned: no epoch ended in numbers.");
  });
});
