/**
 * Reads a zip file with suspicion: what its directory says is checked before anything is unpacked, and what is unpacked
 * is counted, whatever the directory said. Gives file contents; knows nothing of pictures or tables.
 */
import { BlobReader, ERR_UNSAFE_FILENAME, Uint8ArrayWriter, ZipReader, configure, type FileEntry } from "@zip.js/zip.js";
import { ProblemError } from "../../engine/core/errors";
import { importLimits } from "../../engine/own/types";
import { megabytes, refuse } from "./limits";

/** What all of a zip may become when unpacked, and how many times larger than itself one file may. */
export const UNPACKED_LIMIT = 200 * 1024 * 1024, RATIO_LIMIT = 200;
/** Below this a large ratio harms nobody: 200 equal pixels pack well. */
const RATIO_FROM = 1024 * 1024;

export interface ZipItem {
  readonly path: string;
  readonly packed: number;
  readonly unpacked: number;
  readonly encrypted: boolean;
  readonly folder: boolean;
}

/** Folders and the leftovers of operating systems: not what anybody wanted to bring. */
export function isLitter(path: string): boolean {
  const parts = path.split("/");
  return parts.some((p) => p === "__MACOSX" || (p.startsWith(".") && p !== "." && p !== "..")) || ["thumbs.db", "desktop.ini"].includes(parts.at(-1)!.toLowerCase());
}

/** What is wrong with a directory, as a problem naming the entry; null when it may be unpacked. */
export function directoryProblem(items: readonly ZipItem[], zip: string): ProblemError | null {
  const files = items.filter((item) => !item.folder);
  if (files.length > importLimits.images) return new ProblemError({ code: "too-large", field: "file", message: `${zip} holds ${files.length.toLocaleString("en-US")} files; at most ${importLimits.images.toLocaleString("en-US")} are read. Take a part of them.` });
  for (const { path } of items) {
    const shown = JSON.stringify(path.slice(0, 80));
    if (path.split(/[/\\]/).includes("..")) return refuse(`${zip}: the entry ${shown} points outside the zip file with "..". A zip made by an ordinary program has no such name, so nothing was unpacked.`);
    if (/^[/\\]|^[A-Za-z]:/.test(path)) return refuse(`${zip}: the entry ${shown} has an absolute path. A zip made by an ordinary program has no such name, so nothing was unpacked.`);
    if (path.includes("\\") || path.includes("\0")) return refuse(`${zip}: the entry ${shown} has a name with a backslash or a zero byte, which no zip should have, so nothing was unpacked.`);
  }
  const locked = files.find((item) => item.encrypted);
  if (locked) return refuse(`${zip}: ${locked.path} is locked with a password. Save the zip without one.`);
  const bomb = files.find((item) => item.unpacked > RATIO_FROM && item.unpacked > RATIO_LIMIT * Math.max(1, item.packed));
  if (bomb) return new ProblemError({ code: "too-large", field: "file", message: `${zip}: ${bomb.path} would grow from ${megabytes(bomb.packed)} to ${megabytes(bomb.unpacked)} when unpacked, as files made to fill up a memory do. Nothing was unpacked.` });
  const total = files.reduce((sum, item) => sum + item.unpacked, 0);
  if (total > UNPACKED_LIMIT) return new ProblemError({ code: "too-large", field: "file", message: `${zip} would take ${megabytes(total)} when unpacked; at most ${megabytes(UNPACKED_LIMIT)} are read. Take a part of it.` });
  return null;
}

/** Stops when more comes out than the directory promised. */
class CountingWriter extends Uint8ArrayWriter {
  private seen = 0;
  constructor(private readonly limit: number, private readonly path: string) {
    super();
  }
  override async writeUint8Array(array: Uint8Array): Promise<void> {
    this.seen += array.length;
    if (this.seen > this.limit) throw refuse(`${this.path} holds more than its zip file says. Nothing of the zip was taken.`);
    await super.writeUint8Array(array);
  }
}

/** The files in a zip in its own order; throws ProblemError with a sentence when it should not or cannot be read. */
export async function* unzip(zip: Blob, name: string): AsyncGenerator<{ path: string; bytes: Uint8Array<ArrayBuffer> }> {
  configure({ useWebWorkers: false });
  const reader = new ZipReader(new BlobReader(zip));
  try {
    let items: (ZipItem & { entry: FileEntry | null })[];
    try {
      items = (await reader.getEntries()).map((e) => ({ path: e.filename, packed: e.compressedSize, unpacked: e.uncompressedSize, encrypted: e.encrypted, folder: e.directory, entry: e.directory ? null : e }));
    } catch (error) {
      // The library looks at names too, and before us.
      const unsafe = error instanceof Error && error.message === ERR_UNSAFE_FILENAME && "filename" in error ? String(error.filename) : null;
      if (unsafe !== null) throw directoryProblem([{ path: unsafe, packed: 0, unpacked: 0, encrypted: false, folder: false }], name) ?? refuse(`${name}: the entry ${JSON.stringify(unsafe.slice(0, 80))} has a name that no zip should have, so nothing was unpacked.`);
      throw refuse(`${name} is not a zip file that can be read (${error instanceof Error ? error.message : String(error)}). Was it cut off on the way?`);
    }
    const problem = directoryProblem(items, name);
    if (problem) throw problem;
    const wanted = items.filter((item) => !item.folder && !isLitter(item.path));
    if (wanted.length === 0) throw refuse(`${name} holds no files.`);
    for (const { path, unpacked, entry } of wanted) {
      try {
        yield { path, bytes: (await entry!.getData(new CountingWriter(unpacked, `${name}: ${path}`))) as Uint8Array<ArrayBuffer> };
      } catch (error) {
        if (error instanceof ProblemError) throw error;
        throw refuse(`${name}: ${path} cannot be unpacked (${error instanceof Error ? error.message : String(error)}). The zip file is damaged; nothing of it was taken.`);
      }
    }
  } finally {
    await reader.close();
  }
}
