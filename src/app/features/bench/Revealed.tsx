/** What the truth says about a decision: rates beside the baselines, the ROC curve, honest rows lost, and the rows themselves. Shown only on demand. */
import { useMemo } from "react";
import type { ArmArtifacts, ArmInfo, Preview } from "../../../engine/index";
import { baselinesOf } from "../../state/arms";
import { useRun } from "../../state/run";
import { truth as words } from "../../text/bench-words";
import { cx } from "../../ui/cx";
import { BaselineTable } from "./BaselineTable";
import type { Ranking } from "./draft";
import { FilterTable, type Chooser } from "./FilterTable";
import { Galleries } from "./Galleries";
import { LostTable } from "./LostTable";
import { RocChart } from "./RocChart";
import { lostBy, reportOf, rocAt, rocOf } from "./truth";

export interface RevealedProps {
  readonly arm: ArmInfo;
  readonly preview: Preview;
  readonly filter: NonNullable<ArmArtifacts["filter"]>;
  readonly scores: Float32Array;
  readonly ranking: Ranking;
  readonly threshold: number | null;
  readonly drop: Uint8Array;
  /** The decision on screen is what was picked by hand in this run. */
  readonly decided: boolean;
}

export function Revealed({ arm, preview, filter, scores, ranking, threshold, drop, decided }: RevealedProps) {
  const arms = useRun((s) => s.arms), results = useRun((s) => s.results);
  const { meta, train, truth } = preview, own = results[arm.id]?.filter;
  const report = useMemo(() => reportOf(drop, scores, truth), [drop, scores, truth]);
  const curve = useMemo(() => rocOf(ranking.order, scores, truth), [ranking, scores, truth]);
  const here = useMemo(() => rocAt(threshold, ranking.order, scores, truth), [threshold, ranking, scores, truth]);
  const byClass = useMemo(() => lostBy(train.labels, meta.classNames, drop, truth), [train, meta, drop, truth]);
  const bySource = useMemo(() => (train.sources && meta.sources ? lostBy(train.sources, meta.sources, drop, truth) : null), [train, meta, drop, truth]);
  const choosers: Chooser[] = [
    { id: "yours", title: words.yours, report },
    ...(own ? [{ id: arm.id, title: words.thisDefense, report: own }] : []),
    ...baselinesOf(arms, arm).flatMap((b) => (results[b.id]?.filter ? [{ id: b.id, title: b.title, report: results[b.id]!.filter! }] : [])),
  ];
  return (
    <section aria-label={words.title} className="flex flex-col gap-6">
      {report.poisonedTotal === 0 && <p className="text-muted">{words.noPoison}</p>}
      <div className="min-w-0"><FilterTable choosers={choosers} /><p className="pt-1 text-sm text-muted">{words.sameSize}</p></div>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <RocChart points={curve} here={here} auroc={report.auroc} />
        <LostTable by="label" groups={byClass} />
        <div className={cx("min-w-0", !bySource && "max-w-3xl lg:col-span-2")}><BaselineTable arm={arm} decided={decided} /></div>
        {bySource && <LostTable by="source" groups={bySource} />}
      </div>
      <Galleries preview={preview} drop={drop} filter={filter} relabeled={(own?.relabeled ?? 0) > (own?.removed ?? 0)} />
    </section>
  );
}
