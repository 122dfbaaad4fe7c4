/**
 * Run, pause, step, cancel, reset; how far the run is and how long it takes. The only primary button of the page, and the
 * only live region that speaks of training. Shows no results.
 */
import { Pause, Play, RotateCcw, SkipForward, Square } from "lucide-react";
import { isEmbedded } from "../../state/embed";
import { sameSpec, useExperiment } from "../../state/experiment";
import { cancelRun, pauseRun, resetRun, resumeRun, startRun, stepRun, useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { useProgress } from "../../state/use-progress";
import { ticks } from "../../text/pace";
import { timeLeft } from "../../text/progress";
import { run as words } from "../../text/words";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { IconButton } from "../../ui/IconButton";
import { Progress } from "../../ui/Progress";
import { StatusLine } from "../../ui/StatusLine";

function MainButton() {
  const phase = useRun((s) => s.phase);
  const ran = useRun((s) => s.spec);
  const spec = useExperiment((s) => s.spec);
  const problem = useExperiment((s) => s.problem);
  if (phase === "running") return <Button variant="primary" icon={<Pause />} onClick={pauseRun}>{words.pause}</Button>;
  if (phase === "paused") return <Button variant="primary" icon={<Play />} onClick={resumeRun}>{words.resume}</Button>;
  const again = phase === "done" && ran !== null && sameSpec(ran, spec);
  return <Button variant="primary" icon={<Play />} disabledReason={problem?.message} onClick={() => startRun()}>{again ? words.runAgain : words.run}</Button>;
}

export function RunBar() {
  const phase = useRun((s) => s.phase);
  const problem = useExperiment((s) => s.problem);
  const progress = useProgress(), bench = useExperiment((s) => s.spec.regime), ran = useRun((s) => s.spec?.regime);
  const busy = isBusy(phase), tick = ticks[busy ? (ran ?? bench) : bench];
  return (
    <section aria-label={words.region} className={cx("sticky z-20 border-b border-line bg-bench px-4 py-2", isEmbedded() ? "top-0" : "top-12")}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <MainButton />
        <IconButton label={words.step(tick)} icon={<SkipForward aria-hidden="true" />} onClick={stepRun} disabledReason={phase === "running" ? words.stepWhilePaused : problem?.message} tooltipSide="bottom" />
        {busy
          ? <IconButton label={words.cancel} icon={<Square aria-hidden="true" />} onClick={cancelRun} tooltipSide="bottom" />
          : <IconButton label={words.reset} icon={<RotateCcw aria-hidden="true" />} onClick={resetRun} disabledReason={phase === "idle" ? words.nothingToReset : undefined} tooltipSide="bottom" />}
        <div className="ms-1 flex min-w-40 flex-1 flex-col justify-center gap-1 sm:ms-3">
          <StatusLine message={progress.message} className="leading-5" />
          {busy && (
            <Progress compact label={words.progress} value={progress.fraction} detail={progress.secondsLeft === null || phase === "paused" ? undefined : timeLeft(progress.secondsLeft)} />
          )}
        </div>
      </div>
    </section>
  );
}
