/**
 * A finished run as a small piece of JSON: the result, and of the bulky arrays what pictures need, rounded to bytes. Recorded
 * runs of stories, the history of runs and its export file are made of these. What can be computed again in a moment (the
 * data) or only by models (asking them, defenses' evidence) is not in it. Pure; no storage.
 */
import { z } from "zod";
import { NO_ANSWER } from "../core/answer";
import { sizeOf, type DatasetMeta } from "../core/data";
import type { Outcome } from "../core/errors";
import { datasets } from "../datasets/registry";
import { deliveredMisfit, deliveredShape, packDelivered, type Delivered } from "./delivered";
import { bytesShape, countOf, floats, fromBase64, ints, realsShape, steps, whole, wholesShape, type Packed } from "./packed";
import type { Preview } from "./preview";
import { resultShape } from "./record-shape";
import { parseSpec } from "./spec";
import { NOWHERE, type ArmArtifacts, type ExperimentResult } from "./result";

export const RECORD_VERSION = 1;

interface PackedArm {
  readonly modelKey: string;
  readonly testProbabilities: Packed;
  readonly testPredicted: Packed;
  readonly goalProbabilities?: Packed;
  readonly goalPredicted?: Packed;
  readonly region?: { readonly side: number; readonly predicted: Packed; readonly confidence: Packed; readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  readonly filter?: { readonly keep: Packed; readonly labels?: Packed; readonly scores?: Packed; readonly scoreName?: string };
}

export interface RunRecord {
  readonly v: typeof RECORD_VERSION;
  readonly result: ExperimentResult;
  /** By arm; baselines and controls, which the page seldom opens, may be left out. */
  readonly arms: Readonly<Record<string, PackedArm>>;
  /** Poison that was crafted, which nobody can compute again in a moment; for other attacks absent. */
  readonly delivered?: Delivered;
}

function pack(a: ArmArtifacts): PackedArm {
  const { region, filter } = a;
  return {
    modelKey: a.modelKey, testProbabilities: steps(a.testProbabilities, 0, 1), testPredicted: whole(a.testPredicted),
    ...(a.goalProbabilities && { goalProbabilities: steps(a.goalProbabilities, 0, 1) }), ...(a.goalPredicted && { goalPredicted: whole(a.goalPredicted) }),
    ...(region && { region: { side: region.side, x: region.x, y: region.y, predicted: whole(region.predicted), confidence: steps(region.confidence, 0, 1) } }),
    ...(filter && { filter: { keep: whole(filter.keep), ...(filter.labels && { labels: whole(filter.labels) }), ...(filter.scores && { scores: steps(filter.scores) }), ...(filter.scoreName && { scoreName: filter.scoreName }) } }),
  };
}

function unpack(armId: string, p: PackedArm): ArmArtifacts {
  const { region, filter } = p;
  return {
    armId, modelKey: p.modelKey, testProbabilities: floats(p.testProbabilities), testPredicted: ints(p.testPredicted),
    ...(p.goalProbabilities && { goalProbabilities: floats(p.goalProbabilities) }), ...(p.goalPredicted && { goalPredicted: ints(p.goalPredicted) }),
    ...(region && { region: { side: region.side, x: region.x, y: region.y, predicted: fromBase64(region.predicted.data), confidence: floats(region.confidence) } }),
    ...(filter && { filter: { keep: fromBase64(filter.keep.data), ...(filter.labels && { labels: ints(filter.labels) }), ...(filter.scores && { scores: floats(filter.scores) }), ...(filter.scoreName && { scoreName: filter.scoreName }) } }),
  };
}

/** Packs a finished run. Arms that are columns of their own (not baselines) keep their arrays. `preview`: its data, which are kept where poison was crafted. */
export function recordRun(result: ExperimentResult, artifacts: Readonly<Record<string, ArmArtifacts>>, preview?: Preview | null): RunRecord {
  const shown = result.arms.filter((a) => (a.kind === "clean" || a.kind === "poisoned" || a.kind === "defended") && artifacts[a.id]);
  return { v: RECORD_VERSION, result, arms: Object.fromEntries(shown.map((a) => [a.id, pack(artifacts[a.id]!)])), ...(preview && !preview.pending && result.stages.some((s) => s.kind === "craft") && { delivered: packDelivered(preview) }) };
}

/** The arrays of a record, by arm. */
export const artifactsOf = (record: RunRecord): Record<string, ArmArtifacts> => Object.fromEntries(Object.entries(record.arms).map(([id, arm]) => [id, unpack(id, arm)]));

const range = z.tuple([z.number(), z.number()]);
const shape = z.object({
  v: z.literal(RECORD_VERSION),
  result: resultShape,
  arms: z.record(z.string().max(40), z.object({
    modelKey: z.string().max(100), testProbabilities: realsShape, testPredicted: wholesShape, goalProbabilities: realsShape.optional(), goalPredicted: wholesShape.optional(),
    region: z.object({ side: z.int().min(1).max(1000), predicted: bytesShape, confidence: realsShape, x: range, y: range }).optional(),
    filter: z.object({ keep: bytesShape, labels: wholesShape.optional(), scores: realsShape.optional(), scoreName: z.string().max(200).optional() }).optional(),
  })),
  delivered: deliveredShape.optional(),
});

/** What of an arm's arrays does not fit so many classes, test rows and training rows; null when everything does. */
function armMisfit(p: PackedArm, classes: number, tests: number, rows: number): string | null {
  const { region, filter } = p, goals = p.goalPredicted ? countOf(p.goalPredicted) : 0, within = (some: Packed, least: number) => ints(some).every((v) => v >= least && v < classes);
  if (countOf(p.testPredicted) !== tests || !within(p.testPredicted, NO_ANSWER)) return "testPredicted";
  if (countOf(p.testProbabilities) !== tests * classes) return "testProbabilities";
  if (p.goalPredicted && !within(p.goalPredicted, NO_ANSWER)) return "goalPredicted";
  if (p.goalProbabilities && countOf(p.goalProbabilities) !== goals * classes) return "goalProbabilities";
  if (region && (countOf(region.predicted) !== region.side ** 2 || countOf(region.confidence) !== region.side ** 2 || !ints(region.predicted).every((c) => c < classes || c === NOWHERE))) return "region";
  if (filter && (countOf(filter.keep) !== rows || (filter.labels && (countOf(filter.labels) !== rows || !within(filter.labels, 0))) || (filter.scores && countOf(filter.scores) !== rows))) return "filter";
  return null;
}

/** Where a record contradicts itself or its setup, as a path; null when it does not. */
function misfit({ result, arms, delivered }: RunRecord, meta: DatasetMeta | null): string | null {
  const classes = meta?.classNames.length ?? result.arms[0]!.confusion.length, { attack, defenses } = result.spec;
  const missing = meta && ["clean", ...(attack ? ["poisoned"] : []), ...defenses.map((_, i) => `defended-${i + 1}`)].find((id) => !result.arms.some((a) => a.id === id));
  if (missing) return `result.arms.${missing}`;
  let tests = 0;
  for (const [id, packed] of Object.entries(arms)) {
    const arm = result.arms.find((a) => a.id === id);
    if (!arm) return `arms.${id}`;
    if (arm.confusion.length !== classes) return `result.arms.${id}.confusion`;
    tests = arm.metrics["cleanAccuracy"]?.n ?? countOf(packed.testPredicted);
    const part = armMisfit(packed, classes, tests, result.poison.rows);
    if (part) return `arms.${id}.${part}`;
  }
  const part = delivered && meta ? deliveredMisfit(delivered, result.poison.rows, classes, sizeOf(meta.shape), tests) : null;
  return part && `delivered.${part}`;
}

/** A record from a file or storage, checked; its setup must be an experiment that this version knows. */
export function parseRecord(value: unknown): Outcome<RunRecord> {
  const bad = (at: string): Outcome<never> => ({ ok: false, problem: { code: "bad-file", field: at, message: `This is not a run that Hemlock saved, or it was changed: ${at} is not what it should be.` } });
  const parsed = shape.safeParse(value);
  if (!parsed.success) return bad(parsed.error.issues[0]!.path.map(String).join(".").slice(0, 200) || "the file");
  const spec = parseSpec(parsed.data.result.spec);
  // A run with somebody's own rows may be read where those rows are not.
  if (!spec.ok && spec.problem.code !== "needs-data") return spec;
  const { result, arms, delivered } = parsed.data as unknown as RunRecord, record: RunRecord = { v: RECORD_VERSION, arms, ...(delivered && { delivered }), result: spec.ok ? { ...result, spec: spec.value } : result };
  const wrong = misfit(record, spec.ok ? datasets.find(spec.value.dataset.id)!.meta(spec.value.dataset.params) : null);
  return wrong ? bad(wrong) : { ok: true, value: record };
}
