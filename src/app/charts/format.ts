/** Numbers as the page writes them: "96.1 %" with a narrow no-break space, true minus signs. Not for words. */
export const NARROW = "\u202f";

/** A share as percent: 0.961 → "96.1 %". NaN and missing → "–". */
export function percent(share: number | null | undefined, digits = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return "–";
  return `${number(share * 100, digits)}${NARROW}%`;
}

/** Fixed digits, a true minus, and no "−0.0". */
export function number(value: number, digits = 0): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** A difference of two shares in points, signed: "+1.2", "−0.3", "±0.0". */
export function signedPoints(difference: number, digits = 1): string {
  const text = Math.abs(difference * 100).toFixed(digits);
  return Number(text) === 0 ? `±${text}` : `${difference > 0 ? "+" : "−"}${text}`;
}

/** At most four significant digits and no dust: 0.002, 1200, 3.142. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const text = String(Number(value.toPrecision(4)));
  return text.startsWith("-") ? `−${text.slice(1)}` : text;
}
