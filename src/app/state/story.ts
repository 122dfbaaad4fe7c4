/**
 * How far a person is in a story: guesses, what was done, own words. Remembered on this device where that is allowed,
 * otherwise for this visit. Also says, purely, whether one may go on from a step. Holds no run: see story-run.ts.
 */
import { create } from "zustand";
import { z } from "zod";
import { stepsOf, type Predict, type Step, type Story } from "../../stories/story";
import type { Length } from "./route";
import { isKey, recall, remember, remembers } from "./storage";

const shape = z.object({
  /** Chosen option by step. */
  guesses: z.record(z.string(), z.string()).catch({}),
  /** Tasks by step: really done, or looked at as a recording. */
  done: z.record(z.string(), z.enum(["done", "skipped"])).catch({}),
  /** Own words by step, also while they are being written. */
  words: z.record(z.string(), z.string()).catch({}),
  /** Steps whose answer was opened. */
  opened: z.array(z.string()).catch([]),
  /** Test rows that were looked at, by step. */
  looked: z.record(z.string(), z.array(z.number())).catch({}),
  /** Defenses that were chosen, by step. */
  chosen: z.record(z.string(), z.array(z.string())).catch({}),
  /** Steps that were on screen. */
  visited: z.array(z.string()).catch([]),
});
export type StoryProgress = Readonly<z.infer<typeof shape>>;

export const nothingYet: StoryProgress = { guesses: {}, done: {}, words: {}, opened: [], looked: {}, chosen: {}, visited: [] };

const keyOf = (id: string): string => `story/${id}`;

function read(id: string): StoryProgress {
  try {
    const parsed = shape.safeParse(JSON.parse(recall(keyOf(id)) ?? "{}"));
    return parsed.success ? parsed.data : nothingYet;
  } catch {
    return nothingYet;
  }
}

interface Stories {
  /** What has been read or changed in this visit. */
  readonly byId: Readonly<Record<string, StoryProgress>>;
  /** False once the device has refused to keep something: it is gone when the page closes. */
  readonly kept: boolean;
}
export const useStories = create<Stories>(() => ({ byId: {}, kept: true }));
export const useAnswersKept = (): boolean => useStories((s) => s.kept);

/** What the device knew when it was first asked; the same object for every reader until something changes. */
const first = new Map<string, StoryProgress>();
function firstOf(id: string): StoryProgress {
  let known = first.get(id);
  if (!known) first.set(id, (known = read(id)));
  return known;
}

/** What is known of a story now, outside of React. */
export const progressOf = (id: string): StoryProgress => useStories.getState().byId[id] ?? firstOf(id);

export const useStoryProgress = (id: string): StoryProgress => useStories((s) => s.byId[id]) ?? firstOf(id);

function change(id: string, next: (now: StoryProgress) => StoryProgress): void {
  const now = progressOf(id), changed = next(now);
  if (changed === now) return;
  const kept = remembers(keyOf(id), JSON.stringify(changed));
  useStories.setState((s) => ({ byId: { ...s.byId, [id]: changed }, kept }));
}

/** Another tab with the same story writes the same place: what it wrote counts here, or the next answer here would undo it. */
export function followOtherTabs(on: Pick<Window, "addEventListener">): void {
  on.addEventListener("storage", ({ key }) => {
    const ids = [...new Set([...first.keys(), ...Object.keys(useStories.getState().byId)])].filter((id) => key === null || isKey(key, keyOf(id)));
    if (ids.length > 0) useStories.setState((s) => ({ byId: { ...s.byId, ...Object.fromEntries(ids.map((id) => [id, read(id)])) } }));
  });
}
if (typeof window !== "undefined") followOtherTabs(window);

const withItem = (list: readonly string[], item: string): string[] => (list.includes(item) ? [...list] : [...list, item]);

