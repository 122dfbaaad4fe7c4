/**
 * The finding: what the run showed, in sentences; before a run, what is about to be tried. Says when the results belong to
 * other settings than those on the bench. Draws no charts.
 */
import { lazy, Suspense } from "react";
import { attacks } from "../../../engine/index";
import { useExperiment } from "../../state/experiment";
import { isTampered } from "../../state/edit";
import { startRun, useRun } from "../../state/run";
import { presetOf, usePresets } from "../../state/presets";
import { isBusy } from "../../state/run-state";
import { staleLook, useStale } from "../../state/use-stale";
import { lowerFirst } from "../../text/format";
import { nextStep } from "../../text/progress";
import { empty, run as words } from "../../text/words";
import { Notice } from "../../ui/Notice";

// What is said of a run is not needed before there is one.
const During = lazy(() => import("./During").then((m) => ({ default: m.During })));
const Found = lazy(() => import("./Found").then((m) => ({ default: m.Found })));

function Before() {
  const spec = useExperiment((s) => s.spec), presets = usePresets();
  const attack = spec.attack ? attacks.find(spec.attack.id) : undefined;
  return (
    <div className="max-w-[75ch]">
      <p className="text-lg leading-snug font-medium text-pretty">{presetOf(spec, presets)?.summary ?? (attack ? empty.attacker(lowerFirst(attack.summary)) : empty.noAttack)}</p>
      <p className="mt-1 text-muted text-pretty">{empty.hint[isTampered(spec) ? "downloaded" : spec.regime]}</p>
    </div>
  );
}

export function FindingPanel() {
  const phase = useRun((s) => s.phase);
  const result = useRun((s) => s.result);
  const problem = useRun((s) => s.problem);
  const stale = useStale();
  if (phase === "failed" && problem)
    return <Notice level="error" title={problem.message} action={{ label: words.tryAgain, onClick: () => startRun() }}>{nextStep(problem)}</Notice>;
  if (isBusy(phase)) return <Suspense fallback={<div className="min-h-14" />}><During /></Suspense>;
  if (phase === "cancelled")
    return (
      <div className={stale ? staleLook : undefined}>
        <p className="text-lg leading-snug font-medium">{words.cancelled}</p>
        <p className="mt-1 text-muted">{stale ? words.stale : words.cancelledWhy}</p>
      </div>
    );
  if (!result) return <Before />;
  return <Suspense fallback={<div className="min-h-24" />}><Found result={result} stale={stale} /></Suspense>;
}
