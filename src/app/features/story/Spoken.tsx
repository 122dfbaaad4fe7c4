/** The one live region of a story: how a run is getting on, what a task still asks for. */
import type { Step } from "../../../stories/story";
import type { StoryProgress } from "../../state/story";
import type { StoryRun } from "../../state/story-run";
import { useProgress } from "../../state/use-progress";
import { labWaits } from "../../text/story-words";
import { choose, leaveOut, look } from "../../text/task-words";
import { StatusLine } from "../../ui/StatusLine";

/** What the one live region says of this step. */
function useSpoken(step: Step | undefined, progress: StoryProgress, run: StoryRun): string {
  const { message } = useProgress();
  if (run.waits) return labWaits;
  if (run.phase !== "idle" && run.source !== "recorded") return message;
  if (step?.kind !== "do") return "";
  if (step.task.kind === "look") return look.progress(progress.looked[step.id]?.length ?? 0, step.task.inputs);
  const picked = progress.chosen[step.id]?.[0];
  if (step.task.kind === "leave-out") return picked === undefined ? "" : leaveOut.left(Number(picked));
  if (step.task.kind !== "choose") return "";
  const { offers, budget } = step.task;
  return choose.budget(offers.reduce((n, o) => n + (progress.chosen[step.id]?.includes(o.defense) ? o.cost : 0), 0), budget);
}

export function Spoken({ step, progress, run }: { readonly step: Step | undefined; readonly progress: StoryProgress; readonly run: StoryRun }) {
  return <StatusLine hidden message={useSpoken(step, progress, run)} />;
}
