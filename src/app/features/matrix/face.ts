/** What is written on a cell, and how dark it is, for the page and the picture alike. Pure. */
import type { MatrixCell } from "../../../engine/later";
import type { CellFace } from "../../charts/HeatGrid";
import { duration, percentRound } from "../../text/format";
import { matrixWords as words } from "../../text/matrix-words";

export type Shown = "attackSuccess" | "accuracy" | "seconds";

export function cellFace(cell: MatrixCell, shown: Shown, mostSeconds: number): CellFace {
  const hits = cell.targetHit, asr = cell.attackSuccess, accuracy = percentRound(cell.accuracy.value);
  const success = asr ? percentRound(asr.value) : hits ? `${Math.round(hits.value * hits.n)} of ${hits.n}` : "–";
  const label = `${words.asr.toLowerCase()} ${asr || hits ? success : words.noGoal}, ${words.accuracy.toLowerCase()} ${accuracy}, ${duration(cell.seconds)}`;
  if (shown === "accuracy") return { share: cell.accuracy.value, large: accuracy, small: asr || hits ? `success ${success}` : " ", label };
  if (shown === "seconds") return { share: cell.seconds / mostSeconds, large: duration(cell.seconds), small: `accuracy ${accuracy}`, label };
  return { share: asr ? asr.value : hits ? hits.value : null, large: success, small: `accuracy ${accuracy}`, label };
}
