/** How a form arranges the fields of a schema: which matter, which stand behind "more", what the data call them. Pure; no React. */
import { fieldsOf, humanize, isShown, type Field, type FieldKind, type FieldOption } from "../../engine/index";

export { fieldsOf, humanize, type Field, type FieldKind, type FieldOption };

/** What the data call their classes and columns. */
export interface DataNames {
  readonly classNames?: readonly string[];
  readonly columnNames?: readonly string[];
}

/** The choices of a field whose number stands for a class or a column; a column that may be −1 can be none. Undefined for other fields. */
export function namedOptions(field: Field, { classNames, columnNames }: DataNames, none = "none"): readonly { readonly value: number; readonly label: string }[] | undefined {
  const names = field.kind === "class" ? classNames : field.kind === "column" ? columnNames : undefined;
  return names && [...(field.kind === "column" && field.min === -1 ? [{ value: -1, label: none }] : []), ...names.map((label, value) => ({ value, label }))];
}

export interface FieldGroups {
  readonly main: readonly Field[];
  readonly more: readonly Field[];
}

/** The fields that matter for these values: hidden ones dropped, at most `limit` before "more". */
export function groupFields(fields: readonly Field[], value: Readonly<Record<string, unknown>>, limit = 5): FieldGroups {
  const shown = fields.filter((f) => isShown(f, fields, value));
  const plain = shown.filter((f) => !f.advanced);
  // What is painted or clicked is the point of its plug-in and never hides behind "more".
  const main = plain.filter((f, i) => i < limit || f.kind === "painted" || f.kind === "row" || f.kind === "picked");
  return { main, more: shown.filter((f) => !main.includes(f)) };
}

/** Whether a value is what the schema would fill in; lists are compared by entry. */
export function isDefault(field: Field, value: unknown): boolean {
  return value === undefined || value === field.default || (Array.isArray(value) && JSON.stringify(value) === JSON.stringify(field.default));
}

/** The field of a sticker's place or size with no more range than the picture has room for; other fields as they are. */
export function insidePicture(field: Field, params: Readonly<Record<string, unknown>>, shape: readonly number[]): Field {
  if (params["position"] !== "custom" || shape.length !== 3 || field.max === undefined) return field;
  const at = (name: string) => (typeof params[name] === "number" ? params[name] : 0), rows = shape[0]!, columns = shape[1]!;
  const room = field.name === "row" ? rows - at("size") : field.name === "column" ? columns - at("size") : field.name === "size" ? Math.min(rows - at("row"), columns - at("column")) : field.max;
  return { ...field, max: Math.max(field.min ?? 0, Math.min(field.max, room)) };
}
