/** Inputs before and after a probe, as one model read them: pictures as a sum, messages with their edits, rows with the values that moved. Originals are the test rows of the run on screen. */
import { useMemo, useState } from "react";
import { inputOf, type DatasetMeta, type Preview, type ProbeExample, type ProbeOutcome } from "../../../engine/index";
import { short } from "../../charts/format";
import { PixelImage } from "../../charts/PixelImage";
import { WordLegend } from "../../parts/rows/MessageList";
import { Pager, validPage } from "../../parts/Pager";
import { thingsOf } from "../../text/attack-words";
import { probePanel as words, strengthText } from "../../text/probe-words";
import { rows } from "../../text/rows";
import { cx } from "../../ui/cx";
import { editedWords, factorOf, movedValues } from "./outcomes";

const CARDS = "m-0 grid list-none grid-cols-[repeat(auto-fill,minmax(min(100%,17rem),1fr))] items-start gap-2 p-0";
const PER_PAGE = { image: 8, text: 4, tabular: 8, points: 8 } as const;

interface OneProps {
  readonly example: ProbeExample;
  readonly original: Float32Array;
  readonly meta: DatasetMeta;
  readonly xTitle: string;
}

const reads = ({ before, sureBefore, after, sureAfter }: ProbeExample, { classNames }: DatasetMeta) => words.reads(classNames[before] ?? "?", sureBefore, classNames[after] ?? "?", sureAfter);
const titleOf = (e: ProbeExample, meta: DatasetMeta) => words.thing(thingsOf(meta)[0], e.testIndex + 1, meta.classNames[e.label] ?? "?");

function Story({ example, meta, xTitle, more }: Omit<OneProps, "original"> & { readonly more?: string }) {
  return (
    <div className="text-sm leading-snug">
      <p className="text-muted">{titleOf(example, meta)}</p>
      <p className="font-medium">{reads(example, meta)}</p>
      <p className="text-muted">{strengthText(xTitle, example.strength)}{more && `; ${more}`}</p>
    </div>
  );
}

function Sign({ children, size }: { readonly children: string; readonly size: number }) {
  return <span aria-hidden="true" className="flex items-center text-lg text-muted" style={{ height: size + 10 }}>{children}</span>;
}

function PictureExample({ example, original, meta, xTitle }: OneProps) {
  const change = useMemo(() => example.input.map((v, j) => v - original[j]!), [example, original]);
  const span = meta.valueRange[1] - meta.valueRange[0], factor = factorOf(change, span), size = 64;
  const magnified = useMemo(() => change.map((v) => v * factor), [change, factor]);
  const shown = { shape: meta.shape, size, alt: "" };
  return (
    <li className="flex min-w-0 flex-col gap-1 rounded-md border border-line p-2">
      <div role="group" aria-label={titleOf(example, meta)} className="flex items-start justify-start">
        <PixelImage {...shown} pixels={original} range={meta.valueRange} caption={words.original} />
        <Sign size={size}>+</Sign>
        <PixelImage {...shown} pixels={magnified} range={[-span, span]} mode="difference" caption={words.perturbation(short(factor))} />
        <Sign size={size}>=</Sign>
        <PixelImage {...shown} pixels={example.input} range={meta.valueRange} caption={words.adversarial} />
      </div>
      <Story example={example} meta={meta} xTitle={xTitle} more={words.moved(Math.max(...change.map(Math.abs)))} />
    </li>
  );
}

const chips = { same: "border-transparent bg-sunken/70", in: "border-poisoned-fill bg-poisoned-tint font-semibold text-poisoned", out: "border-dashed border-edge text-muted line-through" } as const;

function MessageExample({ example, original, meta, xTitle }: OneProps) {
  const said = useMemo(() => editedWords(original, example, meta), [example, original, meta]);
  return (
    <li className="flex min-w-0 flex-col gap-1.5 rounded-md border border-line p-2">
      <Story example={example} meta={meta} xTitle={xTitle} />
      <p className="flex flex-wrap gap-x-1 gap-y-0.5">
        {said.map(({ how, text, instead }, i) => (
          <span key={i} className={cx("max-w-full rounded-sm border px-1 text-sm leading-5 break-words", chips[how])}>
            {how === "in" && <span className="sr-only">{instead === undefined ? words.putIn : words.rewritten(instead)}</span>}
            {how === "in" && (instead === undefined ? <span aria-hidden="true">+</span> : <><s aria-hidden="true" className="font-normal text-muted">{instead}</s><span aria-hidden="true"> → </span></>)}
            {text}
          </span>
        ))}
      </p>
    </li>
  );
}

const MOST_VALUES = 6;

/** The values that moved, those that moved farthest in their range first. */
function RowExample({ example, original, meta, xTitle }: OneProps) {
  const moved = useMemo(() => movedValues(original, example.input, meta), [original, example, meta]);
  return (
    <li className="flex min-w-0 flex-col gap-1 rounded-md border border-line p-2">
      <Story example={example} meta={meta} xTitle={xTitle} />
      <table className="text-sm">
        <caption className="sr-only">{words.changed}</caption>
        <thead className="sr-only"><tr>{[rows.column, rows.before, rows.after].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>
          {moved.slice(0, MOST_VALUES).map((m) => (
            <tr key={m.name} className="border-t border-line">
              <th scope="row" className="py-0.5 pe-2 text-start leading-snug font-normal">{m.name}</th>
              <td className="py-0.5 text-end whitespace-nowrap text-muted">{m.before}</td>
              <td className="w-px py-0.5 ps-1.5 text-end font-semibold whitespace-nowrap text-poisoned"><span aria-hidden="true" className="font-normal text-muted">→ </span>{m.after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {moved.length > MOST_VALUES && <p className="text-xs text-muted">{words.moreValues(moved.length - MOST_VALUES)}</p>}
    </li>
  );
}

export function Examples({ outcome, preview }: { readonly outcome: ProbeOutcome; readonly preview: Preview | null }) {
  const [wanted, setPage] = useState(0);
  if (outcome.examples.length === 0) return <p className="text-sm text-muted">{words.noExamples}</p>;
  if (!preview) return <p className="text-sm text-muted">{words.loading}</p>;
  const { meta, test } = preview, size = PER_PAGE[meta.modality], page = validPage(wanted, outcome.examples.length, size);
  const shown = outcome.examples.slice(page * size, (page + 1) * size).filter((e) => e.testIndex < test.n), one = { meta, xTitle: outcome.xTitle };
  const originals = shown.map((e) => inputOf(test, e.testIndex));
  return (
    <div className="flex flex-col gap-2">
      {meta.modality === "image" ? (
        <>
          <ul className={CARDS}>{shown.map((e, i) => <PictureExample key={`${e.testIndex}-${i}`} example={e} original={originals[i]!} {...one} />)}</ul>
          <p className="text-xs text-muted">{words.factorWhy(...meta.valueRange)}</p>
        </>
      ) : meta.modality === "text" ? (
        <>
          <ul className="m-0 flex list-none flex-col gap-2 p-0">{shown.map((e, i) => <MessageExample key={`${e.testIndex}-${i}`} example={e} original={originals[i]!} {...one} />)}</ul>
          <p className="text-xs text-muted">{words.legend}</p>
          <WordLegend items={shown.map((e) => ({ input: e.input, poisoned: false, original: null }))} meta={meta} />
        </>
      ) : <ul className={CARDS}>{shown.map((e, i) => <RowExample key={`${e.testIndex}-${i}`} example={e} original={originals[i]!} {...one} />)}</ul>}
      <Pager page={page} total={outcome.examples.length} size={size} onChange={setPage} />
    </div>
  );
}
