/**
 * `sweep`: one experiment over the values of one or two knobs, several seeds. From words or a file to a parsed sweep, to a
 * document; a file with cells that are known already is gone on with.
 */
import { metrics as registry, parseSpec } from "../engine/index";
import { axesInfo, axisOf, parseSweep, suggestValues, withValue, sweepArms, sweepCellOf, sweepCells, sweepCsv, sweepDocument, sweepLeft, placesOf, type AxisInfo, type AxisValue, type Spread, type Sweep, type SweepRunCell } from "../engine/later";
import { UsageError, type AxisWords, type Command } from "./args";
import { isObject, knownCells, runCells } from "./cells";
import { meant, withNearest } from "./nearest";
import type { Stream } from "./progress";
import { applySettings } from "./set";
import { readSource } from "./source";
import { alignTable, percent } from "./table";

type SweepCommand = Extract<Command, { name: "sweep" }>;

interface Prepared { readonly sweep: Sweep; readonly runs: unknown }

/** The axis that words name; values that nobody named are those worth trying. */
function axisFrom(base: unknown, { path, values }: AxisWords): { readonly path: string; readonly values: readonly AxisValue[] } | { readonly refused: string } {
  if (values) return { path, values };
  const spec = parseSpec(base);
  if (!spec.ok) return { refused: spec.problem.message };
  const info = axisOf(spec.value, path);
  const fits = (v: AxisValue) => { const next = withValue(spec.value, path, v); return next !== null && parseSpec(next).ok; };
  return info.ok ? { path, values: suggestValues(info.value).filter(fits) } : { refused: info.problem.message };
}

function checkMetrics(named: readonly string[] | null): void {
  const known = registry.ids(), wrong = named?.find((id) => !known.includes(id));
  if (wrong !== undefined) throw new UsageError(`--metrics must be one or two of ${known.join(", ")}; it was "${wrong}".${meant(wrong, known)}`);
  if (named && (named.length < 1 || named.length > 2)) throw new UsageError(`--metrics must name one metric or two; there were ${named.length}.`);
}

/** A sweep and the runs that a file brings along, or the sentence that refuses it. Throws UsageError. */
export async function prepareSweep(command: SweepCommand): Promise<Prepared | { readonly refused: string }> {
  const { spec } = await readSource(command.source), held = isObject(spec) && isObject(spec["sweep"]) ? spec : null, given = held?.["sweep"] ?? spec;
  const whole = isObject(given) && "axes" in given && "base" in given ? given : null;
  const base = applySettings(whole?.["base"] ?? spec, command.settings) as { seed?: number }, named = command.axes?.map((words) => axisFrom(base, words));
  const refused = named?.find((a) => "refused" in a);
  if (refused && "refused" in refused) return refused;
  const axes = named ?? whole?.["axes"];
  if (axes === undefined) throw new UsageError("sweep needs --axis, or a file that holds a sweep. Example: --axis attack.params.rate=0.01,0.02,0.05.");
  checkMetrics(command.metrics);
  const metrics = command.metrics ?? whole?.["metrics"];
  const parsed = parseSweep({ base, axes, seeds: command.seeds ?? whole?.["seeds"] ?? [base.seed ?? 1], ...(metrics !== undefined && { metrics }) });
  if (!parsed.ok) return { refused: parsed.problem.message };
  const runs: unknown = held?.["runs"], unchanged = command.settings.length === 0 && !command.axes && !command.seeds;
  return { sweep: parsed.value, runs: unchanged ? runs : [] };
}

const showValue = (info: AxisInfo, value: AxisValue): string =>
  info.kind === "choice" ? (info.options.find((o) => o.value === value)?.label ?? String(value)) : info.percent ? `${Number((Number(value) * 100).toPrecision(6))} %` : String(value);
const showSpread = (s: Spread | undefined): string => (s ? `${percent(s.mean)} (${(s.interval.low * 100).toFixed(1)}–${(s.interval.high * 100).toFixed(1)})` : "–");

/** One row a place, one column an arm and metric. */
export function showSweep(sweep: Sweep, known: readonly SweepRunCell[]): string {
  const cells = sweepCells(sweep, known), infos = axesInfo(sweep), arms = sweepArms(sweep);
  const table = (metric: string) => `${registry.find(metric)!.title}\n${alignTable([
    [infos.map((i) => i.title).join(" · "), ...arms],
    ...placesOf(sweep).map((at) => [at.map((i, a) => showValue(infos[a]!, sweep.axes[a]!.values[i]!)).join(" · "), ...arms.map((arm) => showSpread(cells.find((c) => c.arm === arm && c.at.join() === at.join())?.metrics[metric]))]),
  ])}`;
  const n = sweep.seeds.length;
  return `${[...sweep.metrics.map(table), n > 1 ? `Mean of seeds ${sweep.seeds.join(", ")}; in parentheses the 95 % interval of the mean, never narrower than that over all counted rows.` : `Seed ${sweep.seeds[0]}; in parentheses the 95 % interval over the test rows.`].join("\n\n")}\n`;
}

/** Runs what is missing. Gives the exit status. */
export async function sweep(command: SweepCommand, stdout: Stream, stderr: Stream, signal: AbortSignal): Promise<number> {
  const prepared = await prepareSweep(command);
  if ("refused" in prepared) return void stderr.write(`${withNearest(prepared.refused)}\n`), 2;
  const { sweep: wanted } = prepared, known = knownCells<SweepRunCell>("sweep", prepared.runs, stderr), document = () => sweepDocument(wanted, known), infos = axesInfo(wanted);
  const status = await runCells("sweep", {
    left: sweepLeft(wanted, known), known, document, total: placesOf(wanted).length * sweepArms(wanted).length * wanted.seeds.length,
    cellOf: (run, { arm }) => sweepCellOf(wanted, run, arm), keyOf: (c) => `${c.at.join()}/${c.seed}/${c.arm}`,
    label: (run) => run.at.map((i, a) => `${infos[a]!.title} ${showValue(infos[a]!, wanted.axes[a]!.values[i]!)}`).join(", "),
  }, command, stderr, signal);
  if (status === 130) return status;
  stdout.write(command.format === "json" ? `${JSON.stringify(document(), null, 2)}\n` : command.format === "csv" ? sweepCsv(wanted, known) : showSweep(wanted, known));
  return status;
}
