/** Median and trimmed mean on seven updates worked out by hand (methods.md 3.6), and whose value it was. */
import { expect, it } from "vitest";
import { coordinateMedian } from "./coordinate-median";
import { decided, federationOf, ORACLE } from "./shared/aggregate-test-support";
import { trimmedMean } from "./trimmed-mean";

const rounded = (v: ArrayLike<number> | undefined) => Array.from(v!, (x) => +x.toFixed(4));

it("the median takes the middle value of each coordinate", async () => {
  const out = await decided(coordinateMedian, ORACLE);
  // Client 3 has the middle first coordinate, client 4 the middle second one.
  expect([rounded(out.aggregate), rounded(out.weights)]).toEqual([[1.1, 1.9], [0, 0, 0, 0.5, 0.5, 0, 0]]);
  expect(rounded((await decided(coordinateMedian, [[1], [2], [5], [90]])).aggregate)).toEqual([3.5]);
});

it("the trimmed mean drops f at each end of each coordinate", async () => {
  const out = await decided(trimmedMean, ORACLE, { assumed: 2 });
  expect(rounded(out.aggregate)).toEqual([1.1, 1.9]);
  expect(rounded(out.weights)).toEqual([0.3333, 0.3333, 0, 0.1667, 0.1667, 0, 0]);
  expect(rounded((await decided(trimmedMean, ORACLE, { assumed: 0 })).aggregate)).toEqual([3.4286, -1.2857]);
});

it("does not ask how many rows a client says it has", async () => expect(rounded((await decided(trimmedMean, [[0], [1], [2], [3], [4]], { assumed: 1 })).weights)).toEqual([0, 0.3333, 0.3333, 0.3333, 0]));

it("needs more than twice as many clients as it drops at one end", () => {
  expect(trimmedMean.check!({ assumed: 7 }, federationOf(15))).toBe(true);
  expect(trimmedMean.check!({ assumed: 8 }, federationOf(15))).toMatchObject({ field: "assumed", message: expect.stringMatching(/at most 7: .* n ≥ 2f \+ 1 .* f = 8 is 17, and n is 15 here/) });
});
