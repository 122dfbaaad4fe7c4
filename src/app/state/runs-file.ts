/**
 * Kept runs as one file: `{"hemlock":"runs","v":1,"runs":[…]}`, an entry for each with what the person added and the full
 * record. Writing goes run by run, so that a hundred of them need not be one text; reading checks entry by entry. Pure.
 */
import type { Outcome } from "../../engine/index";
import { parseRecord, type RunRecord } from "../../engine/later";
import { readOwnPart, type KeptRun, type Sample } from "./kept-run";
import { runFiles as words } from "../text/file-words";

export const FILE_VERSION = 1;
/** A hundred runs of the largest kind are far below it. */
export const MAX_RUNS_FILE = 150_000_000;

export interface Entry {
  readonly record: RunRecord;
  readonly name: string | null;
  readonly starred: boolean;
  readonly at: number | null;
  readonly sample?: Sample;
}

export const fileHead = `{"hemlock":"runs","v":${FILE_VERSION},"runs":[`;
export const fileEnd = "\n]}\n";

/** One entry; the first one has no comma before it. */
export const entryText = ({ name, starred, at, sample }: KeptRun, record: RunRecord, first: boolean): string => `${first ? "" : ","}\n${JSON.stringify({ name, starred, at, ...(sample && { sample }), record })}`;

const bad = (message: string): Outcome<never> => ({ ok: false, problem: { code: "bad-file", field: "file", message } });

/** What a file holds, each entry read or refused with a sentence. A single record, as stories have them, counts as one entry. */
export function readRunsFile(name: string, text: string): Outcome<readonly Outcome<Entry>[]> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad(words.notJson(name));
  }
  const file = typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  if (file["hemlock"] !== "runs") {
    const alone = parseRecord(value);
    return alone.ok ? { ok: true, value: [{ ok: true, value: { record: alone.value, ...readOwnPart({}) } }] } : bad(words.notRuns(name));
  }
  if (file["v"] !== FILE_VERSION) return bad(words.version(name, String(file["v"]).slice(0, 20), FILE_VERSION));
  if (!Array.isArray(file["runs"])) return bad(words.damaged(name));
  return { ok: true, value: file["runs"].map((entry: unknown): Outcome<Entry> => {
    const record = parseRecord((entry as { readonly record?: unknown } | null)?.record);
    return record.ok ? { ok: true, value: { record: record.value, ...readOwnPart(entry) } } : record;
  }) };
}
