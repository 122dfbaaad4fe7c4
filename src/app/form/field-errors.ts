/** What is wrong with a form's values, one sentence a field, from the schema's own verdict. Pure. */
import type { ParamsSchema } from "../../engine/index";
import { tidyNumber } from "../ui/slider-scale";
import type { Field } from "./fields";
import { forms } from "../text/ui-words";

export interface FieldErrorLabels {
  readonly atLeast: (title: string, bound: string) => string;
  readonly atMost: (title: string, bound: string) => string;
  /** A length in words: "1 character". */
  readonly characters: (n: number) => string;
  readonly wrong: (title: string) => string;
}
/** What it says unless told otherwise. */
export const fieldErrorLabels: FieldErrorLabels = forms.errors;

/** Field name → sentence; empty when all is well. */
export function fieldErrors(schema: ParamsSchema, value: Readonly<Record<string, unknown>>, fields: readonly Field[], say: FieldErrorLabels): Readonly<Record<string, string>> {
  const known = Object.fromEntries(fields.flatMap((f) => (f.name in value ? [[f.name, value[f.name]]] : [])));
  const parsed = schema.safeParse(known);
  const out: Record<string, string> = {};
  if (parsed.success) return out;
  for (const issue of parsed.error.issues) {
    const field = fields.find((f) => f.name === issue.path[0]);
    if (!field || out[field.name] !== undefined) continue;
    const shown = (bound: unknown) => (field.kind === "text" ? say.characters(Number(bound)) : typeof bound === "number" && field.percent ? `${tidyNumber(bound * 100)}\u202f%` : String(bound));
    out[field.name] =
      issue.code === "too_small" ? say.atLeast(field.title, shown(issue.minimum)) :
      issue.code === "too_big" ? say.atMost(field.title, shown(issue.maximum)) :
      issue.code === "custom" ? issue.message : say.wrong(field.title);
  }
  return out;
}
