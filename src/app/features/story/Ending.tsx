/** The end of a story: what it was about, one's guesses beside what happened, one's own words, and where to go from here. */
import { ArrowRight, FlaskConical, GraduationCap, Printer, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { stories } from "../../../stories/registry";
import type { Explain, Predict, Step, Story } from "../../../stories/story";
import { RouteLink } from "../../parts/RouteLink";
import { StoryLine } from "../../parts/StoryText";
import type { Length, Route } from "../../state/route";
import { useStoryProgress } from "../../state/story";
import { ending as words } from "../../text/story-words";
import { Button, buttonLook } from "../../ui/Button";
import { cx } from "../../ui/cx";

export interface EndingProps {
  readonly story: Story;
  readonly steps: readonly Step[];
  readonly length: Length;
  readonly onLab: () => void;
  readonly onAgain: () => void;
}

const linkLook = "inline-flex min-h-10 items-center justify-center gap-2 rounded-lg px-4 py-2 text-center leading-tight font-medium no-underline";

function Way({ to, primary = false, icon, children }: { readonly to: Route; readonly primary?: boolean; readonly icon?: ReactNode; readonly children: ReactNode }) {
  return <RouteLink to={to} className={cx(linkLook, buttonLook[primary ? "primary" : "secondary"])}>{icon && <span aria-hidden="true" className="[&>svg]:size-4.5">{icon}</span>}{children}</RouteLink>;
}

const titleLook = "text-sm font-semibold text-muted";

export function Ending({ story, steps, length, onLab, onAgain }: EndingProps) {
  const progress = useStoryProgress(story.id), guesses = steps.filter((s): s is Predict => s.kind === "predict"), explained = steps.filter((s): s is Explain => s.kind === "explain");
  const learned = explained.flatMap((s) => s.ours).slice(0, 3), written = explained.filter((s) => progress.words[s.id]?.trim()), next = stories[stories.findIndex((s) => s.id === story.id) + 1];
  const skipped = steps.filter((s) => progress.done[s.id] === "skipped").length;
  return (
    <div className="flex flex-col gap-6">
      {learned.length > 0 && <section aria-label={words.learned} className="flex flex-col gap-2"><h3 className={titleLook}>{words.learned}</h3>{learned.map((text) => <p key={text}><StoryLine text={text} /></p>)}</section>}
      {guesses.length > 0 && (
        <section aria-label={words.guesses}>
          <h3 className={titleLook}>{words.guesses}</h3>
          <ul className="m-0 mt-1 flex list-none flex-col gap-3 p-0">
            {guesses.map((p) => {
              const mine = p.options.find((o) => o.id === progress.guesses[p.id]), was = p.options.find((o) => o.id === p.answer)!;
              return (
                <li key={p.id} className="border-s-3 border-line ps-3">
                  <p className="font-medium"><StoryLine text={p.question} plain /></p>
                  <p>{mine ? words.guess(mine.text) : words.noGuess}{mine?.id === p.answer && <span className="text-muted"> ({words.same})</span>}</p>
                  {mine?.id !== p.answer && <p>{words.was(was.text)}</p>}
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {written.length > 0 && <section aria-label={words.words}><h3 className={titleLook}>{words.words}</h3>{written.map((s) => <blockquote key={s.id} className="m-0 mt-1 border-s-3 border-line ps-3 whitespace-pre-wrap">{progress.words[s.id]}</blockquote>)}</section>}
      {skipped > 0 && <p className="text-sm text-muted">{words.recorded(skipped)}</p>}
      <div className="flex flex-wrap gap-2">
        {next && <Way to={{ page: "story", id: next.id, step: 1, length }} primary icon={<ArrowRight className="rtl:-scale-x-100" />}>{words.next(next.title)}</Way>}
        <Way to={{ page: "worksheet", id: story.id }} icon={<Printer />}>{words.worksheet}</Way>
        <Button icon={<FlaskConical />} onClick={onLab}>{words.lab}</Button>
        <Way to={{ page: "teach", id: story.id }} icon={<GraduationCap />}>{words.teach}</Way>
        {length === "10" && story.steps.some((s) => s.long) && <Way to={{ page: "story", id: story.id, step: 1, length: "40" }}>{words.toLong}</Way>}
        <Way to={{ page: "home" }}>{words.all}</Way>
        <Button variant="ghost" icon={<RotateCcw />} onClick={onAgain}>{words.clear}</Button>
      </div>
      {story.reading.length > 0 && (
        <section aria-label={words.reading}>
          <h3 className={titleLook}>{words.reading}</h3>
          <ul className="m-0 mt-1 flex list-disc flex-col gap-1 ps-5">
            {story.reading.map((r) => <li key={r.link}><a href={r.link} target="_blank" rel="noopener noreferrer" className="underline">{r.title}<span className="sr-only"> {words.newTab}</span></a></li>)}
          </ul>
        </section>
      )}
    </div>
  );
}
