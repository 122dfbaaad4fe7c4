/** Any t of n shares give the secret back, fewer do not, and t − 1 of them fit every secret equally well. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../core/rng";
import { seeded } from "./bytes";
import { combine, inverse, split, times } from "./shamir";

describe("GF(2⁸)", () => {
  it("multiplies as in FIPS 197: 57 · 83 = c1, 57 · 13 = fe", () => expect([times(0x57, 0x83), times(0x57, 0x13)]).toEqual([0xc1, 0xfe]));
  it("has an inverse for all but 0", () => { for (let a = 1; a < 256; a++) expect(times(a, inverse(a))).toBe(1); });
  it("is commutative and distributive", () => fc.assert(fc.property(fc.nat(255), fc.nat(255), fc.nat(255), (a, b, c) => times(a, b) === times(b, a) && times(a, b ^ c) === (times(a, b) ^ times(a, c)))));
});

describe("sharing", () => {
  it("gives a secret back from any t of n", () => fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 20 }), fc.nat(12), fc.nat(1e6), (secret, t, more, seed) => {
    const rng = Rng.fromSeed(seed), shares = split(secret, t, t + more, seeded(rng)), some = [...rng.sample(Int32Array.from(shares.keys()), t)].map((i) => shares[i]!);
    expect(combine(some)).toEqual(secret);
    expect(combine(shares)).toEqual(secret);
  })));

  it("tells nothing with one share too few: over all coefficients each value is as likely, whatever the secret", () => {
    for (const secret of [0, 7, 255]) {
      const seen = new Int32Array(256);
      for (let c = 0; c < 256; c++) seen[split(Uint8Array.of(secret), 2, 3, () => Uint8Array.of(c))[1]!.y[0]!]!++;
      expect([...seen].every((count) => count === 1)).toBe(true);
    }
  });

  it("does not come right with too few", () => {
    const secret = new Uint8Array(32).fill(9), shares = split(secret, 4, 6, seeded(Rng.fromSeed(1)));
    expect(combine(shares.slice(0, 3))).not.toEqual(secret);
  });
  it("refuses thresholds that cannot be", () => { for (const [t, n] of [[0, 3], [4, 3], [2, 256]] as const) expect(() => split(new Uint8Array(1), t, n, (b) => new Uint8Array(b))).toThrow(RangeError); });
});
