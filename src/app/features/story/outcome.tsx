/** What came of a task: marks its step as done once an own run will do, and says so below the button. Starts nothing. */
import { useEffect } from "react";
import type { Spec } from "../../../engine/index";
import type { Do, Story, Task } from "../../../stories/story";
import { sameSpec, useExperiment } from "../../state/experiment";
import { useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { finish, useStoryProgress } from "../../state/story";
import type { StoryRun } from "../../state/story-run";
import { doing as words } from "../../text/task-words";
import { Notice } from "../../ui/Notice";
import { NoRecording } from "./RunBox";

export interface DoProps {
  readonly story: Story;
  readonly step: Do;
  readonly run: StoryRun;
}

export interface TaskProps<K extends Task["kind"]> extends DoProps {
  readonly task: Extract<Task, { kind: K }>;
}

/** Marks the step once an own run of an accepted setup has ended; says whether the run on screen is one that is not accepted. */
export function useOutcome(story: Story, step: Do, run: StoryRun, accepts: (spec: Spec) => boolean) {
  const ran = useRun((s) => s.spec), ours = run.source === "own" && ran !== null, good = ours && accepts(ran);
  useEffect(() => {
    if (good) finish(story.id, step.id, "done");
  }, [good, story.id, step.id]);
  return { good, declined: ours && !good };
}

export function State({ story, step, run }: DoProps) {
  const how = useStoryProgress(story.id).done[step.id], bench = useExperiment((s) => s.spec), ran = useRun((s) => s.spec);
  if (isBusy(run.phase) || how === undefined) return null;
  if (run.source === null && run.recording === "missing" && run.phase !== "failed") return <NoRecording run={run} />;
  if (run.source === "own" && ran !== null && !sameSpec(ran, bench)) return <Notice announce={false}>{words.stale}</Notice>;
  return <p className="text-sm text-muted">{how === "skipped" ? words.skipped : run.source === "own" && run.seconds !== null ? words.done(run.seconds) : words.doneBefore}</p>;
}
