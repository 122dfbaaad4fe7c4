/**
 * What `matrix` and `sweep` do alike: run what is missing, show how far that is, write the file after every run, and end with
 * a sentence and a status when stopped. What a run and a cell are is theirs.
 */
import { readFile, writeFile } from "node:fs/promises";
import { ownCells, playRuns, readCells, type CellsRun, type MadeBy } from "../engine/later";
import { ENGINE_VERSION, type RunEvent } from "../engine/index";
import { UsageError, type BACKENDS } from "./args";
import { Progress, type Stream } from "./progress";
import { checkWritable, unwritable } from "./unreadable";

export interface CellsJob<R extends CellsRun, C> {
  readonly left: readonly R[];
  /** Grows; each cell with who made it. */
  readonly known: (C & MadeBy)[];
  readonly total: number;
  readonly cellOf: (run: R, event: Extract<RunEvent, { type: "arm-done" }>) => C | null;
  readonly keyOf: (cell: C) => string;
  readonly label: (run: R) => string;
  readonly document: () => unknown;
}

export interface CellsOptions {
  readonly source: string;
  readonly out: string | null;
  readonly backend: (typeof BACKENDS)[number];
  readonly quiet: boolean;
}

/** Refuses to write over a file that holds something else, or where no file can be, before anything is run. */
async function checkFree(out: string, source: string, what: string): Promise<void> {
  if (out === source) return;
  await checkWritable(out);
  const there = await readFile(out, "utf8").catch(() => null);
  if (there !== null && !there.includes(`"${what}"`)) throw new UsageError(`${out} is there already and holds no ${what}; name another file.`);
}

/** The exit status: 0 when everything is there, 1 when some runs failed and the others are there, 130 when stopped. `what`: "matrix", "sweep". */
export async function runCells<R extends CellsRun, C>(what: string, job: CellsJob<R, C>, { source, out, backend, quiet }: CellsOptions, stderr: Stream, signal: AbortSignal): Promise<0 | 1 | 130> {
  if (out !== null) await checkFree(out, source, what);
  const [{ runExperiment }, { createNodeEnv }] = await Promise.all([import("../engine/experiment/index"), import("../engine/experiment/node-env")]);
  const env = await createNodeEnv({ backend, signal }), { known, total } = job, has = new Set(known.map(job.keyOf));
  const end = await playRuns(job.left, job.cellOf, async (run, onEvent) => {
    const progress = quiet ? null : new Progress(stderr, `cell ${known.length + 1} of ${total}, ${job.label(run)}, seed ${run.seed} `), events = runExperiment(run.spec, env);
    let step = await events.next();
    for (; !step.done; step = await events.next()) {
      progress?.event(step.value);
      onEvent(step.value);
    }
    progress?.end();
    if (out !== null) await writeFile(out, `${JSON.stringify(job.document(), null, 1)}\n`).catch((error: unknown) => { throw unwritable(out, error); });
    return step.value;
  }, (cell) => {
    if (!has.has(job.keyOf(cell))) known.push({ ...cell, engine: ENGINE_VERSION, backend: env.learner.backend });
    has.add(job.keyOf(cell));
  });
  for (const { run, problem } of end.failed) stderr.write(`Failed: ${job.label(run)}, seed ${run.seed}: ${problem.message}\n`);
  const there = out === null ? "" : `${known.length} of ${total} cells are in ${out}. Name that file to `;
  if (end.type === "cancelled") stderr.write(out === null ? "Stopped.\n" : `Stopped; ${there}go on.\n`);
  else if (end.failed.length > 0) stderr.write(`${end.failed.length} of ${job.left.length} runs failed, the others went on.${out === null ? "" : ` ${there}try the failed ones again.`}\n`);
  return end.type === "cancelled" ? 130 : end.failed.length > 0 ? 1 : 0;
}

/** The cells that a file brings along; those of another engine are left out, with a sentence. */
export function knownCells<C>(kind: "matrix" | "sweep", runs: unknown, stderr: Stream): (C & MadeBy)[] {
  const cells = Array.isArray(runs) ? readCells<C>(kind, runs) : [], own = ownCells(cells), n = cells.length - own.length;
  if (n > 0) stderr.write(`${n} of ${cells.length} cells of the file were made by another version of the engine; they are left out and computed anew.\n`);
  return own;
}

export const isObject = (v: unknown): v is Record<string, unknown> => typeof v === "object" && v !== null && !Array.isArray(v);
