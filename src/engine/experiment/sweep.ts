/**
 * A sweep: one experiment over the values of one or two knobs, several seeds. Every cell IS the experiment with that value and
 * seed; what cells share, such as the clean model, the stage cache computes once. Says what is to be run and what came of it.
 */
import { z } from "zod";
import { toCsv } from "../core/csv";
import type { Outcome } from "../core/errors";
import { fieldsOf } from "../core/fields";
import type { Rate } from "../core/plugins";
import { attacks } from "../attacks/registry";
import { metrics as registry } from "../metrics/registry";
import { seedTwice, seedsShape, shapeProblem, type CellsRun } from "./cells";
import { tInterval } from "./seed-interval";
import { hashOf, parseSpec, type Spec } from "./spec";
import type { ArmArtifacts, ArmResult, MetricValue } from "./result";
import { axisOf, withValue, type AxisInfo, type AxisValue } from "./sweep-axis";

export const MAX_SWEEP = { axes: 2, values: 12, runs: 400 } as const;

export interface Axis {
  /** Dotted, such as `attack.params.rate`. */
  readonly path: string;
  readonly values: readonly AxisValue[];
}

export interface Sweep {
  readonly v: 1;
  /** Everything but the knobs and the seed. No baselines and no probes, which would cost time and show nowhere. */
  readonly base: Spec;
  /** One or two. */
  readonly axes: readonly Axis[];
  readonly seeds: readonly number[];
  /** The two to look at; all are kept. */
  readonly metrics: readonly string[];
}

const shape = z.strictObject({
  v: z.literal(1).default(1),
  base: z.unknown(),
  axes: z.array(z.strictObject({ path: z.string().min(1).max(200), values: z.array(z.union([z.number(), z.string().max(200), z.boolean()])).min(1).max(MAX_SWEEP.values) })).min(1).max(MAX_SWEEP.axes),
  seeds: seedsShape,
  metrics: z.array(z.enum(registry.ids() as [string, ...string[]])).min(1).max(2).refine((all) => new Set(all).size === all.length, { error: ({ input }) => `${String((input as string[])[0])} is there twice; name two different ones, or one` }).optional(),
});

/** Every place of the grid, the first axis slowest. */
export const placesOf = ({ axes }: Pick<Sweep, "axes">): number[][] => axes.reduce<number[][]>((all, axis) => all.flatMap((at) => axis.values.map((_, i) => [...at, i])), [[]]);

/** The whole experiment behind one place, to be opened and run alone. */
export const sweepSpec = (sweep: Pick<Sweep, "base" | "axes" | "seeds">, at: readonly number[], seed = sweep.seeds[0]!): Spec =>
  sweep.axes.reduce<Spec>((spec, axis, i) => withValue(spec, axis.path, axis.values[at[i]!])!, { ...sweep.base, seed });

/** By what an attack is judged: on one image by whether it hits. */
const goalMetric = ({ attack }: Spec): string[] => (attack ? [fieldsOf(attacks.find(attack.id)!.params).some((f) => f.kind === "row") ? "targetHit" : "attackSuccess"] : []);

