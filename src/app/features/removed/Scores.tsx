/** The filter's suspicion scores with the truth laid over them; beside it one sentence on how well they rank. */
import type { Preview } from "../../../engine/index";
import { ScoreHistogram } from "../../charts/ScoreHistogram";
import { removed as words } from "../../text/words";

export interface ScoresProps {
  readonly scores: Float32Array;
  readonly name: string;
  readonly keep: Uint8Array;
  readonly preview: Preview;
  readonly auroc: number | null;
}

export function Scores({ scores, name, keep, preview, auroc }: ScoresProps) {
  return <ScoreHistogram title={words.scores} finding={auroc === null ? undefined : words.ranking(auroc)} scores={scores} keep={keep} poisoned={preview.truth.poisoned} scoreName={name} />;
}
