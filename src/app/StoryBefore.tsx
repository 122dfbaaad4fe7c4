/** A figure of another run of the story than the one that a step is about: what somebody has seen before and needs for a guess. Puts nothing on the bench. */
import type { Step, StepFigure, Story } from "../stories/story";
import { usePapers } from "./state/story-papers";
import { StoryFigure } from "./StoryFigure";
import { figures as words } from "./text/story-words";
import { EmptyState } from "./ui/EmptyState";

export interface StoryBeforeProps {
  readonly story: Story;
  readonly steps: readonly Step[];
  readonly at: number;
  readonly figure: StepFigure & { readonly of: string };
}

export function StoryBefore({ story, steps, at, figure }: StoryBeforeProps) {
  const paper = usePapers(story, figure.of)[figure.of] ?? null, seen = steps.findLastIndex((s, i) => i < at && s.run === figure.of && s.kind !== "predict");
  if (paper === null || paper === "none") return <EmptyState title={paper === null ? words.loading : words.failed} minHeight={200} />;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {seen >= 0 && <p className="text-sm text-muted">{words.seenIn(seen + 1, steps[seen]!.title)}</p>}
      <StoryFigure figure={figure} size="story" shown={paper} />
    </div>
  );
}
