/** Every sentence of the attack × defense matrix. Pure; loaded with its panel. */
import { type MetricValue } from "../../engine/index";
import { attackName, pipelineName, type Matrix, type MatrixCell } from "../../engine/later";
import { count, duration, list, percent, plural } from "./format";

export const matrixWords = {
  title: "Attack × defense matrix",
  explain: "Every chosen attack against every chosen defense, on the data, model and training of the bench. It runs in the background while you go on; your own runs go first.",
  attacks: "Attacks (rows)",
  pipelines: "Defenses (columns)",
  seeds: "Seeds per cell",
  seedsWhy: "Each cell is run once a seed: more seeds tell luck from effect, and take as much longer.",
  bench: "From the bench",
  byDefault: "With default settings",
  own: (title: string) => `${title}, as on the bench`,
  none: "No attack: what the defenses cost",
  nothing: "no defense",
  all: "Choose all",
  clear: "Clear",
  size: (m: Pick<Matrix, "attacks" | "pipelines" | "seeds">) => `${plural(m.attacks.length, "attack", "attacks")} × (${plural(m.pipelines.length, "defense", "defenses")} + none) × ${plural(m.seeds.length, "seed", "seeds")}: ${plural(m.attacks.length * (m.pipelines.length + 1) * m.seeds.length, "cell", "cells")}.`,
  base: (data: string, rows: string, model: string, length: number, tick: string) => `${data}, ${rows}, ${model}, ${plural(length, tick, `${tick}s`)}. Fewer training rows or ${tick}s on the bench make it faster.`,
  choose: "Choose at least one attack and one defense.",
  tooMany: (what: string, most: number) => `At most ${most} ${what} fit into one matrix; clear some.`,
  start: "Run the matrix",
  back: "Back",
  edit: "Change the choice",
  pause: "Pause",
  resume: "Continue",
  discard: "Discard",
  running: (text: string, known: number, total: number) => `${text}: ${count(known)} of ${count(total)} cells`,
  left: (seconds: number) => `about ${duration(seconds)} left`,
  waiting: "Waiting for the run on the bench; then it goes on.",
  paused: (known: number, total: number) => `Paused at ${count(known)} of ${count(total)} cells. What is finished is kept, also over a reload of the page.`,
  done: (total: number, seconds: number) => `All ${plural(total, "cell", "cells")} are there${seconds >= 1 ? `, in ${duration(seconds)}` : ""}.`,
  failed: (why: string) => `It stopped: ${why}`,
  notKept: "This browser keeps nothing for the page: a reload loses the cells. Export them first.",
  otherSetup: "This matrix belongs to the data, model and training it was started with, not to what is on the bench now.",
  show: "Color and large number",
  asr: "Attack success",
  accuracy: "Clean accuracy",
  seconds: "Seconds",
  csv: "CSV",
  json: "JSON",
  png: "PNG",
  export: "Export",
  open: "Open this experiment",
  opened: (row: string, column: string) => `${row} against ${column} is on the bench.`,
  tab: (known: number, total: number) => `Matrix ${count(known)}/${count(total)}`,
  hint: "Choose a cell to see its numbers and to open it. Arrow keys move, Enter opens.",
  row: "attack ↓",
  column: "defense →",
  empty: "not computed yet",
  noGoal: "no trigger",
  noGoalWhy: "Attacks without a trigger or a class they aim at have no attack success rate; their effect is the lost accuracy.",
} as const;

const withRange = (rate: MetricValue, seeds: number): string => `${percent(rate.value)} (${seeds > 1 ? "seeds" : "95 % interval"} ${percent(rate.low).replace(/\u202f%$/, "")}–${percent(rate.high)})`;

export const rowName = (matrix: Matrix, attack: number): string => attackName(matrix.attacks[attack]!);
export const columnName = (matrix: Matrix, pipeline: number): string => (pipeline < 0 ? matrixWords.nothing : pipelineName(matrix.pipelines[pipeline]!));

/** Everything about one cell, in words. */
export function cellSentences(matrix: Matrix, cell: MatrixCell): readonly string[] {
  const n = cell.seeds.length, hits = cell.targetHit;
  return [
    cell.attackSuccess ? `Attack success ${withRange(cell.attackSuccess, n)}.` : hits ? `The chosen image was turned in ${Math.round(hits.value * hits.n)} of ${hits.n}.` : matrixWords.noGoalWhy,
    `Clean accuracy ${withRange(cell.accuracy, n)}.`,
    ...(cell.flagged === null ? [] : [`${percent(cell.flagged)} of the training rows removed or relabeled.`]),
    `${duration(cell.seconds)} of computing for ${cell.pipeline < 0 ? "the training" : "this defense"}, ${n > 1 ? `seeds ${list(cell.seeds.map(String))} together` : `seed ${cell.seeds[0]}`}.`,
    ...(n < matrix.seeds.length ? [`${n} of ${matrix.seeds.length} seeds so far.`] : []),
    ...(cell.diverged > 0 ? [`Training diverged in ${plural(cell.diverged, "run", "runs")}.`] : []),
  ];
}
