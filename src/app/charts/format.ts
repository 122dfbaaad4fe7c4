/** Numbers as the page writes them: "96.1 %" with a narrow no-break space, true minus signs, digits of its language. Not for words. */
import { LOCALE } from "../text/locale";

export const NARROW = "\u202f";

/** A share as percent: 0.961 → "96.1 %". NaN and missing → "–". */
export function percent(share: number | null | undefined, digits = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return "–";
  return `${number(share * 100, digits)}${NARROW}%`;
}

const fixed = new Map<number, Intl.NumberFormat>();
function written(value: number, digits: number): string {
  let format = fixed.get(digits);
  if (!format) fixed.set(digits, (format = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false })));
  return format.format(Math.abs(value));
}
const isZero = (value: number, digits: number): boolean => Number(Math.abs(value).toFixed(digits)) === 0;

/** Fixed digits, a true minus, and no "−0.0". */
export const number = (value: number, digits = 0): string => (value < 0 && !isZero(value, digits) ? `−${written(value, digits)}` : written(value, digits));

/** A difference of two shares in points, signed: "+1.2", "−0.3", "±0.0". */
export function signedPoints(difference: number, digits = 1): string {
  const points = difference * 100;
  return `${isZero(points, digits) ? "±" : points > 0 ? "+" : "−"}${written(points, digits)}`;
}

const significant = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 4, useGrouping: false });
/** At most four significant digits and no dust: 0.002, 1200, 3.142. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return `${value < 0 ? "−" : ""}${significant.format(Math.abs(value))}`;
}
