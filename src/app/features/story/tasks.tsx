/** What a Do step asks for: train (with a few settings to change), look at some inputs, choose defenses within a budget and train, or leave out a client (which few stories ask for). */
import { lazy, useEffect, useMemo, useState } from "react";
import { defenses, type ExperimentResult, type Spec } from "../../../engine/index";
import type { Task } from "../../../stories/story";
import { addDefense, setDefenseParams } from "../../state/edit";
import { changeSpec, useExperiment } from "../../state/experiment";
import { useRunPreview } from "../../state/run-preview";
import { isBusy } from "../../state/run-state";
import { finish, lookAt, pick, useStoryProgress } from "../../state/story";
import { fieldAt } from "../../state/story-controls";
import { useStoryRuns, type StoryRun } from "../../state/story-run";
import { useView } from "../../state/view";
import { percent } from "../../text/format";
import { choose as chooseWords, doing as words, look as lookWords } from "../../text/task-words";
import { Button } from "../../ui/Button";
import { DataTable } from "../../ui/DataTable";
import { Notice } from "../../ui/Notice";
import { Controls } from "./Controls";
import { State, useOutcome, type DoProps, type TaskProps } from "./outcome";
import { RunBox } from "./RunBox";

const LeaveOut = lazy(() => import("./LeaveOut").then((m) => ({ default: m.LeaveOut })));

const anything = () => true;

function RunTask({ story, step, task, run }: TaskProps<"run">) {
  const how = useStoryProgress(story.id).done[step.id], { declined } = useOutcome(story, step, run, task.accepts ?? anything), { spec, problem } = useExperiment();
  // The control says itself what is wrong with it.
  const wrong = task.controls?.find((path) => problem?.field === path || problem?.field?.startsWith(`${path}.`)), blocked = wrong && words.fix(fieldAt(spec, wrong)?.title ?? "");
  return (
    <div className="flex flex-col gap-3">
      <Controls paths={task.controls ?? []} setup={story.runs[step.run]!} says={task.says} />
      {task.hint && how === undefined && !declined && <p className="text-sm text-muted">{task.hint}</p>}
      <RunBox run={run} label={task.button} primary={how === undefined} blocked={blocked} onSkip={how === undefined ? () => finish(story.id, step.id, "skipped") : undefined} />
      {declined && task.hint && how === undefined && <Notice title={words.hint}>{task.hint}</Notice>}
      <State story={story} step={step} run={run} />
    </div>
  );
}

/** The test row that is in view, once it is: one that was pinned before counts only when it is among what this step's run shows. */
function useSeen(run: StoryRun): number | null {
  const pinned = useView((s) => s.pinned), [before] = useState(pinned), preview = useRunPreview((s) => s.preview);
  if (pinned === null || pinned !== before) return pinned;
  const aimed = preview?.goal?.testIndex;
  return run.source !== null && preview && (!aimed?.length || aimed.includes(pinned)) ? pinned : null;
}

function LookTask({ story, step, task, run }: TaskProps<"look">) {
  const progress = useStoryProgress(story.id), seen = progress.looked[step.id]?.length ?? 0, row = useSeen(run), enough = seen >= task.inputs;
  useEffect(() => {
    if (row !== null) lookAt(story.id, step.id, row);
  }, [row, story.id, step.id]);
  useEffect(() => {
    if (enough) finish(story.id, step.id, "done");
  }, [enough, story.id, step.id]);
  return (
    <div className="flex flex-col items-start gap-2">
      <p>{task.hint}</p>
      <p className="text-sm font-medium">{lookWords.progress(seen, task.inputs)}</p>
      {!enough && progress.done[step.id] === undefined && <Button variant="ghost" size="sm" className="-ms-3 text-muted" onClick={() => finish(story.id, step.id, "skipped")} data-skip>{words.skipLook}</Button>}
    </div>
  );
}

type Offers = Extract<Task, { kind: "choose" }>["offers"];

/** The story's setup with these defenses as its one pipeline, each where the order of stages puts it. */
function withChoice(setup: Spec, offers: Offers, chosen: readonly string[]): Spec {
  let spec: Spec = { ...setup, defenses: [] };
  for (const offer of offers.filter((o) => chosen.includes(o.defense))) {
    spec = addDefense(spec, offer.defense, spec.defenses.length === 0 ? "new" : 0);
    const position = spec.defenses[0]?.findIndex((c) => c.id === offer.defense) ?? -1;
    if (position >= 0 && offer.params) spec = setDefenseParams(spec, { pipeline: 0, position }, { ...spec.defenses[0]![position]!.params, ...offer.params });
  }
  return spec;
}

