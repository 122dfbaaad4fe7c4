/**
 * Numbers, plurals, percents and durations as a person reads them, through Intl. The only place where a number becomes
 * text; it knows nothing of experiments.
 */
import { LOCALE } from "./locale";

/** Narrow space that does not break, between a number and its unit. */
export const NARROW = "\u202f";

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const general = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 4 });
const twoDecimals = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const pluralRules = new Intl.PluralRules(LOCALE);
const listFormat = new Intl.ListFormat(LOCALE, { style: "long", type: "conjunction" });

/** 4000 → "4,000". */
export const count = (n: number): string => whole.format(n);

/** Any number, at most four significant digits. */
export const number = (n: number): string => general.format(n);

/** A ratio such as AUROC: two decimals. */
export const ratio = (n: number): string => twoDecimals.format(n);

/** The digits of a share in [0, 1] without the sign, one decimal: 0.9613 → "96.1". */
export const percentDigits = (share: number): string => oneDecimal.format(share * 100);

/** 0.9613 → "96.1 %", with a space that does not break. */
export const percent = (share: number): string => `${percentDigits(share)}${NARROW}%`;

/** A share that a person chose: 0.05 → "5 %", 0.075 → "7.5 %". */
export const percentPlain = (share: number): string => `${general.format(share * 100)}${NARROW}%`;

/** For running text: whole percents from 10 up, one decimal below; never rounds a miss up to 100 or a hit down to 0. */
export function percentRound(share: number): string {
  const p = share * 100;
  if (p < 100 && p >= 99.95) return `more than ${oneDecimal.format(99.9)}${NARROW}%`;
  if (p > 0 && p < 0.05) return `less than ${oneDecimal.format(0.1)}${NARROW}%`;
  const edge = (p > 99.5 && p < 100) || (p > 0 && p < 10);
  return `${edge ? oneDecimal.format(p) : whole.format(p)}${NARROW}%`;
}

/** "96.1 → 95.8 %". */
export const fromTo = (before: number, after: number): string => `${percentDigits(before)}${NARROW}→${NARROW}${percent(after)}`;

/** A difference of two shares: 0.031 → "3.1 points". */
export function points(difference: number): string {
  const text = oneDecimal.format(Math.abs(difference) * 100);
  return `${text}${NARROW}${text === "1.0" ? "point" : "points"}`;
}

/** With its sign, for tables of differences: "+3.1", "−0.4", "0.0". */
export function signedPoints(difference: number): string {
  const text = oneDecimal.format(Math.abs(difference) * 100);
  return text === "0.0" ? text : `${difference > 0 ? "+" : "−"}${text}`;
}

/** plural(2, "row", "rows") → "2 rows". */
export function plural(n: number, one: string, other: string): string {
  return `${count(n)} ${pluralRules.select(n) === "one" ? one : other}`;
}

/** A sentence that goes on another one: "Stamps a sticker" → "stamps a sticker". Names and abbreviations keep their capitals. */
export const lowerFirst = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text);

/** "a, b, and c". */
export const list = (items: readonly string[]): string => listFormat.format(items);

/** Seconds as "0.4 s", "12 s" or "1 min 20 s". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return "—";
  if (seconds < 0.05) return `less than ${oneDecimal.format(0.1)}${NARROW}s`;
  if (seconds < 9.95) return `${oneDecimal.format(seconds)}${NARROW}s`;
  const s = Math.round(seconds);
  if (s < 60) return `${s}${NARROW}s`;
  return s % 60 === 0 ? `${Math.floor(s / 60)}${NARROW}min` : `${Math.floor(s / 60)}${NARROW}min ${s % 60}${NARROW}s`;
}

/** Bytes as "8.3 MB". */
export const megabytes = (bytes: number): string => `${(bytes < 10 * 2 ** 20 ? oneDecimal : whole).format(bytes / 2 ** 20)}${NARROW}MB`;

/** Milliseconds of one training step: "3.2 ms". */
export const milliseconds = (ms: number): string => `${ms < 10 ? oneDecimal.format(ms) : whole.format(ms)}${NARROW}ms`;

const WORDS: readonly (readonly [number, string])[] = [
  [1 / 10, "a tenth"], [1 / 5, "a fifth"], [1 / 4, "a quarter"], [1 / 3, "a third"],
  [1 / 2, "half"], [2 / 3, "two thirds"], [3 / 4, "three quarters"],
];

/** A share in words when it is close to a simple fraction, otherwise in percent: 0.332 → "a third". */
export function shareInWords(share: number): string {
  if (share >= 1) return "all";
  const near = WORDS.find(([value]) => Math.abs(value - share) <= value * 0.04);
  return near ? near[1] : percentRound(share);
}

/** "94.7–97.1 %". */
export const range = (low: number, high: number): string => `${percentDigits(low)}–${percent(high)}`;

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
const moment = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "short" });
const SPANS: readonly (readonly [seconds: number, unit: Intl.RelativeTimeFormatUnit])[] = [[86_400 * 365, "year"], [86_400 * 30, "month"], [86_400, "day"], [3600, "hour"], [60, "minute"]];

/** When something was, seen from now, both in milliseconds: "3 minutes ago", "yesterday"; "now" within the last minute. */
export function ago(at: number, now: number): string {
  const seconds = Math.max(0, (now - at) / 1000), span = SPANS.find(([s]) => seconds >= s);
  return span ? relative.format(-Math.floor(seconds / span[0]), span[1]) : relative.format(0, "second");
}

/** Date and time of day: "Nov 21, 2026, 7:52 PM". */
export const dateTime = (at: number): string => moment.format(at);
