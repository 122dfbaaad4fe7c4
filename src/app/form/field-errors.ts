/** What is wrong with a form's values, one sentence a field: from the schema's own verdict, or from the problem of the whole setup. Pure. */
import type { ParamsSchema, Problem } from "../../engine/index";
import { asSentence } from "../text/summaries";
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

/** A setup's problem brought to the knob it belongs to (`attack.params.rate` → the rate of the attack form): errors of one form by field name; empty when it lies elsewhere. */
export function errorsUnder(problem: Problem | null, prefix: string): Readonly<Record<string, string>> {
  if (!problem?.field?.startsWith(`${prefix}.`)) return {};
  const name = problem.field.slice(prefix.length + 1).split(".")[0]!;
  return { [name]: asSentence(problem.message.startsWith(problem.field) ? problem.message.slice(problem.field.length).replace(/^:?\s*/, "") : problem.message) };
}

/** The problem of exactly this field, as a sentence. */
export function errorAt(problem: Problem | null, field: string): string | undefined {
  return problem?.field === field ? asSentence(problem.message.replace(`${field}: `, "")) : undefined;
}
