/**
 * The runs of a story: puts a step's setup on the bench and on screen the person's own run of it, or else the one recorded
 * earlier. Own runs stay in memory for this visit, by story and run. Draws nothing; progress through a story is story.ts.
 */
import { useCallback, useEffect, useLayoutEffect } from "react";
import { create } from "zustand";
import type { RunRecord } from "../../engine/later";
import type { ExperimentResult, Spec } from "../../engine/index";
import type { Story } from "../../stories/story";
import { changeSpec, sameSpec, useExperiment } from "./experiment";
import { cancelAside, lastRun, resetRun, resumeAside, startRun, useAside, useRun } from "./run";
import { adoptPreview, refreshCrafted, useRunPreview } from "./run-preview";
import { isBusy, type RunPhase, type RunState } from "./run-state";
import { behindOf, bringBack, collect, endBehind, leaveBehind } from "./story-behind";

/** What reads recordings and shows them comes with the first one. */
let records: typeof import("./recorded") | null = null;

type Recording = "loading" | "missing" | RunRecord;

interface StoryRuns {
  /** Finished runs of this visit, by `story/run`. */
  readonly own: Readonly<Record<string, RunState>>;
  readonly recordings: Readonly<Record<string, Recording>>;
  /** Every own result of this visit by `story/run`, the latest of each setup last. */
  readonly tries: Readonly<Record<string, readonly ExperimentResult[]>>;
  /** The run that begins when the one out of sight has ended, by `story/run`. */
  readonly waitsFor: string | null;
}

export const useStoryRuns = create<StoryRuns>(() => ({ own: {}, recordings: {}, tries: {}, waitsFor: null }));
const waitFor = (waitsFor: string | null): void => useStoryRuns.setState({ waitsFor });
const stopWaiting = (): void => waitFor(null);

/** The setup that was last started here, by `story/run`: controls may have changed it. */
const started = new Map<string, Spec>();
/** A recording is small: one that has not come by then is not coming. */
const PATIENCE_MS = 20_000;
/** The run that a story began last: its number, and its name as `story/run`. */
let begun = { run: -1, name: "" };
const isBegun = (): boolean => lastRun() === begun.run;

/** The run that goes on is no story's any more. */
export const letGo = (): void => void (begun = { run: -1, name: "" });

/** Clears the screen; a run under way goes on out of sight. */
const clear = (): void => (isBusy(useRun.getState().phase) ? leaveBehind(isBegun() ? begun.name : null) : resetRun());

export const runName = (story: string, run: string): string => `${story}/${run}`;

/** The person's own finished run, for pictures on a worksheet; undefined when there is none. */
export const useOwnRun = (story: string, run: string): RunState | undefined => useStoryRuns((s) => s.own[runName(story, run)]);

/** Where the recording of a run lies. */
export const recordingAddress = (story: string, run: string): string => `${import.meta.env.BASE_URL}stories/${story}-${run}.json`;

/** Fetches a recording once a visit; one that is missing, broken or of another setup is asked for again when a story comes back to it. */
export async function fetchRecording(story: Story, run: string): Promise<void> {
  const name = runName(story.id, run), now = useStoryRuns.getState().recordings[name];
  if (now !== undefined && now !== "missing") return;
  const put = (recording: Recording) => useStoryRuns.setState((s) => ({ recordings: { ...s.recordings, [name]: recording } }));
  put("loading");
  try {
    const [response, { parseRecord }, recorded] = await Promise.all([fetch(recordingAddress(story.id, run), { signal: AbortSignal.timeout(PATIENCE_MS) }), import("../../engine/later"), import("./recorded")]), parsed = response.ok ? parseRecord(await response.json()) : null;
    records = recorded;
    put(parsed?.ok && sameSpec(parsed.value.result.spec, story.runs[run]!) ? recorded.inOurWords(parsed.value) : "missing");
  } catch {
    put("missing");
  }
}

/** Whether the run on screen is of this setup, be it the story's or the one that was started last. */
function isMine(name: string, setup: Spec): boolean {
  const { spec } = useRun.getState(), last = started.get(name);
  return spec !== null && (sameSpec(spec, setup) || (last !== undefined && sameSpec(spec, last)));
}

/** A finished run is the person's own from now on. */
function keepOwn(name: string, run: RunState): void {
  const { own, tries } = useStoryRuns.getState(), { result } = run;
  if (result && own[name]?.result !== result) useStoryRuns.setState({ own: { ...own, [name]: run }, tries: { ...tries, [name]: [...(tries[name] ?? []).filter((t) => t.key !== result.key), result] } });
}

