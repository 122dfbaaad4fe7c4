/** What a person may have meant, and that nothing is guessed where nothing is near. */
import { describe, expect, test } from "vitest";
import { meant, nearest, slips, withNearest } from "./nearest";

const known = ["digits-backdoor", "digits-label-flip", "moons-label-flip", "badnets", "blended", "strip"];

describe("nearest", () => {
  test.each([["badnets", "badnets", 0], ["badnet", "badnets", 1], ["bandets", "badnets", 1], ["badness", "badnets", 1], ["", "abc", 3], ["abc", "cab", 2]] as const)("from %j to %j", (a, b, far) => {
    expect([slips(a, b), slips(b, a)]).toEqual([far, far]);
  });
  test.each([["digits-backdor", "digits-backdoor"], ["BadNets", "badnets"], ["stirp", "strip"], ["digits-back", "digits-backdoor"], ["digits", null], ["flip", null], ["telepathy", null], ["", null]] as const)("%j: %j", (word, name) => {
    expect(nearest(word, known)).toBe(name);
    expect(meant(word, known)).toBe(name === null ? "" : ` Did you mean ${name}?`);
  });
  test("goes into a refusal that lists what is known, and into no other", () => {
    expect(withNearest('attack.id: there is no attack called "badnet". Known: badnets, blended.')).toBe('attack.id: there is no attack called "badnet". Did you mean badnets? Known: badnets, blended.');
    for (const same of ['There is no attack called "$&x". Known: badnets, blended.', "seed must be at least 0; it was -1."]) expect(withNearest(same)).toBe(same);
  });
});
