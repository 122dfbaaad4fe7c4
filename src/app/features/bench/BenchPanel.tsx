/**
 * The defender's bench: which defense's scores are looked at, or why there is nothing to look at yet and what to do. The
 * work on one defense is in OneBench.
 */
import { Plus, Play } from "lucide-react";
import { defenseApplies, defenses, setupOf, MAX_PIPELINES, type Spec } from "../../../engine/index";
import { armTitle } from "../../state/arms";
import { draftKey, useBench } from "../../state/bench";
import { givesScores } from "../../state/by-hand";
import { addDefense, metaOf, planOf } from "../../state/edit";
import { changeSpec, useExperiment } from "../../state/experiment";
import { previewKey } from "../../state/preview";
import { startRun, useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { useRunPreview } from "../../state/run-preview";
import { useShownSpec } from "../../state/use-shown-spec";
import { useStale } from "../../state/use-stale";
import { bench as words } from "../../text/bench-words";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Notice } from "../../ui/Notice";
import { Segmented } from "../../ui/Segmented";
import { OneBench } from "./OneBench";

/** The first defense that scores the rows of this setup. */
function fitting(spec: Spec) {
  const meta = metaOf(spec), plan = planOf(spec, meta);
  return meta && defenses.all.find((d) => givesScores(d.id) && defenseApplies(d, setupOf(spec, meta, plan)) === true);
}

function NothingYet() {
  const spec = useExperiment((s) => s.spec), problem = useExperiment((s) => s.problem), phase = useRun((s) => s.phase), ran = useRun((s) => s.spec);
  const chosen = spec.defenses.flat().find((c) => givesScores(c.id)), title = chosen && defenses.find(chosen.id)!.title;
  if (isBusy(phase) && ran?.defenses.flat().some((c) => givesScores(c.id))) return <EmptyState title={words.workingTitle}>{words.working}</EmptyState>;
  if (title) {
    const ended = phase === "cancelled" || phase === "failed";
    return <EmptyState title={ended ? words.endedTitle : words.notRunTitle} action={!isBusy(phase) && <Button size="sm" icon={<Play />} disabledReason={problem?.message} onClick={() => startRun()}>{words.run}</Button>}>{words.notRun(title)}</EmptyState>;
  }
  if (spec.regime !== "central") return <EmptyState title={words.noRowsTitle}>{words.noRows[spec.regime]}</EmptyState>;
  const plugin = fitting(spec), full = spec.defenses.length >= MAX_PIPELINES;
  return <EmptyState title={words.noFilterTitle} action={plugin && <Button size="sm" icon={<Plus />} disabledReason={full ? words.fullPipelines : undefined} onClick={() => changeSpec(addDefense(spec, plugin.id, "new"))}>{words.add(plugin.title)}</Button>}>{words.noFilter}</EmptyState>;
}

export function BenchPanel() {
  const arms = useRun((s) => s.arms), results = useRun((s) => s.results), artifacts = useRun((s) => s.artifacts), ran = useRun((s) => s.spec);
  const preview = useRunPreview((s) => s.preview), picked = useBench((s) => s.arm);
  const spec = useShownSpec(), bench = useExperiment((s) => s.spec), stale = useStale();
  const scored = arms.flatMap((a) => {
    const filter = artifacts[a.id]?.filter, result = results[a.id];
    return a.kind === "defended" && result && filter?.scores && spec.defenses[a.pipeline ?? -1]?.some((c) => givesScores(c.id)) ? [{ arm: result, filter, scores: filter.scores }] : [];
  });
  const one = scored.find((s) => s.arm.id === picked) ?? scored[0];
  if (!one || !ran) return <NothingYet />;
  // Rows and scores must be of the same data; while those of a new run are on their way nothing is shown.
  if (!preview || preview.train.n !== one.scores.length) return <EmptyState title={words.loading} />;
  // A pipeline more, such as the decision itself, makes these scores no older.
  const otherRows = stale && previewKey(bench) !== previewKey(ran), key = draftKey(ran, one.arm.pipeline ?? 0);
  const gone = stale && !bench.defenses.some((_, i) => draftKey(bench, i) === key);
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-[75ch] text-muted">{words.intro}</p>
      {otherRows ? <Notice level="warning">{words.staleData}</Notice> : gone && <Notice>{words.stale}</Notice>}
      {scored.length > 1 && <div className="max-w-xl"><Segmented label={words.pipeline} hideLabel value={one.arm.id} onChange={(arm) => useBench.setState({ arm })} options={scored.map(({ arm }) => ({ value: arm.id, label: armTitle(arm, spec) }))} /></div>}
      <OneBench key={one.arm.id} arm={one.arm} spec={spec} preview={preview} filter={one.filter} scores={one.scores} />
    </div>
  );
}
