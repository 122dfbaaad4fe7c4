/**
 * Sentences made of exact counts: what the attack did to the training set, what a confusion cell holds, how many pages
 * a list has. Pure functions from numbers to text.
 */
import type { DatasetMeta, PoisonReport } from "../../engine/index";
import { thingsOf } from "./attack-words";
import { count, percent, percentPlain, percentRound, plural, shareInWords } from "./format";

/** A share as exact as the one beside it: tenths of a percent, or two digits of less. */
const tidy = (share: number): number => Number(share < 0.001 ? share.toPrecision(2) : share.toFixed(3));

/** "200 images, 5 % of the training set, a third of everything labeled 0." */
export function poisonCounts(report: PoisonReport, meta: DatasetMeta): string {
  const [one, other] = thingsOf(meta);
  if (report.poisoned === 0) return `All ${plural(report.rows, one, other)} are as their owners delivered them.`;
  const base = `${plural(report.poisoned, one, other)}, ${percentPlain(tidy(report.poisoned / report.rows))} of the training set`;
  const touched = report.perClass.flatMap((c, label) => (c.poisoned > 0 ? [{ label, share: c.poisoned / c.rows }] : []));
  if (touched.length === 1) return `${base}, ${shareInWords(touched[0]!.share)} of everything labeled ${meta.classNames[touched[0]!.label]!}.`;
  const most = touched.reduce((a, b) => (b.share > a.share ? b : a));
  return `${base}, spread over ${touched.length} labels; at most ${percentRound(most.share)} of one label (${meta.classNames[most.label]!}).`;
}

/** What kinds of change stand behind the count: "200 relabeled, 40 added". Empty when nothing was poisoned. */
export function poisonKinds(report: PoisonReport): string {
  const parts = [report.relabeled > 0 ? `${count(report.relabeled)} relabeled` : "", report.added > 0 ? `${count(report.added)} added` : ""];
  return parts.filter(Boolean).join(", ");
}

/** "was 7, now 0", "added as 3", "label 4". */
export function rowLabel(meta: DatasetMeta, label: number, original: number, poisoned: boolean, added: boolean): string {
  const name = meta.classNames[label] ?? "?";
  if (!poisoned) return name;
  if (added) return original === label ? `added as ${name}` : `added, ${meta.classNames[original] ?? "?"} as ${name}`;
  return original === label ? `changed, still ${name}` : `was ${meta.classNames[original] ?? "?"}, now ${name}`;
}

/** The same as a whole phrase, for those who cannot see the ring. */
export function rowAlt(meta: DatasetMeta, label: number, original: number, poisoned: boolean, added: boolean): string {
  const [one] = thingsOf(meta);
  const what = rowLabel(meta, label, original, poisoned, added);
  return poisoned ? `Poisoned ${one}: ${what}` : `Honest ${one} labeled ${what}`;
}

/** A row of which only its content is known: "Training image 17 labeled 4". */
export const deliveredAlt = (meta: DatasetMeta, number: number, label: string): string => `Training ${thingsOf(meta)[0]} ${number} labeled ${label}`;

/** A row that only hides the poisoned ones. */
export const coverAlt = (meta: DatasetMeta, label: number): string => `Cover ${thingsOf(meta)[0]}: changed, truly labeled ${meta.classNames[label] ?? "?"}`;

/** "38 of 98 images of 4 were read as 9." */
export function cellSentence(meta: DatasetMeta, truth: number, answer: number, hits: number, of: number): string {
  const [, other] = thingsOf(meta);
  return `${count(hits)} of ${count(of)} ${other} of ${meta.classNames[truth]!} were read as ${meta.classNames[answer]!}.`;
}

/** The cell off the diagonal that holds most, as a sentence: "Most often misread: 38 of 98 images of 4 were read as 9." */
export function mostConfused(meta: DatasetMeta, counts: readonly (readonly number[])[]): string {
  let most = 0, at: readonly [number, number] = [0, 0];
  counts.forEach((row, truth) => row.forEach((hits, answer) => { if (truth !== answer && hits > most) [most, at] = [hits, [truth, answer]]; }));
  const [truth, answer] = at, of = counts[truth]!.reduce((a, b) => a + b, 0);
  return most === 0 ? `Not one test ${thingsOf(meta)[0]} was misread.` : `Most often misread: ${cellSentence(meta, truth, answer, most, of)}`;
}

/** Where lines end, or are by now: "Clean accuracy ends at 96.4 %, attack success at 97.0 %." Empty without lines. */
export function lineEnds(lines: readonly { readonly name: string; readonly points: readonly { readonly y: number }[] }[], done: boolean): string {
  const [first, ...others] = lines.flatMap(({ name, points }) => (points.length > 0 ? [{ name, y: percent(points.at(-1)!.y) }] : []));
  return first ? `${[`${first.name} ${done ? "ends" : "is"} at ${first.y}`, ...others.map((l) => `${l.name[0]!.toLowerCase()}${l.name.slice(1)} at ${l.y}`)].join(", ")}.` : "";
}

/** What a defense did after the last point of a curve, where the numbers of the model differ from it. Empty where they agree. */
export function sinceCurve(last: { readonly cleanAccuracy: number; readonly attackSuccess?: number } | undefined, end: { readonly cleanAccuracy: number | undefined; readonly attackSuccess: number | undefined }): string {
  const other = (a: number | undefined, b: number | undefined) => a !== undefined && b !== undefined && percent(a) !== percent(b);
  return other(last?.cleanAccuracy, end.cleanAccuracy) || other(last?.attackSuccess, end.attackSuccess) ? " This is before what the defense does to the trained model or its answers; the numbers above are after it." : "";
}

/** A test row for those who cannot see it: "Test image 17, truly 4, read as 9". */
export const testAlt = (meta: DatasetMeta, number: number, truth: string, answer: string): string => `Test ${thingsOf(meta)[0]} ${number}, truly ${truth}, read as ${answer}`;

/** "61–120 of 412". */
export const pageOf = (first: number, last: number, of: number): string => `${count(first)}–${count(last)} of ${count(of)}`;
