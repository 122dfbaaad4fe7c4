/** True when finished results on screen belong to other settings than those on the bench. */
import { sameSpec, useExperiment } from "./experiment";
import { useRun } from "./run";
import { isBusy } from "./run-state";

export function useStale(): boolean {
  const phase = useRun((s) => s.phase);
  const ran = useRun((s) => s.spec);
  const spec = useExperiment((s) => s.spec);
  return ran !== null && phase !== "idle" && !isBusy(phase) && !sameSpec(ran, spec);
}

/** How old results look: without color and a little faded, still readable at 4.5:1. */
export const staleLook = "grayscale";
