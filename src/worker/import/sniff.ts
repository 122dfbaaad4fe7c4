/**
 * What kind of picture some bytes are and how large it says it is, from the first bytes alone: names lie, and a small
 * file can claim to be a picture of a gigapixel. Decodes nothing.
 */
export type PictureKind = "png" | "jpeg" | "webp" | "gif" | "bmp";

/** Pixels of a picture that is still decoded. */
export const PIXEL_LIMIT = 40e6;

const ascii = (bytes: Uint8Array, from: number, text: string) => text.split("").every((c, i) => bytes[from + i] === c.charCodeAt(0));

/** The kind by its signature; null when the bytes are none of them. */
export function sniffPicture(bytes: Uint8Array): PictureKind | null {
  if (bytes[0] === 0x89 && ascii(bytes, 1, "PNG\r\n\x1a\n")) return "png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (ascii(bytes, 0, "RIFF") && ascii(bytes, 8, "WEBP")) return "webp";
  if (ascii(bytes, 0, "GIF87a") || ascii(bytes, 0, "GIF89a")) return "gif";
  if (ascii(bytes, 0, "BM") && bytes.length > 26) return "bmp";
  return null;
}

export interface PictureSize { readonly width: number; readonly height: number }

/** Walks a JPEG's segments to the frame that holds the size. */
function jpegSize(view: DataView): PictureSize | null {
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) { at++; continue; }
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8) ? 2 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Width and height as the header says; null when the header is cut off or says nothing sensible. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), kind = sniffPicture(bytes);
  let size: PictureSize | null = null;
  if (kind === "png" && bytes.length >= 24 && ascii(bytes, 12, "IHDR")) size = { width: view.getUint32(16), height: view.getUint32(20) };
  else if (kind === "gif" && bytes.length >= 10) size = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  else if (kind === "bmp") size = { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
  else if (kind === "jpeg") size = jpegSize(view);
  else if (kind === "webp" && bytes.length >= 30) {
    const u24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    if (ascii(bytes, 12, "VP8X")) size = { width: 1 + u24(24), height: 1 + u24(27) };
    else if (ascii(bytes, 12, "VP8L")) {
      const bits = view.getUint32(21, true);
      size = { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
    } else if (ascii(bytes, 12, "VP8 ")) size = { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  return size && size.width > 0 && size.height > 0 ? size : null;
}
