/**
 * How a slider's position and its value hang together: evenly on a linear scale, over round numbers (1, 1.5, 2, 3, 5, 7 in
 * each decade) on a logarithmic one. Pure functions; the widget is in Slider.tsx.
 */
export type SliderScale = "linear" | "log";

const MANTISSAS = [1, 1.5, 2, 3, 5, 7] as const;
const DECADES_ABOVE_ZERO = 5;

/** Removes the dust of binary fractions: 0.30000000000000004 becomes 0.3. */
export function tidyNumber(value: number): number {
  return Number(value.toPrecision(10));
}

/** The round values a log slider stops at, ends included; when `min` is 0 the first stop is 0 and five decades follow. `whole` keeps whole numbers only. */
export function logStops(min: number, max: number, whole = false): number[] {
  if (!(max > 0) || min < 0 || min >= max) throw new RangeError(`a log scale needs 0 <= min < max, got ${min} and ${max}`);
  const low = min > 0 ? min : Math.max(whole ? 1 : 0, max / 10 ** DECADES_ABOVE_ZERO);
  const stops: number[] = min > 0 ? [min] : [0, tidyNumber(low)];
  for (let decade = Math.floor(Math.log10(low)); decade <= Math.ceil(Math.log10(max)); decade++)
    for (const m of MANTISSAS) {
      const v = tidyNumber(m * 10 ** decade);
      if (v > low * 1.0001 && v < max * 0.9999 && (!whole || Number.isInteger(v))) stops.push(v);
    }
  stops.push(max);
  return stops;
}

/** Where a value lies among the stops; between two stops it is a fraction. */
export function positionIn(stops: readonly number[], value: number): number {
  const last = stops.length - 1;
  if (value <= stops[0]!) return 0;
  if (value >= stops[last]!) return last;
  const i = stops.findIndex((s) => s > value) - 1;
  const a = stops[i]!, b = stops[i + 1]!;
  return i + (a > 0 ? Math.log(value / a) / Math.log(b / a) : value / b);
}

/** The round value nearest to a position. */
export function valueAt(stops: readonly number[], position: number): number {
  return stops[Math.max(0, Math.min(stops.length - 1, Math.round(position)))]!;
}

/** A round step that gives about a hundred stops between min and max. */
export function niceStep(min: number, max: number): number {
  const raw = (max - min) / 100;
  if (!(raw > 0) || !Number.isFinite(raw)) return 1;
  const decade = 10 ** Math.floor(Math.log10(raw));
  const m = [1, 2, 5, 10].find((k) => k * decade >= raw * 0.9999)!;
  return tidyNumber(m * decade);
}
