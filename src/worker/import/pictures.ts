/**
 * Pictures in folders to rows: the last folder is the label, a picture that cannot be read is left out and named, all
 * become 28 × 28 in grey or 32 × 32 in color. Where the files come from does not matter here.
 */
import { readPictures } from "../../engine/own/read-pictures";
import { importLimits, type ImportChoices, type ImportFault, type ImportLook } from "../../engine/own/types";
import type { Decode } from "./decode";
import { checkSize, megabytes, refuse } from "./limits";
import { greys, isColored, shrink } from "./shrink";
import { PIXEL_LIMIT, pictureSize, sniffPicture } from "./sniff";

export interface PictureFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const PICTURE_NAME = /\.(png|jpe?g|webp|gif|bmp)$/i;
const GREY_SIDE = 28, COLOR_SIDE = 32;

/** Whether a name promises a picture. */
export const looksLikePicture = (path: string): boolean => PICTURE_NAME.test(path);

/** The last folder of a path; null when it lies in none. */
export function labelOf(path: string): string | null {
  const label = path.split("/").filter(Boolean).at(-2)?.trim();
  return label ? label.slice(0, 60) : null;
}

/** What is wrong with a picture's bytes, as the end of a sentence; null when it may be decoded. */
export function pictureFault(bytes: Uint8Array): string | null {
  if (!sniffPicture(bytes)) return "is not a PNG, JPEG, WebP, GIF or BMP picture, whatever its name says: its first bytes are others.";
  const size = pictureSize(bytes);
  if (!size) return "is cut off or damaged: its header does not say how large the picture is.";
  if (size.width * size.height > PIXEL_LIMIT) return `says that it has ${size.width.toLocaleString("en-US")} × ${size.height.toLocaleString("en-US")} pixels; at most ${PIXEL_LIMIT / 1e6} million are decoded.`;
  return null;
}

/** Reads pictures one after another; throws ProblemError when there is nothing to read or too much. */
export async function picturesToLook(files: AsyncIterable<PictureFile>, name: string, choices: ImportChoices, decode: Decode): Promise<ImportLook> {
  const faults: ImportFault[] = [], small: { path: string; label: string; color: Uint8Array; grey: Float32Array }[] = [];
  const out = (path: string, why: string) => void faults.push({ level: "warning", where: path, message: `${path} ${why} It was left out.` });
  let bytesSeen = 0, seen = 0;
  for await (const { path, bytes } of files) {
    if (++seen > importLimits.images) throw refuse(`${name} holds more than ${importLimits.images.toLocaleString("en-US")} files. Take a part of them.`);
    bytesSeen += bytes.length;
    if (bytesSeen > 4 * importLimits.megabytes * 2 ** 20) throw refuse(`${name} holds more than ${megabytes(4 * importLimits.megabytes * 2 ** 20)} of pictures. Take a part of them.`);
    if (!looksLikePicture(path) && !sniffPicture(bytes)) {
      out(path, "is not a picture.");
      continue;
    }
    const label = labelOf(path), fault = pictureFault(bytes);
    if (fault) out(path, fault);
    else if (!label) out(path, "lies in no folder, and the folder’s name is what says the label.");
    else {
      try {
        const decoded = await decode(bytes, sniffPicture(bytes)!);
        small.push({ path, label, color: shrink(decoded, COLOR_SIDE), grey: greys(shrink(decoded, GREY_SIDE)) });
      } catch {
        out(path, "cannot be decoded: it begins like a picture and then goes wrong.");
      }
    }
  }
  if (seen === 0) throw refuse(`${name} holds no files.`);
  if (small.length === 0) throw refuse(`${name} holds no picture that can be used. ${faults[0]?.message ?? ""}`.trim());
  const color = choices.color ?? (small.filter((p) => isColored(p.color)).length > small.length / 20 ? "color" : "grey");
  small.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)); // file systems differ in their order; the fingerprint must not
  const rows = small.map(({ path, label, color: rgb, grey }) => ({ path, label, pixels: color === "color" ? Float32Array.from(rgb, (v) => v / 255) : grey }));
  return readPictures(rows, color === "color" ? [COLOR_SIDE, COLOR_SIDE, 3] : [GREY_SIDE, GREY_SIDE, 1], name, { ...choices, color }, faults);
}

/** The files of a chosen folder, read one at a time. */
export async function* folderFiles(files: readonly { readonly path: string; readonly file: Blob }[]): AsyncGenerator<PictureFile> {
  for (const { path, file } of files) {
    checkSize(path, file.size || 1);
    yield { path, bytes: new Uint8Array(await file.arrayBuffer()) };
  }
}
