/** One of the three models of the home: what it reads now and how sure it is, and its two numbers with their doubt. */
import { Check, X } from "lucide-react";
import type { Rate } from "../../../engine/index";
import { armStyles, type ArmTone } from "../../charts/arm-style";
import { markerPath } from "../../charts/markers";
import { percent, range } from "../../text/format";
import { home as words } from "../../text/home-words";
import { cx } from "../../ui/cx";
import type { Answer } from "./record";

function Number({ label, rate, tone }: { readonly label: string; readonly rate: Rate | null | undefined; readonly tone?: ArmTone }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs leading-snug text-muted sm:text-sm">{label}</dt>
      <dd>
        <span className="text-lg leading-snug font-semibold sm:text-2xl" style={{ color: tone && armStyles[tone].text }}>{rate ? percent(rate.value) : "–"}</span>
        <span className="block text-xs leading-snug text-muted">{rate ? words.interval(range(rate.low, rate.high), rate.n) : words.none}</span>
      </dd>
    </div>
  );
}

export interface ArmAnswerProps {
  readonly id: keyof typeof words.arms;
  readonly tone: ArmTone;
  readonly answer: Answer | undefined;
  readonly label: number;
  readonly wanted: number;
  readonly stickered: boolean;
  readonly rates: { readonly cleanAccuracy: Rate | null; readonly attackSuccess: Rate | null } | undefined;
}

export function ArmAnswer({ id, tone, answer, label, wanted, stickered, rates }: ArmAnswerProps) {
  const style = armStyles[tone], right = answer?.as === label, fooled = stickered && answer?.as === wanted && !right;
  return (
    <section aria-label={words.arms[id]} className="row-span-4 grid min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-subgrid [overflow-wrap:anywhere] gap-y-2 border-t-3 pt-2 lg:row-span-3" style={{ borderColor: style.fill }}>
      <div>
        <h2 className="flex items-center gap-1.5 leading-6 font-semibold" style={{ color: style.text }}>
          <svg aria-hidden="true" viewBox="-8 -8 16 16" className="size-3.5 shrink-0"><path d={markerPath(style.marker, 6)} fill={style.fill} /></svg>
          <span className="min-w-0 truncate">{words.arms[id]}</span>
        </h2>
        <p className="text-xs leading-snug text-muted sm:text-sm">{words.captions[id]}</p>
      </div>
      <p className={cx("flex min-h-14 flex-wrap content-center items-center gap-x-3 gap-y-1 rounded-lg px-2 py-1.5 sm:min-h-20 sm:px-4", !fooled && "bg-bench")} style={fooled ? { background: style.tint } : undefined}>
        <span className="sr-only">{words.reads} </span>
        <span className="text-[2rem] leading-none font-semibold sm:text-[3.25rem]" style={fooled ? { color: style.text } : undefined}>{answer?.as ?? "–"}</span>
        <span className="min-w-0 text-xs leading-tight sm:grow sm:basis-[5em] sm:text-sm">
          {answer && (
            <span className={cx("flex items-center gap-1 font-medium", !right && "text-poisoned")}>
              {right ? <Check aria-hidden="true" className="size-4 shrink-0" /> : <X aria-hidden="true" className="size-4 shrink-0" />}
              <span>{right ? words.right : fooled ? words.fooled : words.wrong}</span>
            </span>
          )}
          <span className="hidden text-muted sm:block">{answer ? words.sure(answer.sure) : words.unknown}</span>
        </span>
      </p>
      <dl className="row-span-2 grid grid-rows-subgrid gap-y-2 lg:row-span-1 lg:grid-cols-2 lg:grid-rows-1">
        <Number label={words.accuracy} rate={rates?.cleanAccuracy} />
        <Number label={words.success} rate={rates?.attackSuccess} tone={tone} />
      </dl>
    </section>
  );
}
