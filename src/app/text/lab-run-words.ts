/** What a story says while a run that the lab began goes on beside it; loaded when there is one. */
export { labWaits } from "./story-words";

export const labRun = {
  region: "The run of the lab",
  going: "A run of the lab is still going on; it is kept, and you find it there when you leave the story.",
  progress: "Progress of the lab’s run",
  wait: "Let it finish, then begin",
  now: "Stop it and begin",
  dont: "Do not wait",
} as const;
