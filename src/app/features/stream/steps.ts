/** What the Stream tab draws, read off the steps of an arm: shares of poison, whose reports were learned, forgotten, thrown away or kept waiting. Pure. */
import type { CurvePoint, StepRecord } from "../../../engine/index";

/** One step of one arm, honest and the attacker's reports apart; nothing tells them apart on a stream that nobody attacks. */
export interface StepParts {
  readonly step: number;
  /** Learned, and still known after the last step on record. */
  readonly learned: number;
  readonly learnedBad: number;
  /** Learned, and forgotten when the model went back to an earlier one. */
  readonly forgot: number;
  readonly forgotBad: number;
  readonly dropped: number;
  readonly droppedBad: number;
  readonly held: number;
  readonly reported: number;
  readonly reportedBad: number;
}

/** Records count the attacker's reports from the beginning on; here each step has its own. */
export function partsOf(steps: readonly StepRecord[]): readonly StepParts[] {
  let before = { arrived: 0, learned: 0, dropped: 0 };
  const gone = (step: number) => steps.some((s) => s.restored !== undefined && step > s.restored && step < s.step);
  return steps.map((s) => {
    const now = s.attacker ?? before, learnedBad = now.learned - before.learned, droppedBad = now.dropped - before.dropped, reportedBad = now.arrived - before.arrived;
    before = now;
    const learned = s.learned - learnedBad, kept = { learned, learnedBad, forgot: 0, forgotBad: 0 };
    return { step: s.step, ...(gone(s.step) ? { learned: 0, learnedBad: 0, forgot: learned, forgotBad: learnedBad } : kept), dropped: s.dropped - droppedBad, droppedBad, held: s.held, reported: s.reported, reportedBad };
  });
}

/** What a model learned in a step, whether it kept it or not. */
export const taken = (p: StepParts): number => p.learned + p.learnedBad + p.forgot + p.forgotBad;

/** Whether any model went back to an earlier one and forgot something. */
export const forgets = (arms: readonly (readonly StepRecord[])[]): boolean => arms.some((steps) => partsOf(steps).some((p) => p.forgot + p.forgotBad > 0));

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
  reported: sum.reported + p.reported - p.reportedBad, reportedBad: sum.reportedBad + p.reportedBad, dropped: sum.dropped + p.dropped, droppedBad: sum.droppedBad + p.droppedBad,
  learned: sum.learned + p.learned, learnedBad: sum.learnedBad + p.learnedBad, forgot: sum.forgot + p.forgot, forgotBad: sum.forgotBad + p.forgotBad,
}), { reported: 0, reportedBad: 0, dropped: 0, droppedBad: 0, learned: 0, learnedBad: 0, forgot: 0, forgotBad: 0 });
