/** FLTrust: trust by cosine, length by the server, and nobody believed when all point away. */
import { expect, it } from "vitest";
import { fltrust } from "./fltrust";
import { begun, decided, received, updatesOf } from "./shared/aggregate-test-support";

it("weighs by the cosine and brings all to the server’s length", async () => {
  // Cosines 1, √½, 0 and −1 with (2, 0): trust 1 : 0.7071.
  const out = await decided(fltrust, [[9, 0], [1, 1], [0, 5], [-100, 0]], {}, [2, 0]), all = 1 + Math.SQRT1_2;
  expect([...out.weights!].map((w) => +w.toFixed(4))).toEqual([+(1 / all).toFixed(4), +(Math.SQRT1_2 / all).toFixed(4), 0, 0]);
  expect(out.aggregate![0]).toBeCloseTo((2 + Math.SQRT1_2 * Math.SQRT2) / all, 5);
  expect(out.aggregate![1]).toBeCloseTo((Math.SQRT1_2 * Math.SQRT2) / all, 5);
});

it("stands still when nobody points its way, or when it has nothing to compare with, and says so", async () => {
  const rule = await begun(fltrust, 2), out = await received(rule, updatesOf([[-1, -1], [-2, 0]]));
  expect([[...out.aggregate!], [...out.weights!]]).toEqual([[0, 0], [0, 0]]);
  expect(rule.notes!()[1]).toMatchObject({ level: "warning", text: expect.stringMatching(/^In 1 round no update/) });
  const poor = await begun(fltrust, 2, {}, { trusted: { n: 0, shape: [1], inputs: new Float32Array(), labels: new Int32Array(), ids: new Int32Array() } });
  expect([...(await received(poor, updatesOf([[1, 1], [1, 0]]), { own: [0, 0] })).aggregate!]).toEqual([0, 0]);
  expect(poor.notes!()).toEqual([{ level: "warning", text: expect.stringMatching(/^The server has no trusted rows/) }]);
});

it("withstands a majority", async () => expect((await decided(fltrust, [[1, 0], [-1, 0], [-1, 0], [-1, 0]], {}, [1, 0])).aggregate![0]).toBe(1));
