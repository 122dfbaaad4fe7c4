/**
 * Attack × defense matrix: a set of attacks against a set of pipelines, over several seeds. One run an attack and seed holds
 * all its pipelines, so that shared stages are computed once; each cell equals the same experiment run alone. Says what is to
 * be run and what came of it; who runs it is the caller's business. Pure; loads nothing.
 */
import { z } from "zod";
import { toCsv } from "../core/csv";
import type { Outcome } from "../core/errors";
import { wilson } from "../core/statistics";
import { attacks } from "../attacks/registry";
import { defenses } from "../defenses/registry";
import { MAX_SEEDS, playRuns, seedTwice, seedsShape, shapeProblem, type CellsEnd, type CellsRun, type Play } from "./cells";
import { meanRate } from "./seeds";
import { MAX_CHAIN, hashOf, parseSpec, type Choice, type Spec } from "./spec";
import type { ArmResult, MetricValue } from "./result";

export const MAX_MATRIX = { attacks: 16, pipelines: 24, seeds: MAX_SEEDS } as const;

export interface Matrix {
  readonly v: 1;
  /** Data, model and training of every cell; its own attack, defenses and seed do not count. */
  readonly base: Spec;
  /** Rows; null: nothing is attacked, which shows what defenses cost. */
  readonly attacks: readonly (Choice | null)[];
  /** Columns, after the first one, in which nothing defends. */
  readonly pipelines: readonly (readonly Choice[])[];
  readonly seeds: readonly number[];
}

const choice = z.strictObject({ id: z.string(), params: z.record(z.string(), z.unknown()).default({}) });
const shape = z.strictObject({
  v: z.literal(1).default(1),
  base: z.unknown(),
  attacks: z.array(choice.nullable()).min(1).max(MAX_MATRIX.attacks),
  pipelines: z.array(z.array(choice).min(1).max(MAX_CHAIN)).min(1).max(MAX_MATRIX.pipelines),
  seeds: seedsShape,
});

/** Turns any value into a matrix whose every cell is a valid experiment, or says which row or column is not. */
export function parseMatrix(value: unknown): Outcome<Matrix> {
  const parsed = shape.safeParse(value);
  if (!parsed.success) return { ok: false, problem: shapeProblem(parsed.error, "matrix") };
  const raw = parsed.data, twice = seedTwice(raw.seeds);
  if (twice) return { ok: false, problem: twice };
  const bare = parseSpec({ ...(raw.base as object), attack: null, defenses: [], probes: [], baselines: false });
  if (!bare.ok) return bare;
  const rows: (Choice | null)[] = [], columns: (readonly Choice[])[] = [];
  for (const [i, attack] of raw.attacks.entries()) {
    const one = parseSpec({ ...bare.value, attack });
    if (!one.ok) return { ok: false, problem: { ...one.problem, field: `attacks.${i}`, message: `attacks.${i}: ${one.problem.message}` } };
    rows.push(one.value.attack);
  }
  for (const [i, chain] of raw.pipelines.entries()) {
    const one = parseSpec({ ...bare.value, defenses: [chain] });
    if (!one.ok) return { ok: false, problem: { ...one.problem, field: `pipelines.${i}`, message: `pipelines.${i}: ${one.problem.message}` } };
    columns.push(one.value.defenses[0]!);
  }
  return { ok: true, value: { v: 1, base: bare.value, attacks: rows, pipelines: columns, seeds: raw.seeds } };
}

export const matrixKey = (matrix: Matrix): string => hashOf(matrix);

/** What one cell gave with one seed. Pipeline −1: nothing defends. */
export interface CellRun {
  readonly attack: number;
  readonly pipeline: number;
  readonly seed: number;
  readonly accuracy: MetricValue;
  /** Null when the attack has no trigger or class it is about. */
  readonly attackSuccess: MetricValue | null;
  /** Attacks on one image: whether they hit. */
  readonly targetHit: MetricValue | null;
  /** Share of the training rows that were removed or relabeled; null without a filter. */
  readonly flagged: number | null;
  /** Seconds that the defense (or, at −1, the plain training) took beyond what other columns share. */
  readonly seconds: number;
  readonly diverged: boolean;
}

/** The whole experiment behind one cell, to be opened and run alone. */
export function cellSpec(matrix: Matrix, attack: number, pipeline: number, seed = matrix.seeds[0]!): Spec {
  return { ...matrix.base, seed, attack: matrix.attacks[attack]!, defenses: pipeline < 0 ? [] : [matrix.pipelines[pipeline]!] };
}

export interface MatrixRun extends CellsRun {
  readonly attack: number;
  /** Columns that this run is about; −1 comes along with each. */
  readonly pipelines: readonly number[];
}

/** What is still to be run: all attacks with the first seed come first, so that the whole picture is there soon. */
export function runsLeft(matrix: Matrix, known: readonly Pick<CellRun, "attack" | "pipeline" | "seed">[]): MatrixRun[] {
  const has = new Set(known.map((c) => `${c.attack}/${c.pipeline}/${c.seed}`));
  return matrix.seeds.flatMap((seed) => matrix.attacks.flatMap((_, attack): MatrixRun[] => {
    const pipelines = matrix.pipelines.map((_, p) => p).filter((p) => !has.has(`${attack}/${p}/${seed}`));
    if (pipelines.length === 0 && has.has(`${attack}/-1/${seed}`)) return [];
    return [{ attack, seed, pipelines, spec: { ...cellSpec(matrix, attack, -1, seed), defenses: pipelines.map((p) => matrix.pipelines[p]!) } }];
  }));
}

