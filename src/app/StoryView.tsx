/**
 * The player of stories: one step at a time, text beside figures, Back and Next. Composes what src/app/features/story draws;
 * which run is on screen is state/story-run.ts, how far one is state/story.ts.
 */
import { FlaskConical } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { stepsOf, type Step, type Story } from "../stories/story";
import { Moves } from "./features/story/Moves";
import { Predict } from "./features/story/Predict";
import { Source } from "./features/story/Source";
import { StepNav } from "./features/story/StepNav";
import { PageHeader } from "./parts/PageHeader";
import { StoryLine, StoryText } from "./parts/StoryText";
import { BorrowBench, takeToLab } from "./state/borrow-bench";
import { go, useRoute, type Length, type Route } from "./state/route";
import { END, guessesBefore, isSatisfied, reachable, sameStep, showsRecorded, startOver, useStoryProgress, visit } from "./state/story";
import { forgetRuns, useStoryRun, type StoryRun } from "./state/story-run";
import { useStory } from "./state/use-story";
import { setView } from "./state/view";
import { ending, kinds, player as words, waiting } from "./text/story-words";
import { windowTitle } from "./text/nav-words";
import { Button } from "./ui/Button";

// Charts and controls arrive while somebody reads.
const StoryFigure = lazy(() => import("./StoryFigure").then((m) => ({ default: m.StoryFigure })));
const StoryBefore = lazy(() => import("./StoryBefore").then((m) => ({ default: m.StoryBefore })));
const Ending = lazy(() => import("./features/story/Ending").then((m) => ({ default: m.Ending })));
const Explain = lazy(() => import("./features/story/Explain").then((m) => ({ default: m.Explain })));
const Reveal = lazy(() => import("./features/story/Reveal").then((m) => ({ default: m.Reveal })));
const OwnRun = lazy(() => import("./features/story/OwnRun").then((m) => ({ default: m.OwnRun })));
const Spoken = lazy(() => import("./features/story/Spoken").then((m) => ({ default: m.Spoken })));
const Missing = lazy(() => import("./features/story/Missing").then((m) => ({ default: m.Missing })));
const Lengths = lazy(() => import("./features/story/Lengths").then((m) => ({ default: m.Lengths })));
const DoTask = lazy(() => import("./features/story/tasks").then((m) => ({ default: m.DoTask })));

/** So long a step waits for the numbers of a recorded run; then its words come first. */
const PATIENCE_MS = 2500;

/** Where arrow keys belong to the thing itself. */
const OWN_ARROWS = "input, textarea, select, [contenteditable], [role=slider], [role=radio], [role=tab], [role=dialog], [role=listbox], [role=combobox], [data-figures]";

interface PartProps {
  readonly story: Story;
  readonly steps: readonly Step[];
  readonly at: number;
  readonly run: StoryRun;
}

function Body({ story, steps, at, run }: PartProps) {
  const step = steps[at]!;
  switch (step.kind) {
    case "predict": return <Predict key={step.id} story={story} step={step} />;
    case "explain": return <Explain key={step.id} story={story} step={step} />;
    case "see": return <Reveal story={story} step={step} guesses={guessesBefore(steps, at)} />;
    case "do": return <DoTask key={step.id} story={story} step={step} run={run} />;
  }
}

