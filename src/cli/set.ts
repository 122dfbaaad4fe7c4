/**
 * `--set attack.params.rate=0.05`: puts values into a spec by dotted path. Works on plain JSON before it is parsed and
 * leaves the judgment of names and values to the spec's parser. Pure; the input is not changed.
 */
import { UsageError, type Setting } from "./args";

type Json = Record<string, unknown> | unknown[];

const isContainer = (v: unknown): v is Json => typeof v === "object" && v !== null;

function child(parent: Json, key: string, path: string): unknown {
  if (!Array.isArray(parent)) return Object.hasOwn(parent, key) ? parent[key] : undefined;
  if (!/^\d+$/.test(key) || Number(key) > parent.length) throw new UsageError(`--set ${path}: "${key}" must be a position from 0 to ${parent.length}.`);
  return parent[Number(key)];
}

function put(parent: Json, key: string, value: unknown): void {
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

function applyOne(root: Json, { path, value }: Setting): void {
  const keys = path.split(".");
  if (keys.includes("")) throw new UsageError(`--set ${path}: a field is names separated by single dots.`);
  let here = root;
  for (const [i, key] of keys.slice(0, -1).entries()) {
    let next = child(here, key, path);
    if (next === undefined || next === null) {
      next = /^\d+$/.test(keys[i + 1]!) ? [] : {};
      put(here, key, next);
    }
    if (!isContainer(next)) throw new UsageError(`--set ${path}: ${keys.slice(0, i + 1).join(".")} is a single value and has no field ${keys[i + 1]}.`);
    here = next;
  }
  const last = keys.at(-1)!;
  const before = child(here, last, path);
  put(here, last, value);
  // Another plug-in has other parameters: start from its defaults instead of refusing the old one's.
  if (last === "id" && before !== value && !Array.isArray(here)) delete here["params"];
}

/** A copy of a spec's JSON with every setting put in, in order. Throws UsageError. */
export function applySettings(spec: unknown, settings: readonly Setting[]): unknown {
  if (settings.length === 0) return spec;
  if (!isContainer(spec)) throw new UsageError("--set needs a spec that is an object.");
  const copy = structuredClone(spec);
  for (const setting of settings) applyOne(copy, setting);
  return copy;
}
