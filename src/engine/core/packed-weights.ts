/**
 * A published model as bytes: every layer but the last, whose place is the victim's own. Four letters, then slot by slot: a bias
 * as 32-bit floats; filters and dense weights as one 32-bit scale for each output unit and 8 bits a weight. Little-endian. What
 * comes back are numbers and nothing that could run.
 */
import { ProblemError } from "./errors";
import { weightCount, weightSlots, type ModelPlan, type WeightSlot } from "./learner";

const MAGIC = [0x48, 0x4d, 0x57, 0x31]; // HMW1
const STEPS = 127;

/** Slots that are in the file. */
const kept = (plan: ModelPlan): WeightSlot[] => weightSlots(plan).filter((s) => s.layer < plan.layers.length - 1);
const units = (slot: WeightSlot): number => slot.shape.at(-1)!;
const bytesOf = (slot: WeightSlot): number => (slot.role === "bias" ? 4 * slot.size : 4 * units(slot) + slot.size);

/** Length of the file for a network, in bytes. */
export const packedLength = (plan: ModelPlan): number => kept(plan).reduce((sum, s) => sum + bytesOf(s), MAGIC.length);

/** The file. Weights must be finite. */
export function packWeights(plan: ModelPlan, weights: Float32Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(packedLength(plan)), view = new DataView(out.buffer);
  out.set(MAGIC);
  let at = MAGIC.length;
  for (const slot of kept(plan)) {
    const values = weights.subarray(slot.offset, slot.offset + slot.size), n = units(slot);
    if (slot.role === "bias") {
      values.forEach((v, i) => view.setFloat32(at + 4 * i, v, true));
    } else {
      const scales = new Float32Array(n);
      values.forEach((v, i) => { scales[i % n] = Math.max(scales[i % n]!, Math.abs(v) / STEPS); });
      scales.forEach((s, i) => view.setFloat32(at + 4 * i, s, true));
      values.forEach((v, i) => view.setInt8(at + 4 * n + i, scales[i % n] === 0 ? 0 : Math.round(v / scales[i % n]!)));
    }
    at += bytesOf(slot);
  }
  return out;
}

/** All weights of the network, the last layer's being 0; refuses a file of another network. */
export function unpackWeights(plan: ModelPlan, bytes: Uint8Array): Float32Array {
  const bad = (why: string) => new ProblemError({ code: "bad-data", field: "pretrained.from", message: `The model file cannot be read: ${why}.` });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), out = new Float32Array(weightCount(plan));
  if (MAGIC.some((b, i) => bytes[i] !== b)) throw bad("it does not begin like a model of Hemlock’s");
  if (bytes.length !== packedLength(plan)) throw bad(`a network like this one takes ${packedLength(plan)} bytes, and ${bytes.length} came`);
  let at = MAGIC.length;
  for (const slot of kept(plan)) {
    const n = units(slot);
    for (let i = 0; i < slot.size; i++)
      out[slot.offset + i] = slot.role === "bias" ? view.getFloat32(at + 4 * i, true) : view.getFloat32(at + 4 * (i % n), true) * view.getInt8(at + 4 * n + i);
    at += bytesOf(slot);
  }
  if (!out.every(Number.isFinite)) throw bad("it holds something that is not a number");
  return out;
}
