/** How far a background job is, and what can be done with it: pause, go on, change, discard. What the job is about is its panel's business. */
import { Pause, Pencil, Play, RotateCcw, Trash2 } from "lucide-react";
import type { MadeBy } from "../../engine/later";
import { secondsLeft, type Failure, type JobState } from "../state/background";
import { job as also } from "../text/job-words";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Progress } from "../ui/Progress";

export interface JobWords {
  readonly pause: string;
  readonly resume: string;
  readonly edit: string;
  readonly discard: string;
  readonly running: (text: string, known: number, total: number) => string;
  readonly left: (seconds: number) => string;
  readonly waiting: string;
  readonly paused: (known: number, total: number) => string;
  readonly failed: (why: string) => string;
  readonly done: (total: number, seconds: number) => string;
  readonly notKept: string;
}

export interface JobStatusProps {
  readonly job: Omit<JobState<unknown, unknown>, "cells"> & { readonly cells: readonly MadeBy[] };
  readonly total: number;
  readonly words: JobWords;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onRetry: () => void;
  readonly onClear: () => void;
  readonly onEdit: () => void;
}

/** So many reasons are read; of the rest only how many. */
const SHOWN = 3;

function Failed({ failed, onRetry }: { readonly failed: readonly Failure[]; readonly onRetry: () => void }) {
  return (
    <Notice level="warning" title={also.failed(failed.length)}>
      <ul className="m-0 list-none p-0">
        {failed.slice(0, SHOWN).map((f) => <li key={f.key}>{also.why(f.text, f.why)}</li>)}
        {failed.length > SHOWN && <li>{also.more(failed.length - SHOWN)}</li>}
      </ul>
      <Button size="sm" icon={<RotateCcw />} className="mt-2" onClick={onRetry}>{also.retry}</Button>
    </Notice>
  );
}

export function JobStatus({ job: { phase, cells, failed, now, worked, problem, dropped, kept }, total, words, onPause, onResume, onRetry, onClear, onEdit }: JobStatusProps) {
  const known = cells.length, busy = phase === "running" || phase === "waiting", left = secondsLeft(worked, total - known);
  // How long the whole took is known only if none of it was there before.
  const backends = [...new Set(cells.flatMap((c) => c.backend ?? []))], done = failed.length > 0 ? also.doneBut(known, total) : words.done(total, worked.cells < known ? 0 : worked.seconds);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {busy && <Button icon={<Pause />} onClick={onPause}>{words.pause}</Button>}
        {(phase === "paused" || phase === "failed") && <Button icon={<Play />} onClick={onResume}>{words.resume}</Button>}
        <div className="min-w-60 flex-1">
          {phase === "running" ? <Progress label={words.running(now?.text ?? "", known, total)} value={known / total} detail={left === null ? undefined : words.left(left)} />
            : <p role="status" className="text-sm text-muted">{phase === "waiting" ? words.waiting : phase === "paused" ? words.paused(known, total) : phase === "failed" ? words.failed(problem ?? "") : done}</p>}
        </div>
        {!busy && <Button variant="ghost" icon={<Pencil />} onClick={onEdit}>{words.edit}</Button>}
        {!busy && <Button variant="ghost" icon={<Trash2 />} onClick={onClear}>{words.discard}</Button>}
      </div>
      {failed.length > 0 && <Failed failed={failed} onRetry={onRetry} />}
      {dropped > 0 && <Notice>{also.dropped(dropped)}</Notice>}
      {backends.length > 1 && <p className="text-sm text-muted">{also.backends(backends)}</p>}
      {!kept && <Notice level="warning">{words.notKept}</Notice>}
    </div>
  );
}