/** The cell that an arm of such a run is, or null for one that no cell shows. */
export function cellOf(matrix: Matrix, run: MatrixRun, arm: ArmResult): CellRun | null {
  const undefended = matrix.attacks[run.attack] === null ? "clean" : "poisoned";
  const pipeline = arm.kind === "defended" ? run.pipelines[arm.pipeline!] : arm.kind === undefended ? -1 : undefined;
  if (pipeline === undefined) return null;
  const { filter, metrics } = arm, rows = filter && filter.kept + filter.removed;
  return {
    attack: run.attack, pipeline, seed: run.seed, seconds: arm.ownSeconds, diverged: arm.diverged,
    accuracy: metrics["cleanAccuracy"] ?? wilson(0, 0), attackSuccess: metrics["attackSuccess"] ?? null, targetHit: metrics["targetHit"] ?? null,
    flagged: filter && rows ? (filter.removed + filter.relabeled) / rows : null,
  };
}

/** Runs what is left; `play` runs an experiment. */
export const runMatrix = (matrix: Matrix, known: readonly CellRun[], play: Play<MatrixRun>, onCell: (cell: CellRun) => void): Promise<CellsEnd<MatrixRun>> =>
  playRuns(runsLeft(matrix, known), (run, { arm }) => cellOf(matrix, run, arm), play, onCell);

/** A cell over its seeds: means with the range, one seed with its own interval. */
export interface MatrixCell {
  readonly attack: number;
  readonly pipeline: number;
  readonly seeds: readonly number[];
  readonly accuracy: MetricValue;
  readonly attackSuccess: MetricValue | null;
  readonly targetHit: MetricValue | null;
  readonly flagged: number | null;
  /** Seconds, all seeds together. */
  readonly seconds: number;
  readonly diverged: number;
}

/** Every cell of which at least one seed is known, by attack and then pipeline. */
export function matrixCells(matrix: Matrix, known: readonly CellRun[]): MatrixCell[] {
  const at = new Map<string, CellRun>();
  for (const c of known.toReversed()) at.set(`${c.attack}/${c.pipeline}/${c.seed}`, c);
  return matrix.attacks.flatMap((_, attack) => [-1, ...matrix.pipelines.keys()].flatMap((pipeline): MatrixCell[] => {
    const runs = matrix.seeds.flatMap((seed) => at.get(`${attack}/${pipeline}/${seed}`) ?? []), flagged = runs.flatMap((r) => r.flagged ?? []);
    if (runs.length === 0) return [];
    return [{
      attack, pipeline, seeds: runs.map((r) => r.seed), accuracy: meanRate(runs.map((r) => r.accuracy))!, attackSuccess: meanRate(runs.map((r) => r.attackSuccess)), targetHit: meanRate(runs.map((r) => r.targetHit)),
      flagged: flagged.length > 0 ? flagged.reduce((a, b) => a + b, 0) / flagged.length : null,
      seconds: runs.reduce((sum, r) => sum + r.seconds, 0), diverged: runs.filter((r) => r.diverged).length,
    }];
  }));
}

export const attackName = (choice: Choice | null): string => (choice ? attacks.find(choice.id)!.title : "No attack");
export const pipelineName = (chain: readonly Choice[]): string => chain.map((c) => defenses.find(c.id)!.title).join(" → ");

/** One line a cell and seed; rates in [0, 1], seconds. */
export function matrixCsv(matrix: Matrix, known: readonly CellRun[]): string {
  const rate = (r: MetricValue | null) => (r ? [r.value, r.low, r.high].map((v) => v.toFixed(4)) : ["", "", ""]);
  const head = ["attack", "defense", "seed", "clean_accuracy", "clean_accuracy_low", "clean_accuracy_high", "attack_success_rate", "attack_success_rate_low", "attack_success_rate_high", "target_hit", "rows_flagged", "seconds"];
  const lines = known.toSorted((a, b) => a.attack - b.attack || a.pipeline - b.pipeline || a.seed - b.seed).map((c) => [
    attackName(matrix.attacks[c.attack]!), c.pipeline < 0 ? "none" : pipelineName(matrix.pipelines[c.pipeline]!), String(c.seed), ...rate(c.accuracy), ...rate(c.attackSuccess),
    c.targetHit ? String(c.targetHit.value) : "", c.flagged === null ? "" : c.flagged.toFixed(4), c.seconds.toFixed(2),
  ]);
  return toCsv([head, ...lines]);
}

/** Everything about a matrix as JSON: what was asked, each cell and seed, and the summary. */
export const matrixDocument = (matrix: Matrix, known: readonly CellRun[]) => ({ matrix, key: matrixKey(matrix), cells: matrixCells(matrix, known), runs: known });
