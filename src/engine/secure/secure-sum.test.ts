/** The masked sum is the plain sum, whoever drops out; one masked vector tells nothing; a client never gives both secrets of another. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../core/rng";
import { agreeInScript, agreeInWebCrypto, keyPair, shift, type Agree } from "./agreement";
import { seeded } from "./bytes";
import { Member, forMasks, forParcels, needed, uncover, type Parcel } from "./secure-sum";

const native = (await agreeInWebCrypto(globalThis.crypto.subtle)) ?? agreeInScript;

/** n clients that have exchanged keys and parcels. */
async function ready(n: number, seed: number, threshold = needed(n, 0.66), agree: Agree = native) {
  const parcelKeys = forParcels(agree), masks = forMasks(agree);
  const rng = Rng.fromSeed(seed), clients = Array.from({ length: n }, (_, i) => 3 * i + 1);
  const members = clients.map((c) => new Member(c, 1, keyPair(seeded(rng.fork(`channel-${c}`))(32)), seeded(rng.fork(`client-${c}`))));
  const keys = members.map((m) => m.open), parcels: Parcel[] = [];
  for (const m of members) parcels.push(...(await m.deal(keys, threshold, parcelKeys)));
  for (const m of members) await m.accept(parcels.filter((p) => p.to === m.client), parcelKeys);
  const values = members.map((_, i) => { const own = rng.fork(`values-${i}`); return Uint32Array.from({ length: 7 }, () => own.uint32()); });
  const covered = new Map<number, Uint32Array>();
  for (const [i, m] of members.entries()) covered.set(m.client, await m.cover(values[i]!, masks));
  return { rng, members, keys, parcels, values, covered, threshold, parcelKeys, masks };
}
const total = (values: readonly Uint32Array[]) => { const sum = new Uint32Array(7); for (const v of values) shift(sum, v, 1); return sum; };
/** What the server gets when these are gone. */
async function without(group: Awaited<ReturnType<typeof ready>>, gone: ReadonlySet<number>) {
  const there = group.members.filter((m) => !gone.has(m.client)), ids = there.map((m) => m.client), covered = new Map([...group.covered].filter(([c]) => !gone.has(c)));
  const sum = await uncover(covered, group.keys, there.map((m) => m.answer(ids)), group.threshold, forMasks(native), () => {});
  return { sum, plain: total(group.values.filter((_, i) => !gone.has(group.members[i]!.client))) };
}

describe("the masked sum", () => {
  it("is the plain sum to the last bit, whoever drops out, as long as enough are left", async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 3, max: 12 }), fc.nat(1e6), fc.nat(100), async (n, seed, lose) => {
      const group = await ready(n, seed), most = n - group.threshold, drop = most === 0 ? 0 : lose % (most + 1), gone = new Set(group.rng.fork("gone").sample(Int32Array.from(group.members, (m) => m.client), drop));
      const { sum, plain } = await without(group, gone);
      expect(sum).toEqual(plain);
    }), { numRuns: 25 });
  });

  it("survives the loss of a third of 15, and of 9, with the script’s own curve", async () => {
    for (const n of [15, 9]) {
      const group = await ready(n, n, needed(n, 0.66), agreeInScript), { sum, plain } = await without(group, new Set(group.members.slice(2, 2 + n / 3).map((m) => m.client)));
      expect(sum).toEqual(plain);
    }
  });

  it("hides every single vector: the same values are covered differently, and not even pairwise masks alone would do", async () => {
    const { members, covered, values, masks } = await ready(4, 5);
    for (const [i, m] of members.entries()) expect(covered.get(m.client)).not.toEqual(values[i]);
    expect(await members[0]!.cover(new Uint32Array(7), masks)).not.toEqual(new Uint32Array(7));
    // Pairwise masks cancel among all; what is left over is the self masks.
    expect(total([...covered.values()])).not.toEqual(total(values));
  });

  it("does not come out with one vector changed by a bit, except by that bit: masks hide, they do not protect", async () => {
    const group = await ready(5, 6), first = group.covered.get(1)!;
    first[0]! += 1;
    const { sum, plain } = await without(group, new Set());
    plain[0]! += 1;
    expect(sum).toEqual(plain);
  });
});

describe("a client", () => {
  it("answers once, so never for both secrets of another, and not for too few", async () => {
    const { members, threshold } = await ready(6, 7), ids = members.map((m) => m.client), [first, second] = members;
    expect(() => second!.answer(ids.slice(0, threshold - 1))).toThrow(/needed/);
    const { selfSeeds, maskSecrets } = first!.answer(ids.slice(0, 5));
    expect([[...selfSeeds.keys()].sort((a, b) => a - b), [...maskSecrets.keys()]]).toEqual([ids.slice(0, 5), [ids[5]]]);
    expect(() => first!.answer(ids)).toThrow(/answered/);
  });

  it("sends shares that the server cannot read, and notices a changed parcel", async () => {
    const { members, parcels, parcelKeys } = await ready(4, 8), ids = members.map((m) => m.client), share = members[1]!.answer(ids).selfSeeds.get(ids[0]!)!;
    const box = parcels.find((p) => p.from === ids[0] && p.to === ids[1])!.box, hex = (b: Uint8Array) => Buffer.from(b).toString("hex");
    expect(hex(box)).not.toContain(hex(share.y));
    await expect(members[1]!.accept([{ from: ids[0]!, to: ids[1]!, box: box.map((b, i) => (i === 3 ? b ^ 1 : b)) }], parcelKeys)).rejects.toThrow(/tag/);
  });

  it("needs more than half to answer, and two thirds unless told otherwise", () => expect([needed(15, 0.66), needed(10, 0.66), needed(9, 0.66), needed(4, 0.5), needed(3, 1), needed(100, 2 / 3)]).toEqual([10, 7, 6, 3, 3, 67]));
});
