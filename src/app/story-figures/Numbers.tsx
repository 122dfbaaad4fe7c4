/** The numbers of each model side by side, with their doubt, and what they amount to in one sentence. Live while the models learn. */
import type { ArmInfo } from "../../engine/index";
import { armStyles, toneOf } from "../charts/arm-style";
import { markerPath } from "../charts/markers";
import { RateFigure } from "../charts/RateFigure";
import { headline } from "../features/columns/live";
import { CraftTerm } from "../parts/CraftTerm";
import { GlossaryTerm } from "../parts/GlossaryTerm";
import { armTitle } from "../state/arms";
import { isTampered, metaOf } from "../state/edit";
import { isBusy } from "../state/run-state";
import { numbersOfFallen } from "../text/answer-words";
import { hit } from "../text/craft-words";
import { finding } from "../text/finding";
import { percent } from "../text/format";
import { lengthOf, ticks } from "../text/pace";
import { figures as words } from "../text/story-words";
import { captionOf, columns } from "../text/words";
import { cx } from "../ui/cx";
import { armsOf, isLive, metricName, nameOfArm, rateOf, usualMetrics, type FigureSize, type Shown } from "./shown";

/** Columns by the number of models, as wide as the figure allows. */
const LAYOUT: Readonly<Record<number, string>> = { 0: "", 1: "", 2: "@min-[27rem]:grid-cols-2", 3: "@min-[18rem]:grid-cols-2 @min-[30rem]:grid-cols-3", 4: "@min-[18rem]:grid-cols-2 @min-[38rem]:grid-cols-4", 5: "@min-[18rem]:grid-cols-2 @min-[30rem]:grid-cols-3" };

interface NumbersProps {
  readonly shown: Shown;
  readonly size: FigureSize;
  readonly metrics?: readonly string[];
}

function Caption({ metric, shown, live }: { readonly metric: string; readonly shown: Shown; readonly live: boolean }) {
  const name = metricName(metric, metaOf(shown.spec));
  if (!live) return name;
  if (metric === "cleanAccuracy" || metric === "attackSuccess" || metric === "robustAccuracy") return <GlossaryTerm id={metric}>{name}</GlossaryTerm>;
  if (metric.startsWith("recall:")) return <GlossaryTerm id="perClassRecall">{name}</GlossaryTerm>;
  if (metric.startsWith("removed:")) return <GlossaryTerm id={metric === "removed:honest" ? "falsePositive" : "truePositive"}>{name}</GlossaryTerm>;
  return metric === "targetHit" ? <CraftTerm id="targetHit">{name}</CraftTerm> : name;
}

function One({ arm, metric, shown, size }: { readonly arm: ArmInfo; readonly metric: string; readonly shown: Shown; readonly size: FigureSize }) {
  const { run, spec } = shown, result = run.results[arm.id], curve = run.curves[arm.id] ?? [], tone = toneOf(arm.kind), caption = <Caption metric={metric} shown={shown} live={isLive(size)} />;
  if (metric === "targetHit") {
    const rate = rateOf(result, metric);
    return (
      <div className="min-w-0">
        <p className="text-sm leading-snug text-muted">{caption}</p>
        <p className="text-[1.625rem] leading-tight font-semibold tracking-tight xl:text-headline" style={{ color: rate ? armStyles[tone].text : undefined }}>{rate ? (rate.value >= 0.5 ? hit.yes : hit.no) : "–"}</p>
        {!rate && <p className="text-xs text-muted">{columns.notYet}</p>}
      </div>
    );
  }
  const known = metric === "cleanAccuracy" || metric === "attackSuccess" ? headline(metric, result, curve) : { rate: rateOf(result, metric), live: false };
  const live = { interval: () => (isBusy(run.phase) ? columns.after : columns.stoppedAt)(ticks[spec.regime], curve.at(-1)?.epoch ?? 0, lengthOf(spec)), intervalName: "", none: columns.notYet };
  const clean = result && arm.kind !== "clean" && !metric.startsWith("removed:") ? rateOf(run.results["clean"], metric)?.value : undefined;
  return <RateFigure tone={tone} rate={known.rate} clean={metric === "attackSuccess" ? undefined : clean} caption={caption} labels={known.live ? live : undefined} />;
}

export function Numbers({ shown, size, metrics }: NumbersProps) {
  const { run, spec } = shown, arms = armsOf(shown), wanted = metrics ?? usualMetrics(shown);
  const has = (arm: ArmInfo) => !run.results[arm.id] || wanted.some((m) => rateOf(run.results[arm.id], m));
  const seen = arms.filter(has), found = run.result && !metrics ? finding(run.result) : null;
  const ends = metrics && run.result ? metrics.flatMap((m) => {
    const values = seen.flatMap((a) => { const r = rateOf(run.results[a.id], m); return r && m !== "targetHit" ? [`${nameOfArm(a, shown)} ${percent(r.value)}`] : []; });
    return values.length > 0 ? [words.ends(metricName(m, metaOf(spec)).replace(/^./, (c) => c.toUpperCase()), values)] : [];
  }) : [];
  const fallen = seen.flatMap((a) => { const r = run.results[a.id], said = r && numbersOfFallen(r, ticks[spec.regime]); return said ? [`${nameOfArm(a, shown)}: ${said}`] : []; });
  // Of two models each has room for its numbers beside each other.
  const beside = seen.length <= 2 && wanted.length > 1, rows = 2 + (beside ? 1 : wanted.length);
  const drawn = (arm: ArmInfo) => wanted.map((m) => <div key={m} className="min-w-0 pb-2"><One arm={arm} metric={m} shown={shown} size={size} /></div>);
  return (
    <figure aria-label={words.numbers} className="@container m-0 flex min-w-0 flex-col gap-3">
      {/* Every model has the same rows, so that numbers stand at one height; two, or four, or two above two. */}
      <div className={cx("grid gap-x-6", LAYOUT[Math.min(5, seen.length)])}>
        {seen.map((arm) => (
          <div key={arm.id} role="group" aria-label={columns.columnName(nameOfArm(arm, shown))} className="mb-1 grid min-w-0 grid-rows-subgrid content-start border-t-3 pt-2" style={{ gridRow: `span ${rows}`, borderColor: armStyles[toneOf(arm.kind)].fill }}>
            <h3 className="flex items-center gap-2 font-semibold" style={{ color: armStyles[toneOf(arm.kind)].text }}>
              <svg aria-hidden="true" viewBox="-8 -8 16 16" className="size-4 shrink-0"><path d={markerPath(armStyles[toneOf(arm.kind)].marker, 6)} fill={armStyles[toneOf(arm.kind)].fill} /></svg>
              {arm.title}
            </h3>
            <p className="mb-2 text-sm leading-snug text-muted">{arm.kind === "defended" ? armTitle(arm, spec) : captionOf(arm.kind, spec.regime, isTampered(spec))}</p>
            {beside ? <div className="grid grid-cols-2 gap-x-4">{drawn(arm)}</div> : drawn(arm)}
          </div>
        ))}
      </div>
      {found && <figcaption className="leading-snug font-medium text-pretty">{[found.attack, ...found.defenses].join(" ")}</figcaption>}
      {fallen.length > 0 && <figcaption className="text-sm text-muted">{fallen.join(" ")}</figcaption>}
      {ends.length > 0 && <figcaption className="text-sm text-muted">{ends.join(" ")}</figcaption>}
    </figure>
  );
}