/** Brings onto the screen what belongs there: a run under way, the own one, the recorded one where it may be seen, or nothing. */
function settle(name: string, setup: Spec, recordedToo: boolean, arriving: boolean): void {
  const { phase, recorded, spec } = useRun.getState(), { own, recordings } = useStoryRuns.getState(), mine = isMine(name, setup);
  if (mine && isBusy(phase)) return;
  if (mine && phase === "done" && !recorded) return keepOwn(name, useRun.getState());
  // What went wrong stays in view where it happened, and where the task is to run it.
  if (mine && (phase === "failed" ? !arriving || !recordedToo : phase === "cancelled" && !recordedToo)) return;
  const kept = own[name], recording = recordings[name];
  if (kept) {
    if (spec === kept.spec && useRun.getState().result === kept.result) return;
    clear();
    if (kept.spec) {
      adoptPreview(kept.spec);
      // Poison that was crafted out of sight has been shown to nobody yet.
      if (useRunPreview.getState().preview?.pending) refreshCrafted(kept.spec);
    }
    useRun.setState(kept, true);
  } else if (recordedToo && typeof recording === "object") {
    if (phase !== "idle" && recorded && useRun.getState().result === recording.result) return;
    clear();
    records?.showRecorded(recording);
  } else if (phase !== "idle") clear();
}

/** Forgets one's own runs of a story, ending one under way. */
export function forgetRuns(story: string): void {
  const others = <T>(entries: readonly (readonly [string, T])[]) => entries.filter(([name]) => !name.startsWith(`${story}/`));
  for (const name of started.keys()) if (name.startsWith(`${story}/`)) started.delete(name);
  useStoryRuns.setState((s) => ({ own: Object.fromEntries(others(Object.entries(s.own))), tries: Object.fromEntries(others(Object.entries(s.tries))) }));
  endBehind();
  if (isBegun()) resetRun();
  else clear();
}

export interface StoryRun {
  readonly name: string;
  /** Whose run is on screen; null while there is none, or it is still under way. */
  readonly source: "own" | "recorded" | null;
  readonly phase: RunPhase;
  /** How long it took, where it was computed. */
  readonly seconds: number | null;
  /** Of the recorded run: whether it has been asked for and came. */
  readonly recording: "none" | "loading" | "ready" | "missing";
  /** What a run that failed can give way to: an own one from before, or the recorded one. */
  readonly behind: "own" | "recorded" | null;
  readonly giveWay: () => void;
  /** Asks once more for a recording that is missing. */
  readonly fetchAgain: () => void;
  /** Whether it waits for a run out of sight to end, the lab's or another step's, and then begins by itself. */
  readonly waits: boolean;
  /** Runs what is on the bench as the person's own; while another goes on out of sight it waits for that one. */
  readonly start: () => void;
  /** The same, but ends the other run first. */
  readonly startNow: () => void;
  readonly stopWaiting: () => void;
}

/** `recordedToo` false: only the person's own run is shown, as in a step that asks for a guess or for running it. */
export function useStoryRun(story: Story, run: string, { recordedToo = true } = {}): StoryRun {
  const name = runName(story.id, run), setup = story.runs[run]!;
  const own = useStoryRuns((s) => s.own[name]), kept = useStoryRuns((s) => s.recordings[name]);
  const phase = useRun((s) => s.phase), result = useRun((s) => s.result), ran = useRun((s) => s.spec);
  useLayoutEffect(() => {
    const { own: mine } = useStoryRuns.getState(), under = isBusy(useRun.getState().phase) && isMine(name, setup) ? started.get(name) : behindOf(name);
    changeSpec(under ?? mine[name]?.spec ?? setup, "story");
  }, [name, setup]);
  const others = useAside((s) => isBusy(s.phase));
  useLayoutEffect(() => { if (!others) collect(keepOwn); }, [others]);
  // What went wrong out of sight is seen here for the first time.
  useLayoutEffect(() => settle(name, setup, recordedToo, !bringBack(name)), [name, setup, recordedToo]);
  useLayoutEffect(() => settle(name, setup, recordedToo, false), [name, setup, recordedToo, phase, own, kept, result, ran]);
  useEffect(() => {
    if (recordedToo && !own) void fetchRecording(story, run);
  }, [story, run, recordedToo, own]);
  const begin = useCallback(() => {
    const { spec } = useExperiment.getState();
    started.set(name, spec);
    if (isBusy(useRun.getState().phase)) { if (isBegun()) resetRun(); else clear(); }
    const before = lastRun();
    startRun(spec);
    if (lastRun() !== before) begun = { run: lastRun(), name };
  }, [name]);
  // Another step's run does not inherit the waiting, and nothing begins once the story is left.
  const waits = useStoryRuns((s) => s.waitsFor === name);
  useEffect(() => () => waitFor(null), [name]);
  useEffect(() => {
    if (!waits || others) return;
    waitFor(null);
    begin();
  }, [waits, others, begin]);
  const start = useCallback(() => {
    if (!isBusy(useAside.getState().phase)) return begin();
    resumeAside();
    waitFor(name);
  }, [name, begin]);
  const startNow = useCallback(() => { start(); cancelAside(); }, [start]);
  // On the way to another step the run of the one before may still be on screen.
  const source = phase !== "done" || result === null ? null : own?.result === result ? "own" : typeof kept === "object" && kept.result === result ? "recorded" : null;
  const behind = own ? "own" : recordedToo && kept !== "missing" ? "recorded" : null, fetchAgain = () => void fetchRecording(story, run);
  return { name, source, phase, behind, giveWay: resetRun, fetchAgain, seconds: source ? (result?.seconds ?? null) : null, recording: kept === undefined ? "none" : typeof kept === "string" ? kept : "ready", waits, start, startNow, stopWaiting };
}
