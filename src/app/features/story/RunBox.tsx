/**
 * The button that trains, how far it is, and what to do when it went wrong or somebody has no time. The status is spoken
 * by the one live region of the view, not here. Knows no step.
 */
import { Play, RotateCcw, Square } from "lucide-react";
import { lazy, Suspense } from "react";
import { isBaseline } from "../../state/arms";
import { cancelRun, useAside, useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { useExperiment } from "../../state/experiment";
import type { StoryRun } from "../../state/story-run";
import { useProgress } from "../../state/use-progress";
import { timeLeft } from "../../text/progress";
import { afterFailure, doing as words } from "../../text/task-words";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { Progress } from "../../ui/Progress";

const LabRun = lazy(() => import("./LabRun").then((m) => ({ default: m.LabRun })));

export interface RunBoxProps {
  readonly run: StoryRun;
  readonly label: string;
  /** Whether it is the one thing to do now. */
  readonly primary: boolean;
  /** Why it cannot be started, as a sentence; comes before what is wrong with the setup. */
  readonly blocked?: string;
  /** Shows the recorded run instead; missing where that is no choice. */
  readonly onSkip?: () => void;
}

/** Models whose loss stopped being a number. */
function Diverged() {
  const results = useRun((s) => s.results), fallen = Object.values(results).filter((r) => r.diverged && !isBaseline(r));
  return fallen.length === 0 ? null : <Notice level="warning" announce={false}>{words.diverged(fallen.map((r) => r.title))}</Notice>;
}

/** Instead of a recorded run that could not be loaded. */
export const NoRecording = ({ run }: { readonly run: StoryRun }) => <Notice announce={false} action={{ label: words.fetchAgain, onClick: run.fetchAgain }}>{words.missing}</Notice>;

export function RunBox({ run, label, primary, blocked, onSkip }: RunBoxProps) {
  const progress = useProgress(), problem = useExperiment((s) => s.problem), failed = useRun((s) => s.problem), labRuns = useAside((s) => isBusy(s.phase));
  const { phase, source, behind, giveWay } = run;
  if (isBusy(phase))
    return (
      <div className="flex flex-col gap-2">
        <p className="text-sm text-muted" aria-hidden="true">{progress.message}</p>
        <Progress compact label={words.running} value={progress.fraction} detail={progress.secondsLeft === null ? undefined : timeLeft(progress.secondsLeft)} />
        <div className="flex flex-wrap gap-2"><Button icon={<Square />} onClick={cancelRun}>{words.cancel}</Button></div>
      </div>
    );
  const mine = source === "own";
  return (
    <div className="flex flex-col items-start gap-3">
      {phase === "failed" && failed && <Notice level="error" title={failed.message}>{afterFailure(failed)}</Notice>}
      {phase === "cancelled" && <Notice announce={false}>{words.cancelled}</Notice>}
      {labRuns ? <Suspense fallback={null}><LabRun run={run} primary={primary} blocked={blocked ?? problem?.message} /></Suspense> : <Button variant={primary ? "primary" : "secondary"} icon={mine ? <RotateCcw /> : <Play />} disabledReason={blocked ?? problem?.message} onClick={run.start} data-run>{phase === "failed" ? words.retry : mine ? words.again(label) : label}</Button>}
      {mine && <Diverged />}
      {onSkip && <Button variant="ghost" size="sm" className="-ms-3 text-muted" onClick={onSkip} data-skip>{phase === "failed" || source === "recorded" ? words.goOn : words.skip}</Button>}
      {phase === "failed" && !onSkip && behind && <Button variant="ghost" size="sm" className="-ms-3 text-muted" onClick={giveWay}>{words.behind[behind]}</Button>}
    </div>
  );
}
