/** Arrays of numbers as short texts in JSON, for records of runs. Not for weights, which have core/packed-weights. */
import { z } from "zod";

/** Whole numbers or, with `low` and `high`, numbers rounded to 256 steps between them; base64. */
export interface Packed {
  readonly as: "u8" | "i8" | "i16" | "i32" | "f32" | "step";
  readonly data: string;
  readonly low?: number;
  readonly high?: number;
  /** Of steps: some places hold no number; the last step, 255, stands for that. */
  readonly gaps?: true;
}

const BYTES = { u8: 1, i8: 1, i16: 2, i32: 4, f32: 4, step: 1 } as const;
const bytesOf = (data: string): number => (data.length / 4) * 3 - (data.endsWith("==") ? 2 : data.endsWith("=") ? 1 : 0);
/** How many numbers there are, without reading them. */
export const countOf = ({ as, data }: Packed): number => bytesOf(data) / BYTES[as];

const shapeOf = <K extends Packed["as"]>(...kinds: readonly [K, ...K[]]) =>
  z.object({ as: z.enum(kinds as unknown as [K, ...K[]]), data: z.base64(), low: z.number().optional(), high: z.number().optional(), gaps: z.literal(true).optional() }).refine((p) => Number.isInteger(countOf(p)));
/** Bytes; whole numbers; any numbers. */
export const bytesShape = shapeOf("u8"), wholesShape = shapeOf("u8", "i8", "i16", "i32"), realsShape = shapeOf("step", "f32");

const toBase64 = (bytes: Uint8Array): string => {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
};
export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/** Numbers rounded to 256 steps over their own range, or to 255 where some are none: rows that a filter did not judge have NaN. */
export function steps(values: Float32Array, low?: number, high?: number): Packed {
  const known = values.filter(Number.isFinite), gaps = known.length < values.length, top = gaps ? 254 : 255;
  const from = low ?? (known.length > 0 ? known.reduce((a, b) => Math.min(a, b)) : 0), to = high ?? (known.length > 0 ? known.reduce((a, b) => Math.max(a, b)) : 0);
  return { as: "step", low: from, high: to, ...(gaps && { gaps }), data: toBase64(Uint8Array.from(values, (v) => (Number.isFinite(v) ? Math.round(((v - from) / (to - from || 1)) * top) : 255))) };
}

/** Numbers as they are. */
export const exact = (values: Float32Array): Packed => ({ as: "f32", data: toBase64(new Uint8Array(values.slice().buffer)) });

export function whole(values: Int32Array | Uint8Array): Packed {
  if (values instanceof Uint8Array) return { as: "u8", data: toBase64(values) };
  const within = (limit: number) => values.every((v) => v >= -limit && v < limit);
  if (within(128)) return { as: "i8", data: toBase64(new Uint8Array(Int8Array.from(values).buffer)) };
  return within(32768) ? { as: "i16", data: toBase64(new Uint8Array(Int16Array.from(values).buffer)) } : { as: "i32", data: toBase64(new Uint8Array(values.slice().buffer)) };
}

export const floats = ({ as, data, low = 0, high = 1, gaps }: Packed): Float32Array =>
  as === "f32" ? new Float32Array(fromBase64(data).buffer) : Float32Array.from(fromBase64(data), (b) => (gaps && b === 255 ? NaN : low + ((high - low) * b) / (gaps ? 254 : 255)));
export const ints = ({ as, data }: Packed): Int32Array => {
  const bytes = fromBase64(data);
  return as === "i32" ? new Int32Array(bytes.buffer) : Int32Array.from(as === "i16" ? new Int16Array(bytes.buffer) : as === "i8" ? new Int8Array(bytes.buffer) : bytes);
};
