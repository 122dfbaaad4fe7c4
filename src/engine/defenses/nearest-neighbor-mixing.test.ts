/** Nearest-neighbor mixing: means of the nearest worked out by hand; a lie that is far away is averaged with honest updates. */
import { expect, it } from "vitest";
import { nearestNeighborMixing } from "./nearest-neighbor-mixing";
import { begun, decided, federationOf, received, updatesOf } from "./shared/aggregate-test-support";

it("replaces each by the mean of its n − f nearest, itself among them", async () => {
  const out = await decided(nearestNeighborMixing, [[0], [1], [3], [100]], { assumed: 1 });
  expect(out.updates!.map((u) => +u.vector[0]!.toFixed(4))).toEqual([1.3333, 1.3333, 1.3333, 34.6667]);
  expect(out.updates!.map((u) => u.client)).toEqual([0, 1, 2, 3]);
});

it("shares a place that several tie for", async () => {
  const out = await decided(nearestNeighborMixing, [[-1], [0], [1]], { assumed: 1 });
  expect(out.updates!.map((u) => u.vector[0])).toEqual([-0.5, 0, 0.5]);
});

it("brings updates closer together, and says by how much", async () => {
  const rule = await begun(nearestNeighborMixing, 6, { assumed: 2 });
  await received(rule, updatesOf([[0], [1], [2], [3], [4], [5]]));
  expect(rule.notes!()[0]!.text).toMatch(/^After mixing, the middle distance between two updates was [1-9]\d? % of what it was before\.$/);
});

it("needs fewer than half malicious", () => expect(nearestNeighborMixing.check!({ assumed: 8 }, federationOf(15))).toMatchObject({ field: "assumed" }));