const costOf = (offers: Offers, chosen: readonly string[]): number => offers.reduce((sum, o) => sum + (chosen.includes(o.defense) ? o.cost : 0), 0);

const NONE: readonly ExperimentResult[] = [];

/** A result as a line of the table of tries: what was bought, for how much, and what came of it. */
function lineOf(offers: Offers, { spec, arms }: ExperimentResult): (string | number)[] {
  const ids = (spec.defenses[0] ?? []).map((c) => c.id), arm = arms.find((a) => a.kind === "defended"), rate = (id: string) => (arm?.metrics[id] ? percent(arm.metrics[id].value) : "–");
  return [ids.map((id) => defenses.find(id)?.title ?? id).join(" + "), costOf(offers, ids), rate("cleanAccuracy"), rate("attackSuccess")];
}

function ChooseTask({ story, step, task, run }: TaskProps<"choose">) {
  const progress = useStoryProgress(story.id), how = progress.done[step.id], problem = useExperiment((s) => s.problem);
  const chosen = useMemo(() => (progress.chosen[step.id] ?? []).filter((id) => task.offers.some((o) => o.defense === id)), [progress, step.id, task.offers]);
  const spent = costOf(task.offers, chosen), over = spent - task.budget, tries = useStoryRuns((s) => s.tries[run.name]) ?? NONE, setup = story.runs[step.run]!, busy = isBusy(run.phase);
  const within = (spec: Spec) => { const ids = spec.defenses[0]?.map((c) => c.id) ?? []; return ids.length > 0 && ids.length <= task.most && costOf(task.offers, ids) <= task.budget; };
  const { declined } = useOutcome(story, step, run, within);
  useEffect(() => {
    if (!busy && chosen.length > 0) changeSpec(withChoice(setup, task.offers, chosen), "story.choose");
  }, [chosen, setup, task.offers, busy]);
  const toggle = (id: string) => pick(story.id, step.id, chosen.includes(id) ? chosen.filter((c) => c !== id) : [...chosen, id]);
  const blocked = chosen.length === 0 ? chooseWords.none : over > 0 ? chooseWords.over(over) : chosen.length > task.most ? chooseWords.most(task.most) : undefined;
  return (
    <div className="flex flex-col gap-3">
      <fieldset className="m-0 flex min-w-0 flex-col gap-2 border-0 p-0" disabled={busy}>
        <legend className="mb-2 p-0 font-semibold">{chooseWords.legend} <span className="font-normal text-muted">{chooseWords.most(task.most)}</span></legend>
        {task.offers.map((o) => (
          <label key={o.defense} className="flex cursor-pointer items-start gap-3 rounded-lg border border-line bg-paper px-3 py-2 hover:bg-hover has-checked:border-ink">
            <input type="checkbox" value={o.defense} className="size-6 shrink-0 accent-ink" checked={chosen.includes(o.defense)} onChange={() => toggle(o.defense)} />
            <span className="min-w-0 flex-1"><span className="block leading-snug font-medium">{defenses.find(o.defense)?.title ?? o.defense}</span><span className="block text-sm leading-snug text-muted">{o.says}</span></span>
            <span className="shrink-0 text-sm font-medium">{chooseWords.cost(o.cost)}</span>
          </label>
        ))}
      </fieldset>
      <p className={over > 0 ? "font-medium text-error" : "font-medium"}>{chooseWords.budget(spent, task.budget)}{over > 0 && `. ${chooseWords.over(over)}`}</p>
      <p className="text-xs text-muted">{chooseWords.scale}</p>
      <RunBox run={run} label={task.button} primary={how === undefined} blocked={blocked} onSkip={how === undefined ? () => finish(story.id, step.id, "skipped") : undefined} />
      {declined && how === undefined && problem && <Notice>{problem.message}</Notice>}
      <State story={story} step={step} run={run} />
      {tries.length > 0 && <DataTable caption={chooseWords.tries} data={{ columns: [{ title: chooseWords.columns.chosen }, { title: chooseWords.columns.cost, numeric: true }, { title: chooseWords.columns.accuracy, numeric: true }, { title: chooseWords.columns.attack, numeric: true }], rows: tries.map((t) => lineOf(task.offers, t)) }} />}
    </div>
  );
}

export function DoTask(props: DoProps) {
  const { task } = props.step;
  switch (task.kind) {
    case "run": return <RunTask {...props} task={task} />;
    case "look": return <LookTask {...props} task={task} />;
    case "choose": return <ChooseTask {...props} task={task} />;
    case "leave-out": return <LeaveOut {...props} task={task} />;
  }
}