/** Turns any value into a sweep whose every cell is a valid experiment, or says which knob or value is not. */
export function parseSweep(value: unknown): Outcome<Sweep> {
  const parsed = shape.safeParse(value);
  if (!parsed.success) return { ok: false, problem: shapeProblem(parsed.error, "sweep") };
  const raw = parsed.data, twice = seedTwice(raw.seeds);
  if (twice) return { ok: false, problem: twice };
  const bare = parseSpec(typeof raw.base === "object" && raw.base !== null ? { ...raw.base, baselines: false, probes: [], seed: raw.seeds[0] } : raw.base);
  if (!bare.ok) return bare;
  const bad = (field: string, message: string): Outcome<never> => ({ ok: false, problem: { code: "bad-parameter", field, message: `${field}: ${message}` } });
  for (const [i, axis] of raw.axes.entries()) {
    const info = axisOf(bare.value, axis.path), again = axis.values.find((v, k) => axis.values.indexOf(v) !== k);
    if (!info.ok) return info;
    if (again !== undefined) return bad(axis.path, `${String(again)} is there twice; each value counts once.`);
    if (raw.axes.findIndex((a) => a.path === axis.path) !== i) return bad(axis.path, "both axes are this knob; choose another for one of them.");
  }
  const places = placesOf(raw), runs = places.length * raw.seeds.length;
  if (runs > MAX_SWEEP.runs) return bad("axes", `${places.length} places with ${raw.seeds.length} seeds are ${runs} runs; at most ${MAX_SWEEP.runs} fit into one sweep.`);
  const base = bare.value;
  for (const at of places) {
    const one = parseSpec(sweepSpec({ base, axes: raw.axes, seeds: raw.seeds }, at));
    if (!one.ok) return { ok: false, problem: { ...one.problem, message: `${raw.axes.map((a, i) => `${a.path} = ${String(a.values[at[i]!])}`).join(", ")}: ${one.problem.message}` } };
  }
  return { ok: true, value: { v: 1, base, axes: raw.axes, seeds: raw.seeds, metrics: raw.metrics ?? ["cleanAccuracy", ...goalMetric(base)] } };
}

/** Which metrics are looked at is no part of it: they are all kept. */
export const sweepKey = ({ metrics: _, ...sweep }: Sweep): string => hashOf(sweep);

/** What one arm gave at one place with one seed. */
export interface SweepRunCell {
  readonly at: readonly number[];
  readonly seed: number;
  readonly arm: string;
  readonly metrics: Readonly<Record<string, MetricValue | null>>;
  readonly diverged: boolean;
  /** Points data, first seed: what the model makes of the plane, confidence from 0 to 255. Not in the document. */
  readonly region?: { readonly side: number; readonly predicted: Uint8Array; readonly confidence: Uint8Array; readonly x: readonly [number, number]; readonly y: readonly [number, number] };
}

export interface SweepRun extends CellsRun {
  readonly at: readonly number[];
}

/** The arms that a cell has. */
export const sweepArms = ({ base }: Pick<Sweep, "base">): string[] => ["clean", ...(base.attack ? ["poisoned"] : []), ...base.defenses.map((_, i) => `defended-${i + 1}`)];

/** What is still to be run: all places with the first seed come first, so that the whole picture is there soon and the clean model is shared. */
export function sweepLeft(sweep: Sweep, known: readonly Pick<SweepRunCell, "at" | "seed" | "arm">[]): SweepRun[] {
  const has = new Set(known.map((c) => `${c.at.join()}/${c.seed}/${c.arm}`)), arms = sweepArms(sweep), places = placesOf(sweep);
  return sweep.seeds.flatMap((seed) => places.flatMap((at): SweepRun[] => (arms.every((arm) => has.has(`${at.join()}/${seed}/${arm}`)) ? [] : [{ at, seed, spec: sweepSpec(sweep, at, seed) }])));
}

/** The cell that an arm of such a run is, or null for one that is not shown. */
export function sweepCellOf(sweep: Sweep, run: SweepRun, arm: ArmResult, artifacts?: Pick<ArmArtifacts, "region">): SweepRunCell | null {
  if (!sweepArms(sweep).includes(arm.id)) return null;
  const region = run.seed === sweep.seeds[0] ? artifacts?.region : undefined;
  return {
    at: run.at, seed: run.seed, arm: arm.id, metrics: arm.metrics, diverged: arm.diverged,
    ...(region && { region: { side: region.side, predicted: region.predicted, confidence: Uint8Array.from(region.confidence, (c) => Math.round(255 * c)), x: region.x, y: region.y } }),
  };
}

