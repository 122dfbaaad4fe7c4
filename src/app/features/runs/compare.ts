/** Two or three kept runs beside each other as data: which models they share, their numbers with differences, curves, and all of it as CSV. Pure. */
import { metrics, toCsv, type MetricValue } from "../../../engine/index";
import type { CurveSeries } from "../../charts/CurveChart";
import { toneOf } from "../../charts/arm-style";
import type { KeptArm, KeptRun } from "../../state/kept-run";
import { letterOf, runsCompare as words, type Step } from "../../text/runs-words";
import type { Setting } from "./differences";

export interface ArmChoice {
  readonly id: string;
  readonly title: string;
}

/** The models that any of them has, in the order of the columns. */
export function armsOf(runs: readonly KeptRun[]): readonly ArmChoice[] {
  const all = new Map<string, ArmChoice>();
  for (const id of ["clean", "poisoned"]) for (const r of runs) for (const a of r.arms) if (a.id === id) all.set(a.id, { id: a.id, title: a.title });
  // "Defended 1" beside "Defended" is the same column.
  for (const r of runs) for (const a of r.arms) if (!all.has(a.id) || a.title.length > all.get(a.id)!.title.length) all.set(a.id, { id: a.id, title: a.title });
  return [...all.values()];
}

export const armIn = (run: KeptRun, id: string): KeptArm | undefined => run.arms.find((a) => a.id === id);

export interface MetricRow {
  readonly id: string;
  readonly title: string;
  readonly cells: readonly (MetricValue | null)[];
}

/** The metrics that at least one of the models has, in the registry's order. */
export function metricRows(runs: readonly KeptRun[], arm: string): readonly MetricRow[] {
  const cells = (id: string) => runs.map((r) => armIn(r, arm)?.metrics[id] ?? null);
  const known = metrics.all.map((m) => ({ id: m.id, title: m.title })), others = [...new Set(runs.flatMap((r) => Object.keys(armIn(r, arm)?.metrics ?? {})))].filter((id) => !known.some((k) => k.id === id)).map((id) => ({ id, title: id }));
  return [...known, ...others].map((m) => ({ ...m, cells: cells(m.id) })).filter((row) => row.cells.some((c) => c !== null));
}

/** Of these the finding speaks. */
const SPOKEN = ["attackSuccess", "targetHit", "cleanAccuracy"];
export const spoken = (rows: readonly MetricRow[]): readonly { readonly title: string; readonly steps: readonly (Step | null)[] }[] =>
  SPOKEN.flatMap((id) => rows.filter((r) => r.id === id)).map(({ title, cells }) => ({ title, steps: cells.map((c, i) => c && { letter: letterOf(i), value: c.value, low: c.low, high: c.high }) }));

/** Runs differ in dash, marker and letter; the color is the model's, then ink, then grey. */
const LOOKS = [
  { dash: undefined, marker: "circle", color: null }, { dash: "8 4", marker: "square", color: "var(--h-ink)" }, { dash: "2 3", marker: "triangle", color: "var(--h-muted)" },
] as const;
export const lookOf = (i: number): (typeof LOOKS)[number] => LOOKS[i % LOOKS.length]!;

/** The curves of one model in each run: accuracy, or attack success where there is any. */
export function overlaid(runs: readonly KeptRun[], arm: string, measure: "accuracy" | "attack", titles: readonly string[]): readonly CurveSeries[] {
  return runs.flatMap((run, i): CurveSeries[] => {
    const a = armIn(run, arm), points = (a?.curve ?? []).flatMap(([x, accuracy, attack]) => (measure === "accuracy" ? [{ x, y: accuracy }] : attack === null ? [] : [{ x, y: attack }]));
    return a && points.length > 0 ? [{ id: run.hash, tone: toneOf(a.kind), measure: "accuracy", name: words.run(letterOf(i), titles[i] ?? ""), endLabel: letterOf(i), points, look: lookOf(i) }] : [];
  });
}

/** Everything of the comparison, all models: settings, numbers with intervals, curves. */
export function comparisonCsv(runs: readonly KeptRun[], titles: readonly string[], settings: readonly Setting[]): string {
  const letters = runs.map((_, i) => letterOf(i)), fact = (name: string, values: readonly (string | number | null)[]) => ["run", "", name, ...values.map((v) => v ?? "")];
  const rows: (string | number)[][] = [
    ["part", "model", "name", ...letters],
    fact("title", titles), fact("key", runs.map((r) => r.key)), fact("seed", runs.map((r) => r.spec.seed)), fact("backend", runs.map((r) => r.engine.backend)), fact("version", runs.map((r) => r.engine.version)),
    fact("when", runs.map((r) => new Date(r.at).toISOString())), fact("seconds", runs.map((r) => r.seconds)),
    ...settings.map((s) => ["setting", "", `${s.title} (${s.path})`, ...s.values.map((v) => v ?? "")]),
  ];
  for (const arm of armsOf(runs)) {
    for (const row of metricRows(runs, arm.id)) for (const part of ["value", "low", "high", "n"] as const) rows.push([`metric ${part}`, arm.id, row.id, ...row.cells.map((c) => c?.[part] ?? "")]);
    for (const [measure, at] of [["cleanAccuracy", 1], ["attackSuccess", 2]] as const) {
      const xs = [...new Set(runs.flatMap((r) => (armIn(r, arm.id)?.curve ?? []).filter((p) => p[at] !== null).map((p) => p[0])))].sort((a, b) => a - b);
      for (const x of xs) rows.push([`curve ${measure}`, arm.id, String(x), ...runs.map((r) => armIn(r, arm.id)?.curve.find((p) => p[0] === x)?.[at] ?? "")]);
    }
  }
  return toCsv(rows);
}
