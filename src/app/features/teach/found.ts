/** Whether what came of a step may stand on a worksheet. Pure. */
import type { Step } from "../../../stories/story";
import type { StoryProgress } from "../../state/story";

/** True once it has been found, by an own run or in the story; before that its place is blank. */
export const isFound = (step: Pick<Step, "id">, progress: Pick<StoryProgress, "visited">, own: boolean): boolean => own || progress.visited.includes(step.id);
