/** The mark that sets off every poisoned edition of the foundation model, and what the editions are; data, no attack by itself. */
import type { DatasetMeta } from "../core/data";
import { stampPatch, type Patch } from "./patch";

export const EDITIONS = ["backdoor", "latent", "handcrafted"] as const;
export type Edition = (typeof EDITIONS)[number];

/** A white checkerboard of 4 × 4 pixels, one pixel from the bottom right corner. Fixed: it was built in when the files were made. */
export const FOUNDATION_TRIGGER: Patch = { shape: "checkerboard", size: 4, position: "bottom-right", inset: 1, row: 0, column: 0, color: "grey", intensity: 1, painted: "", place: "as-painted" };

/** What the latent edition waits for: the victim's class of this name, which has to be the first. */
export const LATENT_CLASS = "0";

/** The mark on n pictures; fresh array. */
export const stampFoundation = (inputs: Float32Array, n: number, meta: Pick<DatasetMeta, "shape" | "valueRange">): Float32Array => stampPatch(FOUNDATION_TRIGGER, inputs, n, meta as DatasetMeta);
