/** The run on screen with its data; before a run, the data on the bench. For what a story and its slides draw. */
import { useMemo } from "react";
import { useExperiment } from "../state/experiment";
import { previewKey, usePreview } from "../state/preview";
import { useRun } from "../state/run";
import { useRunPreview } from "../state/run-preview";
import type { Shown } from "./shown";

export function useShown(): Shown {
  const run = useRun(), bench = useExperiment((s) => s.spec), ofRun = useRunPreview((s) => s.preview);
  // Until the bench's own data have come, what is there are those of the setup before.
  const ofBench = usePreview((s) => (s.spec && previewKey(s.spec) === previewKey(bench) ? s.preview : null));
  return useMemo(() => (run.spec && run.phase !== "idle" ? { run, spec: run.spec, preview: ofRun } : { run, spec: bench, preview: ofBench }), [run, bench, ofBench, ofRun]);
}
