/** Original, triggered, and their difference magnified: what the attacker does to one picture. Not for more than one. */
import { useMemo } from "react";
import { short } from "./format";
import { PixelImage } from "./PixelImage";
import { charts } from "../text/ui-words";

export interface ImageTripletLabels {
  readonly original: string;
  readonly triggered: string;
  readonly difference: (factor: string) => string;
}
/** What it says unless told otherwise. */
export const imageTripletLabels: ImageTripletLabels = charts.triplet;

export interface ImageTripletProps {
  readonly original: ArrayLike<number>;
  readonly triggered: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly range?: readonly [number, number];
  /** How many times the difference is magnified; as much as it takes when absent. */
  readonly factor?: number;
  readonly size?: number;
  /** Marks the changed picture as poison; default true. */
  readonly poisoned?: boolean;
  readonly labels?: Partial<ImageTripletLabels>;
}

const UNIT = [0, 1] as const, FACTORS = [100, 50, 20, 10, 5, 2];

/** How many times a change has to be magnified to be seen, without leaving the range: 1 for a loud one. */
export function magnification(original: ArrayLike<number>, changed: ArrayLike<number>, [low, high]: readonly [number, number] = UNIT): number {
  let most = 0;
  for (let i = 0; i < original.length; i++) most = Math.max(most, Math.abs(changed[i]! - original[i]!));
  return most === 0 ? 1 : (FACTORS.find((f) => f * most <= (high - low) * 1.05) ?? 1);
}

export function ImageTriplet({ original, triggered, shape, range = UNIT, factor: asked, size = 84, poisoned = true, labels }: ImageTripletProps) {
  const say = { ...imageTripletLabels, ...labels };
  const factor = useMemo(() => asked ?? magnification(original, triggered, range), [asked, original, triggered, range]);
  const difference = useMemo(() => Float32Array.from(original, (v, i) => (triggered[i]! - v) * factor), [original, triggered, factor]);
  const span = range[1] - range[0];
  const text = say.difference(short(factor));
  return (
    <div className="flex flex-wrap items-start gap-x-2 gap-y-3">
      <PixelImage pixels={original} shape={shape} range={range} size={size} alt="" caption={say.original} />
      <PixelImage pixels={triggered} shape={shape} range={range} size={size} alt="" caption={say.triggered} poisoned={poisoned} />
      <PixelImage pixels={difference} shape={shape} range={[-span, span]} mode="difference" size={size} alt="" caption={text} />
    </div>
  );
}
