/**
 * A story's paragraphs on screen: words of the field explained one tap away, numbers of the run filled in. A paragraph
 * whose number is not there yet is left out. Reads the run on screen unless it is handed another one.
 */
import { Fragment, lazy, useMemo } from "react";
import { readingOf } from "../../stories/read";
import { useRun } from "../state/run";
import type { RunState } from "../state/run-state";
import { piecesOf, punctuationOf, said, type Read } from "../text/story-text";
import { Term } from "../ui/Term";

// Looked up when a term is opened; until then nobody needs the glossaries.
const TermName = lazy(() => import("./Meaning").then((m) => ({ default: m.TermName })));
const Meaning = lazy(() => import("./Meaning").then((m) => ({ default: m.Meaning })));

type Results = RunState["results"];

/** Reads numbers of the run on screen, or of the given arms. */
export function useReading(given?: Results): Read {
  const shown = useRun((s) => s.results), results = given ?? shown;
  return useMemo(() => {
    const arms = Object.values(results);
    return (arm, metric) => readingOf(arms, arm, metric);
  }, [results]);
}

interface LineProps {
  readonly text: string;
  /** Numbers of another run than the one on screen. */
  readonly results?: Results;
  /** Terms as plain words: on paper, on a projector, inside a button. */
  readonly plain?: boolean;
}

function usePieces({ text, results }: LineProps) {
  const read = useReading(results), pieces = useMemo(() => piecesOf(text), [text]);
  const filled = pieces.map((p) => (p.kind === "number" ? { ...p, value: read(p.arm, p.metric) } : p));
  return filled.some((p) => p.kind === "number" && p.value === null) ? null : filled;
}

/** One line of story text without an element around it; nothing while a number is missing. */
export function StoryLine(props: LineProps) {
  const pieces = usePieces(props);
  // A term is a button, after which every browser may break a line, even before a full stop: what must stay with it goes along.
  const endAt = (i: number): string => { const before = pieces?.[i - 1], p = pieces?.[i]; return before?.kind === "term" && p?.kind === "words" ? punctuationOf(p.text) : ""; };
  return pieces?.map((p, i) => {
    if (p.kind === "words") return <Fragment key={i}>{p.text.slice(endAt(i).length)}</Fragment>;
    if (p.kind === "number") return <strong key={i} data-number={`${p.arm}.${p.metric}`} className="font-semibold whitespace-nowrap">{said(p.metric, p.value!)}</strong>;
    const end = endAt(i + 1);
    if (props.plain) return <Fragment key={i}>{p.words}{end}</Fragment>;
    return <span key={i} className={end ? "whitespace-nowrap" : undefined}><Term title={<TermName id={p.id} />} definition={<Meaning id={p.id} />}>{p.words}</Term>{end}</span>;
  });
}

function Paragraph(props: LineProps) {
  return usePieces(props) && <p><StoryLine {...props} /></p>;
}

export interface StoryTextProps extends Omit<LineProps, "text"> {
  readonly text: string | readonly string[];
}

/** Paragraphs, each in a `<p>`; the element around them sets size and distance. */
export function StoryText({ text, ...rest }: StoryTextProps) {
  return (typeof text === "string" ? [text] : text).map((t) => <Paragraph key={t} text={t} {...rest} />);
}
