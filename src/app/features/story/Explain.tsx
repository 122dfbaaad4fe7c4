/** First a sentence of one's own, then ours beside it. Nobody reads or rates what is written; it stays on the device. */
import { useId } from "react";
import type { Explain as ExplainStep, Story } from "../../../stories/story";
import { StoryLine, StoryText } from "../../parts/StoryText";
import { openAnswer, useAnswersKept, useStoryProgress, write } from "../../state/story";
import { explain as words } from "../../text/task-words";
import { Button } from "../../ui/Button";

const MOST = 2000;

export function Explain({ story, step }: { readonly story: Story; readonly step: ExplainStep }) {
  const progress = useStoryProgress(story.id), kept = useAnswersKept(), id = useId(), text = progress.words[step.id] ?? "", open = progress.opened.includes(step.id);
  const show = () => openAnswer(story.id, step.id);
  return (
    <div className="flex flex-col gap-3">
      <div>
        <label htmlFor={id} className="block text-lg leading-snug font-semibold text-pretty"><StoryLine text={step.prompt} plain /></label>
        <textarea id={id} rows={3} maxLength={MOST} value={text} aria-describedby={`${id}-hint`} onChange={(e) => write(story.id, step.id, e.target.value)} className="mt-2 block w-full rounded-lg border border-edge bg-paper px-3 py-2" />
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">{kept ? words.hint : words.hintHere}</p>
      </div>
      {open ? (
        <section aria-label={words.ours} className="flex flex-col gap-2 rounded-lg border border-line bg-paper px-4 py-3">
          <h3 className="text-sm font-semibold">{words.ours}</h3>
          <StoryText text={step.ours} />
        </section>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" disabledReason={text.trim() === "" ? words.empty : undefined} onClick={show} data-answer>{words.show}</Button>
          <Button variant="ghost" className="text-muted" onClick={show} data-skip>{words.skip}</Button>
        </div>
      )}
    </div>
  );
}
