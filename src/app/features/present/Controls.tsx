/** The line under a slide: where one is, where the numbers come from, and buttons for what the keys do. Large, because it is projected too. */
import { CircleHelp, ChevronLeft, ChevronRight, Maximize, Notebook, NotebookText, Play, Shuffle, Square, X } from "lucide-react";
import type { ReactNode } from "react";
import type { StoryRun } from "../../state/story-run";
import { cancelRun, useAside } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { present as words } from "../../text/present-words";
import { cx } from "../../ui/cx";
import { IconButton } from "../../ui/IconButton";
import type { SlideAction } from "./keys";

export interface ControlsProps {
  readonly slide: number;
  readonly of: number;
  readonly run: StoryRun;
  /** A live run of this slide has failed, and what was there before is back. */
  readonly fell: boolean;
  readonly notesOpen: boolean;
  /** The slide has other examples to show. */
  readonly examples: boolean;
  readonly onAction: (action: SlideAction) => void;
}

function sourceOf({ phase, source, recording, waits }: StoryRun): string {
  if (waits) return words.waits;
  if (isBusy(phase)) return words.running;
  if (source !== null) return source === "own" ? words.own : words.recorded;
  return recording === "missing" ? words.missing : words.loading;
}

export function Controls({ slide, of, run, fell, notesOpen, examples, onAction }: ControlsProps) {
  const button = (action: SlideAction, label: string, icon: ReactNode, extra?: { readonly pressed?: boolean; readonly disabled?: boolean; readonly className?: string }) => (
    <IconButton tooltip={false} title={label} label={label} icon={icon} pressed={extra?.pressed} aria-disabled={extra?.disabled || undefined} className={cx("[&>svg]:size-7", extra?.className)} onClick={() => !extra?.disabled && onAction(action)} />
  );
  const busy = isBusy(run.phase), other = useAside((s) => isBusy(s.phase)) && !run.waits;
  return (
    <div role="group" aria-label={words.controls} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-1.5 text-2xl leading-tight">
      {button("back", words.back, <ChevronLeft aria-hidden="true" />, { disabled: slide === 1 })}
      <span className="tabular-nums">{words.at(slide, of)}</span>
      {button("next", words.next, <ChevronRight aria-hidden="true" />, { disabled: slide === of })}
      <span className="ms-2 min-w-0 flex-1 text-muted">{fell && `${words.fell} `}{sourceOf(run)}{other && ` · ${words.other}`}</span>
      {busy
        ? <button type="button" onClick={cancelRun} className="inline-flex min-h-11 items-center gap-2 rounded-lg border-2 border-edge bg-paper px-4 font-medium hover:bg-hover"><Square aria-hidden="true" className="size-6" />{words.stop}</button>
        : <button type="button" onClick={() => onAction("run")} className="inline-flex min-h-11 items-center gap-2 rounded-lg border-2 border-edge bg-paper px-4 font-medium hover:bg-hover"><Play aria-hidden="true" className="size-6" />{run.waits ? words.now : run.source === "own" ? words.liveAgain : words.live}</button>}
      <span className="flex items-center">
        {examples && button("example", words.example, <Shuffle aria-hidden="true" />)}
        {button("notes", words.notes, <Notebook aria-hidden="true" />, { pressed: notesOpen })}
        {button("window", words.notesWindow, <NotebookText aria-hidden="true" />, { className: "max-sm:hidden" })}
        {button("full", words.full, <Maximize aria-hidden="true" />)}
        {button("keys", words.keys, <CircleHelp aria-hidden="true" />, { className: "max-sm:hidden" })}
        {button("leave", words.leave, <X aria-hidden="true" />)}
      </span>
    </div>
  );
}
