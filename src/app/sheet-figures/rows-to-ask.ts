/** Which test inputs stand on a worksheet. Pure. */
import { rowsOf, telling } from "../story-figures/pinned-rows";
import type { Shown } from "../story-figures/shown";

/** The rows that somebody has looked at or, before that, as many from the telling one on. */
export function rowsToAsk(shown: Shown, inputs: number, looked: readonly number[]): readonly number[] {
  const rows = rowsOf(shown.preview!), known = looked.filter((row) => rows.includes(row)).slice(0, inputs), first = telling(shown, rows);
  return known.length > 0 ? known : Array.from({ length: Math.min(inputs, rows.length) }, (_, i) => rows[(first + i) % rows.length]!);
}
