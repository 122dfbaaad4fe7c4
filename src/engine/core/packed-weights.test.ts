/** Published weights: what survives packing, and what is refused. */
import { describe, expect, it } from "vitest";
import { weightCount, weightSlots, type ModelPlan } from "./learner";
import { packWeights, packedLength, unpackWeights } from "./packed-weights";
import { Rng } from "./rng";

const plan = (classes: number): ModelPlan => ({ inputShape: [8, 8, 1], classes, layers: [{ kind: "conv-relu-pool", kernel: 3, channels: 2 }, { kind: "flatten" }, { kind: "dense", units: 3, relu: true }, { kind: "dense", units: classes, relu: false }] });
const rng = Rng.fromSeed(1), weights = Float32Array.from({ length: weightCount(plan(5)) }, () => rng.normal());

describe("packed weights", () => {
  it("keep each weight to half a step of its own unit, biases to the bit, and leave the last layer out", () => {
    const bytes = packWeights(plan(5), weights), back = unpackWeights(plan(5), bytes);
    // Letters, then 2 units × (4 + 9) + 2 biases, then 3 units × (4 + 18) + 3 biases.
    expect([bytes.length, packedLength(plan(5))]).toEqual([4 + 2 * 4 + 18 + 8 + 3 * 4 + 54 + 12, bytes.length]);
    for (const slot of weightSlots(plan(5))) {
      const was = weights.subarray(slot.offset, slot.offset + slot.size), is = back.subarray(slot.offset, slot.offset + slot.size), n = slot.shape.at(-1)!;
      if (slot.layer === 3) expect(is.every((v) => v === 0)).toBe(true);
      else if (slot.role === "bias") expect(is).toEqual(was);
      else for (let u = 0; u < n; u++) {
        const of = (a: Float32Array) => a.filter((_, i) => i % n === u), largest = Math.max(...of(was).map(Math.abs));
        of(was).forEach((v, i) => expect(Math.abs(v - of(is)[i]!)).toBeLessThanOrEqual((largest / 127 / 2) * 1.0001));
      }
    }
  });
  it("do not depend on how many classes the victim has, and packing them again changes nothing", () => {
    const bytes = packWeights(plan(5), weights), other = unpackWeights(plan(10), bytes);
    expect(packWeights(plan(10), other)).toEqual(bytes);
  });
  it("keep a unit of zeros and one huge weight apart", () => {
    const odd = weights.slice(), [filter] = weightSlots(plan(5));
    for (let i = 0; i < filter!.size; i++) odd[i] = i % 2 ? 0 : 1e6 * (i === 0 ? 1 : 1e-3);
    const back = unpackWeights(plan(5), packWeights(plan(5), odd));
    expect([back[0], back[1], back[3]]).toEqual([expect.closeTo(1e6, -1), 0, 0]);
  });
  it("refuse another file, another length and what is not a number, each in a sentence", () => {
    const bytes = packWeights(plan(5), weights), refused = (b: Uint8Array) => { try { unpackWeights(plan(5), b); return "read"; } catch (error) { return (error as Error).message; } };
    expect(refused(bytes)).toBe("read");
    expect(refused(bytes.with(0, 80))).toBe("The model file cannot be read: it does not begin like a model of Hemlock’s.");
    expect(refused(new Uint8Array(0))).toMatch(/does not begin/);
    expect(refused(bytes.slice(0, -1))).toBe(`The model file cannot be read: a network like this one takes ${bytes.length} bytes, and ${bytes.length - 1} came.`);
    const wild = bytes.slice();
    new DataView(wild.buffer).setFloat32(4, Infinity, true);
    expect(refused(wild)).toMatch(/not a number/);
  });
});
