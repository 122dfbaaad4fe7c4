/**
 * Where a run's spec comes from: a preset by name, a file that holds a spec, or a file that holds a result. Reads one
 * file; does not judge the spec.
 */
import { readFile } from "node:fs/promises";
import { presets } from "../engine/later";
import { START, UsageError } from "./args";
import { meant } from "./nearest";
import { codeOf, unreadable } from "./unreadable";

export interface Source {
  /** Not yet parsed. */
  readonly spec: unknown;
  /** The seeds of a result that was made from several. */
  readonly seeds: readonly number[] | null;
}

const LARGEST = 64 * 1024 * 1024;

function seedsOf(value: object): readonly number[] | null {
  const seeds: unknown = "seeds" in value ? value.seeds : null;
  return Array.isArray(seeds) && seeds.length > 1 && seeds.every((s) => Number.isInteger(s)) ? (seeds as number[]) : null;
}

/** Throws UsageError with one sentence when there is nothing to read or it is not JSON. */
export async function readSource(name: string): Promise<Source> {
  const preset = presets.find((p) => p.id === name);
  if (preset) return { spec: preset.spec, seeds: null };
  let text: string;
  try {
    text = await readFile(name, "utf8");
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw unreadable(name, error);
    throw new UsageError(`There is no preset and no file called "${name}".${meant(name, presets.map((p) => p.id))} \`${START} list presets\` shows the presets.`);
  }
  if (text.length > LARGEST) throw new UsageError(`The file ${name} is too large to be a spec or a result.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`The file ${name} is not JSON; a spec or a result was expected.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new UsageError(`The file ${name} must hold a JSON object: a spec or a result.`);
  return "spec" in value ? { spec: value.spec, seeds: seedsOf(value) } : { spec: value, seeds: null };
}
