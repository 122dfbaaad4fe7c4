/** A decision about rows held against the truth: what was found, what honest rows it cost, how well the scores separate. Pure; no defense may import it. */
import type { Rate, Truth } from "./plugins";
import { auroc, wilson } from "./statistics";

export interface Found {
  /** Rates over poisoned rows found and honest rows flagged, and of the flagged ones that are poisoned; null when there is nothing to find. */
  readonly truePositiveRate: Rate | null;
  readonly falsePositiveRate: Rate | null;
  readonly precision: Rate | null;
  readonly poisonedFound: number;
  readonly poisonedTotal: number;
  readonly honestRowsLost: number;
  readonly honestTotal: number;
  /** Area under the ROC of the suspicion scores; null without scores or without poison. */
  readonly auroc: number | null;
}

/** `flagged`: 1 where a row was removed or relabeled. Cover rows are the attacker's but do no harm: to find one is neither a hit nor an honest row lost. */
export function foundOf(flagged: Uint8Array, scores: ArrayLike<number> | undefined, { poisoned, cover }: Pick<Truth, "poisoned" | "cover">): Found {
  let poisonedTotal = 0, poisonedFound = 0, honestTotal = 0, honestRowsLost = 0;
  for (let i = 0; i < flagged.length; i++) {
    if (cover?.[i] === 1) continue;
    if (poisoned[i] === 1) {
      poisonedTotal++;
      poisonedFound += flagged[i]!;
    } else {
      honestTotal++;
      honestRowsLost += flagged[i]!;
    }
  }
  const share = (k: number, n: number): Rate | null => (n > 0 ? wilson(k, n) : null);
  const judged = scores && poisonedTotal > 0 ? Int32Array.from(flagged.keys()).filter((i) => !Number.isNaN(scores[i]!) && cover?.[i] !== 1) : new Int32Array(0);
  return {
    truePositiveRate: share(poisonedFound, poisonedTotal), falsePositiveRate: share(honestRowsLost, honestTotal), precision: poisonedTotal > 0 ? share(poisonedFound, poisonedFound + honestRowsLost) : null,
    poisonedFound, poisonedTotal, honestRowsLost, honestTotal,
    auroc: judged.length > 0 ? auroc(Float32Array.from(judged, (i) => scores![i]!), Uint8Array.from(judged, (i) => poisoned[i]!)) : null,
  };
}
