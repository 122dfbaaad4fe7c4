/** A question and its guesses. Nothing is marked right or wrong here: the run answers, a few steps later. */
import type { Predict as PredictStep, Story } from "../../../stories/story";
import { StoryLine } from "../../parts/StoryText";
import { guess, useAnswersKept, useStoryProgress } from "../../state/story";
import { predict as words } from "../../text/story-words";

export function Predict({ story, step }: { readonly story: Story; readonly step: PredictStep }) {
  const chosen = useStoryProgress(story.id).guesses[step.id], kept = useAnswersKept();
  return (
    <fieldset className="m-0 flex min-w-0 flex-col gap-2 border-0 p-0">
      <legend className="mb-2 p-0 text-lg leading-snug font-semibold text-pretty"><StoryLine text={step.question} plain /></legend>
      {step.options.map((o) => (
        <label key={o.id} className="flex cursor-pointer items-start gap-3 rounded-lg border border-edge bg-paper px-3 py-2.5 leading-snug hover:bg-hover has-checked:border-ink has-checked:ring-1 has-checked:ring-ink">
          <input type="radio" name={`${story.id}-${step.id}`} className="-my-px size-6 shrink-0 accent-ink" checked={chosen === o.id} onChange={() => guess(story.id, step.id, o.id)} />
          <span className="min-w-0"><StoryLine text={o.text} plain /></span>
        </label>
      ))}
      <p className="min-h-5 text-sm text-muted">{chosen !== undefined && (kept ? words.kept : words.keptHere)}</p>
    </fieldset>
  );
}
