/** What a See step says of the guesses before it, in the same tone whether they came true or not; and what to find in the figure. */
import type { Predict, See, Story } from "../../../stories/story";
import { StoryLine } from "../../parts/StoryText";
import { useStoryProgress } from "../../state/story";
import { see as words } from "../../text/task-words";

export function Reveal({ story, step, guesses }: { readonly story: Story; readonly step: See; readonly guesses: readonly Predict[] }) {
  const given = useStoryProgress(story.id).guesses;
  return (
    <div className="flex flex-col gap-4">
      {guesses.map((p) => {
        const chosen = p.options.find((o) => o.id === given[p.id]);
        return (
          <aside key={p.id} aria-label={p.question} className="rounded-lg border border-line bg-paper px-4 py-3">
            <p className="font-medium">{chosen ? `${words.guessed(chosen.text)} ${chosen.id === p.answer ? words.right : words.other}` : words.none}</p>
            <p className="mt-1"><StoryLine text={p.after} /></p>
          </aside>
        );
      })}
      <p><strong className="block text-sm font-semibold">{words.lookFor}</strong><StoryLine text={step.thereIs ? `${step.lookFor} ${step.thereIs}` : step.lookFor} /></p>
    </div>
  );
}
