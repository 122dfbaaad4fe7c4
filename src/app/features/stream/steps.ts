/** What the Stream tab draws, read off the steps of an arm: shares of poison, whose reports were learned, thrown away or kept waiting. Pure. */
import type { CurvePoint, StepRecord } from "../../../engine/index";

/** One step of one arm, honest and the attacker's reports apart; nothing tells them apart on a stream that nobody attacks. */
export interface StepParts {
  readonly step: number;
  readonly learned: number;
  readonly learnedBad: number;
  readonly dropped: number;
  readonly droppedBad: number;
  readonly held: number;
  readonly reported: number;
  readonly reportedBad: number;
}

/** Records count the attacker's reports from the beginning on; here each step has its own. */
export function partsOf(steps: readonly StepRecord[]): readonly StepParts[] {
  let before = { arrived: 0, learned: 0, dropped: 0 };
  return steps.map((s) => {
    const now = s.attacker ?? before, learnedBad = now.learned - before.learned, droppedBad = now.dropped - before.dropped, reportedBad = now.arrived - before.arrived;
    before = now;
    return { step: s.step, learned: s.learned - learnedBad, learnedBad, dropped: s.dropped - droppedBad, droppedBad, held: s.held, reported: s.reported, reportedBad };
  });
}

/** The attacker's share of the labels that came back, step by step; empty on a clean stream. */
export const poisonShare = (steps: readonly StepRecord[]): readonly { readonly x: number; readonly y: number }[] =>
  steps.some((s) => s.attacker) ? partsOf(steps).map((p) => ({ x: p.step, y: p.reported > 0 ? p.reportedBad / p.reported : 0 })) : [];

/** Stretches of steps in which the attacker sent something. */
export function spansOf(steps: readonly StepRecord[]): readonly { readonly from: number; readonly to: number }[] {
  const out: { from: number; to: number }[] = [];
  for (const p of partsOf(steps)) {
    if (p.reportedBad === 0) continue;
    const last = out.at(-1);
    // A drip of less than a row a step is still one stretch.
    if (last && p.step - last.to <= 3) last.to = p.step;
    else out.push({ from: p.step, to: p.step });
  }
  return out;
}

/** First step after which the attack succeeds with more than this share; null when never. */
export const passes = (curve: readonly CurvePoint[], share: number): number | null => curve.find((p) => (p.attackSuccess ?? 0) > share)?.epoch ?? null;

/** Everything until a step, from one to the last. */
export const totals = (parts: readonly StepParts[]) => parts.reduce((sum, p) => ({
  reported: sum.reported + p.reported - p.reportedBad, reportedBad: sum.reportedBad + p.reportedBad, dropped: sum.dropped + p.dropped, droppedBad: sum.droppedBad + p.droppedBad, learnedBad: sum.learnedBad + p.learnedBad,
}), { reported: 0, reportedBad: 0, dropped: 0, droppedBad: 0, learnedBad: 0 });
