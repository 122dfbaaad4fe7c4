/**
 * The arms side by side: before a run what will stand here, afterwards the columns of the run on screen. Fetches the charts
 * while somebody is still looking at the data, so that they are there when Run is pressed.
 */
import { lazy, Suspense, useDeferredValue, useEffect, useMemo } from "react";
import { hasSuccessRate, singleTarget, wantedOfOne } from "../../text/attack-words";
import { attacks } from "../../../engine/index";
import { columnsOf, expectedArms } from "../../state/arms";
import { metaOf } from "../../state/edit";
import { useExperiment } from "../../state/experiment";
import { useRun } from "../../state/run";
import { staleLook, useStale } from "../../state/use-stale";
import { useView } from "../../state/view";
import { lengthOf, ticks } from "../../text/pace";
import { columns as words } from "../../text/words";
import { cx } from "../../ui/cx";
import { EmptyColumn } from "./EmptyColumn";

const load = () => import("./RunColumns").then((m) => ({ default: m.RunColumns }));
const RunColumns = lazy(load);

export function ArmColumns() {
  const bench = useExperiment((s) => s.spec);
  const ran = useRun((s) => s.spec);
  const planned = useRun((s) => s.arms);
  const opened = useView((s) => s.baselines);
  useEffect(() => {
    // The drawing library comes after the columns, so that neither delays the other. What does not arrive now is asked for again when it is needed.
    const timer = setTimeout(() => void load().then(() => import("../../charts/CurveLines")).catch(() => {}), 1000);
    return () => clearTimeout(timer);
  }, []);
  // Deferred: putting up the charts of all columns may be interrupted.
  const before = useDeferredValue(useRun((s) => s.phase === "idle" || (s.arms.length === 0 && s.phase !== "running")));
  const stale = useStale();
  const spec = ran ?? bench;
  const arms = useMemo(() => columnsOf(planned.length > 0 ? planned : expectedArms(spec), opened), [planned, spec, opened]);
  const facts = useMemo(() => ({
    meta: metaOf(spec),
    // An attack on one image has no rate of success, only a hit or a miss.
    hasGoal: hasSuccessRate(spec),
    wanted: wantedOfOne(spec),
    triggered: Boolean(spec.attack && attacks.find(spec.attack.id)?.stamp),
    target: singleTarget(spec),
    epochs: lengthOf(spec),
    tick: ticks[spec.regime],
  }), [spec]);
  if (before)
    return (
      <section aria-label={words.region} className="grid gap-3 max-md:grid-cols-[repeat(auto-fit,minmax(6.75rem,1fr))] max-md:gap-2 md:auto-cols-[minmax(12rem,1fr)] md:grid-flow-col md:relative overflow-x-auto md:pb-1">
        <h2 className="sr-only">{words.region}</h2>
        {arms.map((arm) => <EmptyColumn key={arm.id} arm={arm} />)}
      </section>
    );
  return (
    <section aria-label={words.region} className={cx(stale && staleLook)}>
      <h2 className="sr-only">{words.region}</h2>
      <Suspense fallback={<div className="min-h-96" />}>
        <RunColumns arms={arms} facts={facts} />
      </Suspense>
    </section>
  );
}
