/** Brings a spec's problem to the knob it belongs to: `attack.params.rate` → the rate of the attack form. Pure. */
import type { Problem } from "../../../engine/index";
import { asSentence } from "../../text/summaries";

/** Errors of one form by field name; empty when the problem lies elsewhere. */
export function errorsUnder(problem: Problem | null, prefix: string): Readonly<Record<string, string>> {
  if (!problem?.field?.startsWith(`${prefix}.`)) return {};
  const name = problem.field.slice(prefix.length + 1).split(".")[0]!;
  return { [name]: asSentence(problem.message.startsWith(problem.field) ? problem.message.slice(problem.field.length).replace(/^:?\s*/, "") : problem.message) };
}

/** The problem of exactly this field, as a sentence. */
export function errorAt(problem: Problem | null, field: string): string | undefined {
  return problem?.field === field ? asSentence(problem.message.replace(`${field}: `, "")) : undefined;
}
