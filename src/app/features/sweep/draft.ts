/** What a person has entered for one axis of a sweep, and the values that it means. Pure. */
import { parseSpec, type Spec } from "../../../engine/index";
import { MAX_SEEDS, MAX_SWEEP, spaced, suggestValues, withValue, type AxisInfo, type AxisValue } from "../../../engine/later";
import { sweepWords as words, valueText } from "../../text/sweep-words";

export interface AxisDraft {
  readonly path: string;
  /** Of a number: the list as typed, in the unit that is shown. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of a choice. */
  readonly chosen: readonly AxisValue[];
}

const factorOf = (info: AxisInfo): number => (info.percent ? 100 : 1);
const tidy = (x: number): number => Number(x.toPrecision(8));
export const shownNumber = (info: AxisInfo, value: number): number => tidy(value * factorOf(info));
const listText = (info: AxisInfo, values: readonly AxisValue[]): string => values.map((v) => String(shownNumber(info, Number(v)))).join(", ");

/** Why a value makes no experiment, or null. */
export function wrongWith(spec: Spec, path: string, value: AxisValue): string | null {
  const next = withValue(spec, path, value), parsed = next && parseSpec(next);
  return parsed?.ok ? null : (parsed?.problem.message ?? path);
}

export function draftOf(spec: Spec, info: AxisInfo): AxisDraft {
  const values = suggestValues(info).filter((v) => wrongWith(spec, info.path, v) === null), numbers = values.filter((v): v is number => typeof v === "number");
  return { path: info.path, text: info.kind === "number" ? listText(info, values) : "", from: numbers[0] ?? 0, to: numbers.at(-1) ?? 1, count: Math.max(2, numbers.length), chosen: values };
}

/** A draft with these values. */
export const draftWith = (spec: Spec, info: AxisInfo, values: readonly AxisValue[]): AxisDraft => (info.kind === "number" ? { ...draftOf(spec, info), text: listText(info, values) } : { ...draftOf(spec, info), chosen: values });

/** The draft with its list made anew from the range. */
export const filled = (draft: AxisDraft, info: AxisInfo): AxisDraft => ({ ...draft, text: listText(info, spaced(info, draft.from, draft.to, draft.count)) });

/** How many seeds a typed text comes to, and the sentence that says so where it is not what was typed. NaN for none. */
export function seedsFrom(typed: string): { readonly seeds: number; readonly brought?: string } {
  const asked = typed.trim() === "" ? NaN : Number(typed.replaceAll(",", "")), seeds = Math.min(MAX_SEEDS, Math.max(1, Math.round(asked)));
  return { seeds, ...(Number.isFinite(asked) && asked !== seeds && { brought: words.seedsBrought(typed.trim().slice(0, 12), seeds) }) };
}

/** The values that were entered, or the sentence that says what is wrong with them. */
export function valuesOf(draft: AxisDraft, info: AxisInfo): { readonly values: readonly AxisValue[] } | { readonly wrong: string } {
  if (info.kind === "choice") return draft.chosen.length > 0 ? { values: info.options.map((o) => o.value).filter((v) => draft.chosen.includes(v)) } : { wrong: words.choose };
  const parts = draft.text.split(/[\s,;]+/).map((p) => p.replace(/%$/, "")).filter(Boolean), bad = parts.find((p) => !Number.isFinite(Number(p)));
  if (bad !== undefined) return { wrong: words.notNumbers(bad.slice(0, 20)) };
  const values = [...new Set(parts.map((p) => tidy(Number(p) / factorOf(info))))];
  const beyond = values.find((v) => (info.min !== undefined && v < info.min) || (info.max !== undefined && v > info.max)), broken = info.whole ? values.find((v) => !Number.isInteger(v)) : undefined;
  if (beyond !== undefined) return { wrong: words.outside(valueText(info, beyond), info.min === undefined ? null : valueText(info, info.min), info.max === undefined ? null : valueText(info, info.max)) };
  if (broken !== undefined) return { wrong: words.notWhole(String(broken)) };
  if (values.length > MAX_SWEEP.values) return { wrong: words.tooMany(values.length, MAX_SWEEP.values) };
  return values.length > 0 ? { values } : { wrong: words.choose };
}
