/** The suspicion scores of one defense with the threshold laid through them, as one histogram or one a label or source. */
import { useMemo, useState } from "react";
import type { DatasetMeta, Rows } from "../../../engine/index";
import { ScoreHistogram } from "../../charts/ScoreHistogram";
import { scores as words } from "../../text/bench-words";
import { Segmented } from "../../ui/Segmented";
import { beyond, type Ranking } from "./draft";
import { Splits } from "./Splits";
import { ThresholdSlider } from "./ThresholdSlider";

export interface ScoresProps {
  readonly meta: DatasetMeta;
  readonly train: Rows;
  readonly scores: Float32Array;
  readonly scoreName: string;
  readonly ranking: Ranking;
  readonly threshold: number | null;
  readonly onThreshold: (value: number | null) => void;
  /** 1 = poisoned; absent while the truth is hidden. */
  readonly poisoned?: Uint8Array;
}

type Split = "none" | "label" | "source";

export function Scores({ meta, train, scores, scoreName, ranking, threshold, onThreshold, poisoned }: ScoresProps) {
  const [split, setSplit] = useState<Split>("none");
  const below = useMemo(() => Uint8Array.from(scores, (v) => (threshold !== null && v >= threshold ? 0 : 1)), [scores, threshold]);
  const bySource = train.sources && meta.sources ? { names: meta.sources, group: train.sources } : null;
  const shared = { scores, ranking, threshold, poisoned };
  const options = (["none", "label", ...(bySource ? ["source" as const] : [])] as const).map((value) => ({ value, label: words.splits[value] }));
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <ScoreHistogram title={words.title} finding={words.finding(beyond(ranking, threshold), ranking.order.length, scores.length)} scores={scores} keep={below} poisoned={poisoned} threshold={threshold} scoreName={scoreName} labels={{ kept: words.below, removed: words.beyond, poisoned: words.ofThesePoisoned }} />
      <p className="-mt-2 text-sm text-muted">{words.scale}</p>
      <ThresholdSlider ranking={ranking} value={threshold} onChange={onThreshold} />
      <Segmented<Split> label={words.split} value={split} onChange={setSplit} options={options} />
      {split === "label" && <Splits by="label" names={meta.classNames} group={train.labels} {...shared} />}
      {split === "source" && bySource && <Splits by="source" {...bySource} {...shared} />}
    </div>
  );
}
