/** Numbers that stand under each other: all with as many decimals as the largest needs for three significant digits. Pure. */
import { LOCALE } from "../text/locale";

const MOST = 6;

/** Writes the values of one column alike: [0.352, 0.47, 0] → "0.352", "0.470", "0.000"; one too small for its decimals as "< 0.1". Not finite → "–". */
export function alike(values: readonly number[]): (value: number) => string {
  const there = values.filter(Number.isFinite), top = Math.max(0, ...there.map(Math.abs));
  const least = there.some((v) => v !== 0 && Math.abs(v) < 1) ? 1 : 0;
  const digits = there.every(Number.isInteger) ? 0 : Math.min(MOST, Math.max(least, 2 - Math.floor(Math.log10(top))));
  const format = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (value) => {
    if (!Number.isFinite(value)) return "–";
    const lost = value !== 0 && Number(Math.abs(value).toFixed(digits)) === 0, text = format.format(lost ? 10 ** -digits : Math.abs(value));
    return lost ? `${value < 0 ? "> −" : "< "}${text}` : `${value < 0 ? "−" : ""}${text}`;
  };
}
