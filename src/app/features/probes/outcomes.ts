/** What probes found, put into the form that the panel draws: which stage belongs to which probe, warnings of several models made one, how far a change is magnified, which words were edited. Pure. */
import { NO_WORD, rangeOf, UNKNOWN_WORD, wordsOf, type ArmInfo, type Choice, type Column, type DatasetMeta, type ProbeExample, type ProbeOutcome } from "../../../engine/index";
import { changedCells, wordSteps, type WordStep } from "../../parts/rows/changes";
import type { StageState } from "../../state/run-state";
import { cellText, columnTitle } from "../../text/rows";
import { probeTitle } from "../../text/probe-words";

/** Models that are probed: all but the baselines. */
export const probed = (arms: readonly ArmInfo[]): readonly ArmInfo[] => arms.filter((a) => !a.kind.endsWith("-baseline") && a.kind !== "clean-control");

/** The stage of one probe on one model; stages are planned in the order of the spec, equal probes share one. */
export function stageOf(stages: readonly StageState[], probes: readonly Choice[], position: number, arm: string): StageState | undefined {
  const title = probeTitle(probes[position]!), alike = new Set(probes.slice(0, position + 1).filter((p) => p.id === probes[position]!.id).map((p) => JSON.stringify(p.params)));
  return stages.filter((s) => s.kind === "probe" && s.arms.includes(arm) && s.title.startsWith(`${title}:`))[alike.size - 1];
}

export interface Measured {
  readonly arm: ArmInfo;
  readonly outcome: ProbeOutcome;
}

/** Each warning once, with the models it is about. */
export function sharedWarnings(measured: readonly Measured[]): readonly { readonly text: string; readonly arms: readonly string[] }[] {
  const arms = new Map<string, string[]>();
  for (const { arm, outcome } of measured)
    for (const { level, text } of outcome.notes) if (level === "warning") arms.set(text, [...(arms.get(text) ?? []), arm.title]);
  return Array.from(arms, ([text, about]) => ({ text, arms: about }));
}

const FACTORS = [500, 200, 100, 50, 20, 10, 5, 2, 1] as const;

/** The largest round factor with which the change still fits into the range; 1 when nothing changed. */
export function factorOf(change: ArrayLike<number>, span: number): number {
  const most = Array.from(change).reduce((m, v) => Math.max(m, Math.abs(v)), 0);
  // ε itself is rarely a round binary number: a hair over the range is no reason for a smaller picture.
  return most > 0 ? (FACTORS.find((f) => f * most <= span * 1.001) ?? 1) : 1;
}

export interface MovedValue {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** The values of a row that a probe changed, farthest in their own range first; with more digits where fewer would hide the change. */
export function movedValues(original: ArrayLike<number>, input: ArrayLike<number>, meta: DatasetMeta): readonly MovedValue[] {
  const share = (j: number) => Math.abs(input[j]! - original[j]!) / (rangeOf(meta, j)[1] - rangeOf(meta, j)[0] || 1);
  return changedCells(original, input).sort((a, b) => share(b) - share(a)).map((j) => {
    // Points without named axes have plain ones.
    const column: Column = meta.columns?.[j] ?? { kind: "number", name: "xyz"[j] ?? `value ${j + 1}`, range: rangeOf(meta, j), decimals: 3 };
    const text = (v: number, more: number) => cellText(column.kind === "number" ? { ...column, decimals: column.decimals + more } : column, v);
    const more = [0, 1, 2, 3].find((d) => text(original[j]!, d) !== text(input[j]!, d)) ?? 3;
    return { name: columnTitle(column), before: text(original[j]!, more), after: text(input[j]!, more) };
  });
}

export interface EditedWord {
  readonly how: WordStep["how"];
  readonly text: string;
  /** The word that stood here before it was rewritten. */
  readonly instead?: string;
}

/** A message as it was sent, word by word, with what was rewritten, put in or left out. */
export function editedWords(original: Float32Array, { input, words = [] }: Pick<ProbeExample, "input" | "words">, meta: DatasetMeta): readonly EditedWord[] {
  const edits = new Map(words.map((w) => [w.place, w])), list = meta.text?.words ?? [];
  // A rewritten word is laid beside the one it replaced, so that it does not appear as one that came and one that went.
  const aligned = input.slice();
  for (const { place, instead } of words) if (instead !== undefined && place < aligned.length) aligned[place] = Math.max(UNKNOWN_WORD, list.indexOf(instead));
  const steps = wordSteps(original, aligned), names = wordsOf(steps.map((s) => s.word || NO_WORD), meta);
  let place = 0;
  return steps.map(({ how }, i) => {
    const edit = how === "out" ? undefined : edits.get(place++);
    return edit ? { how: "in", text: edit.word, ...(edit.instead !== undefined && { instead: edit.instead }) } : { how, text: names[i]! };
  });
}
