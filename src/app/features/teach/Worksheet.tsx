/** The worksheet itself. What was chosen and written in the story is filled in; the rest is left to be done with a pencil. */
import type { ReactNode } from "react";
import { stepsOf, type Figure, type Step, type Story } from "../../../stories/story";
import { RouteLink } from "../../parts/RouteLink";
import { StoryText } from "../../parts/StoryText";
import { useStoryProgress, type StoryProgress } from "../../state/story";
import { usePapers, type Paper } from "../../state/story-papers";
import { duration } from "../../text/format";
import { plainTerms } from "../../text/story-text";
import { worksheet as words } from "../../text/teach-words";
import { Button } from "../../ui/Button";

type Draw = (figure: Figure, paper: Paper) => ReactNode;

/** Lines to write on; on screen they show where that will be. */
const Lines = ({ n = 3 }: { readonly n?: number }) => <div aria-hidden="true">{Array.from({ length: n }, (_, i) => <div key={i} className="h-8 border-b border-line" />)}</div>;

function Picture({ step, paper, draw }: { readonly step: Step; readonly paper: Paper | null | "none"; readonly draw: Draw }) {
  if (paper === null) return <p className="text-sm text-muted print:hidden">{words.preparing(step.figures.length)}</p>;
  if (paper === "none") return <p className="text-sm text-muted print:hidden">{words.noPicture}</p>;
  return (
    <figure className="flex flex-col gap-2 break-inside-avoid rounded-lg border border-line p-3">
      {step.figures.map((figure) => <div key={figure.show} className="min-w-0">{draw(figure, paper)}</div>)}
      <figcaption className="text-sm text-muted">{paper.own ? words.own(duration(paper.run.elapsed / 1000)) : words.recorded}</figcaption>
    </figure>
  );
}

function Guess({ step, chosen }: { readonly step: Extract<Step, { kind: "predict" }>; readonly chosen: string | undefined }) {
  return (
    <div>
      <p className="font-medium">{plainTerms(step.question)}</p>
      <p className="sr-only">{words.guess}</p>
      <ul className="mt-1 flex flex-col gap-1.5">
        {step.options.map((o) => <li key={o.id} className="flex gap-2"><span aria-hidden="true" className="mt-0.5 grid size-4.5 shrink-0 place-items-center rounded-sm border border-ink text-sm leading-none">{o.id === chosen ? "✕" : ""}</span><span>{plainTerms(o.text)}{o.id === chosen && <span className="sr-only"> ({words.guess})</span>}</span></li>)}
      </ul>
    </div>
  );
}

function Part({ step, number, progress, paper, draw }: { readonly step: Step; readonly number: number; readonly progress: StoryProgress; readonly paper: Paper | null | "none"; readonly draw: Draw }) {
  const own = step.kind === "explain" ? progress.words[step.id]?.trim() : undefined;
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-3">
      <h2 className="break-after-avoid text-lg font-semibold">{number}. {plainTerms(step.title)}</h2>
      {/* A paragraph about numbers is the answer; on paper it would give it away, so only what needs no run is printed. */}
      <StoryText text={step.text.filter((t) => !/\{[a-z0-9-]+\./.test(t))} plain />
      {step.kind === "predict" && <Guess step={step} chosen={progress.guesses[step.id]} />}
      {step.kind === "do" && step.task.kind === "leave-out" && <p className="font-medium">{words.leftOut(progress.chosen[step.id]?.[0])}</p>}
      {step.kind === "see" && <p><span className="font-medium">{words.find}:</span> {plainTerms(step.lookFor)}</p>}
      {step.kind === "see" && <><Picture step={step} paper={paper} draw={draw} /><Lines n={2} /></>}
      {step.kind === "explain" && <><p className="font-medium">{plainTerms(step.prompt)}</p>{own ? <p className="rounded-lg border border-line px-3 py-2 whitespace-pre-wrap"><span className="sr-only">{words.words}: </span>{own}</p> : <Lines />}</>}
    </section>
  );
}

export function Worksheet({ story, draw }: { readonly story: Story; readonly draw: Draw }) {
  const progress = useStoryProgress(story.id), papers = usePapers(story);
  const long = story.steps.some((s) => s.long && progress.visited.includes(s.id)), steps = stepsOf(story, long ? "40" : "10");
  const left = steps.filter((s) => s.kind === "see" && papers[s.run] === null).length, lost = steps.filter((s) => s.kind === "see" && papers[s.run] === "none").length;
  return (
    <article className="flex flex-col gap-5 leading-relaxed">
      <header className="flex flex-col gap-3">
        <h1 className="text-2xl font-semibold text-balance">{words.title(story.title)}</h1>
        <p className="flex flex-wrap gap-x-8 gap-y-3"><span className="flex min-w-64 flex-1 items-end gap-2">{words.name} <span aria-hidden="true" className="flex-1 border-b border-ink" /></span><span className="flex min-w-40 items-end gap-2">{words.date} <span aria-hidden="true" className="flex-1 border-b border-ink" /></span></p>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
          <Button variant="primary" onClick={() => print()}>{words.print}</Button>
          <RouteLink className="underline underline-offset-4" to={{ page: "story", id: story.id, step: 1, length: long ? "40" : "10" }}>{words.back}</RouteLink>
          <p role="status" className="text-sm text-muted">{left > 0 ? words.preparing(left) : lost > 0 ? words.lost(lost) : words.ready}</p>
        </div>
        <p className="text-sm text-muted print:hidden">{words.hint}</p>
        <p>{plainTerms(story.scene)}</p>
      </header>
      {steps.map((step, i) => <Part key={step.id} step={step} number={i + 1} progress={progress} paper={papers[step.run] ?? null} draw={draw} />)}
    </article>
  );
}
