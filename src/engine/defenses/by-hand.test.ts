/** Picked by hand: exactly the named rows go, wherever they lie; names that fit nothing are told. */
import { expect, it } from "vitest";
import { takeRows, type Rows } from "../core/data";
import { fingerprintOf } from "../core/fingerprint";
import type { DefenseArgs } from "../core/plugins";
import { Rng } from "../core/rng";
import { byHand, MOST_PICKED } from "./by-hand";

const N = 60;
const rows: Rows = { n: N, shape: [2], inputs: Float32Array.from({ length: 2 * N }, (_, k) => Math.floor(k / 2) + 0.25 * (k % 2)), labels: Int32Array.from({ length: N }, (_, i) => i % 3), ids: Int32Array.from({ length: N }, (_, i) => i) };
const filter = (train: Rows, picked: readonly string[]) => byHand.filter({ train, params: byHand.params.parse({ rows: picked }), pulse: () => {} } as unknown as DefenseArgs<{ rows: string[] }>);
const gone = (keep: Uint8Array) => [...keep.keys()].filter((i) => keep[i] === 0);
const names = (at: readonly number[]) => at.map((i) => fingerprintOf(rows, i));

it("removes the named rows and no other, in any order and after another filter", async () => {
  const out = await filter(rows, names([3, 40, 41]));
  expect([gone(out.keep), out.notes.map((n) => n.level)]).toEqual([[3, 40, 41], ["info"]]);
  const order = Rng.fromSeed(4).shuffle(Int32Array.from({ length: N }, (_, i) => i)), fewer = order.filter((i) => i % 5 !== 4);
  const found = gone((await filter(takeRows(rows, fewer), names([3, 40, 41]))).keep).map((p) => fewer[p]!);
  expect(new Set(found)).toEqual(new Set([3, 40, 41]));
});

it("tells rows apart by their label, and takes those that are alike together", async () => {
  const twins = takeRows(rows, [0, 1, 1, 2]), other: Rows = { ...twins, labels: Int32Array.of(0, 1, 1, 1) };
  const out = await filter(other, [fingerprintOf(twins, 1), fingerprintOf(twins, 3)]);
  expect(gone(out.keep)).toEqual([1, 2]);
  expect(out.notes.map((n) => n.text).join(" ")).toMatch(/^2 rows of 4 .* 1 row of these went because of being identical .* 1 picked row of 2 is not among these rows/);
  expect(out.notes.at(-1)!.level).toBe("warning");
});

it("does nothing until somebody has picked, and refuses what is no fingerprint", async () => {
  const out = await filter(rows, []);
  expect([gone(out.keep), out.notes[0]!.level, out.notes[0]!.text]).toEqual([[], "info", expect.stringMatching(/^Nobody has picked/)]);
  for (const wrong of [["3"], ["ABCDEF012345"], ["0123456789abc"], new Array(MOST_PICKED + 1).fill("0123456789ab")]) expect(byHand.params.safeParse({ rows: wrong }).success).toBe(false);
});
