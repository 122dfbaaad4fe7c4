/** Krum and multi-Krum on seven updates worked out by hand (methods.md 3.6), with ties, with an f that is wrong and with too few updates. */
import { expect, it } from "vitest";
import { krum } from "./krum";
import { multiKrum } from "./multi-krum";
import { begun, decided, federationOf, ORACLE, received, updatesOf } from "./shared/aggregate-test-support";

const rounded = (v: ArrayLike<number> | undefined, digits = 4) => Array.from(v!, (x) => +x.toFixed(digits));

it("scores are sums of squared distances to the n − f − 2 nearest, and the lowest is picked", async () => {
  const out = await decided(krum, ORACLE, { assumed: 2 });
  expect(rounded(out.scores!.values, 2)).toEqual([0.12, 0.42, 0.12, 0.27, 0.27, 443.68, 364.48]);
  expect([rounded(out.aggregate), rounded(out.weights)]).toEqual([[1, 2], [1, 0, 0, 0, 0, 0, 0]]);
});

it("multi-Krum is the mean of the n − f lowest", async () => {
  const out = await decided(multiKrum, ORACLE, { assumed: 2 });
  expect([rounded(out.aggregate), rounded(out.weights)]).toEqual([[1, 2], [0.2, 0.2, 0.2, 0.2, 0.2, 0, 0]]);
});

it("an f that is too small lets a liar in", async () => expect((await decided(multiKrum, ORACLE, { assumed: 1 })).weights![6]).toBeCloseTo(1 / 6));

it("of two that are each other’s nearest the next neighbor decides; those that tie in all share the place, whatever their order", async () => {
  const near = await decided(krum, [[0], [1], [9]], { assumed: 0 });
  expect([rounded(near.aggregate), rounded(near.scores!.values), rounded(near.weights)]).toEqual([[1], [1, 1, 64], [0, 1, 0]]);
  const same = await decided(krum, [[0], [1], [9], [10]], { assumed: 0 });
  expect([rounded(same.aggregate), rounded(same.weights)]).toEqual([[5], [0, 0.5, 0.5, 0]]);
});

it("with fewer updates than it needs lowers f and says so", async () => {
  const rule = await begun(multiKrum, 9, { assumed: 3 });
  expect(rounded((await received(rule, updatesOf([[0], [0.1], [0.2], [0.3], [50]]))).weights)).toEqual([0.25, 0.25, 0.25, 0.25, 0]);
  await received(rule, updatesOf([[0]], 2));
  expect(rule.notes!().at(-1)).toEqual({ level: "warning", text: "In 2 rounds of 2 too few updates arrived to withstand 3 malicious clients: Multi-Krum needs 2f + 3, 9 in all, and the fewest were 1, so f was lowered, to 0 there. Ask more clients in a round or assume fewer malicious ones." });
});

it("knows when n and f cannot be", () => {
  expect(krum.check!({ assumed: 6 }, federationOf(15))).toBe(true);
  expect(krum.check!({ assumed: 7 }, federationOf(15))).toEqual({ field: "assumed", message: "must be at most 6: Krum needs n ≥ 2f + 3 updates in a round, which for f = 7 is 17, and n is 15 here." });
});
