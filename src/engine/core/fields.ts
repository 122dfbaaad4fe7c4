/**
 * From a parameter schema to plain descriptions of its fields, for forms and sweeps. The schema is read through its JSON
 * Schema, where title, description, bounds and our own meta keys stand side by side. Knows no values and draws nothing.
 */
import { z } from "zod";
import type { ParamsSchema } from "./plugins";

export type FieldKind = "number" | "int" | "enum" | "boolean" | "list" | "class" | "column" | "painted" | "row" | "picked" | "text";

export interface FieldOption {
  readonly value: string | number;
  readonly label: string;
}

/** One knob. `name` is the parameter's key in the spec. */
export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly title: string;
  readonly description?: string;
  readonly unit?: string;
  readonly default: unknown;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly percent: boolean;
  readonly scale: "linear" | "log";
  readonly advanced: boolean;
  /** Whether a number may be missing (null). */
  readonly nullable?: true;
  /** Options of an enum, in the schema's order. */
  readonly options?: readonly FieldOption[];
  /** Shown only while another field has one of these values. */
  readonly showWhen?: { readonly field: string; readonly is: readonly unknown[] };
  /** Bounds of a list's entries and of its length. */
  readonly item?: { readonly min?: number; readonly max?: number; readonly minItems: number; readonly maxItems: number };
}

type Json = Readonly<Record<string, unknown>>;
const isJson = (v: unknown): v is Json => typeof v === "object" && v !== null && !Array.isArray(v);
const text = (v: unknown): string | undefined => (typeof v === "string" && v !== "" ? v : undefined);
/** Bounds as wide as all safe integers are no bounds. */
const bound = (v: unknown): number | undefined => (typeof v === "number" && Math.abs(v) < Number.MAX_SAFE_INTEGER ? v : undefined);

/** "all-to-one" → "All to one"; used when the schema names no label. */
export function humanize(id: string): string {
  const words = id.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[-_]+/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function optionsOf(json: Json): readonly FieldOption[] | undefined {
  const branches = Array.isArray(json.anyOf) ? json.anyOf.filter(isJson) : [];
  const values = Array.isArray(json.enum) ? json.enum : branches.length > 0 && branches.every((b) => "const" in b) ? branches.map((b) => b.const) : undefined;
  if (!values) return undefined;
  const labels = isJson(json.options) ? json.options : {};
  return values.filter((v): v is string | number => typeof v === "string" || typeof v === "number").map((value) => ({ value, label: text(labels[String(value)]) ?? humanize(String(value)) }));
}

function kindOf(json: Json, options: readonly FieldOption[] | undefined): FieldKind {
  if (json.control === "class" || json.control === "column") return json.control;
  if (json.control === "painted-trigger") return "painted";
  if (json.control === "test-row") return "row";
  if (json.control === "picked-rows") return "picked";
  if (options) return "enum";
  if (json.type === "boolean") return "boolean";
  if (json.type === "integer") return "int";
  if (json.type === "number") return "number";
  if (json.type === "array") return "list";
  return "text";
}

/** The open end of an exclusive bound on a whole number is the next whole number; on others the bound itself. Of a text: its length. */
function limits(json: Json): { min?: number; max?: number } {
  const whole = json.type === "integer" ? 1 : 0;
  const above = bound(json.exclusiveMinimum), below = bound(json.exclusiveMaximum);
  return { min: bound(json.minimum) ?? bound(json.minLength) ?? (above === undefined ? undefined : above + whole), max: bound(json.maximum) ?? bound(json.maxLength) ?? (below === undefined ? undefined : below - whole) };
}

/** A number that may be missing is described by what it is when it is there. */
function present(json: Json): Json {
  const branches = Array.isArray(json.anyOf) ? json.anyOf.filter(isJson) : [], there = branches.filter((b) => b.type !== "null");
  return branches.length === 2 && there.length === 1 ? { ...json, ...there[0], nullable: true } : json;
}

function fieldOf(name: string, given: Json): Field {
  const json = present(given);
  const options = optionsOf(json);
  const kind = kindOf(json, options);
  const when = isJson(json.showWhen) && typeof json.showWhen.field === "string" && Array.isArray(json.showWhen.is) ? { field: json.showWhen.field, is: json.showWhen.is as unknown[] } : undefined;
  const items = isJson(json.items) ? json.items : undefined;
  return {
    name,
    kind,
    title: text(json.title) ?? humanize(name),
    description: text(json.description),
    unit: text(json.unit),
    default: json.default,
    ...limits(json),
    step: bound(json.multipleOf),
    percent: json.percent === true,
    scale: json.scale === "log" ? "log" : "linear",
    advanced: json.advanced === true,
    options,
    ...(json.nullable === true && { nullable: true as const }),
    showWhen: when,
    item: kind === "list" ? { ...(items ? limits(items) : {}), minItems: bound(json.minItems) ?? 0, maxItems: bound(json.maxItems) ?? 8 } : undefined,
  };
}

/** Every field of a schema in its order. */
export function fieldsOf(schema: ParamsSchema): readonly Field[] {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json;
  const properties = isJson(json.properties) ? json.properties : {};
  return Object.entries(properties).flatMap(([name, value]) => (isJson(value) && value.control !== "hidden" ? [fieldOf(name, value)] : []));
}

const SWEPT: readonly FieldKind[] = ["number", "int", "enum", "boolean", "class"];
/** Whether it makes sense to run a field over several values. */
export const canBeSwept = (field: Pick<Field, "kind" | "options">): boolean => SWEPT.includes(field.kind) && (field.kind !== "enum" || (field.options?.length ?? 0) > 1);

/** Whether a field matters for these values; one whose condition hangs on a hidden field is hidden with it. */
export function isShown(field: Field, fields: readonly Field[], value: Readonly<Record<string, unknown>>): boolean {
  const when = field.showWhen;
  if (!when) return true;
  const other = fields.find((f) => f.name === when.field), now = when.field in value ? value[when.field] : other?.default;
  return when.is.includes(now) && (!other || isShown(other, fields, value));
}
