/** One probe: what it found on every model, what is to be said about it, and one model closer with its other curves, who fools whom, and examples. */
import { useMemo, useState } from "react";
import type { ArmInfo, Choice } from "../../../engine/index";
import { toneOf } from "../../charts/arm-style";
import { useRun } from "../../state/run";
import { useRunPreview } from "../../state/run-preview";
import { isBusy } from "../../state/run-state";
import { thingsOf } from "../../text/attack-words";
import { number } from "../../text/format";
import { curveFinding, probePanel as words, probeTitle, settingsText } from "../../text/probe-words";
import { cx } from "../../ui/cx";
import { Notice } from "../../ui/Notice";
import { Progress } from "../../ui/Progress";
import { Segmented } from "../../ui/Segmented";
import { Examples } from "./Examples";
import { FoolsMatrix } from "./FoolsMatrix";
import { sharedWarnings, stageOf, type Measured } from "./outcomes";
import { lineLook, RateChart, type RateSeries } from "./RateChart";

export interface ProbeSectionProps {
  readonly probes: readonly Choice[];
  readonly position: number;
  readonly arms: readonly ArmInfo[];
}

/** Models that this probe has not finished with: how far it is, or that the run ended before. */
function Pending({ probes, position, arms }: ProbeSectionProps) {
  const stages = useRun((s) => s.stages), phase = useRun((s) => s.phase);
  if (arms.length === 0) return null;
  if (!isBusy(phase)) return <p className="text-sm text-muted">{words.stopped(arms.map((a) => a.title))}</p>;
  return (
    <ul className="m-0 flex max-w-md list-none flex-col gap-1.5 p-0">
      {arms.map((arm) => {
        const stage = stageOf(stages, probes, position, arm.id), ready = !stages.some((s) => s.kind === "evaluate" && s.arms.includes(arm.id) && s.status !== "done");
        return (
          <li key={arm.id} className="text-sm text-muted">
            {stage?.status === "running" ? <Progress label={words.probing(arm.title)} value={stage.fraction} detail={words.done(stage.fraction)} /> : ready ? words.queued(arm.title) : words.waiting(arm.title)}
          </li>
        );
      })}
    </ul>
  );
}

/** What must not be overlooked, such as signs of gradient masking, with the models it is about. */
function Warnings({ measured }: { readonly measured: readonly Measured[] }) {
  return sharedWarnings(measured).map(({ text, arms }) => (
    <Notice key={text} level="warning" announce={false}>
      {measured.length > 1 && <strong className="font-semibold">{words.noteOf(arms)} </strong>}{text}
    </Notice>
  ));
}