/** A metric over the seeds: mean, the lowest and highest seed, and a 95 % interval. */
export interface Spread {
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
  /** Of the mean over seeds (Student's t, never narrower than over all that was counted); with one seed, or where each seed is one trial, over what was counted (Wilson). */
  readonly interval: { readonly low: number; readonly high: number; readonly of: "seeds" | "rows" };
  readonly values: readonly number[];
}

export interface SweepCell {
  readonly at: readonly number[];
  readonly arm: string;
  readonly seeds: readonly number[];
  /** By metric; absent where it does not apply. */
  readonly metrics: Readonly<Record<string, Spread>>;
  readonly diverged: number;
}

function spreadOf(all: readonly (MetricValue | null | undefined)[]): Spread | null {
  const known = all.filter((v): v is MetricValue => v !== null && v !== undefined && Number.isFinite(v.value)), values = known.map((v) => v.value);
  if (known.length === 0) return null;
  const mean = values.reduce((a, b) => a + b, 0) / values.length, interval: Rate & { of: "seeds" | "rows" } = tInterval(known);
  return { mean, lowest: Math.min(...values), highest: Math.max(...values), interval: { low: interval.low, high: interval.high, of: interval.of }, values };
}

/** Every arm of every place of which at least one seed is known. */
export function sweepCells(sweep: Sweep, known: readonly SweepRunCell[]): SweepCell[] {
  const by = new Map(known.map((c) => [`${c.at.join()}/${c.seed}/${c.arm}`, c]));
  return placesOf(sweep).flatMap((at) => sweepArms(sweep).flatMap((arm): SweepCell[] => {
    const runs = sweep.seeds.flatMap((seed) => by.get(`${at.join()}/${seed}/${arm}`) ?? []), ids = [...new Set(runs.flatMap((r) => Object.keys(r.metrics)))];
    if (runs.length === 0) return [];
    return [{ at, arm, seeds: runs.map((r) => r.seed), diverged: runs.filter((r) => r.diverged).length, metrics: Object.fromEntries(ids.flatMap((id) => { const spread = spreadOf(runs.map((r) => r.metrics[id])); return spread ? [[id, spread]] : []; })) }];
  }));
}

/** One line a place, seed and arm; rates in [0, 1] with the interval of that run. */
export function sweepCsv(sweep: Sweep, known: readonly SweepRunCell[]): string {
  const places = placesOf(sweep), order = (c: SweepRunCell) => [places.findIndex((p) => p.join() === c.at.join()), sweep.seeds.indexOf(c.seed), sweepArms(sweep).indexOf(c.arm)];
  const ids = registry.ids().filter((id) => known.some((c) => c.metrics[id])), sorted = known.toSorted((a, b) => { const x = order(a), y = order(b); return x[0]! - y[0]! || x[1]! - y[1]! || x[2]! - y[2]!; });
  const rate = (r: MetricValue | null | undefined) => (r ? [r.value, r.low, r.high].map((v) => v.toFixed(4)) : ["", "", ""]);
  return toCsv([
    [...sweep.axes.map((a) => a.path), "seed", "arm", ...ids.flatMap((id) => [id, `${id}_low`, `${id}_high`]), "diverged"],
    ...sorted.map((c) => [...sweep.axes.map((a, i) => String(a.values[c.at[i]!])), String(c.seed), c.arm, ...ids.flatMap((id) => rate(c.metrics[id])), c.diverged ? "1" : "0"]),
  ]);
}

/** Everything about a sweep as JSON: what was asked, each place over its seeds, and every single run. */
export const sweepDocument = (sweep: Sweep, known: readonly SweepRunCell[]) => ({ sweep, key: sweepKey(sweep), cells: sweepCells(sweep, known), runs: known.map(({ region: _, ...cell }) => cell) });

/** What the knobs of a sweep are called. */
export function axesInfo(sweep: Sweep): AxisInfo[] {
  return sweep.axes.map((axis) => { const info = axisOf(sweep.base, axis.path); if (!info.ok) throw new Error(info.problem.message); return info.value; });
}
