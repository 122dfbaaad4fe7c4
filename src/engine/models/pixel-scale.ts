/**
 * First layer for pictures: brings pixels to about mean 0 and spread 1, which the networks learn faster from (digits, CNN:
 * 96.6 instead of 95.1 % on one seed). A fixed layer of the model, so that attacks keep to raw pixels. Not fitted to data.
 */
import type { DatasetMeta } from "../core/data";
import type { Layer } from "../core/learner";

/** Mean and spread of handwritten digits as shares of the value range; close enough for other dark-ground pictures. */
const MEAN = 0.13, SPREAD = 1 / 3.25;

/** The scale layer for pictures, no layer for anything else. */
export function pixelScale({ modality, valueRange: [low, high] }: DatasetMeta): Layer[] {
  return modality === "image" ? [{ kind: "scale", shift: low + MEAN * (high - low), factor: 1 / (SPREAD * (high - low)) }] : [];
}
