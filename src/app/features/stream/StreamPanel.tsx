/** The Stream tab: how the models fare step by step while they keep learning, how much poison comes, what became of every report. Live. */
import { Play } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import type { ArmInfo, CurvePoint, Spec, StepRecord } from "../../../engine/index";
import { toneOf } from "../../charts/arm-style";
import { CurveChart, type CurveSeries } from "../../charts/CurveChart";
import { endNames } from "../../charts/end-names";
import { armTitle, isBaseline } from "../../state/arms";
import { useExperiment } from "../../state/experiment";
import { startRun, useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { staleLook, useStale } from "../../state/use-stale";
import { streamSentences, streamTab as words } from "../../text/stream-words";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";
import { Notice } from "../../ui/Notice";
import { LaneKey, StepLane } from "./StepLane";
import { forgets, passes, poisonShare, spansOf } from "./steps";

const NONE: readonly StepRecord[] = [], NO_CURVE: readonly CurvePoint[] = [];

interface Streamed {
  readonly arm: ArmInfo;
  readonly title: string;
  readonly steps: readonly StepRecord[];
  readonly curve: readonly CurvePoint[];
}

/** The arms of the run on screen, with the steps and points that are known of each. */
function useStreamed(spec: Spec): readonly Streamed[] {
  const arms = useRun((s) => s.arms), results = useRun((s) => s.results), live = useRun((s) => s.steps), curves = useRun((s) => s.curves);
  return useMemo(() => arms.filter((a) => !isBaseline(a) && a.kind !== "attack-baseline").map((arm) => ({
    arm, title: armTitle(arm, spec), steps: results[arm.id]?.online?.steps ?? live[arm.id] ?? NONE, curve: curves[arm.id] ?? NO_CURVE,
  })), [arms, results, live, curves, spec]);
}

/** What came of it, a paragraph for each finished arm with something to say. */
function Found({ arms }: { readonly arms: readonly Streamed[] }) {
  const results = useRun((s) => s.results);
  const said = arms.flatMap(({ arm, title, curve }) => {
    const result = results[arm.id], report = result?.online;
    if (!report) return [];
    return [streamSentences(title, report, { attackSuccess: result.metrics["attackSuccess"]?.value ?? null, accuracy: result.metrics["cleanAccuracy"]?.value ?? null, passed: passes(curve, 0.7), last: curve.at(-1)?.attackSuccess ?? null })];
  });
  if (said.length === 0) return null;
  return <ul className="m-0 flex max-w-[85ch] list-none flex-col gap-1.5 p-0">{said.map((s) => <li key={s}>{s}</li>)}</ul>;
}

function Curves({ arms, length }: { readonly arms: readonly Streamed[]; readonly length: number }) {
  const ends = endNames(arms.map((a) => a.title), arms.map((a) => a.arm.title));
  const series = (measure: "accuracy" | "attack"): CurveSeries[] => arms.flatMap(({ arm, title, curve }, i) => {
    const points = curve.flatMap((p) => { const y = measure === "accuracy" ? p.cleanAccuracy : p.attackSuccess; return y === undefined ? [] : [{ x: p.epoch, y }]; });
    return points.length === 0 ? [] : [{ id: `${arm.id}-${measure}`, tone: toneOf(arm.kind), measure, name: title, endLabel: ends[i]!, points }];
  });
  // The attacker sends the same in every arm; the longest record is the one to show.
  const longest = arms.filter((a) => a.steps.some((s) => s.attacker)).reduce<readonly StepRecord[]>((best, a) => (a.steps.length > best.length ? a.steps : best), []), bands = spansOf(longest), share = poisonShare(longest), when = bands.length > 0 ? words.attacked : words.never;
  const all = [
    { title: words.attack, unit: words.share, series: series("attack") }, { title: words.accuracy, unit: words.share, series: series("accuracy") },
    { title: words.poison, unit: words.poisonShare, series: share.length === 0 ? [] : [{ id: "poison", tone: "poisoned" as const, measure: "attack" as const, name: words.poisonLine, endLabel: "", points: share }] },
  ].filter((c) => c.series.length > 0);
  return (
    <div className="grid min-w-0 grid-cols-[repeat(auto-fit,minmax(min(100%,20rem),1fr))] gap-x-6 gap-y-4">
      {all.map((c) => <CurveChart key={c.title} title={c.title} series={c.series} minX={0} maxX={length} xTitle={words.step} yTitle={c.unit} finding={when} bands={bands} height={210} />)}
    </div>
  );
}

function Ran({ spec }: { readonly spec: Spec }) {
  const arms = useDeferredValue(useStreamed(spec)), results = useRun((s) => s.results), length = spec.online.steps;
  const most = Math.max(1, ...arms.flatMap((a) => a.steps.map((s) => Math.max(s.reported, s.learned + s.dropped))));
  const alarmsOf = ({ arm, steps }: Streamed) => {
    const own = new Set(steps.flatMap((s) => s.alarms.map((a) => a.defense)));
    return (results[arm.id]?.online?.alarms ?? []).flatMap((a) => (a.at === null || own.has(a.title) ? [] : [{ title: a.title, at: a.at }]));
  };
  return (
    <>
      <Found arms={arms} />
      <Curves arms={arms} length={length} />
      <section aria-label={words.whatFor} className="flex min-w-0 flex-col gap-3">
        <h3 className="text-sm font-semibold">{words.whatFor}</h3>
        <LaneKey forgot={forgets(arms.map((a) => a.steps))} />
        <div className="grid min-w-0 grid-cols-[repeat(auto-fit,minmax(min(100%,26rem),1fr))] gap-x-6 gap-y-4">
          {arms.filter((a) => a.steps.length > 0 && (a.arm.kind !== "clean" || arms.length === 1)).map((a) => <StepLane key={a.arm.id} title={a.title} steps={a.steps} length={length} most={most} alarms={alarmsOf(a)} />)}
        </div>
      </section>
    </>
  );
}

export function StreamPanel() {
  const problem = useExperiment((s) => s.problem), ran = useRun((s) => s.spec), phase = useRun((s) => s.phase), planned = useRun((s) => s.arms.length > 0), stale = useStale();
  if (!ran || ran.regime !== "online" || phase === "idle" || !planned)
    return <EmptyState title={words.beforeTitle} action={!isBusy(phase) && <Button size="sm" icon={<Play />} disabledReason={problem?.message} onClick={() => startRun()}>{words.run}</Button>}>{words.before}</EmptyState>;
  return (
    <div className="flex flex-col gap-6">
      {stale && <Notice>{words.stale}</Notice>}
      <p className="max-w-[75ch] text-muted">{words.explain}</p>
      <div className={cx("flex flex-col gap-6", stale && staleLook)}><Ran spec={ran} /></div>
    </div>
  );
}
