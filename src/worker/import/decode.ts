/** Decodes a picture with the browser's own decoder, off the page's thread. Not for Node; tests hand in another. */
import type { Decoded } from "./shrink";
import type { PictureKind } from "./sniff";

export type Decode = (bytes: Uint8Array<ArrayBuffer>, kind: PictureKind) => Promise<Decoded>;

/** Larger pictures are brought down to this side first; below it every pixel counts. */
const WORKING_SIDE = 1024;

export const decodeInBrowser: Decode = async (bytes, kind) => {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: `image/${kind}` }), { colorSpaceConversion: "none" });
  try {
    const scale = Math.min(1, WORKING_SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale)), height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("no canvas");
    context.drawImage(bitmap, 0, 0, width, height);
    return { width, height, rgba: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
};
