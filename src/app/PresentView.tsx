/**
 * A story's slides for a projector: `#present=sticker/2`. One idea at a time, 24 px and up, light; keys, clickers and the
 * speaker's window step it. Recorded runs are there at once, R replaces them by a real one. Holds no texts of its own.
 */
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { openWire, type Wire } from "./features/present/channel";
import { Controls } from "./features/present/Controls";
import { slideAction, slideAfter, type SlideAction } from "./features/present/keys";
import { slideText } from "./features/present/slide-text";
import { useLight } from "./parts/use-light";
import { StoryMissing } from "./features/teach/StoryMissing";
import { StoryLine, useReading } from "./parts/StoryText";
import { BorrowBench } from "./state/borrow-bench";
import { go, hashOf, useRoute } from "./state/route";
import { useRun } from "./state/run";
import { isBusy } from "./state/run-state";
import { useStoryRun } from "./state/story-run";
import { useStory } from "./state/use-story";
import type { Story } from "../stories/story";
import { windowTitle } from "./text/nav-words";
import { present as words } from "./text/present-words";
import { EmptyState } from "./ui/EmptyState";

const SlideFigure = lazy(() => import("./SlideFigure").then((m) => ({ default: m.SlideFigure })));
const KeyList = lazy(() => import("./features/present/KeyList").then((m) => ({ default: m.KeyList })));

/** A sentence alone fills the wall; one over a figure leaves it the room, and a long one takes smaller letters. */
const LONG = 62;
const ALONE = "my-auto max-w-[22ch] text-[clamp(2.25rem,min(7.4vw,13vh),9rem)] leading-[1.12] font-semibold text-balance";
const OVER = "text-[clamp(2rem,min(4.4vw,7.4vh),6rem)] leading-[1.1] font-semibold text-balance", OVER_LONG = "text-[clamp(2rem,min(3.5vw,6.2vh),5rem)] leading-[1.12] font-semibold text-balance";

/** Full screen where the browser allows it. */
function toggleFull(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen?.().catch(() => {});
}

