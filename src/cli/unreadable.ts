/** Why a file could not be read or written, in words; also whether one can be written, before the work whose end it shall be. */
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { UsageError } from "./args";

const READ: Readonly<Record<string, string>> = { ENOENT: "there is no such file", ENOTDIR: "a part of its path is no folder", EISDIR: "it is a folder", EACCES: "reading it is not allowed", EPERM: "reading it is not allowed", EMFILE: "too many files are open" };
const WRITE: Readonly<Record<string, string>> = { ENOENT: "the folder does not exist", ENOTDIR: "a part of its path is no folder", EISDIR: "it is a folder", EACCES: "writing there is not allowed", EPERM: "writing there is not allowed", EROFS: "the disk can only be read", ENOSPC: "the disk is full" };

export const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");
const why = (words: Readonly<Record<string, string>>, error: unknown): string => words[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));

export const unreadable = (file: string, error: unknown): UsageError => new UsageError(`The file ${file} cannot be read: ${why(READ, error)}.`);
export const unwritable = (file: string, error: unknown): UsageError => new UsageError(`The file ${file} cannot be written: ${why(WRITE, error)}.`);

/** Throws where no file can be: the folder is missing, or the name is a folder's. */
export async function checkWritable(file: string): Promise<void> {
  const refuse = (error: unknown) => { throw unwritable(file, error); };
  const folder = await stat(dirname(resolve(file))).catch(refuse), there = await stat(file).catch((error: unknown) => (codeOf(error) === "ENOENT" ? null : refuse(error)));
  if (!folder?.isDirectory()) throw new UsageError(`The file ${file} cannot be written: ${WRITE["ENOTDIR"]}.`);
  if (there?.isDirectory()) throw new UsageError(`The file ${file} cannot be written: ${WRITE["EISDIR"]}.`);
}