export const guess = (id: string, step: string, option: string): void => change(id, (p) => ({ ...p, guesses: { ...p.guesses, [step]: option } }));
export const write = (id: string, step: string, text: string): void => change(id, (p) => ({ ...p, words: { ...p.words, [step]: text } }));
export const openAnswer = (id: string, step: string): void => change(id, (p) => ({ ...p, opened: withItem(p.opened, step) }));
export const visit = (id: string, step: string): void => change(id, (p) => (p.visited.includes(step) ? p : { ...p, visited: withItem(p.visited, step) }));
export const pick = (id: string, step: string, defenses: readonly string[]): void => change(id, (p) => ({ ...p, chosen: { ...p.chosen, [step]: [...defenses] } }));
/** A task that was done stays done, also when its recording is looked at later. */
export const finish = (id: string, step: string, how: "done" | "skipped"): void => change(id, (p) => (p.done[step] === how || p.done[step] === "done" ? p : { ...p, done: { ...p.done, [step]: how } }));
export const lookAt = (id: string, step: string, row: number): void => change(id, (p) => {
  const rows = p.looked[step] ?? [];
  return rows.includes(row) ? p : { ...p, looked: { ...p.looked, [step]: [...rows, row] } };
});
/** Forgets everything about a story, here and on the device. */
export function startOver(id: string): void {
  useStories.setState((s) => ({ byId: { ...s.byId, [id]: nothingYet } }));
  remember(keyOf(id), null);
}

/** Whether one may go on from a step: a guess was made, a task done or skipped, an answer opened. */
export function isSatisfied(step: Step, p: StoryProgress): boolean {
  switch (step.kind) {
    case "predict": return step.options.some((o) => o.id === p.guesses[step.id]);
    case "do": return p.done[step.id] !== undefined || (step.task.kind === "look" && (p.looked[step.id]?.length ?? 0) >= step.task.inputs);
    case "see": return true;
    case "explain": return p.opened.includes(step.id);
  }
}

/** Which steps of a version can be gone to (counted from 0; the one after the last is the end): those seen already, and whatever follows satisfied ones. */
export function reachable(steps: readonly Step[], p: StoryProgress, now: number): readonly boolean[] {
  const out: boolean[] = [];
  for (let i = 0; i <= steps.length; i++) out.push(i === 0 || i <= now || p.visited.includes(steps[i]?.id ?? END) || (out[i - 1]! && isSatisfied(steps[i - 1]!, p)));
  return out;
}

/** Stands for the end of a story among the visited steps. */
export const END = "~end";

/** The guesses that a See step answers: those made since the See step before it. */
export function guessesBefore(steps: readonly Step[], at: number): readonly Predict[] {
  if (steps[at]?.kind !== "see") return [];
  const out: Predict[] = [];
  for (let i = at - 1; i >= 0 && steps[i]!.kind !== "see"; i--) {
    const step = steps[i]!;
    if (step.kind === "predict") out.unshift(step);
  }
  return out;
}

/** Whether a step may show a recorded run at once: not one that asks for a guess about it or for running it, unless that takes long, it has been shown before or the task is settled. */
export function showsRecorded(steps: readonly Step[], at: number, p: StoryProgress): boolean {
  const step = steps[at];
  if (!step) return true;
  if (step.kind === "do" && step.task.kind !== "look") return p.done[step.id] !== undefined || (step.task.kind === "run" && step.task.slow === true);
  if (step.kind !== "predict") return true;
  return steps.slice(0, at).some((s) => s.run === step.run && s.kind !== "predict");
}

/** Where a step is in the other version; the last one before it where it is missing there. Counted from 0. */
export function sameStep(story: Story, from: Length, to: Length, at: number): number {
  const before = stepsOf(story, from), after = stepsOf(story, to);
  if (at >= before.length) return after.length;
  for (let i = at; i >= 0; i--) {
    const found = after.findIndex((s) => s.id === before[i]!.id);
    if (found >= 0) return found;
  }
  return 0;
}