function Figures({ measured, of }: { readonly measured: readonly Measured[]; readonly of: string }) {
  const titles = [...new Set(measured.flatMap(({ outcome }) => outcome.figures.map((f) => f.title)))];
  if (titles.length === 0) return null;
  const titled = (title: string) => {
    const unit = measured.flatMap(({ outcome }) => outcome.figures).find((f) => f.title === title)?.unit;
    return unit && unit !== "%" ? words.unit(title, unit) : title;
  };
  const cell = ({ outcome }: Measured, title: string) => {
    const found = outcome.figures.find((f) => f.title === title);
    return found && Number.isFinite(found.value) ? `${number(Number(found.value.toPrecision(3)))}${found.unit === "%" ? "\u202f%" : ""}` : "–";
  };
  return (
    <div role="region" tabIndex={0} aria-label={`${of}, ${words.figures.toLowerCase()}`} className="overflow-x-auto [scrollbar-width:thin]">
      <table className="w-full text-sm">
        <caption className="pb-1 text-start font-semibold">{words.figures}</caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="pb-1 text-start font-normal"><span className="sr-only">{words.figure}</span></th>
            {measured.map((m) => <th key={m.arm.id} scope="col" className="pb-1 ps-3 text-end font-normal whitespace-nowrap">{m.arm.title}</th>)}
          </tr>
        </thead>
        <tbody>
          {titles.map((t) => (
            <tr key={t} className="border-t border-line align-top">
              <th scope="row" className="py-1 text-start leading-snug font-normal">{titled(t)}</th>
              {measured.map((m) => <td key={m.arm.id} className="py-1 ps-3 text-end whitespace-nowrap">{cell(m, t)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One line a model: the curve that the probe puts first. Models of the same kind differ in dash and marker. */
function seriesOf(measured: readonly Measured[]): readonly RateSeries[] {
  const id = measured[0]?.outcome.curves[0]?.id;
  return measured.flatMap(({ arm, outcome }, i) => {
    const curve = outcome.curves.find((c) => c.id === id), k = measured.slice(0, i).filter((m) => m.arm.kind === arm.kind).length;
    return curve ? [{ id: arm.id, name: arm.title, points: curve.points, ...lineLook(toneOf(arm.kind), k) }] : [];
  });
}

function Closer({ measured, of }: { readonly measured: readonly Measured[]; readonly of: string }) {
  const [wanted, setArm] = useState<string | null>(null);
  const preview = useRunPreview((s) => s.preview);
  const { arm, outcome } = measured.find((m) => m.arm.id === wanted) ?? measured[0]!;
  const tone = toneOf(arm.kind), many = outcome.curves.length > 1;
  return (
    <div className="flex min-w-0 flex-col gap-3 border-t border-line pt-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h4 className="text-sm font-semibold">{words.closer}</h4>
        {measured.length > 1 && <div className="min-w-0"><Segmented label={words.model} hideLabel value={arm.id} options={measured.map((m) => ({ value: m.arm.id, label: m.arm.title }))} onChange={setArm} /></div>}
      </div>
      {outcome.notes.some((note) => note.level === "info") && <div className="text-sm text-muted">{outcome.notes.filter((note) => note.level === "info").map((note) => <p key={note.text}>{note.text}</p>)}</div>}
      <div className={cx("grid items-start gap-x-6 gap-y-4", (many || outcome.matrix) && (outcome.matrix ? "xl:grid-cols-2" : "xl:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]"))}>
        {many && <RateChart title={words.curvesOf(arm.title)} series={outcome.curves.map((c, k) => ({ id: c.id, name: c.title, points: c.points, ...lineLook(tone, k) }))} xTitle={outcome.xTitle} yTitle={outcome.yTitle} legend />}
        {outcome.matrix && <FoolsMatrix matrix={outcome.matrix} of={of} />}
        <section className={cx("min-w-0", outcome.matrix && "xl:col-span-2")}>
          <h4 className="mb-1 flex min-h-7 items-center text-sm font-semibold">{words.examples(arm.title)}</h4>
          <Examples key={arm.id} outcome={outcome} preview={preview} />
        </section>
      </div>
    </div>
  );
}

export function ProbeSection({ probes, position, arms }: ProbeSectionProps) {
  const found = useRun((s) => s.probes), meta = useRunPreview((s) => s.preview?.meta);
  const choice = probes[position]!, name = words.nth(position, probeTitle(choice));
  const measured = useMemo(() => arms.flatMap((arm) => {
    const outcome = found[arm.id]?.[position];
    return outcome ? [{ arm, outcome }] : [];
  }), [arms, found, position]);
  const series = useMemo(() => seriesOf(measured), [measured]);
  const first = measured[0]?.outcome;
  return (
    <section aria-label={name} className="flex min-w-0 flex-col gap-3">
      <div>
        <h3 className="font-semibold">{probeTitle(choice)}</h3>
        <p className="text-sm text-muted">{first && meta && `${words.on(measured.map((m) => m.outcome.n), `test ${thingsOf(meta)[0]}`, `test ${thingsOf(meta)[1]}`)} `}{settingsText(choice, ["examples"])}.</p>
      </div>
      <Warnings measured={measured} />
      {first && (
        <div className="grid items-start gap-x-6 gap-y-3 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          {series.length > 0 && <RateChart title={words.all(probeTitle(choice), first.curves[0]!.title)} finding={curveFinding(first.xTitle, first.yTitle, series.map((s) => ({ name: s.name, curve: s })))} series={series} xTitle={first.xTitle} yTitle={first.yTitle} />}
          <div className="flex min-w-0 flex-col gap-2">
            <Figures measured={measured} of={name} />
            <p className="text-xs text-muted">{words.intervals}</p>
          </div>
        </div>
      )}
      <Pending probes={probes} position={position} arms={arms.filter((a) => !measured.some((m) => m.arm.id === a.id))} />
      {measured.length > 0 && <Closer measured={measured} of={name} />}
    </section>
  );
}
