/**
 * A knob as the axis of a sweep: where it stands in a spec, what it is called, in which unit and bounds, and which values are
 * worth trying. Everything comes from the parameter's own declaration. Runs nothing.
 */
import { canBeSwept, fieldsOf, isShown, type Field, type FieldKind } from "../core/fields";
import type { Outcome } from "../core/errors";
import type { ParamsSchema } from "../core/plugins";
import { attacks } from "../attacks/registry";
import { datasets } from "../datasets/registry";
import { defenses } from "../defenses/registry";
import { models } from "../models/registry";
import { federatedSchema, onlineSchema, pretrainedSchema, streamSchema, trainingSchema, trustedSchema, type Choice, type Spec } from "./spec";

export type AxisValue = number | string | boolean;

export interface AxisInfo {
  readonly path: string;
  /** Whose knob it is: "BadNets backdoor", "Training". */
  readonly owner: string;
  readonly title: string;
  readonly description?: string;
  readonly unit?: string;
  readonly percent: boolean;
  readonly scale: "linear" | "log";
  /** Choices have no order and no distance. */
  readonly kind: "number" | "choice";
  readonly whole: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** Of a choice. */
  readonly options: readonly { readonly value: AxisValue; readonly label: string }[];
  /** What the spec has now; null when it is empty. */
  readonly present: AxisValue | null;
}

interface Knobs {
  /** Everything before the parameter's own name. */
  readonly prefix: string;
  readonly owner: string;
  readonly schema: ParamsSchema;
  readonly values: Readonly<Record<string, unknown>>;
  readonly classNames?: readonly string[];
}

/** Every set of parameters that this spec has, in the order of the page. */
function knobsOf(spec: Spec): Knobs[] {
  const data = datasets.find(spec.dataset.id)!, classNames = data.meta(spec.dataset.params).classNames;
  const plugin = (prefix: string, choice: Choice, p: { readonly title: string; readonly params: ParamsSchema }): Knobs => ({ prefix: `${prefix}.params`, owner: p.title, schema: p.params, values: choice.params, classNames });
  const part = (prefix: string, owner: string, schema: unknown, values: object): Knobs => ({ prefix, owner, schema: schema as ParamsSchema, values: values as Knobs["values"] });
  const stages = spec.defenses.flat().map((d) => defenses.find(d.id)!);
  return [
    plugin("dataset", spec.dataset, data),
    ...(spec.attack ? [plugin("attack", spec.attack, attacks.find(spec.attack.id)!)] : []),
    ...(spec.regime === "federated" ? [part("federated", "Federation", federatedSchema, spec.federated)] : spec.regime === "online" ? [part("online", "Stream", onlineSchema, spec.online)] : []),
    plugin("model", spec.model, models.find(spec.model.id)!),
    part("training", "Training", trainingSchema, spec.training),
    ...(spec.regime === "central" && spec.training.transfer !== "none" ? [part("pretrained", "Pretrained model", pretrainedSchema, spec.pretrained)] : []),
    ...spec.defenses.flatMap((chain, i) => chain.map((d, j) => plugin(`defenses.${i}.${j}`, d, defenses.find(d.id)!))),
    ...(stages.some((d) => d.needsTrusted) ? [part("trusted", "Trusted rows", trustedSchema, spec.trusted)] : []),
    ...(stages.some((d) => d.stage === "monitor") ? [part("stream", "What the deployed model meets", streamSchema, spec.stream)] : []),
  ];
}

/** What knobs that cannot be swept are. */
const NOT_SWEPT: Readonly<Partial<Record<FieldKind, string>>> = {
  list: "a list of numbers", column: "a column of a table", painted: "painted by hand", row: "one chosen image", picked: "a choice of rows", text: "text",
};

function infoOf(knobs: Knobs, field: Field): AxisInfo | string {
  const path = `${knobs.prefix}.${field.name}`, now = knobs.values[field.name];
  if (!canBeSwept(field)) return `${field.title} is ${NOT_SWEPT[field.kind] ?? "the same always"}; a sweep needs a number, a choice or a switch.`;
  if (!isShown(field, fieldsOf(knobs.schema), knobs.values)) return `${field.title} does nothing with the other settings as they are.`;
  const options = field.kind === "boolean" ? [{ value: false, label: "off" }, { value: true, label: "on" }] : field.kind === "class" ? (knobs.classNames ?? []).map((label, value) => ({ value, label })) : (field.options ?? []);
  const choice = field.kind === "boolean" || field.kind === "enum" || field.kind === "class";
  if (choice && options.length < 2) return `${field.title} has only one value.`;
  return {
    path, owner: knobs.owner, title: field.title, description: field.description, unit: field.unit, percent: field.percent, scale: field.scale, kind: choice ? "choice" : "number", whole: field.kind === "int",
    min: field.min, max: field.max, step: field.step, options, present: typeof now === "number" || typeof now === "string" || typeof now === "boolean" ? now : null,
  };
}

