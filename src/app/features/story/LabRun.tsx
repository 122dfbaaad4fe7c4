/** While a run that the lab or another step began goes on out of sight: says so in one sentence, and lets one wait for it or end it. */
import { Play, Square } from "lucide-react";
import { progressOf } from "../../state/progress";
import { useAside } from "../../state/run";
import { useBehind } from "../../state/story-behind";
import type { StoryRun } from "../../state/story-run";
import { labRun as words, labWaits, whose } from "../../text/lab-run-words";
import { Button } from "../../ui/Button";
import { Progress } from "../../ui/Progress";

export interface LabRunProps {
  readonly run: StoryRun;
  readonly primary: boolean;
  /** Why nothing can be started, as a sentence. */
  readonly blocked?: string;
}

export function LabRun({ run: { waits, start, startNow, stopWaiting }, primary, blocked }: LabRunProps) {
  const other = useAside(), { fraction } = progressOf(other), { region, going, progress } = whose[useBehind((s) => (s.name === null ? "lab" : "step"))];
  return (
    <section aria-label={region} className="flex w-full flex-col gap-2 rounded-lg border border-line bg-paper p-3">
      <p>{waits ? labWaits : going}</p>
      <Progress compact label={progress} value={other.stages.length === 0 ? null : fraction} />
      <div className="flex flex-wrap gap-2">
        <Button variant={primary && !waits ? "primary" : "secondary"} icon={waits ? undefined : <Play />} disabledReason={waits ? undefined : blocked} onClick={waits ? stopWaiting : start} data-wait>{waits ? words.dont : words.wait}</Button>
        <Button icon={<Square />} disabledReason={blocked} onClick={startNow}>{words.now}</Button>
      </div>
    </section>
  );
}
