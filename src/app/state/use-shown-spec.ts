/** The spec that what is on screen belongs to: that of the run shown, or before a run the one on the bench. */
import type { Spec } from "../../engine/index";
import { useExperiment } from "./experiment";
import { useRun } from "./run";

export function useShownSpec(): Spec {
  const ran = useRun((s) => s.spec);
  const bench = useExperiment((s) => s.spec);
  return ran ?? bench;
}
