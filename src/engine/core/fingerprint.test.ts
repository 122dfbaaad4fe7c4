/** Fingerprints: fixed for ever (they stand in links), moved by any byte or label, blind to where a row lies. */
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { fingerprintOf } from "./fingerprint";

const rows = { n: 4, shape: [3], inputs: Float32Array.of(0, 0.5, 1, 9, 9, 0, 0, 0.5, 1, 0, 0.5, 1), labels: Int32Array.of(70_007, 1, 70_007, 2), ids: Int32Array.of(0, 1, 2, 3) };

it("is the beginning of SHA-256 over input and label", () => {
  const bytes = Buffer.alloc(16);
  [0, 0.5, 1].forEach((v, i) => bytes.writeFloatLE(v, 4 * i));
  bytes.writeInt32LE(70_007, 12);
  expect(fingerprintOf(rows, 0)).toBe(createHash("sha256").update(bytes).digest("hex").slice(0, 12));
});

it("knows the same row in another place, and no other one", () => {
  expect(fingerprintOf(rows, 2)).toBe(fingerprintOf(rows, 0));
  expect(new Set([0, 1, 3].map((i) => fingerprintOf(rows, i))).size).toBe(3);
});
