/** The speaker's window: what is on screen, what to say, what comes next, the time of day and how long it has been. Steps the slides, too. */
import { ChevronLeft, ChevronRight, RotateCcw } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Story } from "../../../stories/story";
import { RouteLink } from "../../parts/RouteLink";
import { LOCALE } from "../../text/locale";
import { notes as words, present } from "../../text/present-words";
import { Button } from "../../ui/Button";
import { openWire, type SlideNews, type Wire } from "./channel";
import { slideAction, slideAfter } from "./keys";
import { slideText } from "./slide-text";

const timeOfDay = new Intl.DateTimeFormat(LOCALE, { hour: "numeric", minute: "2-digit" });
const sinceText = (ms: number): string => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;

function Clocks({ start, onReset }: { readonly start: number; readonly onReset: () => void }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="flex flex-wrap items-end gap-x-8 gap-y-2">
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <div><dt className="text-sm text-muted">{words.clock}</dt><dd className="text-headline font-semibold">{timeOfDay.format(now)}</dd></div>
        <div><dt className="text-sm text-muted">{words.timer}</dt><dd className="text-headline font-semibold tabular-nums">{sinceText(Math.max(0, now - start))}</dd></div>
      </dl>
      <Button size="sm" icon={<RotateCcw />} onClick={() => { onReset(); setNow(Date.now()); }}>{words.reset}</Button>
    </div>
  );
}

/** Until the slides speak, what is known without a run. */
function before(story: Story, at: number): SlideNews {
  const none = () => null, slide = story.slides[at - 1], next = story.slides[at];
  return { kind: "slide", story: story.id, slide: at, of: story.slides.length, says: slide ? slideText(slide.says, none) : "", next: next ? slideText(next.says, none) : null, notes: slide?.notes.map((line) => slideText(line, none)) ?? [], blank: false, since: null };
}

export function Speaker({ story }: { readonly story: Story }) {
  const [news, setNews] = useState<SlideNews>(() => before(story, 1)), [heard, setHeard] = useState(false), [asked, setAsked] = useState(false);
  // The slides keep when the talk began, for this window may be closed and opened again.
  const [start, setStart] = useState(() => Date.now()), began = useRef(start);
  const wire = useRef<Wire | null>(null);
  useEffect(() => {
    const hello = () => mine.send({ kind: "hello", story: story.id, since: began.current });
    const mine = openWire(story.id, () => opener as Window | null, (message) => {
      if (message.kind === "bye") { setHeard(false); setAsked(true); }
      if (message.kind !== "slide") return;
      setHeard(true);
      setNews(message);
      if (message.since === null) return hello();
      setStart((began.current = message.since));
    });
    wire.current = mine;
    hello();
    const timer = setTimeout(() => setAsked(true), 1500);
    return () => { clearTimeout(timer); mine.close(); };
  }, [story]);
  const { slide, of } = news;
  const goTo = useCallback((to: number) => {
    if (to === slide) return;
    if (!heard) setNews(before(story, to));
    wire.current?.send({ kind: "go", story: story.id, slide: to });
  }, [slide, heard, story]);
  const reset = () => {
    setStart((began.current = Date.now()));
    wire.current?.send({ kind: "clock", story: story.id, since: began.current });
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = slideAction(event, event.target instanceof Element ? event.target : null);
      if (action === "example") wire.current?.send({ kind: "example", story: story.id });
      if (action !== "next" && action !== "back" && action !== "first" && action !== "last") return;
      event.preventDefault();
      if (!event.repeat) goTo(slideAfter(action, slide, of));
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [goTo, slide, of, story]);
  return (
    <main className="mx-auto flex min-h-dvh max-w-5xl flex-col gap-5 p-4 sm:p-6">
      <h1 className="sr-only">{words.title(story.title)}</h1>
      <Clocks start={start} onReset={reset} />
      <div className="grid gap-5 md:grid-cols-[2fr_1fr]">
        <section aria-labelledby="now" className="rounded-lg border border-line bg-paper p-4">
          <h2 id="now" className="text-sm text-muted">{words.now} · {present.at(slide, of)}</h2>
          <p role="status" className="text-2xl leading-snug font-semibold text-balance">{news.says}</p>
          {news.blank && <p className="mt-1 font-medium">{words.blank}</p>}
        </section>
        <section aria-labelledby="next" className="rounded-lg border border-line bg-paper p-4">
          <h2 id="next" className="text-sm text-muted">{words.next} · {words.more(of - slide)}</h2>
          <p className="text-lg leading-snug">{news.next ?? words.last}</p>
        </section>
      </div>
      <section aria-labelledby="say" className="flex-1">
        <h2 id="say" className="mb-1 text-sm text-muted">{words.say}</h2>
        <div className="flex max-w-[60ch] flex-col gap-3 text-xl leading-relaxed">
          {news.notes.length > 0 ? news.notes.map((line) => <p key={line}>{line}</p>) : <p className="text-muted">{words.none}</p>}
        </div>
      </section>
      <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t border-line bg-bench py-3">
        <Button icon={<ChevronLeft />} disabled={slide === 1} onClick={() => goTo(slide - 1)}>{present.back}</Button>
        <Button variant="primary" iconAfter={<ChevronRight />} disabled={slide === of} onClick={() => goTo(slide + 1)}>{present.next}</Button>
        <p role="status" className="text-sm text-muted">{heard ? words.connected : asked ? words.alone : ""}</p>
        {!heard && asked && <RouteLink to={{ page: "present", id: story.id, slide }} target="_blank" className="text-sm underline">{words.open}</RouteLink>}
      </div>
    </main>
  );
}
