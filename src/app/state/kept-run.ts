/**
 * The card of a kept run: what the list and a comparison show of it, so that the run itself is only read when somebody opens
 * it. Made from a finished run, and checked when it comes back from storage or a file. Pure; keeps nothing.
 */
import { z } from "zod";
import { parseSpec, type ArmKind, type ExperimentResult, type MetricValue, type Preview, type Spec } from "../../engine/index";
import type { RunRecord } from "../../engine/later";
import { thin } from "../charts/thin";
import type { Card } from "./cabinet";

export const MAX_NAME = 80;
const CURVE_POINTS = 120, MAX_SAMPLE = 64 * 64 * 3, KINDS: readonly ArmKind[] = ["clean", "poisoned", "defended"];

export interface KeptArm {
  readonly id: string;
  readonly kind: ArmKind;
  readonly title: string;
  readonly pipeline?: number;
  readonly metrics: Readonly<Record<string, MetricValue | null>>;
  /** Epoch, accuracy, attack success (null: none); thinned. */
  readonly curve: readonly (readonly [x: number, accuracy: number, attack: number | null])[];
}

/** A small picture: height, width, channels and one byte a value. */
export interface Sample {
  readonly shape: readonly number[];
  readonly data: string;
}

export interface KeptRun extends Card {
  readonly v: 1;
  /** What the person calls it; null: nothing yet. */
  readonly name: string | null;
  readonly starred: boolean;
  readonly spec: Spec;
  readonly key: string;
  readonly engine: { readonly version: string; readonly backend: string };
  readonly seconds: number;
  /** The columns, without baselines. */
  readonly arms: readonly KeptArm[];
  /** The first triggered test picture, for data that are pictures. */
  readonly sample?: Sample;
}

/** The same setup on the same backend and version gives the same bytes, so it is the same run. */
export const runId = ({ key, engine }: Pick<ExperimentResult, "key" | "engine">): string => `${key.slice(0, 16)}-${engine.backend}-${engine.version.replace(/[^A-Za-z0-9.]+/g, "-")}`;

/** The picture that tells an attack at a glance; undefined for other data and attacks. */
export function sampleOf(preview: Preview | null): Sample | undefined {
  const size = preview?.meta.shape.reduce((a, b) => a * b, 1) ?? 0;
  if (!preview?.goal || preview.goal.testIndex.length === 0 || preview.meta.modality !== "image" || size > MAX_SAMPLE) return undefined;
  const [low, high] = preview.meta.valueRange, [h = 1, w = 1, c = 1] = preview.meta.shape;
  const bytes = Uint8Array.from(preview.goal.inputs.subarray(0, size), (v) => Math.round(((v - low) / (high - low || 1)) * 255));
  return { shape: [h, w, c], data: btoa(String.fromCharCode(...bytes)) };
}

export const samplePixels = ({ data }: Sample): Float32Array => Float32Array.from(atob(data), (c) => c.charCodeAt(0) / 255);

export function cardOf({ result }: RunRecord, at: number, sample?: Sample): KeptRun {
  return {
    hash: runId(result), at, v: 1, name: null, starred: false, spec: result.spec, key: result.key, engine: { version: result.engine.version, backend: result.engine.backend }, seconds: result.seconds,
    arms: result.arms.filter((a) => KINDS.includes(a.kind)).map(({ id, kind, title, pipeline, metrics, curve }) => ({
      id, kind, title, ...(pipeline !== undefined && { pipeline }), metrics, curve: thin(curve.filter((p) => Number.isFinite(p.cleanAccuracy)), CURVE_POINTS).map((p) => [p.epoch, p.cleanAccuracy, Number.isFinite(p.attackSuccess) ? p.attackSuccess! : null] as const),
    })),
    ...(sample && { sample }),
  };
}

const share = z.number().min(0).max(1);
const rate = z.looseObject({ value: z.number(), n: z.number(), low: z.number(), high: z.number(), values: z.array(z.number()).optional() }).nullable();
const sampleShape = z.object({ shape: z.array(z.int().min(1).max(64)).length(3), data: z.base64().max(MAX_SAMPLE * 2) }).refine(({ shape, data }) => atob(data).length === shape.reduce((a, b) => a * b, 1));
/** What a person may add to a run. */
const ownPart = { name: z.string().trim().min(1).max(MAX_NAME).nullable().catch(null), starred: z.boolean().catch(false), sample: sampleShape.optional().catch(undefined) };
const cardShape = z.object({
  ...ownPart, hash: z.string().max(200), at: z.number(), v: z.literal(1), spec: z.unknown(), key: z.string().max(100), engine: z.object({ version: z.string().max(40), backend: z.string().max(40) }), seconds: z.number(),
  arms: z.array(z.object({ id: z.string().max(40), kind: z.enum(["clean", "poisoned", "defended"]), title: z.string().max(200), pipeline: z.int().min(0).optional(), metrics: z.record(z.string(), rate), curve: z.array(z.tuple([z.number(), share, share.nullable()])).max(CURVE_POINTS) })).min(1).max(10),
});

/** A card from storage, checked; null when it is damaged or of an experiment that this version does not know. */
export function readCard(value: unknown): KeptRun | null {
  const parsed = cardShape.safeParse(value);
  if (!parsed.success) return null;
  const spec = parseSpec(parsed.data.spec);
  // A run on somebody's own rows can be looked at where those rows are not.
  if (!spec.ok && spec.problem.code !== "needs-data") return null;
  const { sample, ...card } = parsed.data;
  return { ...card, spec: spec.ok ? spec.value : (parsed.data.spec as Spec), ...(sample && { sample }) } as KeptRun;
}

const entryShape = z.object({ ...ownPart, at: z.number().nullable().catch(null) });
/** The person's part of an entry of a file; what is not as it should be is left out. */
export function readOwnPart(value: unknown): { readonly name: string | null; readonly starred: boolean; readonly at: number | null; readonly sample?: Sample } {
  const parsed = entryShape.safeParse(value);
  return parsed.success ? { name: parsed.data.name, starred: parsed.data.starred, at: parsed.data.at, ...(parsed.data.sample && { sample: parsed.data.sample }) } : { name: null, starred: false, at: null };
}
