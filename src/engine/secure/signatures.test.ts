/** What one way of signing signs the other accepts; any change to what was signed is noticed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Update } from "../core/federation";
import { signWith, signingHere, signingInScript, signingInWebCrypto, statementOf } from "./signatures";

const native = (await signingInWebCrypto(globalThis.crypto.subtle))!;
const update: Update = { client: 3, round: 2, rows: 40, vector: Float32Array.of(0.5, -1, 0, 2) };

describe("signatures", () => {
  it("are made by Web Crypto here, in script on a page without it or with one that does not know the curve", async () => {
    const without = new Proxy(globalThis.crypto.subtle, { get: () => () => Promise.reject(new DOMException("no such algorithm", "NotSupportedError")) });
    expect([(await signingHere()).by, await signingInWebCrypto(undefined), await signingInWebCrypto(without)]).toEqual(["web-crypto", null, null]);
  });

  it.each([["web-crypto", "web-crypto"], ["web-crypto", "script"], ["script", "web-crypto"], ["script", "script"]] as const)("made by %s are checked by %s", async (by, checkedBy) => {
    const way = { "web-crypto": native, script: signingInScript }, signer = await way[by].newSigner(), other = await way[by].newSigner(), check = await way[checkedBy].checkerFor(signer.open);
    const statement = statementOf(update), signature = await signer.sign(statement);
    expect(await check(statement, signature)).toBe(true);
    expect(await check(statement, await other.sign(statement))).toBe(false);
    expect(await check(statement, signWith(new Uint8Array(32).fill(1), statement))).toBe(false);
    for (const wrong of [new Uint8Array(64), new Uint8Array(3), new Uint8Array(64).fill(255), signature.map((b, i) => (i === 40 ? b ^ 1 : b))]) expect(await check(statement, wrong)).toBe(false);
  });

  it("say something else when anything that counts is changed", () => {
    const same = statementOf(update), masked = Uint32Array.of(1, 2), sealed = { ...update, seal: { masked } };
    for (const other of [{ ...update, client: 4 }, { ...update, round: 3 }, { ...update, rows: 41 }, sealed, { ...update, seal: { masked: Uint32Array.of(1, 3) } }]) expect(statementOf(other)).not.toEqual(same);
    expect(statementOf({ ...update, seal: { signature: new Uint8Array(64) } })).toEqual(same);
    expect(statementOf({ ...sealed, seal: { masked: Uint32Array.of(2, 1) } })).not.toEqual(statementOf(sealed));
    fc.assert(fc.property(fc.nat(3), fc.float({ noNaN: true }), (j, v) => {
      const vector = update.vector.slice();
      vector[j] = v;
      expect(Buffer.compare(statementOf({ ...update, vector }), same) === 0).toBe(Object.is(vector[j], update.vector[j]));
    }));
  });
});
