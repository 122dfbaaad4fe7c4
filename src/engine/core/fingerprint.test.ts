/** Fingerprints: fixed for ever (they stand in links), moved by any byte or label, blind to where a row lies. */
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { fingerprint, fingerprintOf } from "./fingerprint";

const input = Float32Array.of(0, 0.5, 1, 9, 9, 0, 0.5, 1);

it("is the beginning of SHA-256 over input and label", () => {
  const bytes = Buffer.alloc(16);
  [0, 0.5, 1].forEach((v, i) => bytes.writeFloatLE(v, 4 * i));
  bytes.writeInt32LE(70_007, 12);
  expect(fingerprint(input.subarray(0, 3), 70_007)).toBe(createHash("sha256").update(bytes).digest("hex").slice(0, 12));
});

it("knows the same row in another place, and no other one", () => {
  const rows = { n: 2, shape: [4], inputs: Float32Array.of(1, 2, 3, 4, 1, 2, 3, 5), labels: Int32Array.of(1, 1), ids: Int32Array.of(0, 1) };
  expect(fingerprint(input.subarray(0, 3), 1)).toBe(fingerprint(input.subarray(5, 8), 1));
  expect(new Set([fingerprintOf(rows, 0), fingerprintOf(rows, 1), fingerprint(rows.inputs.subarray(0, 4), 2)]).size).toBe(3);
});
