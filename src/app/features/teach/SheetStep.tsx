/** One step of a story on paper: its question with the guess, its picture, room to write. Who draws the pictures, the caller says. */
import type { ReactNode } from "react";
import { defenses, type Spec } from "../../../engine/index";
import type { Do, Figure, Predict, Step } from "../../../stories/story";
import { StoryText } from "../../parts/StoryText";
import { metaOf } from "../../state/edit";
import type { StoryProgress } from "../../state/story";
import { fieldAt, valueAt } from "../../state/story-controls";
import { hasPicture, type Paper } from "../../state/story-papers";
import { duration } from "../../text/format";
import { settingText } from "../../text/runs-words";
import { plainTerms } from "../../text/story-text";
import { choose as chooseWords } from "../../text/task-words";
import { worksheet as words } from "../../text/teach-words";
import { cx } from "../../ui/cx";

/** A figure as the story shows it; the same with blanks for what came of it; inputs to look at. */
export type Drawing =
  | { readonly kind: "found" | "blank"; readonly figure: Figure }
  | { readonly kind: "look"; readonly inputs: number; readonly looked: readonly number[] };

export type Draw = (drawing: Drawing, paper: Paper) => ReactNode;

export interface SheetStepProps {
  readonly step: Step;
  readonly number: number;
  readonly progress: StoryProgress;
  readonly paper: Paper | null | "none";
  /** Whether what came of it has been found, so that it may be printed. */
  readonly found: boolean;
  /** The setup of one's own run of this visit. */
  readonly tried: Spec | null;
  readonly draw: Draw;
}

/** Lines to write on; on screen they show where that will be. */
const Lines = ({ n = 3 }: { readonly n?: number }) => <div aria-hidden="true" className="break-inside-avoid">{Array.from({ length: n }, (_, i) => <div key={i} className="h-8 border-b border-line" />)}</div>;

function drawings({ step, progress, found }: Pick<SheetStepProps, "step" | "progress" | "found">): readonly Drawing[] {
  if (step.kind === "do") return step.task.kind === "look" ? [{ kind: "look", inputs: step.task.inputs, looked: progress.looked[step.id] ?? [] }] : [];
  if (step.kind === "predict") return step.figures.filter((f) => f.show === "samples").map((figure) => ({ kind: "blank", figure }));
  return step.kind === "see" ? step.figures.map((figure) => ({ kind: found ? "found" : "blank", figure })) : [];
}

function Picture({ draw, paper, ...of }: Pick<SheetStepProps, "step" | "progress" | "found" | "paper" | "draw">) {
  if (paper === null) return <p className="text-sm text-muted print:hidden">{words.preparing(of.step.figures.length)}</p>;
  if (paper === "none") return <p className="text-sm text-muted print:hidden">{words.noPicture}</p>;
  const all = drawings(of), filled = all.some((d) => d.kind === "found" || (d.kind === "look" && d.looked.length > 0)), data = of.step.kind === "predict";
  return (
    <div className="flex flex-col gap-4 rounded-lg border border-line p-3 print:block print:border-0 print:p-0 print:*:mb-3">
      {!filled && !data && <p className="break-after-avoid text-sm text-muted">{words.toFill}</p>}
      {all.map((d, i) => <div key={i} data-drawing={d.kind} className="min-w-0 break-inside-avoid">{draw(d, data ? { ...paper, preview: paper.before } : paper)}</div>)}
      {filled && <p className="break-before-avoid text-sm text-muted">{paper.own ? words.own(duration(paper.run.result?.seconds ?? paper.run.elapsed / 1000)) : <>{words.recorded} <span className="print:hidden">{words.recordedWhy}</span></>}</p>}
    </div>
  );
}

interface Choice {
  readonly id: string;
  readonly text: string;
  readonly chosen: boolean;
}

/** Boxes to tick. */
function Choices({ of }: { readonly of: readonly Choice[] }) {
  return (
    <ul className="mt-1 flex flex-col gap-1.5 break-inside-avoid">
      {of.map((o) => <li key={o.id} className="flex gap-2"><span aria-hidden="true" className="mt-0.5 grid size-4.5 shrink-0 place-items-center rounded-sm border border-ink text-sm leading-none">{o.chosen ? "✕" : ""}</span><span>{o.text}{o.chosen && <span className="sr-only"> ({words.guess})</span>}</span></li>)}
    </ul>
  );
}

function Guess({ step, chosen }: { readonly step: Predict; readonly chosen: string | undefined }) {
  return (
    <div className="break-inside-avoid">
      <p className="font-medium">{plainTerms(step.question)}</p>
      <p className="sr-only">{words.guess}</p>
      <Choices of={step.options.map((o) => ({ id: o.id, text: plainTerms(o.text), chosen: o.id === chosen }))} />
    </div>
  );
}

/** The settings of one's own run that its task lets one change, in words. */
function triedIn(spec: Spec, paths: readonly string[]): string[] {
  return paths.flatMap((path) => { const field = fieldAt(spec, path); return field ? [`${field.title}: ${settingText(field, valueAt(spec, path), metaOf(spec) ?? null)}`] : []; });
}

/** What was chosen or set, and room for what came of it; a run that asks for nothing leaves nothing to write. */
function Task({ step, progress, tried }: { readonly step: Do; readonly progress: StoryProgress; readonly tried: Spec | null }) {
  const { task } = step, chosen = progress.chosen[step.id] ?? [];
  if (task.kind === "leave-out") return <div className="break-inside-avoid"><p className="font-medium">{words.leftOut(chosen[0])} {words.outcome}</p><Lines n={2} /></div>;
  if (task.kind === "choose") return <Choices of={task.offers.map((o) => ({ id: o.defense, chosen: chosen.includes(o.defense), text: words.offer(defenses.find(o.defense)?.title ?? o.defense, chooseWords.cost(o.cost), o.says) }))} />;
  return task.kind === "run" && task.controls ? <div className="break-inside-avoid"><p className="font-medium">{tried ? <>{words.tried(triedIn(tried, task.controls))} {words.outcome}</> : words.settings}</p><Lines n={2} /></div> : null;
}

export function SheetStep(props: SheetStepProps) {
  const { step, number, progress } = props, own = step.kind === "explain" ? progress.words[step.id]?.trim() : undefined;
  // What stands first stays with what comes after it, where something does.
  const alone = step.kind === "do" && step.task.kind === "run" && !step.task.controls, opening = cx("flex flex-col gap-2 break-inside-avoid", !alone && "break-after-avoid");
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-3 print:block print:*:mt-2" data-step={step.id}>
      <div className={opening}>
        <h2 className="text-lg font-semibold">{number}. {plainTerms(step.title)}</h2>
        {/* A paragraph about numbers is the answer; on paper it would give it away, so only what needs no run is printed. */}
        <StoryText text={step.text.filter((t) => !/\{[a-z0-9-]+\./.test(t))} plain />
        {step.kind === "see" && <p><span className="font-medium">{words.find}:</span> {plainTerms(step.lookFor)}</p>}
        {step.kind === "see" && <Lines n={2} />}
        {step.kind === "explain" && <p className="font-medium">{plainTerms(step.prompt)}</p>}
      </div>
      {hasPicture(step) && <Picture {...props} />}
      {step.kind === "predict" && <Guess step={step} chosen={progress.guesses[step.id]} />}
      {step.kind === "do" && <Task step={step} progress={progress} tried={props.tried} />}
      {step.kind === "explain" && (own ? <p className="rounded-lg border border-line px-3 py-2 whitespace-pre-wrap"><span className="sr-only">{words.words}: </span>{own}</p> : <Lines />)}
    </section>
  );
}