/** What a dotted path of a spec stands for, or why it cannot be swept. */
export function axisOf(spec: Spec, path: string): Outcome<AxisInfo> {
  const refuse = (message: string): Outcome<never> => ({ ok: false, problem: { code: "bad-parameter", field: path, message } });
  if (path === "seed") return refuse("seed: a sweep repeats every value over its seeds already; say how many there.");
  if (/(^|\.)id$/.test(path)) return refuse(`${path}: a sweep changes one knob of one experiment. To set attacks against defenses, use the matrix.`);
  const all = knobsOf(spec), at = path.lastIndexOf("."), knobs = all.find((k) => k.prefix === path.slice(0, at)), field = knobs && fieldsOf(knobs.schema).find((f) => f.name === path.slice(at + 1));
  if (!knobs || !field) {
    const near = all.find((k) => path.startsWith(`${k.prefix}.`)) ?? knobs;
    return refuse(`${path} is no knob of this experiment. ${near ? `${near.owner} has ${fieldsOf(near.schema).map((f) => f.name).join(", ")}.` : `Knobs begin with ${all.map((k) => k.prefix).join(", ")}.`}`);
  }
  const info = infoOf(knobs, field);
  return typeof info === "string" ? refuse(`${path}: ${info}`) : { ok: true, value: info };
}

/** Every knob of a spec that can be swept. */
export const axesOf = (spec: Spec): AxisInfo[] => knobsOf(spec).flatMap((knobs) => fieldsOf(knobs.schema).flatMap((field) => { const info = infoOf(knobs, field); return typeof info === "string" ? [] : [info]; }));

const tidy = (x: number): number => Number(x.toPrecision(6));

/** 1, 2, 5, 10 … between two bounds above zero, with the bounds. */
function ladder(low: number, high: number): number[] {
  const out = [low];
  for (let d = Math.floor(Math.log10(low)); d <= Math.ceil(Math.log10(high)); d++) for (const m of [1, 2, 5]) { const v = tidy(m * 10 ** d); if (v > low && v < high) out.push(v); }
  return [...out, high];
}

/** `n` numbers from one bound to the other, ends included, evenly or by equal factors. */
export function spaced({ scale, whole }: Pick<AxisInfo, "scale" | "whole">, from: number, to: number, n: number): number[] {
  const log = scale === "log" && from > 0 && to > 0, at = (i: number) => (n < 2 ? from : log ? from * (to / from) ** (i / (n - 1)) : from + ((to - from) * i) / (n - 1));
  const exact = (i: number) => (i === 0 ? from : i === n - 1 ? to : Number(at(i).toPrecision(log ? 2 : 4)));
  return [...new Set(Array.from({ length: n }, (_, i) => (whole ? Math.round(exact(i)) : exact(i))))];
}

/** Values worth trying: all of a choice; of a number `n` round ones around the present one, which is among them. */
export function suggestValues(info: AxisInfo, n = 5): AxisValue[] {
  if (info.kind === "choice") return info.options.map((o) => o.value);
  const now = typeof info.present === "number" ? info.present : null;
  const low = info.min ?? (now !== null && now < 0 ? 2 * now : 0), high = info.max ?? Math.max(10 * (now ?? 1), 1);
  const fits = (v: number) => v >= low && v <= high && (!info.whole || Number.isInteger(v)), round = (v: number) => (info.whole ? Math.round(v) : tidy(v));
  // Small beside what it could be, or over several powers of ten: round numbers by factors say more than even steps.
  const byFactors = low >= 0 && (info.scale === "log" || (now !== null && now > 0 && high / now > 5) || (low > 0 && high / low >= 20));
  if (byFactors) {
    // A round number right beside the present one would only cost time.
    const apart = (v: number) => now === null || now === 0 || v === now || v === 0 || Math.max(v / now, now / v) > 1.4;
    const bottom = low > 0 ? low : Math.min(now || high / 100, high / 100), stops = [...new Set([...(low === 0 ? [0] : []), ...ladder(bottom, high), ...(now !== null ? [now] : [])])].filter((v) => fits(v) && apart(v)).toSorted((a, b) => a - b);
    const rest = now === 0 ? stops : stops.filter((v) => v > 0), at = now === null ? Math.floor(rest.length / 2) : rest.indexOf(now), first = Math.max(0, Math.min(rest.length - n, at - Math.floor(n / 2)));
    return rest.slice(first, first + n);
  }
  const even = [...new Set(spaced({ scale: "linear", whole: info.whole }, low, high, n).map(round))];
  if (now === null || even.includes(now)) return even;
  const nearest = even.reduce((best, v, i) => (Math.abs(v - now) < Math.abs(even[best]! - now) ? i : best), 0);
  return even.with(nearest, now);
}

/** A copy of a plain value with one leaf replaced, by dotted path; null where the path leads nowhere. */
export function withValue<T>(value: T, path: string, leaf: unknown): T | null {
  const keys = path.split("."), copy = structuredClone(value);
  let here: unknown = copy;
  for (const key of keys.slice(0, -1)) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return null;
    here = (here as Record<string, unknown>)[key];
  }
  if (typeof here !== "object" || here === null || !Object.hasOwn(here, keys.at(-1)!)) return null;
  (here as Record<string, unknown>)[keys.at(-1)!] = leaf;
  return copy;
}
