/**
 * The history: every run of the person that came to its end, in this browser's storage where that is allowed and has room, in
 * memory otherwise. Kept runs are cards (kept-run.ts); the run itself is read when it is wanted. Another tab may change the
 * same cabinet at any time, so every change looks at what is there now. Shows nothing.
 */
import { create } from "zustand";
import type { ArmArtifacts, ExperimentResult, Preview } from "../../engine/index";
import { parseRecord, recordRun, type RunRecord } from "../../engine/later";
import { cabinet, type Cabinet, type Trouble } from "./cabinet";
import { cardOf, MAX_NAME, readCard, type KeptRun, type Sample } from "./kept-run";
import { entryText, fileEnd, fileHead, readRunsFile } from "./runs-file";

/** Beyond so many the oldest go, unless they have a star. */
export const MOST_RUNS = 100;

interface Box {
  readonly hash: string;
  /** A RunRecord, to be checked when it is read. */
  readonly record: unknown;
}

export interface Imported {
  readonly came: number;
  readonly there: number;
  /** Why entries were refused, each reason once, with how many there were. */
  readonly refused: readonly { readonly why: string; readonly count: number }[];
}

export interface RunsState {
  /** False until they have been looked up. */
  readonly known: boolean;
  /** Newest first. */
  readonly runs: readonly KeptRun[];
  /** Runs that only this page knows, and that are gone when it closes. */
  readonly inMemory: ReadonlySet<string>;
  /** Entries in storage that cannot be read. */
  readonly unreadable: number;
  /** The last trouble with storage; null while it works. */
  readonly trouble: Trouble | null;
  /** What a person has picked, in that order: to compare, export or delete. */
  readonly chosen: readonly string[];
  /** How many runs the last deletion took; it can be undone. */
  readonly deleted: number;
  /** Counts deletions, so that each has its own notice. */
  readonly deletions: number;
  /** The run that ended last on this visit, whether storage took it, and how many others there are. */
  readonly last: { readonly id: string; readonly stored: boolean; readonly others: number } | null;
}

export const noRuns: RunsState = { known: false, runs: [], inMemory: new Set(), unreadable: 0, trouble: null, chosen: [], deleted: 0, deletions: 0, last: null };
export const useRuns = create<RunsState>(() => noRuns);

const onTrouble = (trouble: Trouble): void => useRuns.setState({ trouble });
let box: Cabinet<KeptRun, Box> = cabinet("hemlock-runs", onTrouble);
/** What storage did not take: the same things, on this page. */
const memory = new Map<string, { card: KeptRun; record: unknown }>();
/** The last deletion. */
let bin: readonly { readonly card: KeptRun; readonly record: unknown }[] = [];
let broken: readonly string[] = [];

/** For tests: another cabinet, and nothing remembered. */
export function setCabinet(other: (onTrouble: (why: Trouble) => void) => Cabinet<KeptRun, Box>): void {
  box = other(onTrouble);
  memory.clear();
  bin = [];
  useRuns.setState(noRuns, true);
}

/** Looks up what is kept now; other tabs may have added or deleted runs. */
export async function readRuns(): Promise<void> {
  const cards = await box.survey();
  const good = (cards ?? []).flatMap((c) => readCard(c) ?? []), fine = new Set(good.map((c) => c.hash));
  broken = (cards ?? []).map((c) => c.hash).filter((hash) => !fine.has(hash));
  for (const hash of fine) memory.delete(hash);
  const runs = [...good, ...[...memory.values()].map((m) => m.card)].sort((a, b) => b.at - a.at), ids = new Set(runs.map((r) => r.hash));
  useRuns.setState((s) => ({ known: true, runs, inMemory: new Set(memory.keys()), unreadable: broken.length, trouble: cards ? (s.trouble === "full" && memory.size > 0 ? s.trouble : null) : (s.trouble ?? "refused"), chosen: s.chosen.filter((id) => ids.has(id)) }));
}

/** The oldest beyond the limit, stars aside. Cards that cannot be read are nobody's to drop. */
const surplus = (cards: readonly KeptRun[]): string[] => cards.filter((c, i) => i >= MOST_RUNS && c.starred === false).map((c) => c.hash);

/** Into storage or, where that fails, memory. A run that is there already keeps its name, its star and how long it took, and becomes the newest. */
async function put(card: KeptRun, record: unknown): Promise<boolean> {
  const again = (old: unknown): KeptRun => {
    const before = readCard(old);
    return before ? { ...card, name: before.name ?? card.name, starred: before.starred || card.starred, seconds: Math.max(before.seconds, card.seconds), at: Math.max(before.at, card.at), ...((card.sample ?? before.sample) && { sample: card.sample ?? before.sample }) } : card;
  };
  const stored = await box.amend(card.hash, (old) => ({ card: again(old), value: { hash: card.hash, record } }));
  if (stored) return true;
  memory.set(card.hash, { card: again(memory.get(card.hash)?.card), record });
  for (const id of surplus([...memory.values()].map((m) => m.card).sort((a, b) => b.at - a.at))) memory.delete(id);
  return false;
}

