/**
 * `record`: runs every setup of every story once and keeps what came of it as a small file, so that the page can show it before
 * anybody has trained anything; and draws each story's card from its first run. Leaves alone what is up to date. The stories'
 * texts are not looked at.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseRecord, recordRun, type RunRecord } from "../engine/later";
import { specKey, type ArmArtifacts, type Spec } from "../engine/index";
import { ENGINE_VERSION, previewExperiment, runExperiment, StageCache, type RunEnv } from "../engine/experiment/index";
import { createNodeEnv } from "../engine/experiment/node-env";
import { stories, type StoryEntry } from "../stories/registry";
import type { Story } from "../stories/story";
import { cardPicture, cardRun } from "./card-picture";
import { UsageError, type Command } from "./args";
import { Progress, type Stream } from "./progress";

/** What a recording and a card may weigh; more is said, not refused. */
export const MOST_BYTES = 150_000, MOST_CARD = 25_000;

type RecordCommand = Extract<Command, { name: "record" }>;
/** What is recorded of a story. */
export type Recordable = Pick<Story, "id" | "runs">;

const short = (v: number): number => (Number.isInteger(v) ? v : Number(v.toPrecision(5)));
/** Five digits are enough for every picture; the setup stays exact, and who was whose parent is for the Stages panel of a live run. */
export function slim(record: RunRecord): RunRecord {
  const { result } = record, rounded = JSON.parse(JSON.stringify(result, (_, v: unknown) => (typeof v === "number" ? short(v) : v))) as typeof result;
  return { ...record, result: { ...rounded, spec: result.spec, stages: rounded.stages.map((s) => ({ ...s, parents: [] })) } };
}

/** The record in a file, where it is one of this setup by this engine. */
async function kept(file: string, spec: Spec, version: string): Promise<RunRecord | null> {
  if (!existsSync(file)) return null;
  const text = await readFile(file, "utf8");
  let value: unknown;
  try { value = JSON.parse(text); } catch { return null; }
  const record = parseRecord(value);
  return record.ok && record.value.result.key === specKey(spec) && record.value.result.engine.version === version ? record.value : null;
}

async function play(spec: Spec, env: RunEnv, progress: Progress | null): Promise<RunRecord | null> {
  const events = runExperiment(spec, env), artifacts: Record<string, ArmArtifacts> = {};
  let step = await events.next();
  for (; !step.done; step = await events.next()) {
    progress?.event(step.value);
    if (step.value.type === "arm-done") artifacts[step.value.arm.id] = step.value.artifacts;
  }
  progress?.end();
  if (step.value.type === "failed") throw new Error(step.value.problem.message);
  if (step.value.type !== "done") return null;
  return slim(recordRun(step.value.result, artifacts, await previewExperiment(spec, env)));
}

export interface Recorded {
  /** Files written, and files that were up to date. */
  readonly written: readonly string[];
  readonly kept: readonly string[];
  readonly stopped: boolean;
}

/** Brings one story's files in a folder up to date. */
export async function recordStory(story: Recordable, folder: string, env: RunEnv, options: { readonly force?: boolean; readonly cards?: boolean; readonly say?: (line: string) => void; readonly progress?: (run: string) => Progress | null } = {}): Promise<Recorded> {
  const written: string[] = [], same: string[] = [], version = `${ENGINE_VERSION} (${env.learner.version})`, say = options.say ?? (() => {});
  const save = async (file: string, text: string, most: number) => {
    await writeFile(file, text);
    written.push(file);
    say(`${file}: ${Math.round(text.length / 1000)} kB${text.length > most ? `, more than ${most / 1000} kB` : ""}`);
  };
  await mkdir(folder, { recursive: true });
  for (const [name, spec] of Object.entries(story.runs)) {
    // Nothing is taken over from the run before, so that the seconds are those that somebody would wait.
    const fresh: RunEnv = { ...env, cache: new StageCache() };
    const file = join(folder, `${story.id}-${name}.json`), there = options.force ? null : await kept(file, spec, version);
    const record = there ?? (await play(spec, fresh, options.progress?.(name) ?? null));
    if (!record) return { written, kept: same, stopped: true };
    if (there) same.push(file);
    else {
      say(`${story.id}, ${name}: ${record.result.seconds.toFixed(1)} s`);
      await save(file, JSON.stringify(record), MOST_BYTES);
    }
    const card = join(folder, `${story.id}.svg`);
    if (name !== cardRun(story.id, story.runs)) continue;
    if (!there || options.cards || !existsSync(card)) {
      let preview = await previewExperiment(spec, fresh);
      if (preview.pending) { await play(spec, fresh, null); preview = await previewExperiment(spec, fresh); }
      await save(card, cardPicture(story.id, record, preview), MOST_CARD);
    } else same.push(card);
  }
  return { written, kept: same, stopped: false };
}

function chosen(only: readonly string[] | null): readonly StoryEntry[] {
  const unknown = only?.find((id) => !stories.some((s) => s.id === id));
  if (unknown !== undefined) throw new UsageError(`There is no story called "${unknown}". Known: ${stories.map((s) => s.id).join(", ")}.`);
  return only ? stories.filter((s) => only.includes(s.id)) : stories;
}

/** Gives the exit status. */
export async function record(command: RecordCommand, stderr: Stream, signal: AbortSignal): Promise<number> {
  let same = 0;
  for (const entry of chosen(command.only)) {
    const env = await createNodeEnv({ backend: "wasm", signal });
    const done = await recordStory(await entry.load(), command.folder, env, {
      force: command.force, cards: command.cards, say: (line) => stderr.write(`${line}\n`), progress: (run) => (command.quiet ? null : new Progress(stderr, `${entry.id}, ${run} `)),
    });
    if (done.stopped) return void stderr.write("Stopped.\n"), 130;
    same += done.kept.length;
  }
  if (same > 0) stderr.write(`${same} ${same === 1 ? "file was" : "files were"} up to date.\n`);
  return 0;
}