function Player({ story, length, wanted }: { readonly story: Story; readonly length: Length; readonly wanted: number }) {
  const steps = stepsOf(story, length), progress = useStoryProgress(story.id), beyond = wanted > steps.length;
  // A number that no step has leads as far as one has come.
  const at = beyond ? reachable(steps, progress, 0).lastIndexOf(true) : wanted, step = steps[at], last = steps.at(-1)!;
  const recordedToo = showsRecorded(steps, at, progress), run = useStoryRun(story, (step ?? last).run, { recordedToo });
  const heading = useRef<HTMLHeadingElement>(null), id = step?.id ?? END;
  const routeTo = useCallback((to: number, as: Length = length): Route => ({ page: "story", id: story.id, step: to + 1, length: as }), [story.id, length]);
  const move = useCallback((to: number, as: Length = length) => go(routeTo(to, as), { options: useRoute.getState().options }), [routeTo, length]);
  useEffect(() => {
    if (beyond) go(routeTo(at), { replace: true, options: useRoute.getState().options });
  }, [beyond, at, routeTo]);
  const satisfied = step !== undefined && isSatisfied(step, progress);
  const waits = step && !satisfied ? waiting[step.kind !== "do" ? step.kind : step.task.kind === "look" ? "look" : run.source === "recorded" ? "slow" : "do"] : undefined;
  // A test row that was pinned elsewhere is none of this story.
  useEffect(() => setView({ pinned: null, drawing: false, cell: null }), [story]);
  useEffect(() => visit(story.id, id), [story.id, id]);
  useLayoutEffect(() => {
    document.title = windowTitle(`${step?.title ?? words.end} · ${story.title}`);
    heading.current?.focus({ preventScroll: true });
  }, [story, step]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || (event.target instanceof Element && event.target.closest(OWN_ARROWS))) return;
      const by = (event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0) * (getComputedStyle(document.documentElement).direction === "rtl" ? -1 : 1);
      if (by === 0 || (by < 0 ? at === 0 : !satisfied)) return;
      event.preventDefault();
      move(at + by);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [at, move, satisfied]);
  const lab = () => takeToLab({ text: words.cameFrom(story.title, at + 1, steps.length), label: words.backToStory });
  const again = () => { startOver(story.id); forgetRuns(story.id); move(0); };
  // Numbers of the recorded run are part of the text: all of it appears at once, so that nothing jumps.
  const comes = step !== undefined && recordedToo && run.source === null && run.phase === "idle" && (run.recording === "loading" || run.recording === "none");
  const [late, setLate] = useState(""), settling = comes && late !== id;
  useEffect(() => {
    if (!comes) return;
    const timer = setTimeout(setLate, PATIENCE_MS, id);
    return () => clearTimeout(timer);
  }, [comes, id]);
  // One looks before one guesses or picks, and reaches the button before the results. What one has seen already stands below the question, where it
  // moves nothing when it arrives.
  const own = step?.figures.some((f) => f.of === undefined), guessing = step?.kind === "predict" ? own : step?.kind === "do" && !own;
  const body = <section aria-label={words.task} className="min-w-0 text-pretty lg:col-start-1 lg:row-start-2">{step ? <Body story={story} steps={steps} at={at} run={run} /> : <Ending story={story} steps={steps} length={length} onLab={lab} onAgain={again} />}</section>;
  const lengths = (
    <Suspense fallback={<div className="min-h-9" />}><Lengths value={length} onChange={(to) => move(sameStep(story, length, to, at), to)} /></Suspense>
  );
  return (
    <div className="flex min-h-dvh flex-col">
      <PageHeader actions={<span className="max-sm:hidden"><Button size="sm" icon={<FlaskConical />} onClick={lab}>{words.lab}</Button></span>} menu={<Button size="sm" variant="ghost" icon={<FlaskConical />} onClick={lab}>{words.lab}</Button>}>
        <h1 className="min-w-0 truncate leading-tight font-medium" title={story.title}>{story.title}</h1>
      </PageHeader>
      <div className="border-b border-line bg-paper py-1.5">
        <div className="mx-auto flex max-w-[84rem] flex-wrap items-center justify-between gap-x-4 px-4 gap-y-1.5">
          <StepNav steps={steps} at={at} open={reachable(steps, progress, at)} progress={progress} routeOf={routeTo} onGo={move} />
          {story.steps.some((s) => s.long) && <section aria-label={words.version} className="w-40">{lengths}</section>}
        </div>
      </div>
      <main tabIndex={-1} className="mx-auto w-full max-w-[84rem] flex-1 px-4 py-5 outline-none">
        <div className={step ? "grid gap-x-8 gap-y-5 lg:grid-cols-[minmax(20rem,27rem)_minmax(0,1fr)] lg:grid-rows-[auto_1fr] lg:gap-y-4" : "flex max-w-[46rem] flex-col gap-4"}>
          <section aria-label={words.text} className="flex min-w-0 flex-col gap-4 text-pretty">
            <div>
              <p className="text-sm font-medium text-muted">{step ? words.where(at + 1, steps.length, kinds[step.kind]) : words.end}</p>
              <h2 ref={heading} tabIndex={-1} className="text-2xl leading-tight font-semibold text-balance outline-none">{step?.title ?? ending.title}</h2>
            </div>
            {at === 0 && step && <p className="text-lg leading-snug"><StoryLine text={story.scene} /></p>}
            {step && !settling && <StoryText text={step.text} />}
          </section>
          {/* Task and figures come together, for one stands above the other. */}
          <Suspense fallback={null}>
          {!guessing && !settling && body}
          {step && !settling && (
            <section aria-label={words.figures} data-figures className="flex min-w-0 flex-col gap-4 lg:col-start-2 lg:row-span-2 lg:row-start-1">
              <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2 empty:hidden">{own && <Source run={run} recordedToo={recordedToo} />}<Suspense fallback={null}><OwnRun step={step} run={run} recordedToo={recordedToo} /></Suspense></div>
              {step.figures.map((figure, i) => <div key={`${step.id}-${i}`} className="min-w-0 rounded-lg border border-line bg-paper p-4"><Suspense fallback={<div className="min-h-64" />}>{figure.of === undefined ? <StoryFigure figure={figure} size="story" /> : <StoryBefore story={story} steps={steps} at={at} figure={{ ...figure, of: figure.of }} />}</Suspense></div>)}
            </section>
          )}
          {guessing && !settling && body}
          </Suspense>
        </div>
      </main>
      <Moves onBack={at > 0 ? () => move(at - 1) : undefined} onNext={step ? () => move(at + 1) : undefined} last={at === steps.length - 1} waits={waits || undefined} />
      <Suspense fallback={null}><Spoken step={step} progress={progress} run={run} /></Suspense>
    </div>
  );
}

export function StoryView() {
  const { route } = useRoute(), id = route.page === "story" ? route.id : "", fetched = useStory(id);
  if (route.page !== "story") return null;
  return (
    <>
      <BorrowBench />
      {fetched.status === "ready"
        ? <Player key={id} story={fetched.story} length={route.length} wanted={route.step - 1} />
        : <Suspense fallback={<div className="min-h-dvh" />}><Missing id={id} fetched={fetched} /></Suspense>}
    </>
  );
}