/** Keeps a finished run; false when it is only in memory. */
export async function keepRun(result: ExperimentResult, artifacts: Readonly<Record<string, ArmArtifacts>>, at: number, sample?: Sample, preview?: Preview | null): Promise<boolean> {
  const record = recordRun(result, artifacts, preview), card = cardOf(record, at, sample), stored = await put(card, record);
  const cards = stored ? await box.trim(surplus) : null;
  useRuns.setState({ last: { id: card.hash, stored, others: Math.max(0, Math.min(cards?.length ?? 0, MOST_RUNS) + memory.size - 1) }, ...(stored && memory.size === 0 && { trouble: null }) });
  if (useRuns.getState().known || !stored) await readRuns();
  return stored;
}

/** The run itself, checked; null when it is gone or damaged. */
export async function fetchRun(id: string): Promise<RunRecord | null> {
  const kept = memory.get(id)?.record ?? (await box.fetch(id))?.record, parsed = parseRecord(kept);
  return parsed.ok ? parsed.value : null;
}

async function change(id: string, next: (card: KeptRun) => KeptRun): Promise<void> {
  const here = memory.get(id);
  if (here) memory.set(id, { ...here, card: next(here.card) });
  else await box.amend(id, (old) => { const card = readCard(old); return card && { card: next(card) }; });
  await readRuns();
}

/** A name of the person's own; an empty one takes it back. */
export const renameRun = (id: string, name: string): Promise<void> => change(id, (card) => ({ ...card, name: name.trim().slice(0, MAX_NAME).trim() || null }));
export const starRun = (id: string, starred: boolean): Promise<void> => change(id, (card) => ({ ...card, starred }));

export const chooseRun = (id: string, on: boolean): void => useRuns.setState((s) => ({ chosen: [...s.chosen.filter((c) => c !== id), ...(on ? [id] : [])] }));
export const chooseNone = (): void => useRuns.setState({ chosen: [] });

/** Deletes runs; until the next deletion `undoDelete` brings them back. False when storage did not let go of them. */
export async function deleteRuns(ids: readonly string[]): Promise<boolean> {
  const cards = useRuns.getState().runs.filter((r) => ids.includes(r.hash)), going: { card: KeptRun; record: unknown }[] = [];
  for (const card of cards) going.push({ card, record: memory.get(card.hash)?.record ?? (await box.fetch(card.hash))?.record });
  const stored = cards.filter((c) => !memory.has(c.hash)).map((c) => c.hash), done = stored.length === 0 || (await box.forget(...stored));
  if (done) {
    for (const id of ids) memory.delete(id);
    bin = going;
    useRuns.setState((s) => ({ deleted: going.length, deletions: s.deletions + 1 }));
  }
  await readRuns();
  return done;
}

export async function undoDelete(): Promise<void> {
  const back = bin;
  emptyBin();
  for (const { card, record } of back) await put(card, record);
  await readRuns();
}

/** The deletion can no longer be undone. */
export function emptyBin(): void {
  bin = [];
  useRuns.setState({ deleted: 0 });
}

/** Forgets all runs, for good. */
export async function forgetRuns(): Promise<boolean> {
  const done = await box.clear();
  if (done || useRuns.getState().runs.every((r) => memory.has(r.hash))) memory.clear();
  emptyBin();
  await readRuns();
  return useRuns.getState().runs.length === 0;
}

/** Takes out what cannot be read. */
export async function dropUnreadable(): Promise<void> {
  await box.forget(...broken);
  await readRuns();
}

/** Tries storage again for what is only in memory. */
export async function settleRuns(): Promise<void> {
  for (const [id, { card, record }] of memory) {
    if (!(await box.amend(id, (old) => (readCard(old) ? null : { card, value: { hash: id, record } })))) break;
    memory.delete(id);
  }
  await readRuns();
}

/** Runs as one file in pieces, oldest first, and how many could not be read. */
export async function exportRuns(ids: readonly string[]): Promise<{ readonly pieces: readonly string[]; readonly missing: number }> {
  const pieces: string[] = [fileHead];
  let missing = 0;
  for (const card of useRuns.getState().runs.filter((r) => ids.includes(r.hash)).toReversed()) {
    const record = await fetchRun(card.hash);
    if (record) pieces.push(entryText(card, record, pieces.length === 1));
    else missing++;
  }
  return { pieces: [...pieces, fileEnd], missing };
}

/** Takes in a file of runs. What is there stays as it is, and nothing is dropped to make room. A sentence when the file is none. */
export async function importRuns(name: string, text: string, now: number, noRoom: string): Promise<Imported | string> {
  const file = readRunsFile(name, text);
  if (!file.ok) return file.problem.message;
  await readRuns();
  const there = new Set(useRuns.getState().runs.map((r) => r.hash)), refused = new Map<string, number>();
  let came = 0, known = 0, room = MOST_RUNS - useRuns.getState().runs.length;
  const refuse = (why: string) => refused.set(why, (refused.get(why) ?? 0) + 1);
  for (const entry of file.value) {
    if (!entry.ok) { refuse(entry.problem.message); continue; }
    const { record, name: called, starred, at, sample } = entry.value, card = readCard({ ...cardOf(record, at === null ? now : Math.min(at, now), sample), name: called, starred });
    if (!card) refuse(`${name}: a run whose numbers cannot be read.`);
    else if (there.has(card.hash)) known++;
    else if (!starred && room <= 0) refuse(noRoom);
    else {
      await put(card, record);
      there.add(card.hash);
      came++;
      room--;
    }
  }
  await readRuns();
  return { came, there: known, refused: [...refused].map(([why, count]) => ({ why, count })) };
}
