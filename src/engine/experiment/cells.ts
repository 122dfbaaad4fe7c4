/**
 * What the attack × defense matrix and a sweep have in common: both are many runs whose arms are cells, by seed, and both go on
 * where they stopped. Pure; who runs a run is the caller's business.
 */
import { z } from "zod";
import type { Problem } from "../core/errors";
import { ENGINE_VERSION } from "../core/version";
import type { RunEnd, RunEvent } from "./result";
import type { Spec } from "./spec";

export const MAX_SEEDS = 10;
export const seedsShape = z.array(z.int().min(0).max(4294967295)).min(1).max(MAX_SEEDS);

/** A run that is still to be done. */
export interface CellsRun {
  readonly seed: number;
  readonly spec: Spec;
}

/** What is wrong with the shape of a request, in one sentence. */
export function shapeProblem(error: z.ZodError, what: string): Problem {
  const issue = error.issues[0]!, field = issue.path.map(String).join(".") || what, list = "origin" in issue && issue.origin === "array" ? " entries" : "";
  const expected = issue.code === "too_big" ? `must be at most ${String(issue.maximum)}${list}` : issue.code === "too_small" ? `must be at least ${String(issue.minimum)}${list}`
    : issue.code === "invalid_value" ? `must be one of ${issue.values.map(String).join(", ")}` : issue.message.replace(/\.$/, "");
  return { code: "bad-spec", field, message: `${field}: ${expected}.` };
}

export function seedTwice(seeds: readonly number[]): Problem | null {
  const twice = seeds.find((s, i) => seeds.indexOf(s) !== i);
  return twice === undefined ? null : { code: "bad-parameter", field: "seeds", message: `seeds: ${twice} is there twice; each seed counts once.` };
}

const rateShape = z.looseObject({ value: z.number(), low: z.number(), high: z.number(), n: z.number() }).nullable();
/** What a cell must be to be counted; what is kept or in a file may be of another version, or damaged. */
export const cellShapes = {
  matrix: z.looseObject({ attack: z.int(), pipeline: z.int(), seed: z.int(), accuracy: rateShape.unwrap(), attackSuccess: rateShape, targetHit: rateShape, flagged: z.number().nullable(), seconds: z.number(), diverged: z.boolean() }),
  sweep: z.looseObject({ at: z.array(z.int()), seed: z.int(), arm: z.string(), metrics: z.record(z.string(), rateShape), diverged: z.boolean() }),
};

/** Those of some values that are cells; the others are run again. */
export const readCells = <C>(kind: keyof typeof cellShapes, values: readonly unknown[]): C[] => values.filter((v) => cellShapes[kind].safeParse(v).success) as C[];

/** What computed a cell: numbers of another engine are another experiment's, those of another backend differ in late digits. */
export interface MadeBy {
  readonly engine: string;
  readonly backend?: string;
}

/** Of stored cells those that this engine has made; a cell that does not say who made it was made by another. */
export const ownCells = <C>(cells: readonly C[], engine: string = ENGINE_VERSION): (C & MadeBy)[] => cells.filter((c): c is C & MadeBy => (c as Partial<MadeBy>).engine === engine);

export type Play<R> = (run: R, onEvent: (event: RunEvent) => void) => Promise<RunEnd>;
/** A run that did not come to its end, and why. */
export interface FailedRun<R> {
  readonly run: R;
  readonly problem: Problem;
}
export type CellsEnd<R> = { readonly type: "done" | "cancelled"; readonly failed: readonly FailedRun<R>[] };

/** Does what is left, one run after the other. One that fails leaves its cells empty, the others go on. */
export async function playRuns<R, C>(left: readonly R[], cellOf: (run: R, event: Extract<RunEvent, { type: "arm-done" }>) => C | null, play: Play<R>, onCell: (cell: C) => void): Promise<CellsEnd<R>> {
  const failed: FailedRun<R>[] = [];
  for (const run of left) {
    const end = await play(run, (event) => {
      const cell = event.type === "arm-done" ? cellOf(run, event) : null;
      if (cell) onCell(cell);
    });
    if (end.type === "failed") failed.push({ run, problem: end.problem });
    else if (end.type === "cancelled") return { type: "cancelled", failed };
  }
  return { type: "done", failed };
}
