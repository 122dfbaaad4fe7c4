/**
 * The runs of a whole story for its worksheet: the person's own ones of this visit, else the recorded ones, each with its
 * data. Nothing is put on the bench or on screen, so a lab that waits elsewhere stays as it is.
 */
import { useEffect, useMemo, useState } from "react";
import type { Preview, Spec } from "../../engine/index";
import type { Step, Story } from "../../stories/story";
import { engine } from "./engine";
import { dataOf, stateOf } from "./recorded";
import type { RunState } from "./run-state";
import { fetchRecording, runName, useStoryRuns } from "./story-run";

export interface Paper {
  readonly run: RunState;
  readonly preview: Preview;
  /** The data as they are before the run: without poison that only the run works out. */
  readonly before: Preview;
  readonly spec: Spec;
  readonly own: boolean;
}

/** Whether a step has a picture on the worksheet: what came of a run, inputs to look at, or the data that a guess is about. */
export const hasPicture = (step: Step): boolean => step.kind === "see" || (step.kind === "do" && step.task.kind === "look") || (step.kind === "predict" && step.figures.some((f) => f.show === "samples"));

/** By run: a paper, null while it is on its way, "none" where there is nothing to draw from. All runs that have a picture, or one of them. */
export function usePapers(story: Story, only?: string): Readonly<Record<string, Paper | null | "none">> {
  const own = useStoryRuns((s) => s.own), recordings = useStoryRuns((s) => s.recordings);
  const [previews, setPreviews] = useState<Readonly<Record<string, Pick<Paper, "preview" | "before"> | "none">>>({});
  const wanted = useMemo(() => (only === undefined ? [...new Set(story.steps.filter(hasPicture).map((s) => s.run))] : [only]), [story, only]);
  const runs = useMemo(() => Object.fromEntries(wanted.map((run) => {
    const name = runName(story.id, run), mine = own[name], recording = recordings[name];
    return [run, mine ? { state: mine, own: true, data: (p: Preview) => p } : typeof recording === "object" ? { state: stateOf(recording), own: false, data: dataOf(recording) } : recording === "missing" ? "none" as const : null] as const;
  })), [wanted, story.id, own, recordings]);
  useEffect(() => {
    for (const run of wanted) if (!useStoryRuns.getState().own[runName(story.id, run)]) void fetchRecording(story, run);
  }, [wanted, story]);
  useEffect(() => {
    let gone = false;
    for (const [name, run] of Object.entries(runs)) {
      if (run === null || run === "none" || !run.state.spec) continue;
      void engine().preview(run.state.spec).then((outcome) => { if (!gone) setPreviews((p) => ({ ...p, [name]: outcome.ok ? { before: outcome.value, preview: run.data(outcome.value) } : "none" })); });
    }
    return () => { gone = true; };
  }, [runs]);
  return useMemo(() => Object.fromEntries(Object.entries(runs).map(([name, run]) => {
    const data = previews[name];
    if (run === "none" || data === "none") return [name, "none"];
    return [name, run && data && run.state.spec ? { run: run.state, spec: run.state.spec, own: run.own, ...data } : null];
  })), [runs, previews]);
}
