/**
 * `run --data`: a table of one's own from disk into the engine's store, and the experiment around it. The rows never
 * enter the spec or the result; both name them by hash.
 */
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { importLimits, ownData, parseSpec, ProblemError, type ImportFault, type OwnData } from "../engine/index";
import { decodeUtf8, readTable } from "../engine/own/read-table";
import { UsageError, type OwnFile } from "./args";
import { unreadable } from "./unreadable";

const MEGABYTE = 1024 * 1024;

const line = (fault: ImportFault) => (fault.level === "error" ? fault.message : `Note: ${fault.message}`);

/** Reads and stores the table. Throws UsageError with one sentence when it cannot be used. */
export async function readOwn({ file, label, source, positive, missing }: OwnFile): Promise<{ readonly data: OwnData; readonly said: readonly string[] }> {
  const name = basename(file);
  let bytes: Uint8Array;
  try {
    const { size } = await stat(file);
    if (size > importLimits.megabytes * MEGABYTE) throw new UsageError(`${name} has ${Math.round(size / MEGABYTE)} MB; at most ${importLimits.megabytes} MB are read. Take a part of it.`);
    bytes = await readFile(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw unreadable(file, error);
  }
  try {
    const look = readTable(decodeUtf8(bytes, name), name, { label, source, positive, missing });
    const errors = look.faults.filter((f) => f.level === "error");
    if (!look.data) throw new UsageError(`${name}: ${errors[0]!.message}${errors.length > 1 ? ` ${errors.length - 1} more of its faults wait after this one.` : ""}`);
    if (positive !== undefined && look.data.meta.classNames.length !== 2) throw new UsageError(`--positive is for two classes; ${name} has ${look.data.meta.classNames.length}.`);
    if (positive !== undefined && !look.data.meta.classNames.includes(positive)) throw new UsageError(`--positive must be one of ${look.data.meta.classNames.join(", ")}; it was "${positive}".`);
    ownData.put(look.data);
    const { rows, meta } = look.data;
    return { data: look.data, said: [`${name}: ${rows.n.toLocaleString("en-US")} rows, ${meta.columns ? `${meta.columns.length} columns, ` : ""}classes ${meta.classNames.join(", ")}.`, ...look.faults.map(line)] };
  } catch (error) {
    if (error instanceof ProblemError) throw new UsageError(error.message);
    throw error;
  }
}

/** An experiment on these data: the given one with its data replaced, or 20 % flipped labels with k-NN sanitization. */
export function specForOwn(data: OwnData, given: unknown): unknown {
  const dataset = { id: "own", params: { hash: data.hash, name: data.meta.title } };
  if (given !== null) return { ...(given as object), dataset };
  const { modality } = data.meta, epochs = Math.max(10, Math.min(60, Math.round(16_000 / data.rows.n)));
  const spec = { dataset, model: { id: modality === "text" ? "word-embedding" : "mlp" }, training: { epochs }, attack: { id: "label-flip", params: { rate: 0.2 } }, defenses: [[{ id: "knn-sanitization" }]] };
  return parseSpec(spec).ok ? spec : { ...spec, defenses: [] };
}
