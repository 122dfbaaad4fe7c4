/** What a model said of a test row when it was tested, plain and, where that was tried, with the trigger: all that is left of it in a recorded run. Pure. */
import type { ArmArtifacts, Preview } from "../../engine/index";

export interface KeptAnswer {
  /** Probabilities by class. */
  readonly plain: Float32Array;
  readonly triggered: Float32Array | null;
  /** The class answered; with the trigger undefined where that was not tried. */
  readonly says: number;
  readonly saysTriggered: number | undefined;
}

/** Null when nothing is known of this row. */
export function keptAnswer(artifacts: ArmArtifacts | undefined, row: number, { meta, goal }: Pick<Preview, "meta" | "goal">): KeptAnswer | null {
  const k = meta.classNames.length, { testProbabilities: p, goalProbabilities: g } = artifacts ?? {};
  if (!artifacts || !p || p.length < (row + 1) * k) return null;
  const at = goal?.kind === "trigger" ? goal.testIndex.indexOf(row) : -1, triggered = at >= 0 && g && g.length >= (at + 1) * k ? g.subarray(at * k, (at + 1) * k) : null;
  return { plain: p.subarray(row * k, (row + 1) * k), triggered, says: artifacts.testPredicted[row]!, saysTriggered: triggered ? artifacts.goalPredicted?.[at] : undefined };
}
