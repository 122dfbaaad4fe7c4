/** Both ends of a pair agree, by Web Crypto and in script alike; masks are the same for the same key; rounding stays in its bound. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../core/rng";
import { agreeInScript, agreeInWebCrypto, deriveKey, expand, keyPair, oncePerPair, shift } from "./agreement";
import { seeded } from "./bytes";
import { decodeMean, encode, fixedPoint } from "./fixed-point";

const pairOf = (seed: number) => keyPair(seeded(Rng.fromSeed(seed))(32));

describe("agreement", () => {
  it("comes to one secret at both ends, and Web Crypto to the same as script", async () => {
    const native = (await agreeInWebCrypto(globalThis.crypto.subtle))!;
    for (let seed = 0; seed < 10; seed++) {
      const a = pairOf(seed), b = pairOf(100 + seed), secret = await agreeInScript(a, b.open);
      for (const agree of [agreeInScript, native, oncePerPair(native)]) expect([await agree(a, b.open), await agree(b, a.open)]).toEqual([secret, secret]);
      expect(await agreeInScript(a, pairOf(200).open)).not.toEqual(secret);
    }
  });

  it("says so where Web Crypto is missing or does not know the curve", async () => {
    const without = new Proxy(globalThis.crypto.subtle, { get: () => () => Promise.reject(new DOMException("no such algorithm", "NotSupportedError")) });
    expect([await agreeInWebCrypto(undefined), await agreeInWebCrypto(without)]).toEqual([null, null]);
  });

  it("is worked out once for a pair", async () => {
    let asked = 0;
    const a = pairOf(1), b = pairOf(2), agree = oncePerPair((mine, theirs) => { asked++; return agreeInScript(mine, theirs); });
    await Promise.all([agree(a, b.open), agree(b, a.open), agree(a, b.open)]);
    expect(asked).toBe(1);
  });
});

describe("expansion", () => {
  const key = deriveKey(new Uint8Array(32).fill(1), "test");
  it("gives the same words for a key, a longer run beginning with the shorter, and others for another purpose", () => {
    expect(expand(key, 50)).toEqual(expand(key, 50));
    expect(expand(key, 1000).slice(0, 50)).toEqual(expand(key, 50));
    expect(expand(deriveKey(new Uint8Array(32).fill(1), "other"), 50)).not.toEqual(expand(key, 50));
  });
  it("looks random: half of the bits are set", () => {
    const set = expand(key, 20_000).reduce((sum, w) => { let bits = 0; for (let v = w; v; v &= v - 1) bits++; return sum + bits; }, 0);
    expect(Math.abs(set / (32 * 20_000) - 0.5)).toBeLessThan(0.003);
  });
  it("comes off as it went on, modulo 2³²", () => {
    const values = Uint32Array.of(0, 1, 2 ** 32 - 1, 2 ** 31), out = values.slice(), mask = expand(key, 4);
    shift(out, mask, 1);
    expect(out).not.toEqual(values);
    shift(out, mask, -1);
    expect(out).toEqual(values);
  });
});

describe("fixed point", () => {
  it("keeps the sum of n clients at full range below 2³¹, whatever n", () => {
    for (const n of [1, 2, 3, 15, 50, 200]) for (const sign of [1, -1]) {
      const point = fixedPoint(2, n), sum = new Uint32Array(1);
      for (let i = 0; i < n; i++) shift(sum, encode(Float32Array.of(sign * 1e9), point).values, 1);
      expect(decodeMean(sum, n, point)[0]).toBeCloseTo(sign * 2, 5);
    }
  });
  it("moves a mean by at most n · range / 2³²", () => fc.assert(fc.property(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 }), (values) => {
    const n = values.length, point = fixedPoint(1, n), sum = new Uint32Array(1);
    for (const v of values) shift(sum, encode(Float32Array.of(v), point).values, 1);
    const mean = values.reduce((a, b) => a + b, 0) / n, bound = (n / 2 ** 32) * 1.001 + 1e-7 * Math.abs(mean);
    expect(Math.abs(decodeMean(sum, n, point)[0]! - mean)).toBeLessThanOrEqual(bound);
  })));
  it("counts what it cuts off, and what is no number becomes 0", () => {
    const point = fixedPoint(0.5, 3), { values, clipped } = encode(Float32Array.of(0.5, -0.5, 0.6, -Infinity, NaN, 0), point);
    expect(clipped).toBe(3);
    expect([...decodeMean(values, 1, point)].map((v) => Math.round(1e6 * v) / 1e6 + 0)).toEqual([0.5, -0.5, 0.5, -0.5, 0, 0]);
  });
});
