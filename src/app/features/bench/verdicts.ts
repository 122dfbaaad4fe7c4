/** Sorts the training rows by what was true and what a filter or a person did: found, lost, missed. Pure. */
import type { ArmArtifacts, Preview } from "../../../engine/index";

export interface Verdicts {
  /** Poisoned and removed or relabeled. */
  readonly found: Int32Array;
  /** Honest, but removed or relabeled. */
  readonly lost: Int32Array;
  /** Poisoned and left as it was. */
  readonly missed: Int32Array;
}

export function verdicts(preview: Pick<Preview, "train" | "truth">, filter: NonNullable<ArmArtifacts["filter"]>): Verdicts {
  const found: number[] = [], lost: number[] = [], missed: number[] = [];
  for (let i = 0; i < preview.train.n; i++) {
    const acted = filter.keep[i] === 0 || (filter.labels !== undefined && filter.labels[i] !== preview.train.labels[i]);
    if (preview.truth.poisoned[i] === 1) (acted ? found : missed).push(i);
    else if (acted) lost.push(i);
  }
  return { found: Int32Array.from(found), lost: Int32Array.from(lost), missed: Int32Array.from(missed) };
}
