/** FoolsGold: puppets lose their weight, honest clients near them are pardoned, memory finds what single rounds hide. */
import { expect, it } from "vitest";
import { foolsgold, foolsGoldWeights } from "./foolsgold";
import { begun, decided, received, updatesOf } from "./shared/aggregate-test-support";

const rounded = (v: ArrayLike<number>) => Array.from(v, (x) => +x.toFixed(3));

it("takes the weight of those who send the same", async () => {
  const { weights } = await decided(foolsgold, [[1, 0, 0], [0, 1, 0], [0, 0, 1], [-5, -5, -5], [-5, -5, -5.1]]);
  expect(rounded(weights!)).toEqual([0.333, 0.333, 0.333, 0, 0]);
});

it("pardons an honest client that is more like a puppet than any other: its cosine counts 0.5 / 1 of itself", () => {
  // Puppets 1 and 2 are alike (1), client 0 is like both (0.5): 1 − 0.5 · 0.5 / 1 = 0.75, the most; the puppets have 0.
  const { weights, likest } = foolsGoldWeights([1, 0.5, 0.5, 0.5, 1, 1, 0.5, 1, 1], 3);
  expect([rounded(likest), rounded(weights)]).toEqual([[0.5, 1, 1], [1, 0, 0]]);
});

it("weighs by ln(w / (1 − w)) + 0.5 of the share of the largest", () => {
  // Cosines 0.2 and 0.6: w = 0.8, 0.4, 0.4, and shares 0.99, 0.5, 0.5.
  const c = [1, 0.2, 0.2, 0.2, 1, 0.6, 0.2, 0.6, 1], { weights } = foolsGoldWeights(c, 3), first = 1 - (0.2 * 0.2) / 0.6, share = 0.4 / first;
  expect(rounded(weights)).toEqual([1, +(Math.log(share / (1 - share)) + 0.5).toFixed(3), +(Math.log(share / (1 - share)) + 0.5).toFixed(3)]);
});

it("remembers what clients have sent, also of those who were not there last time", async () => {
  // In every single round the puppets hide behind noise that differs; together they say the same.
  const puppet = (k: number, round: number) => [5, round === 1 ? 6 * k : -6 * k, 0, 0], rounds = (memory: boolean) => async () => {
    const rule = await begun(foolsgold, 4, { memory });
    await received(rule, updatesOf([[0, 0, 1, 0], puppet(1, 1), puppet(-1, 1)], 1, [0, 2, 3]));
    await received(rule, updatesOf([[0, 0, 0, 1]], 2, [1]));
    return (await received(rule, updatesOf([[0, 0, 1, 0], [0, 0, 0, 1], puppet(1, 3), puppet(-1, 3)], 3))).weights!;
  };
  expect(rounded(await rounds(true)())).toEqual([0.5, 0.5, 0, 0]);
  expect((await rounds(false)())[2]).toBeGreaterThan(0.2);
});

it("warns where honest clients are alike", async () => {
  const rule = await begun(foolsgold, 3);
  await received(rule, updatesOf([[1, 0.1], [1, 0], [1, -0.1]]));
  expect(rule.notes!()[1]).toMatchObject({ level: "warning", text: expect.stringMatching(/^Most clients sent nearly the same/) });
});
