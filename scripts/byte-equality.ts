/**
 * Typed arrays are equal at once when their bytes are; value by value, as vitest compares them otherwise, pictures take
 * seconds. Where bytes differ nothing is decided here, so that -0 and 0 or two kinds of NaN are judged as before. Loaded by
 * the configurations of unit and science tests.
 */
import { expect } from "vitest";

const bytes = (a: ArrayBufferView) => Buffer.from(a.buffer, a.byteOffset, a.byteLength);

expect.addEqualityTesters([
  (a: unknown, b: unknown) => (ArrayBuffer.isView(a) && ArrayBuffer.isView(b) && a.constructor === b.constructor && bytes(a).equals(bytes(b)) ? true : undefined),
]);
