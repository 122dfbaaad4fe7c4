/**
 * `matrix`: attacks against defenses, several seeds. From words or a file to a parsed matrix, run by run through the engine,
 * to a document; a file with cells that are known already is gone on with. Ctrl-C keeps what there is.
 */
import { attackName, cellOf, matrixCells, matrixCsv, matrixDocument, parseMatrix, pipelineName, runsLeft, type CellRun, type Matrix } from "../engine/later";
import { UsageError, type Command } from "./args";
import { isObject, knownCells, runCells } from "./cells";
import { withNearest } from "./nearest";
import type { Stream } from "./progress";
import { applySettings } from "./set";
import { readSource } from "./source";
import { alignTable, showRate } from "./table";

type MatrixCommand = Extract<Command, { name: "matrix" }>;

interface Prepared { readonly matrix: Matrix; readonly runs: unknown }

/** A matrix and the runs that a file brings along, or the sentence that refuses it. Throws UsageError. */
export async function prepareMatrix(command: MatrixCommand): Promise<Prepared | { readonly refused: string }> {
  const { spec } = await readSource(command.source), held = isObject(spec) && isObject(spec["matrix"]) ? spec : null, given = held?.["matrix"] ?? spec;
  const whole = isObject(given) && "attacks" in given && "pipelines" in given ? given : null;
  const base = applySettings(whole?.["base"] ?? spec, command.settings) as { attack?: unknown; defenses?: unknown[]; seed?: number };
  // "own" stands for what the preset or spec itself attacks or defends with.
  const attack = (name: string): unknown => (name === "none" ? null : name === "own" ? base.attack : { id: name });
  const pipelines = (name: string): unknown[] => (name === "own" ? (base.defenses ?? []) : [name.split("+").map((id) => ({ id }))]);
  const value = {
    base, attacks: command.attacks?.map(attack) ?? whole?.["attacks"], pipelines: command.defenses?.flatMap(pipelines) ?? whole?.["pipelines"], seeds: command.seeds ?? whole?.["seeds"] ?? [base.seed ?? 1],
  };
  if (value.attacks === undefined || value.pipelines === undefined) throw new UsageError("matrix needs --attacks and --defenses, or a file that holds a matrix. Example: --attacks badnets,blended --defenses spectral-signatures,activation-clustering+fine-pruning.");
  const parsed = parseMatrix(value);
  if (!parsed.ok) return { refused: parsed.problem.message };
  const runs: unknown = held?.["runs"], unchanged = command.settings.length === 0 && !command.attacks && !command.defenses && !command.seeds;
  return { matrix: parsed.value, runs: unchanged ? runs : [] };
}

/** Cells as text: one row an attack, one column a defense, attack success over clean accuracy. */
export function showMatrix(matrix: Matrix, known: readonly CellRun[]): string {
  const cells = matrixCells(matrix, known), columns = [-1, ...matrix.pipelines.keys()], name = (p: number) => (p < 0 ? "no defense" : pipelineName(matrix.pipelines[p]!));
  const table = (title: string, show: (cell: (typeof cells)[number]) => string) =>
    `${title}\n${alignTable([["", ...matrix.attacks.map(attackName)], ...columns.map((p) => [name(p), ...matrix.attacks.map((_, a) => { const cell = cells.find((c) => c.attack === a && c.pipeline === p); return cell ? show(cell) : "…"; })])])}`;
  const parts = [table("Attack success rate", (c) => (c.targetHit ? `${Math.round(c.targetHit.value * c.targetHit.n)} of ${c.targetHit.n}` : showRate(c.attackSuccess))), table("Clean accuracy", (c) => showRate(c.accuracy)), table("Seconds the defense took", (c) => c.seconds.toFixed(1))];
  parts.push(matrix.seeds.length > 1 ? `Mean of seeds ${matrix.seeds.join(", ")}; in parentheses the lowest and the highest.` : `Seed ${matrix.seeds[0]}; in parentheses the 95 % interval over the test rows.`);
  return `${parts.join("\n\n")}\n`;
}

/** Runs what is missing. Gives the exit status. */
export async function matrix(command: MatrixCommand, stdout: Stream, stderr: Stream, signal: AbortSignal): Promise<number> {
  const prepared = await prepareMatrix(command);
  if ("refused" in prepared) return void stderr.write(`${withNearest(prepared.refused)}\n`), 2;
  const { matrix: wanted } = prepared, known = knownCells<CellRun>("matrix", prepared.runs, stderr), document = () => matrixDocument(wanted, known);
  const status = await runCells("matrix", {
    left: runsLeft(wanted, known), known, document, total: wanted.attacks.length * (wanted.pipelines.length + 1) * wanted.seeds.length,
    cellOf: (run, { arm }) => cellOf(wanted, run, arm), keyOf: (c) => `${c.attack}/${c.pipeline}/${c.seed}`, label: (run) => attackName(wanted.attacks[run.attack]!),
  }, command, stderr, signal);
  if (status === 130) return status;
  stdout.write(command.format === "json" ? `${JSON.stringify(document(), null, 2)}\n` : command.format === "csv" ? matrixCsv(wanted, known) : showMatrix(wanted, known));
  return status;
}
