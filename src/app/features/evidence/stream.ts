/** A watched stream up to a moment: which inputs were answered last, and how much of a statistic has been drawn. Pure. */
import type { ArmArtifacts, Detector } from "../../../engine/index";

export type Watched = NonNullable<ArmArtifacts["watches"]>[number];

/** Thumbnails on screen. */
export const LATEST = 12;

export interface Answered {
  /** Place in the stream, from 0. */
  readonly at: number;
  /** The attacker's input rather than a test row, and which of them. */
  readonly triggered: boolean;
  readonly index: number;
  /** A class, or what stands in place of one. */
  readonly predicted: number;
}

/** The inputs answered last when `now` have been, newest first. */
export function latest({ triggered, index, predicted }: Watched, now: number, most = LATEST): readonly Answered[] {
  return Array.from({ length: Math.min(most, now) }, (_, k) => now - 1 - k).map((at) => ({ at, triggered: triggered[at] === 1, index: index[at]!, predicted: predicted[at]! }));
}

/** The points of a statistic that are known when `now` inputs have been answered. */
export const upTo = (points: Detector["points"], now: number): Detector["points"] => {
  const end = points.findIndex((p) => p.x > now);
  return end < 0 ? points : points.slice(0, end);
};

/** Inputs a frame at this pace: a stream of any length passes in about `seconds`. */
export const paceOf = (length: number, seconds: number, framesASecond: number): number => Math.max(1, Math.round(length / (seconds * framesASecond)));
