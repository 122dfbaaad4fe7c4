/** Whose run the figures show, and how long it took: never left open, because a recorded run is not one's own. */
import { History, UserRound } from "lucide-react";
import { isBusy } from "../../state/run-state";
import type { StoryRun } from "../../state/story-run";
import { source as words } from "../../text/story-words";
import { Badge } from "../../ui/Badge";

export function Source({ run, recordedToo }: { readonly run: StoryRun; readonly recordedToo: boolean }) {
  if (isBusy(run.phase)) return null;
  if (run.source === null) return recordedToo && run.recording === "loading" ? <p className="text-sm text-muted">{words.loading}</p> : null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
      <Badge icon={run.source === "own" ? <UserRound /> : <History />}>{words[run.source]}</Badge>
      {run.seconds !== null && <span>{words.took(run.seconds)}</span>}
    </p>
  );
}
