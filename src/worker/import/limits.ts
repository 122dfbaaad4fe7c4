/** Sentences and checks about size that come before anything is read. */
import { ProblemError } from "../../engine/core/errors";
import { importLimits } from "../../engine/own/types";

const MEGABYTE = 1024 * 1024;

/** A size as people say it: "3.4 MB". */
export const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(bytes < 10 * MEGABYTE ? 1 : 0)} MB`;

export const refuse = (message: string, field = "file"): ProblemError => new ProblemError({ code: "bad-file", field, message });

/** Throws when a file is empty or larger than the limit; nothing of it has been read then. */
export function checkSize(name: string, bytes: number): void {
  if (bytes === 0) throw refuse(`${name} is empty: it holds no bytes at all.`);
  if (bytes > importLimits.megabytes * MEGABYTE)
    throw new ProblemError({ code: "too-large", field: "file", message: `${name} has ${megabytes(bytes)}; at most ${importLimits.megabytes} MB are read. Take a part of it.` });
}
