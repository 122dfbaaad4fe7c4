/** Test inputs as they are and with the trigger, each with a place for what every model said of it: a line, or the answer once it was seen. */
import type { DatasetMeta } from "../../engine/index";
import { PixelImage } from "../charts/PixelImage";
import { Versions } from "../features/pinned/Versions";
import { answerName } from "../text/answer-words";
import { thingsOf } from "../text/attack-words";
import { sheet as words } from "../text/teach-words";
import { pinned as labels } from "../text/words";
import { answersOf, inputAt } from "../story-figures/pinned-rows";
import { armsOf, type Shown } from "../story-figures/shown";
import { ArmName, Blank } from "./Fields";

const SIDE = 52;
type Input = ReturnType<typeof inputAt>;

function Pictures({ input, meta }: { readonly input: Input; readonly meta: DatasetMeta }) {
  const look = { shape: meta.shape, range: meta.valueRange, size: SIDE };
  return (
    <div className="flex flex-wrap gap-2">
      <PixelImage {...look} pixels={input.plain} alt="" />
      {input.triggered && <PixelImage {...look} pixels={input.triggered} alt="" poisoned />}
    </div>
  );
}

interface AskedProps {
  readonly shown: Shown;
  readonly rows: readonly number[];
  /** With what the models said. */
  readonly answered: boolean;
}

export function Asked({ shown, rows, answered }: AskedProps) {
  const { meta, test } = shown.preview!, [thing] = thingsOf(meta), arms = armsOf(shown), pictures = meta.modality === "image", head = "px-1 text-center text-sm leading-snug";
  const inputs = rows.map((row) => ({ row, ...inputAt(shown, row) })), both = inputs.some((i) => i.triggered), sides = both ? [labels.plain, labels.triggered] : [labels.plain];
  const said = (arm: string, row: number, side: number) => {
    const answers = answersOf(shown, arm, row);
    return answers && (side === 0 || answers.triggered) ? answerName(meta.classNames, side === 0 ? answers.says : answers.saysTriggered) : null;
  };
  return (
    // Five models do not fit side by side on a phone.
    <div tabIndex={0} role="group" aria-label={words.asked(thing)} className="relative overflow-x-auto print:overflow-visible">
      <table className="w-full border-collapse" data-asked>
        <caption className="pb-1 text-start text-sm font-semibold">{words.asked(thing)}</caption>
        <thead>
          <tr><th rowSpan={2} scope="col" className="align-bottom"><span className="sr-only">{thing}</span>{pictures && <span className="flex flex-wrap gap-2 text-sm leading-snug font-normal text-muted">{sides.map((side) => <span key={side} className="w-15 text-center">{side}</span>)}</span>}</th>{arms.map((a) => <th key={a.id} colSpan={sides.length} scope="colgroup" className={`${head} font-semibold`}><ArmName arm={a} shown={shown} /></th>)}</tr>
          <tr>{arms.flatMap((a) => sides.map((side) => <th key={`${a.id}-${side}`} scope="col" className={`${head} font-normal text-muted`}>{side}</th>))}</tr>
        </thead>
        <tbody>
          {inputs.map((input) => (
            <tr key={input.row} className="break-inside-avoid">
              <th scope="row" className={pictures ? "py-1 text-start font-normal" : "w-1/2 py-1 text-start font-normal"}>
                <span className={pictures ? "sr-only" : "block pb-1 text-sm text-muted"}>{labels.which(thing, input.row + 1, meta.classNames[test.labels[input.row]!]!)}</span>
                {pictures ? <Pictures input={input} meta={meta} /> : <Versions subject={input} meta={meta} />}
              </th>
              {arms.flatMap((a) => sides.map((side, i) => <td key={`${a.id}-${side}`} className="px-2 py-1 text-center align-middle">{(answered && said(a.id, input.row, i)) || <Blank />}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
