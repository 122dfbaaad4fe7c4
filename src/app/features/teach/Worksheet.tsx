/** The worksheet itself. What was chosen, written and found in the story is filled in; the rest is left to be done with a pencil. */
import { stepsOf, type Story } from "../../../stories/story";
import { RouteLink } from "../../parts/RouteLink";
import { useStoryProgress } from "../../state/story";
import { hasPicture, usePapers } from "../../state/story-papers";
import { runName, useStoryRuns } from "../../state/story-run";
import { plainTerms } from "../../text/story-text";
import { worksheet as words } from "../../text/teach-words";
import { useArriving } from "../../ui/Arriving";
import { Button } from "../../ui/Button";
import { isFound } from "./found";
import { SheetStep, type Draw } from "./SheetStep";

/** A line for a pencil, as wide as there is room. */
const Line = ({ label, least }: { readonly label: string; readonly least: string }) => <span className={`flex ${least} flex-1 items-end gap-2`}>{label} <span aria-hidden="true" className="flex-1 border-b border-ink" /></span>;

export function Worksheet({ story, draw }: { readonly story: Story; readonly draw: Draw }) {
  const progress = useStoryProgress(story.id), papers = usePapers(story), arriving = useArriving(), own = useStoryRuns((s) => s.own);
  const long = story.steps.some((s) => s.long && progress.visited.includes(s.id)), steps = stepsOf(story, long ? "40" : "10"), pictured = steps.filter(hasPicture);
  const left = pictured.filter((s) => papers[s.run] === null).length, lost = pictured.filter((s) => papers[s.run] === "none").length;
  return (
    <article className="flex flex-col gap-5 leading-relaxed print:block print:*:mb-5">
      <header className="flex flex-col gap-3">
        <h1 className="text-2xl font-semibold text-balance">{words.title(story.title)}</h1>
        <p className="flex flex-wrap gap-x-8 gap-y-3"><Line label={words.name} least="min-w-64 grow-2" /><Line label={words.date} least="min-w-40" /></p>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
          <Button variant="primary" onClick={() => print()}>{words.print}</Button>
          <RouteLink className="underline underline-offset-4" to={{ page: "story", id: story.id, step: 1, length: long ? "40" : "10" }}>{words.back}</RouteLink>
          <p role="status" className="text-sm text-muted">{left > 0 ? words.preparing(left) : arriving ? words.drawing : lost > 0 ? words.lost(lost) : words.ready}</p>
        </div>
        <p className="text-sm text-muted print:hidden">{words.hint}</p>
        <p>{plainTerms(story.scene)}</p>
      </header>
      {steps.map((step, i) => {
        const paper = papers[step.run] ?? null;
        return <SheetStep key={step.id} step={step} number={i + 1} progress={progress} paper={paper} found={isFound(step, progress, paper !== null && paper !== "none" && paper.own)} tried={own[runName(story.id, step.run)]?.spec ?? null} draw={draw} />;
      })}
    </article>
  );
}
