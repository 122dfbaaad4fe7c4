/**
 * First layers of every network, by kind of data: pixels to about mean 0 and spread 1, table columns standardized and
 * categories spread out, points as they are. Part of the model, so that attacks keep to raw values.
 */
import { unfittedEncode } from "../core/encode";
import type { DatasetMeta } from "../core/data";
import type { Layer } from "../core/learner";
import { pixelScale } from "./pixel-scale";

export function inputLayers(meta: DatasetMeta): Layer[] {
  if (meta.columns) return [unfittedEncode(meta)];
  return [...pixelScale(meta), { kind: "flatten" }];
}

/** Word numbers a network for this text has to know: no word, the list itself, and spare ones. */
export function wordNumbers(meta: DatasetMeta): number {
  return meta.text ? meta.text.size + meta.text.spareWords : 0;
}
