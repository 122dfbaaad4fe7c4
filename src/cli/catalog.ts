/**
 * `list` and `describe`: what the registries say about themselves, as text and as JSON. Everything here comes from the
 * plug-ins' declarations; nothing is typed a second time.
 */
import { z } from "zod";
import { attacks, datasets, defenses, metrics, models, probes, type Declaration } from "../engine/index";
import { presets } from "../engine/later";
import { UsageError, type Kind } from "./args";

const registries = { datasets, models, attacks, defenses, probes, metrics } as const;

export interface ParameterDocument {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly default: unknown;
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly options?: readonly unknown[];
  readonly unit?: string;
}

/** One entry a parameter, from the JSON Schema that zod derives. */
export function describeParams(schema: Declaration["params"]): ParameterDocument[] {
  const json = z.toJSONSchema(schema, { io: "input" });
  return Object.entries(json.properties ?? {}).map(([name, raw]) => {
    const p = raw as Record<string, unknown>;
    const text = (key: string, otherwise: string) => (typeof p[key] === "string" ? p[key] : otherwise);
    // Whole numbers without a bound of their own carry the largest exact integer; that is no news to anybody.
    const bound = (key: string) => (typeof p[key] === "number" && Math.abs(p[key]) < Number.MAX_SAFE_INTEGER ? { [key]: p[key] } : {});
    return {
      name, title: text("title", name), description: text("description", ""), default: p["default"],
      ...(text("type", "") ? { type: text("type", "") } : {}), ...bound("minimum"), ...bound("maximum"),
      ...(Array.isArray(p["enum"]) ? { options: p["enum"] } : {}), ...(text("unit", "") ? { unit: text("unit", "") } : {}),
    };
  });
}

export type Entry = { readonly id: string; readonly title: string; readonly summary: string };

export function listEntries(kind: Kind): Entry[] {
  const all: readonly Entry[] = kind === "presets" ? presets : registries[kind].all;
  return all.map(({ id, title, summary }) => ({ id, title, summary }));
}

/** What an entry says about itself, as plain JSON. Throws UsageError when there is none of that name. */
export function describeEntry(kind: Kind, id: string): Record<string, unknown> & Entry {
  const missing = () => new UsageError(`There is no ${kind.replace(/s$/, "")} called "${id}". Known: ${listEntries(kind).map((e) => e.id).join(", ")}.`);
  if (kind === "presets") {
    const preset = presets.find((p) => p.id === id);
    if (!preset) throw missing();
    return { kind: "preset", ...preset };
  }
  const all: readonly Declaration[] = registries[kind].all;
  const plugin = all.find((p) => p.id === id) as (Declaration & Readonly<Record<string, unknown>>) | undefined;
  if (!plugin) throw missing();
  const facts = ["paper", "facts", "atlas", "threat", "knows", "controls", "fails", "assumes", "stage", "better", "remarks"].filter((key) => plugin[key] !== undefined);
  return {
    kind: kind.replace(/s$/, ""), id: plugin.id, title: plugin.title, summary: plugin.summary,
    ...Object.fromEntries(facts.map((key) => [key, plugin[key]])), params: describeParams(plugin.params),
  };
}

export function showList(entries: readonly Entry[]): string {
  const width = Math.max(0, ...entries.map((e) => e.id.length));
  return entries.map((e) => `${e.id.padEnd(width)}  ${e.summary}\n`).join("");
}

function parameterLines(p: ParameterDocument): string {
  const range = p.options ? `one of ${p.options.join(", ")}` : p.minimum !== undefined || p.maximum !== undefined ? `${p.minimum ?? ""}…${p.maximum ?? ""}` : (p.type ?? "");
  // A percent sign belongs to forms; here the value is the share itself.
  const unit = p.unit ? ` ${p.unit.replace(/^%/, "share")}` : "";
  return `  ${p.name} = ${JSON.stringify(p.default)}${unit}   ${range}\n      ${p.title}. ${p.description}\n`;
}

const flatten = (value: unknown): string =>
  typeof value === "object" && value !== null ? Object.entries(value).map(([k, v]) => `${k}: ${flatten(v)}`).join("; ") : String(value);

export function showEntry(entry: Record<string, unknown> & Entry): string {
  const { kind, id, title, summary, params, spec, ...facts } = entry;
  const parts = [`${title} (${String(kind)} ${id})\n${summary}\n`];
  if (Object.keys(facts).length > 0) parts.push(Object.entries(facts).map(([k, v]) => `${k}: ${flatten(v)}\n`).join(""));
  if (Array.isArray(params)) parts.push(params.length > 0 ? `Parameters\n${(params as ParameterDocument[]).map(parameterLines).join("")}` : "It has no parameters.\n");
  if (spec !== undefined) parts.push(`${JSON.stringify(spec, null, 2)}\n`);
  return parts.join("\n");
}
