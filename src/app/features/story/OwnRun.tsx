/** The way from a recorded run to one's own, on steps whose task is another. */
import type { Step } from "../../../stories/story";
import { useAside } from "../../state/run";
import { isBusy } from "../../state/run-state";
import type { StoryRun } from "../../state/story-run";
import { doing } from "../../text/task-words";
import { Button } from "../../ui/Button";
import { NoRecording, RunBox } from "./RunBox";

/** Where a step is not about running: the recorded run can be replaced by one's own, and computed where it is missing. */
export function OwnRun({ step, run, recordedToo }: { readonly step: Step; readonly run: StoryRun; readonly recordedToo: boolean }) {
  const task = step.kind === "do" && step.task.kind !== "look", wanted = step.figures.some((f) => f.show !== "samples"), labRuns = useAside((s) => isBusy(s.phase));
  if (task || !recordedToo || !wanted) return null;
  if (isBusy(run.phase) || run.phase === "failed" || (run.waits && labRuns)) return <div className="min-w-60 flex-1"><RunBox run={run} label={doing.own} primary={false} /></div>;
  if (run.source === "recorded") return <Button size="sm" onClick={run.start}>{doing.own}</Button>;
  if (run.source !== null || run.recording === "loading" || run.recording === "none") return null;
  return (
    <div className="flex flex-col gap-3">
      {run.recording === "missing" && <NoRecording run={run} />}
      <RunBox run={run} label={doing.compute} primary={false} />
    </div>
  );
}
