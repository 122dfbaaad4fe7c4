/** What guards that look at pictures share: their two parts of the trusted rows, and where they apply. */
import { takeRows, type Rows } from "../../core/data";
import type { SetupContext, Support } from "../../core/plugins";
import type { Rng } from "../../core/rng";

/** The first `count` of the rows in a drawn order, and the rest. */
export function splitRows(rows: Rows, count: number, rng: Rng): readonly [Rows, Rows] {
  const order = rng.shuffle(Int32Array.from({ length: rows.n }, (_, i) => i));
  return [takeRows(rows, order.slice(0, count)), takeRows(rows, order.slice(count))];
}

/** `supports` of a defense that works on pictures alone; `does` says what it does to them. */
export const imagesOnly = (does: string) => ({ meta }: SetupContext): Support =>
  meta.modality === "image" || `this defense ${does}, and ${meta.title} has none. Choose a data set of images.`;
