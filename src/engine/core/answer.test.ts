/** What counts as an answer, by hand and against softmax; what voters make of one who has none. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { argmaxRows, NO_ANSWER } from "./answer";
import type { Learner, TrainedModel } from "./learner";
import { softmax } from "./loss";
import { answersOf, voteRadius } from "./votes";

const none: TrainedModel = { plan: { inputShape: [1], classes: 3, layers: [] }, weights: new Float32Array(0) };

describe("the class of a row of numbers", () => {
  it.each([
    ["the largest", [0.1, 0.7, 0.2], 1], ["the first one on a tie", [2, 2, 1], 0], ["one beside what is infinitely unlikely", [-Infinity, -5, -9], 1],
    ["no answer without any number", [NaN, NaN, NaN], NO_ANSWER], ["no answer where the first is none", [NaN, 1, 2], NO_ANSWER], ["no answer where another is none", [3, NaN, 2], NO_ANSWER],
    ["no answer beyond all numbers", [1, Infinity, 2], NO_ANSWER], ["no answer where nothing is likely", [-Infinity, -Infinity, -Infinity], NO_ANSWER],
  ])("is %s", (_, row, answer) => {
    expect([...argmaxRows(Float32Array.from([0, 0, 1, ...row, 1, 0, 0]), 3)]).toEqual([2, answer, 0]);
  });

  it("is the same for logits and for the probabilities made of them", () => {
    const value = fc.oneof({ weight: 8, arbitrary: fc.float({ min: -30, max: 30, noNaN: true }) }, fc.constantFrom(NaN, Infinity, -Infinity));
    fc.assert(fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 20 }), (rows) => {
      const logits = Float32Array.from(rows.flat()), p = softmax(logits, 3), read = argmaxRows(logits, 3), again = argmaxRows(p, 3);
      // Rounding may make two probabilities equal; then the first wins.
      read.forEach((c, i) => { if (c !== again[i]) expect([c >= 0, p[3 * i + c]]).toEqual([true, p[3 * i + again[i]!]]); });
    }));
  });
});

describe("a voter without an answer", () => {
  /** Voters that say these classes of two rows; −1 for no number. */
  async function shares(said: readonly (readonly [number, number])[]): Promise<Float32Array> {
    const voters = said.map((_, v) => ({ ...none, weights: Float32Array.of(v) }));
    const logits: Learner["logits"] = async (voter) => Float32Array.from(said[voter.weights[0]!]!.flatMap((c) => [0, 1, 2].map((j) => (c < 0 ? NaN : j === c ? 1 : 0))));
    return answersOf({ logits } as Learner, { ...none, voters }, new Float32Array(2), 2);
  }
  it("abstains, and leaves the votes for other rows alone", async () => {
    const p = await shares([[-1, 0], [2, 1], [2, 1], [1, -1]]);
    expect([...p]).toEqual([0, 0.25, 0.5, 0.25, 0.5, 0]);
    expect([...argmaxRows(p, 3)]).toEqual([2, 1]);
  });
  it("leaves no answer and no certificate when all are like that", async () => {
    const p = await shares([[-1, 0], [-1, 0], [-1, 0]]);
    expect([...argmaxRows(p, 3)]).toEqual([NO_ANSWER, 0]);
    expect([voteRadius(p.subarray(0, 3), 3), voteRadius(p.subarray(3), 3)]).toEqual([-1, 1]);
  });
});
