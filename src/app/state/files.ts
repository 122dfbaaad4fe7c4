/**
 * Experiments as files: a result as JSON, curves as CSV, a setup as JSON, and reading one back. Turning values into text
 * and text into values is pure; only `save` touches the page.
 */
import { parseSpec, toCsv, type ExperimentResult, type Outcome, type Spec } from "../../engine/index";
import { specFiles as words } from "../text/file-words";

/** Largest file that is read. A result with many seeds is far below it. */
export const MAX_FILE = 5_000_000;

export const resultJson = (result: ExperimentResult): string => `${JSON.stringify(result, null, 2)}\n`;
export const specJson = (spec: Spec): string => `${JSON.stringify(spec, null, 2)}\n`;

/** One line for each arm and epoch (in a federation: round, in a stream: step), rates in [0, 1]. */
export function curvesCsv(result: ExperimentResult): string {
  return toCsv([["arm", "title", "epoch", "loss", "cleanAccuracy", "attackSuccess"], ...result.arms.flatMap((arm) => arm.curve.map((p) => [arm.id, arm.title, p.epoch, p.loss, p.cleanAccuracy, p.attackSuccess]))]);
}

/** The experiment in a file that is known to be JSON, before it is checked. */
export function rawSpec(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null && "spec" in value ? value.spec : value;
}

/** The spec in a spec file or in a result file; otherwise one sentence that names what is wrong. */
export function readFileText(name: string, text: string): Outcome<Spec> {
  const bad = (message: string) => ({ ok: false as const, problem: { code: "bad-file" as const, field: name, message } });
  if (text.length > MAX_FILE) return bad(words.large(name));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad(words.notJson(name));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return bad(words.notObject(name));
  const inner = "spec" in value ? value.spec : value;
  const parsed = parseSpec(inner);
  return parsed.ok ? parsed : { ok: false, problem: { ...parsed.problem, message: `${name}: ${parsed.problem.message}` } };
}

/** A file name that says what is in it: "hemlock-badnets-1f3a9c". */
export const fileStem = (spec: Spec, key?: string): string => `hemlock-${spec.attack?.id ?? "clean"}${key ? `-${key.slice(0, 6)}` : ""}`;

/** Hands a text to the person as a download. */
export const save = (name: string, type: string, text: string): void => saveBlob(name, new Blob([text], { type }));

export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
