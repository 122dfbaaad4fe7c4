/** The steps of a story as a list of numbered links: where one is, what is done, what still waits. */
import { Check, Flag } from "lucide-react";
import type { MouseEvent } from "react";
import type { Step } from "../../../stories/story";
import { hashOf, useRoute, type Route } from "../../state/route";
import { isSatisfied, type StoryProgress } from "../../state/story";
import { player as words } from "../../text/story-words";
import { cx } from "../../ui/cx";

export interface StepNavProps {
  readonly steps: readonly Step[];
  /** Counted from 0; one past the last is the end. */
  readonly at: number;
  readonly open: readonly boolean[];
  readonly progress: StoryProgress;
  readonly routeOf: (at: number) => Route;
  readonly onGo: (at: number) => void;
}

const look = "flex size-7 items-center justify-center rounded-full border text-xs font-semibold tabular-nums no-underline";

export function StepNav({ steps, at, open, progress, routeOf, onGo }: StepNavProps) {
  const options = useRoute((s) => s.options);
  const follow = (event: MouseEvent, i: number) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onGo(i);
  };
  return (
    <nav aria-label={words.steps}>
      <ol className="m-0 flex list-none flex-wrap gap-1 p-0">
        {open.map((free, i) => {
          const step = steps[i], done = step !== undefined && (step.kind === "see" ? progress.visited.includes(step.id) : isSatisfied(step, progress)), skipped = step?.kind === "do" && progress.done[step.id] === "skipped";
          const name = [words.step(i + 1, step?.title ?? words.end), ...(done && i !== at ? [skipped ? words.skipped : words.done] : []), ...(free ? [] : [words.locked])].join(", ");
          const face = step === undefined ? <Flag aria-hidden="true" className="size-3.5" /> : done && i !== at && !skipped ? <Check aria-hidden="true" className="size-3.5" /> : i + 1;
          return (
            <li key={step?.id ?? "end"}>
              {free
                ? <a href={hashOf(routeOf(i), options)} onClick={(e) => follow(e, i)} aria-current={i === at ? "step" : undefined} aria-label={name} title={name} className={cx(look, i === at ? "border-ink bg-ink text-on-ink forced-colors:border-4" : "border-edge bg-paper text-ink hover:bg-hover", skipped && i !== at && "border-dashed")}>{face}</a>
                : <span role="link" aria-disabled="true" aria-label={name} title={name} className={cx(look, "cursor-not-allowed border-line bg-bench text-muted")}>{face}</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
