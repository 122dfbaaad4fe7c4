/** Which test inputs stand on a worksheet, and whether what came of a step may stand there too. Pure. */
import type { Step } from "../../stories/story";
import type { StoryProgress } from "../state/story";
import { rowsOf, telling } from "../story-figures/pinned-rows";
import type { Shown } from "../story-figures/shown";

/** Whether a step's result has been found already: by an own run, or in the story. Before that its place on the sheet is blank. */
export const isFound = (step: Pick<Step, "id">, progress: Pick<StoryProgress, "visited">, own: boolean): boolean => own || progress.visited.includes(step.id);

/** The rows that somebody has looked at or, before that, as many from the telling one on. */
export function rowsToAsk(shown: Shown, inputs: number, looked: readonly number[]): readonly number[] {
  const rows = rowsOf(shown.preview!), known = looked.filter((row) => rows.includes(row)).slice(0, inputs), first = telling(shown, rows);
  return known.length > 0 ? known : Array.from({ length: Math.min(inputs, rows.length) }, (_, i) => rows[(first + i) % rows.length]!);
}
