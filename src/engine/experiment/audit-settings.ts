/** The settings of a test in one sentence of a report: titles, options and units as the form has them. Judges none. */
import type { DatasetMeta } from "../core/data";
import { fieldsOf, isShown, type Field } from "../core/fields";
import type { ProbePlugin } from "../core/plugins";
import type { Choice } from "./spec";

/** A unit that merely repeats what is counted, such as "rows". */
const COUNTED = /^[a-z]+s( .*)?$/;
function settingText({ kind, options, percent: share, unit }: Field, value: unknown, { classNames }: DatasetMeta): string {
  if (Array.isArray(value)) return value.map(String).join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number" || options) return options?.find((o) => o.value === value)?.label ?? String(value);
  if (kind === "class") return classNames[value] ?? String(value);
  return share ? `${Number((100 * value).toPrecision(3))} %` : `${value.toLocaleString("en-US")}${unit && !COUNTED.test(unit) ? ` ${unit}` : ""}`;
}

/** Settings in words, with the titles, options and units of the form, without those that mean nothing beside the others. */
export function settingsLine(choice: Choice, plugin: ProbePlugin, meta: DatasetMeta): string {
  const fields = fieldsOf(plugin.params), shown = fields.filter((f) => choice.params[f.name] !== undefined && isShown(f, fields, choice.params));
  return shown.length > 0 ? `Settings: ${shown.map((f) => `${f.title}: ${settingText(f, choice.params[f.name], meta)}`).join("; ")}.` : "";
}
