/**
 * The last steps that every kind of own data shares: which classes are large enough, and rows under the name of their
 * content. The split into training and test rows comes later, from the seed.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../core/canonical";
import type { DatasetMeta, Rows } from "../core/data";
import { count, quote, type Faults } from "./faults";
import { importLimits, type OwnData } from "./types";

/** Data under their hash: SHA-256 of what is known about them, but for the name they go by, and of all values. */
export function finish(meta: Omit<DatasetMeta, "id">, rows: Rows): OwnData {
  const { title: _title, ...content } = meta;
  const hash = sha256.create().update(utf8ToBytes(canonicalJson({ ...content, n: rows.n })));
  for (const array of [rows.inputs, rows.labels, rows.sources])
    if (array) hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return { hash: bytesToHex(hash.digest()), meta: { ...meta, id: "own" }, rows };
}

export interface Classes {
  /** Names in the order of their labels. */
  readonly names: readonly string[];
  /** Every class that was found, before small ones were left out. */
  readonly counts: readonly { readonly name: string; readonly rows: number }[];
  /** Label of each given name; −1 where the row is left out. */
  readonly labels: Int32Array;
}

/** Names sorted as people sort them: numbers by size before all the rest by letters. The same order everywhere. */
export const byName = (a: string, b: string): number => {
  const value = (s: string) => (s !== "" && Number.isFinite(Number(s)) ? Number(s) : Infinity), x = value(a), y = value(b);
  return x !== y ? (x < y ? -1 : 1) : a < b ? -1 : a > b ? 1 : 0;
};

/** From one class name a row (null: none given) to labels. Classes that are too small are left out and named. */
export function classesOf(given: readonly (string | null)[], what: string, faults: Faults): Classes {
  const sizes = new Map<string, number>();
  for (const name of given) if (name !== null) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const counts = [...sizes].map(([name, rows]) => ({ name, rows })).sort((a, b) => byName(a.name, b.name));
  const none = { names: [], counts, labels: new Int32Array(given.length).fill(-1) };
  if (counts.length > importLimits.classes) {
    faults.add("error", what, `${what} has ${count(counts.length, "different value")}; at most ${importLimits.classes} classes are told apart. Is it the right column for the label?`);
    return { ...none, counts: counts.slice(0, 50) };
  }
  if (counts.length < 2) {
    faults.add("error", what, counts.length === 0 ? `${what} names no class in any row.` : `${what} has one class only, ${quote(counts[0]!.name)}; there is nothing to tell apart. At least two are needed.`);
    return none;
  }
  const large = counts.filter((c) => c.rows >= importLimits.smallestClass), small = counts.filter((c) => c.rows < importLimits.smallestClass);
  if (large.length < 2) {
    faults.add("error", what, `${large.length === 0 ? "No class" : `Only ${quote(large[0]!.name)}`} has ${importLimits.smallestClass} rows or more; every class needs as many (${small.slice(0, 3).map((c) => `${quote(c.name)} has ${c.rows}`).join(", ")}).`);
    return none;
  }
  for (const c of small) faults.add("warning", what, `The class ${quote(c.name)} has only ${count(c.rows, "row")}; at least ${importLimits.smallestClass} are needed, so it was left out.`);
  const names = large.map((c) => c.name), number = new Map(names.map((name, i) => [name, i]));
  return { names, counts, labels: Int32Array.from(given, (name) => (name === null ? -1 : (number.get(name) ?? -1))) };
}

const POSITIVE = /^(spam|fraud|malignant|positive|yes|true|1|bad|sick|attack|toxic|default(ed)?)$/i;

/** The class a two-class problem is about: as chosen, else by its name, else the rarer one; undefined with more classes. */
export function positiveOf(names: readonly string[], labels: Int32Array, chosen: string | null | undefined): number | undefined {
  if (names.length !== 2 || chosen === null) return undefined;
  if (chosen !== undefined && names.includes(chosen)) return names.indexOf(chosen);
  const named = names.findIndex((n) => POSITIVE.test(n));
  if (named >= 0) return named;
  let ones = 0, all = 0;
  for (const y of labels) if (y >= 0) { ones += y; all++; }
  return ones * 2 <= all ? 1 : 0;
}

/** A name for data without one: the file's, without its ending. */
export const titleOf = (name: string, title: string | undefined): string => (title?.trim() || name.split("/").at(-1)!.replace(/\.[A-Za-z0-9]{1,5}$/, "").trim() || "own data").slice(0, 60);
