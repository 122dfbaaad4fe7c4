/** Bytes for protocols: numbers written out, typed arrays read as bytes, secrets from a seed. */
import type { Rng } from "../core/rng";

/** Whole numbers below 2³², four bytes each, lowest byte first. */
export function numbers(...values: readonly number[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((v, i) => view.setUint32(4 * i, v, true));
  return new Uint8Array(view.buffer);
}

/** The same memory, read as bytes. */
export const asBytes = (array: ArrayBufferView): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/**
 * Secrets out of the experiment's seed. Real clients take theirs from the operating system; here the same spec must give the same
 * bytes even where somebody tampers with a masked message and the masks do not come off.
 */
export function seeded(rng: Rng): (bytes: number) => Uint8Array {
  return (bytes) => asBytes(Uint32Array.from({ length: Math.ceil(bytes / 4) }, () => rng.uint32())).slice(0, bytes);
}
