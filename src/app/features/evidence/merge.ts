/** Parts that work side by side each show pictures of their own; on screen they are one row of pictures. Pure. */
import type { Evidence } from "../../../engine/index";

type Pictures = Extract<Evidence, { kind: "pictures" }>;
const alike = (a: Evidence, b: Pictures): a is Pictures => a.kind === "pictures" && a.title === b.title && a.shape.join() === b.shape.join();

/** Pictures of one title and shape become one piece of evidence, at the place of the first; in the order of their ids, whichever part was faster. */
export function merged(shown: readonly Evidence[]): readonly Evidence[] {
  return shown.flatMap((e, at): readonly Evidence[] => {
    if (e.kind !== "pictures") return [e];
    if (shown.findIndex((other) => alike(other, e)) !== at) return [];
    const same = shown.filter((other): other is Pictures => alike(other, e));
    return same.length === 1 ? [e] : [{ ...e, items: same.toSorted((a, b) => a.id.localeCompare(b.id, "en", { numeric: true })).flatMap((p) => p.items) }];
  });
}
