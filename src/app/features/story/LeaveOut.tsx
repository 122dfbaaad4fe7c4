/** Leaving one client out: who is picked (in the figure beside it), the run without it, and what came of every client that was left out so far. The edit is the lab's quarantine. */
import { useEffect, useMemo } from "react";
import type { ExperimentResult, Spec } from "../../../engine/index";
import { changeSpec } from "../../state/experiment";
import { leftOutIn, pickOf, withPick } from "../../state/leave-out";
import { useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { finish, useStoryProgress } from "../../state/story";
import { useStoryRuns } from "../../state/story-run";
import { named, roundTable } from "../../text/federation-words";
import { count, percent } from "../../text/format";
import { leaveOut as words } from "../../text/task-words";
import { DataTable } from "../../ui/DataTable";
import { State, useOutcome, type TaskProps } from "./outcome";
import { RunBox } from "./RunBox";

const NONE: readonly ExperimentResult[] = [];
const leavesOut = (spec: Spec): boolean => spec.defenses.length > 0;

function Tries({ results }: { readonly results: readonly ExperimentResult[] }) {
  const { client, truth, rows, accuracy } = words.columns, left = useMemo(() => leftOutIn(results), [results]);
  if (left.length === 0) return null;
  return <DataTable caption={words.tries} data={{ columns: [{ title: client }, { title: truth }, { title: rows, numeric: true }, { title: accuracy, numeric: true }], rows: left.map((l) => [l.client === null ? words.nobody : named(l.client), l.client === null ? "" : l.malicious ? roundTable.malicious : roundTable.honest, count(l.rows), l.accuracy === null ? "–" : percent(l.accuracy)]) }} />;
}

export function LeaveOut({ story, step, task, run }: TaskProps<"leave-out">) {
  const progress = useStoryProgress(story.id), how = progress.done[step.id], picked = pickOf(progress, step.id), setup = story.runs[step.run]!, busy = isBusy(run.phase);
  const own = useStoryRuns((s) => s.tries[run.name]) ?? NONE, shown = useRun((s) => s.result), results = useMemo(() => (run.source === "recorded" && shown ? [shown, ...own] : own), [run.source, shown, own]);
  useOutcome(story, step, run, leavesOut);
  useEffect(() => {
    if (!busy) changeSpec(withPick(setup, picked), "story.leave-out");
  }, [setup, picked, busy]);
  return (
    <div className="flex flex-col gap-3">
      <p className="font-medium">{picked === null ? words.how : words.left(picked + 1)}</p>
      <p className="text-sm text-muted">{words.compare}</p>
      <RunBox run={run} label={task.button} primary={how === undefined} blocked={picked === null ? words.first : undefined} onSkip={how === undefined ? () => finish(story.id, step.id, "skipped") : undefined} />
      <State story={story} step={step} run={run} />
      <Tries results={results} />
    </div>
  );
}
