/**
 * From whatever a person brought to what was understood of it: sizes are checked first, then the reader for that kind
 * looks. Throws ProblemError with one sentence when nothing can be made of it; half a result never leaves.
 */
import { decodeUtf8, readTable } from "../../engine/own/read-table";
import { readMessages } from "../../engine/own/read-text";
import { readPoints } from "../../engine/own/read-points";
import { importLimits, type ImportChoices, type ImportLook, type ImportSource } from "../../engine/own/types";
import { decodeInBrowser, type Decode } from "./decode";
import { checkSize, refuse } from "./limits";
import { folderFiles, picturesToLook } from "./pictures";
import { isLitter, unzip } from "./zip";

const TABLE_NAME = /\.(csv|tsv|txt)$/i;

async function readZip(file: Blob, name: string, choices: ImportChoices, decode: Decode): Promise<ImportLook> {
  const files = unzip(file, name), first = await files.next();
  if (first.done) throw refuse(`${name} holds no files.`);
  const one = first.value;
  if (TABLE_NAME.test(one.path)) {
    if (!(await files.next()).done) throw refuse(`${name} holds a table and other files. Zip the table alone, or bring it as it is.`);
    return readTable(decodeUtf8(one.bytes, one.path), one.path.split("/").at(-1)!, choices);
  }
  async function* all() {
    yield one;
    yield* files;
  }
  return picturesToLook(all(), name, choices, decode);
}

/** Reads one source with these choices. */
export async function readSource(source: ImportSource, choices: ImportChoices, decode: Decode = decodeInBrowser): Promise<ImportLook> {
  switch (source.kind) {
    case "csv":
      checkSize(source.name, source.file.size);
      return readTable(decodeUtf8(new Uint8Array(await source.file.arrayBuffer()), source.name), source.name, choices);
    case "zip":
      checkSize(source.name, source.file.size);
      return readZip(source.file, source.name, choices, decode);
    case "images": {
      const files = source.files.filter(({ path }) => !isLitter(path));
      if (files.length > importLimits.images) throw refuse(`${source.name} holds ${files.length.toLocaleString("en-US")} files; at most ${importLimits.images.toLocaleString("en-US")} are read. Take a part of them.`);
      return picturesToLook(folderFiles(files), source.name, choices, decode);
    }
    case "text": return readMessages(source.text, source.name, choices);
    case "points": return readPoints(source, choices);
  }
}
