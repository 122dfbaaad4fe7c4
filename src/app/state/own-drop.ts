/**
 * What a person dropped or picked, as something the importer can read: a table, a zip, messages, or pictures with the
 * folders they lie in. Looks at names only; what is in a file is the importer's business.
 */
import { importLimits, type ImportSource } from "../../engine/index";
import { openOwnData } from "./own";
import { openFile } from "./open-file";
import { specFiles } from "../text/file-words";

export interface PathFile {
  readonly path: string;
  readonly file: File;
}

const PICTURE = /\.(png|jpe?g|webp|gif|bmp|avif)$/i;
/** Files that systems leave in folders and nobody means. */
const isLitter = (path: string): boolean => path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX") || /(^|\/)(thumbs\.db|desktop\.ini)$/i.test(path);

/** Pictures with their folders; the name is that of the folder all of them lie in. */
export function picturesFrom(files: readonly PathFile[], fallback: string): ImportSource {
  const wanted = files.filter(({ path }) => !isLitter(path));
  const tops = new Set(wanted.map(({ path }) => (path.includes("/") ? path.split("/")[0]! : "")));
  const [top = ""] = tops;
  return { kind: "images", name: tops.size === 1 && top ? top : fallback, files: wanted };
}

/** One file by its name; null when it is nothing that holds data. */
export async function sourceOf(file: File): Promise<ImportSource | null> {
  if (/\.(csv|tsv|tab)$/i.test(file.name) || file.type === "text/csv") return { kind: "csv", name: file.name, file };
  if (/\.zip$/i.test(file.name)) return { kind: "zip", name: file.name, file };
  // Longer files are cut: the importer then says that they are too long.
  if (/\.txt$/i.test(file.name)) return { kind: "text", name: file.name, text: await file.slice(0, importLimits.megabytes * 1_000_000 + 1).text() };
  return null;
}

const read = <T>(start: (done: (value: T) => void, failed: (error: unknown) => void) => void): Promise<T | null> =>
  new Promise((resolve) => {
    start(resolve, () => resolve(null));
  });

/** All files below an entry, with paths; stops a little above the limit, which the importer then reports. */
async function walk(entry: FileSystemEntry, path: string, out: PathFile[]): Promise<void> {
  if (out.length > importLimits.images) return;
  if (entry.isFile) {
    const file = await read<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
    if (file) out.push({ path: `${path}${entry.name}`, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader hands out about a hundred entries at a time.
    const some = await read<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (!some || some.length === 0) return;
    for (const inner of some) await walk(inner, `${path}${entry.name}/`, out);
  }
}

/** Opens the dialog with what was dropped; files that hold no data go the way of experiment files, which says what is wrong. */
export async function takeDrop(files: readonly File[], entries: readonly FileSystemEntry[]): Promise<void> {
  if (entries.some((e) => e.isDirectory)) {
    const found: PathFile[] = [];
    for (const entry of entries) await walk(entry, "", found);
    return openOwnData(picturesFrom(found, specFiles.pictures));
  }
  if (files.length > 1 && files.some((f) => PICTURE.test(f.name))) return openOwnData(picturesFrom(files.map((file) => ({ path: file.name, file })), specFiles.pictures));
  const source = files[0] ? await sourceOf(files[0]) : null;
  if (source) openOwnData(source);
  else if (files[0]) await openFile(files[0]);
}
