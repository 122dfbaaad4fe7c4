/** What a story says while another run goes on out of sight, one that the lab began or one of another step; loaded when there is one. */
export { labWaits } from "./story-words";

/** By whose run it is. */
export const whose = {
  lab: { region: "The run of the lab", going: "A run of the lab is still going on; it is kept, and you find it there when you leave the story.", progress: "Progress of the lab’s run" },
  step: { region: "The run of another step", going: "The run of another step is still going on; it is kept, and you find it there when you go back.", progress: "Progress of the other step’s run" },
} as const;

export const labRun = {
  wait: "Let it finish, then begin",
  now: "Stop it and begin",
  dont: "Do not wait",
} as const;
