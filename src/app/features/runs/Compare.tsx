/** Two or three kept runs side by side: the finding, curves over each other, numbers and settings that differ; one model at a time. Needs the cards only, not the runs themselves. */
import { ArrowLeft, Download, X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Preset } from "../../../engine/index";
import { armStyles, toneOf } from "../../charts/arm-style";
import { CurveChart, type CurveSeries } from "../../charts/CurveChart";
import { markerPath } from "../../charts/markers";
import { save } from "../../state/files";
import type { KeptRun } from "../../state/kept-run";
import { dateTime, percent } from "../../text/format";
import { ticks } from "../../text/pace";
import { comparisonFinding, letterOf, runCard, runsCompare as words } from "../../text/runs-words";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { IconButton } from "../../ui/IconButton";
import { Segmented } from "../../ui/Segmented";
import { armIn, armsOf, comparisonCsv, lookOf, metricRows, overlaid, spoken, type ArmChoice } from "./compare";
import { NumbersTable, SettingsTable } from "./CompareTables";
import { differing } from "./differences";
import { RunLines } from "./RunLines";
import { allTitled, type Titled } from "./titles";

/** How a run's line is drawn, as its sign. */
function LineSign({ at, color }: { readonly at: number; readonly color: string }) {
  const look = lookOf(at), stroke = look.color ?? color;
  return (
    <svg aria-hidden="true" viewBox="0 0 40 12" className="h-3 w-10 shrink-0">
      <path d="M0,6H40" stroke={stroke} strokeWidth={2} strokeDasharray={look.dash} />
      <path d={markerPath(look.marker, 4)} transform="translate(20,6)" fill={stroke} />
    </svg>
  );
}

function Legend({ items, tone, onTakeOut }: { readonly items: readonly Titled[]; readonly tone: string; readonly onTakeOut: (id: string) => void }) {
  return (
    <ul aria-label={words.runs} className={cx("m-0 grid list-none gap-3 p-0 sm:grid-cols-2", items.length > 2 && "lg:grid-cols-3")}>
      {items.map(({ run, title, lines, more }, i) => (
        <li key={run.hash} className="flex min-w-0 items-start gap-2 rounded-lg border border-line bg-paper p-3">
          <span className="flex flex-col items-center gap-1 pt-0.5"><span className="text-lg leading-none font-semibold">{letterOf(i)}</span><LineSign at={i} color={tone} /></span>
          <div className="min-w-0 flex-1">
            <p className="leading-snug font-medium [overflow-wrap:anywhere]">{title}</p>
            <RunLines lines={lines} more={more} />
            <p className="mt-1 text-sm text-muted">{runCard.seed(run.spec.seed)} · <time dateTime={new Date(run.at).toISOString()}>{dateTime(run.at)}</time></p>
          </div>
          {items.length > 2 && <IconButton size="sm" label={words.takeOut(title)} icon={<X aria-hidden="true" />} onClick={() => onTakeOut(run.hash)} />}
        </li>
      ))}
    </ul>
  );
}

/** "A ends at 91.0 %, B at 2.1 %." */
const ends = (series: readonly CurveSeries[]): string => `${series.map((s, i) => (i === 0 ? `${s.endLabel} ends at ${percent(s.points.at(-1)!.y)}` : `${s.endLabel} at ${percent(s.points.at(-1)!.y)}`)).join(", ")}.`;

function Curves({ runs, arm, titles }: { readonly runs: readonly KeptRun[]; readonly arm: ArmChoice; readonly titles: readonly string[] }) {
  const x = words.tick(runs.map((r) => ticks[r.spec.regime]));
  const lines = useMemo(() => ([["accuracy", words.accuracy], ["attack", words.attackSuccess]] as const).map(([measure, title]) => ({ title, series: overlaid(runs, arm.id, measure, titles) })), [runs, arm, titles]);
  const xs = lines.flatMap((l) => l.series.flatMap((s) => s.points.map((p) => p.x))), shown = lines.filter((l) => l.series.length > 0);
  if (shown.length === 0) return <p className="text-muted">{words.noCurve}</p>;
  return (
    <div className={cx("grid gap-4", shown.length > 1 && "lg:grid-cols-2")}>
      {shown.map(({ title, series }) => (
        <div key={title} className="min-w-0 rounded-lg border border-line bg-paper p-3">
          <CurveChart title={words.curve(title, arm.title)} finding={ends(series)} series={series} minX={Math.min(1, ...xs)} maxX={Math.max(...xs)} xTitle={x} yTitle={words.share} height={260} headingLevel={2} />
        </div>
      ))}
    </div>
  );
}

export interface CompareProps {
  readonly runs: readonly KeptRun[];
  readonly presets: readonly Preset[];
  readonly onBack: () => void;
  readonly onTakeOut: (id: string) => void;
}

export function Compare({ runs, presets, onBack, onTakeOut }: CompareProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const arms = useMemo(() => armsOf(runs), [runs]), [wanted, setArm] = useState<string | null>(null);
  const arm = arms.find((a) => a.id === wanted) ?? arms.find((a) => a.id === "poisoned") ?? arms[0]!;
  const items = allTitled(runs, presets), titles = items.map((t) => t.title), letters = runs.map((_, i) => letterOf(i));
  const settings = useMemo(() => differing(runs.map((r) => r.spec)), [runs]), rows = useMemo(() => metricRows(runs, arm.id), [runs, arm]);
  const tone = armStyles[toneOf(runs.map((r) => armIn(r, arm.id)).find(Boolean)?.kind ?? "clean")].fill;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 ref={heading} tabIndex={-1} className="min-w-0 flex-1 basis-60 text-xl leading-snug font-semibold outline-none">{words.titleOf(letters)}</h1>
        <Button size="sm" icon={<ArrowLeft className="rtl:rotate-180" />} onClick={onBack}>{words.back}</Button>
        <Button size="sm" icon={<Download />} onClick={() => save("hemlock-comparison.csv", "text/csv", comparisonCsv(runs, titles, settings))}>{words.csv}</Button>
      </div>
      <Legend items={items} tone={tone} onTakeOut={onTakeOut} />
      {arms.length > 1 && <div className="max-w-xl"><Segmented label={words.arm} value={arm.id} onChange={setArm} options={arms.map((a) => ({ value: a.id, label: a.title }))} /></div>}
      <section aria-label={words.findingTitle}><p role="status" className="max-w-[80ch] text-lg leading-snug font-medium text-pretty">{comparisonFinding(settings, arm.title, spoken(rows), letters)}</p></section>
      <Curves runs={runs} arm={arm} titles={titles} />
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <SettingsTable settings={settings} titles={titles} />
        <NumbersTable rows={rows} titles={titles} />
      </div>
    </>
  );
}
