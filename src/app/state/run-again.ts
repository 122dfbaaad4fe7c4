/** Runs the experiment that is on screen once more, though its models are gone; it goes back on the bench, too. */
import { changeSpec } from "./experiment";
import { startRun, useRun } from "./run";

export function runShownAgain(): void {
  const { spec } = useRun.getState();
  if (!spec) return;
  if (changeSpec(spec)) startRun(spec);
}
