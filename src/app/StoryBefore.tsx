/** A figure of another run of the story than the one that a step is about: what somebody has seen before and needs for a guess or a pick. Puts nothing on the bench. */
import { lazy, Suspense } from "react";
import type { Step, StepFigure, Story } from "../stories/story";
import { usePapers } from "./state/story-papers";
import { StoryFigure } from "./StoryFigure";
import { figures as words } from "./text/story-words";
import { EmptyState } from "./ui/EmptyState";

const StoryPick = lazy(() => import("./StoryPick").then((m) => ({ default: m.StoryPick })));

export interface StoryBeforeProps {
  readonly story: Story;
  readonly steps: readonly Step[];
  readonly at: number;
  readonly figure: StepFigure & { readonly of: string };
}

export function StoryBefore({ story, steps, at, figure }: StoryBeforeProps) {
  const paper = usePapers(story, figure.of)[figure.of] ?? null, step = steps[at]!, seen = steps.findLastIndex((s, i) => i < at && s.run === figure.of && s.kind !== "predict");
  if (paper === null || paper === "none") return <EmptyState title={paper === null ? words.loading : words.failed} minHeight={200} />;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {seen >= 0 && <p className="text-sm text-muted">{words.seenIn(seen + 1, steps[seen]!.title)}</p>}
      {step.kind === "do" && step.task.kind === "leave-out" ? <Suspense fallback={<div className="min-h-64" />}><StoryPick story={story} step={step} shown={paper} /></Suspense> : <StoryFigure figure={figure} size="story" shown={paper} />}
    </div>
  );
}
