/**
 * The lab in small: a test digit, a sticker to put on and take off, and what a clean, a poisoned and a defended model make of it.
 * First from a recorded run; "Train it here" puts the person's own models in its place.
 */
import { ChevronLeft, ChevronRight, FlaskConical, Play, Square, Sticker } from "lucide-react";
import { useState } from "react";
import { PixelImage } from "../../charts/PixelImage";
import { RouteLink } from "../../parts/RouteLink";
import { progressOf } from "../../state/progress";
import { useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { home as words } from "../../text/home-words";
import { timeLeft } from "../../text/progress";
import { Button, buttonLook } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { IconButton } from "../../ui/IconButton";
import { Progress } from "../../ui/Progress";
import { StatusLine } from "../../ui/StatusLine";
import { ArmAnswer } from "./ArmAnswer";
import { stopTraining, trainHere, useHomeRun, useLive, useOwnResult } from "./live";
import { homeArms } from "./record";

const SHAPE = [28, 28, 1], TARGET = 0;

/** Training: the button, how far it is, and where the numbers above come from. */
function Train() {
  const run = useHomeRun(), { shown } = useLive(), lab = useRun((s) => s.phase);
  useOwnResult(run);
  const busy = isBusy(run.phase), { fraction, secondsLeft } = progressOf(run);
  const held = !busy && isBusy(lab) ? words.busy : undefined;
  const from = shown.own ? words.own(shown.seconds, shown.backend) : run.phase === "failed" ? `${run.problem?.message ?? ""} ${words.failed}` : words.recorded;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {busy ? <Button icon={<Square />} onClick={stopTraining}>{words.stop}</Button> : <Button variant="primary" icon={<Play />} onClick={trainHere} disabledReason={held}>{shown.own ? words.trainAgain : words.train}</Button>}
      <RouteLink to={{ page: "lab" }} className={cx("inline-flex min-h-10 items-center gap-2 rounded-lg px-4 py-2 ps-3 leading-tight font-medium", buttonLook.secondary)}>
        <FlaskConical aria-hidden="true" className="size-4.5 shrink-0" />{words.openLab}
      </RouteLink>
      <div className="flex min-h-10 min-w-48 flex-1 items-center">
        {busy ? <Progress label={run.stages.length === 0 ? words.starting : words.progress} value={run.stages.length === 0 ? null : fraction} detail={secondsLeft === null ? undefined : timeLeft(secondsLeft)} />
          : <p className="text-sm leading-snug text-muted">{from}{!shown.own && run.phase !== "failed" && ` ${words.trainWhy}`}</p>}
      </div>
    </div>
  );
}

export function LivePart() {
  const shown = useLive((s) => s.shown);
  const [at, setAt] = useState(0), [on, setOn] = useState(true), [touched, setTouched] = useState(false);
  const digits = shown.digits, digit = digits[at]!, label = String(digit.label);
  const answerOf = (id: string) => { const answer = digit.answers[id]?.[on ? "stickered" : "plain"]; return answer && answer.as >= 0 ? answer : undefined; };
  const step = (by: number) => { setTouched(true); setAt((at + by + digits.length) % digits.length); };
  const { clean, poisoned } = shown.rates;
  return (
    <section aria-label={words.live} className="rounded-lg border border-line bg-paper p-4 sm:p-5">
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-[13.5rem_minmax(0,1fr)]">
        <div className="flex items-center gap-x-4 gap-y-2 md:flex-col md:items-start">
          <PixelImage pixels={on ? digit.stickered : digit.plain} shape={SHAPE} size={132} poisoned={on} alt={words.stage(label, on)} />
          <div className="flex min-w-0 flex-1 flex-col gap-2 md:w-full">
            <Button icon={<Sticker />} aria-pressed={on} onClick={() => { setTouched(true); setOn(!on); }} className="max-w-full">{on ? words.takeOff : words.putOn}</Button>
            <div className="flex items-center gap-1">
              <IconButton size="md" label={words.previous} icon={<ChevronLeft aria-hidden="true" />} onClick={() => step(-1)} />
              <span className="min-w-0 flex-1 text-center text-sm text-muted">{words.digit(at + 1, digits.length)}</span>
              <IconButton size="md" label={words.next} icon={<ChevronRight aria-hidden="true" />} onClick={() => step(1)} />
            </div>
          </div>
        </div>
        <div role="group" aria-label={words.models} className="grid min-w-0 auto-rows-auto grid-cols-3 gap-x-3 sm:gap-x-6">
          {homeArms.map(({ id, tone }) => (
            <ArmAnswer key={id} id={id} tone={tone} answer={answerOf(id)} label={digit.label} wanted={TARGET} stickered={on} rates={shown.rates[id]} />
          ))}
        </div>
      </div>
      {clean?.cleanAccuracy && poisoned?.cleanAccuracy && poisoned.attackSuccess && (
        <p className="mt-4 max-w-[92ch] font-medium text-pretty">{words.finding(clean.cleanAccuracy, poisoned.cleanAccuracy, poisoned.attackSuccess)}</p>
      )}
      <div className="mt-4 border-t border-line pt-4"><Train /></div>
      <StatusLine hidden interval={1000} message={touched ? words.said(on, homeArms.map(({ id }) => ({ arm: words.arms[id], as: String(answerOf(id)?.as ?? words.unknown) }))) : ""} />
    </section>
  );
}

/** For the sentence above it: how much was poisoned. */
export const usePoisonedShare = () => useLive((s) => s.shown.poison);
