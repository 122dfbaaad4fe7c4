/** The filter's suspicion scores with the truth laid over them; beside it one sentence on how well they rank. */
import { useMemo } from "react";
import type { Preview } from "../../../engine/index";
import { ScoreHistogram } from "../../charts/ScoreHistogram";
import { removed as words } from "../../text/words";

export interface ScoresProps {
  readonly scores: Float32Array;
  readonly name: string;
  readonly keep: Uint8Array;
  /** New labels, when the filter relabels. */
  readonly labels: Int32Array | undefined;
  readonly preview: Preview;
  readonly auroc: number | null;
}

const relabeling = { kept: words.leftAlone, removed: words.relabeledRows };

export function Scores({ scores, name, keep, labels, preview, auroc }: ScoresProps) {
  const untouched = useMemo(() => (labels ? keep.map((k, i) => (k === 1 && labels[i] === preview.train.labels[i] ? 1 : 0)) : keep), [keep, labels, preview]);
  return <ScoreHistogram title={words.scores} finding={auroc === null ? undefined : words.ranking(auroc)} scores={scores} keep={untouched} poisoned={preview.truth.poisoned} scoreName={name} labels={labels ? relabeling : undefined} />;
}
