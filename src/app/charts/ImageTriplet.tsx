/** Original, triggered, and their difference magnified: what the attacker does to one picture. Not for more than one. */
import { useMemo } from "react";
import { NARROW, short } from "./format";
import { PixelImage } from "./PixelImage";

export interface ImageTripletLabels {
  readonly original: string;
  readonly triggered: string;
  readonly difference: (factor: string) => string;
}
/** English by default. */
export const imageTripletLabels: ImageTripletLabels = { original: "original", triggered: "with trigger", difference: (factor) => (factor === "1" ? "difference" : `difference ×${NARROW}${factor}`) };

export interface ImageTripletProps {
  readonly original: ArrayLike<number>;
  readonly triggered: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly range?: readonly [number, number];
  /** How many times the difference is magnified; default 1. */
  readonly factor?: number;
  readonly size?: number;
  readonly labels?: Partial<ImageTripletLabels>;
}

export function ImageTriplet({ original, triggered, shape, range = [0, 1], factor = 1, size = 84, labels }: ImageTripletProps) {
  const say = { ...imageTripletLabels, ...labels };
  const difference = useMemo(() => Float32Array.from(original, (v, i) => (triggered[i]! - v) * factor), [original, triggered, factor]);
  const span = range[1] - range[0];
  const text = say.difference(short(factor));
  return (
    <div className="flex flex-wrap items-start gap-x-2 gap-y-3">
      <PixelImage pixels={original} shape={shape} range={range} size={size} alt="" caption={say.original} />
      <PixelImage pixels={triggered} shape={shape} range={range} size={size} alt="" caption={say.triggered} poisoned />
      <PixelImage pixels={difference} shape={shape} range={[-span, span]} mode="difference" size={size} alt="" caption={text} />
    </div>
  );
}