function Deck({ story, at }: { readonly story: Story; readonly at: number }) {
  const of = story.slides.length, slide = story.slides[at - 1]!, run = useStoryRun(story, slide.run), read = useReading();
  const [blank, setBlank] = useState(false), [notesHere, setNotesHere] = useState(false), [blocked, setBlocked] = useState(false), [keys, setKeys] = useState(false);
  const [asked, setAsked] = useState({ slide: slide.id, n: 0 }), example = asked.slide === slide.id ? asked.n : 0, hasExamples = slide.figure?.show === "pinned";
  /** A live run that failed: what was on the wall before comes back, with a word of it. */
  const [failed, setFell] = useState<{ readonly run: string; readonly why: string } | null>(null), fell = failed?.run === slide.run ? failed : null;
  const speaker = useRef<Window | null>(null), wire = useRef<Wire | null>(null);
  /** When the talk began, by the clock of this device: known once a window with notes has been opened. */
  const since = useRef<number | null>(null);
  const says = slideText(slide.says, read), next = story.slides[at], nextSays = next ? slideText(next.says, next.run === slide.run ? read : () => null) : null;
  const news = { kind: "slide", story: story.id, slide: at, of, says, next: nextSays, notes: slide.notes.map((line) => slideText(line, read)), blank } as const;
  const latest = useRef(news), another = useRef(() => {});
  const goTo = useCallback((to: number) => go({ page: "present", id: story.id, slide: to }, { replace: true }), [story]);
  const act = useCallback((action: SlideAction) => {
    if (action === "run") { if (run.waits) run.startNow(); else if (!isBusy(useRun.getState().phase)) run.start(); }
    else if (action === "notes") setNotesHere((n) => !n);
    else if (action === "window") {
      const opened = open(`${location.pathname}${location.search}${hashOf({ page: "notes", id: story.id })}`, "hemlock-notes", "popup,width=960,height=760");
      speaker.current = opened;
      setBlocked(opened === null);
      if (opened === null) setNotesHere(true);
    } else if (action === "full") toggleFull();
    else if (action === "blank") setBlank((b) => !b);
    else if (action === "keys") setKeys(true);
    else if (action === "example") another.current();
    else if (action === "leave") {
      if (blank) setBlank(false);
      else if (notesHere) setNotesHere(false);
      else if (!document.fullscreenElement) go({ page: "story", id: story.id, step: 1, length: "10" });
      else void document.exitFullscreen();
    } else {
      setBlank(false);
      goTo(slideAfter(action, at, of));
    }
  }, [run, story, at, of, goTo, blank, notesHere]);
  useEffect(() => {
    const tell = () => mine.send({ ...latest.current, since: since.current });
    const mine = openWire(story.id, () => speaker.current, (message) => {
      if (message.kind === "hello" || message.kind === "clock") {
        since.current = (message.kind === "hello" ? since.current : null) ?? message.since;
        tell();
      }
      else if (message.kind === "example") another.current();
      else if (message.kind === "go" && Number.isInteger(message.slide) && message.slide >= 1 && message.slide <= story.slides.length) { setBlank(false); goTo(message.slide); }
    });
    wire.current = mine;
    // The speaker's window must know that nobody listens any more.
    const leave = () => mine.send({ kind: "bye", story: story.id });
    addEventListener("pagehide", leave);
    addEventListener("pageshow", tell);
    return () => {
      removeEventListener("pagehide", leave);
      removeEventListener("pageshow", tell);
      leave();
      mine.close();
    };
  }, [story, goTo]);
  const { phase, behind, giveWay } = run;
  useEffect(() => useRun.subscribe((now, before) => {
    if (now.phase !== before.phase && now.phase === "running") setFell(null);
  }), []);
  useEffect(() => {
    // On the way to another slide the run of the one before may already be gone.
    const now = useRun.getState();
    if (phase !== "failed" || now.phase !== "failed") return;
    setFell({ run: slide.run, why: now.problem?.message ?? "" });
    if (behind) giveWay();
  }, [slide.run, phase, behind, giveWay]);
  const told = JSON.stringify(news);
  useEffect(() => {
    latest.current = news;
    another.current = () => setAsked((a) => ({ slide: slide.id, n: (a.slide === slide.id ? a.n : 0) + 1 }));
    wire.current?.send({ ...news, since: since.current });
    // What is sent is what is compared.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [told]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = slideAction(event, event.target instanceof Element ? event.target : null);
      if (!action) return;
      event.preventDefault();
      // A key that is held down would rush to the end.
      if (!event.repeat) act(action);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [act]);
  useEffect(() => { document.title = windowTitle(words.title(story.title)); }, [story]);
  return (
    <div className="flex min-h-dvh flex-col bg-paper text-2xl">
      <main className="flex min-h-0 min-w-0 flex-1 flex-col gap-6 px-6 pt-6 pb-4 lg:px-12 lg:pt-8">
        <h1 className={!slide.figure ? ALONE : says.length > LONG ? OVER_LONG : OVER}>{says.includes("…") ? says : <StoryLine plain text={slide.says} />}</h1>
        {slide.figure && (
          <section aria-label={words.figure} className="relative min-h-80 min-w-0 flex-1">
            <Suspense fallback={null}><SlideFigure key={slide.id} figure={slide.figure} arms={slide.arms} example={example} /></Suspense>
          </section>
        )}
      </main>
      {notesHere && (
        <aside aria-label={words.notes} className="border-t-2 border-ink bg-bench px-6 py-3 leading-snug lg:px-12">
          {fell && <p className="text-muted">{fell.why}</p>}
          {blocked && <p className="text-muted">{words.blocked}</p>}
          {news.notes.map((line) => <p key={line}>{line}</p>)}
        </aside>
      )}
      <footer className="sticky bottom-0 bg-paper"><Controls slide={at} of={of} run={run} fell={fell !== null} notesOpen={notesHere} examples={hasExamples} onAction={act} /></footer>
      <p role="status" className="sr-only">{blank ? words.blank : `${fell ? `${words.fell} ` : ""}${words.said(at, of, says)}`}</p>
      {blank && <div aria-hidden="true" onClick={() => setBlank(false)} className="fixed inset-0 z-50 bg-black" />}
      {keys && <Suspense fallback={null}><KeyList open={keys} onOpenChange={setKeys} /></Suspense>}
    </div>
  );
}

export function PresentView() {
  const route = useRoute((s) => s.route), fetched = useStory(route.page === "present" ? route.id : "");
  useLight();
  if (route.page !== "present" || fetched.status !== "ready") return <><BorrowBench /><main><StoryMissing fetched={fetched} /></main></>;
  const { story } = fetched;
  return (
    <>
      <BorrowBench />
      {story.slides.length === 0 ? <main><EmptyState title={words.noSlides} /></main> : <Deck key={story.id} story={story} at={Math.min(route.slide, story.slides.length)} />}
    </>
  );
}
