/** What a person decided on the defender's bench as an edit of the spec: a pipeline with the filter `by-hand`. Pure; names of rows come in, no rows. */
import { defenses, MAX_PIPELINES, type Spec } from "../../engine/index";

const ID = "by-hand";

/** In one order, each once: the same decision is the same spec. */
const named = (rows: readonly string[]): readonly string[] => [...new Set(rows)].sort();

/** The first pipeline with picked rows; −1 when there is none. */
export const handPipeline = (spec: Spec): number => spec.defenses.findIndex((chain) => chain.some((c) => c.id === ID));

/** Whether a defense judges rows by itself, so that there is something to decide on. */
export function givesScores(id: string): boolean {
  const plugin = defenses.find(id);
  return plugin?.stage === "filter" && !plugin.manual;
}

/**
 * The spec with these rows picked: in the pipeline that has picked rows already, otherwise in a new one, in which whatever
 * followed the filters of `chain` follows again. Null when there is no room for another pipeline.
 */
export function pickRows(spec: Spec, rows: readonly string[], chain: Spec["defenses"][number] = []): Spec | null {
  const at = handPipeline(spec), choice = { id: ID, params: { rows: named(rows) } };
  if (at >= 0) return { ...spec, defenses: spec.defenses.map((c, i) => (i === at ? c.map((d) => (d.id === ID ? choice : d)) : c)) };
  if (spec.defenses.length >= MAX_PIPELINES) return null;
  return { ...spec, defenses: [...spec.defenses, [choice, ...chain.filter((d) => defenses.find(d.id)?.stage !== "filter")]] };
}

/** The pipeline that drops just these rows by hand, counted from 1; null when none does. */
export function pickedIn(spec: Spec | null, rows: readonly string[]): number | null {
  const at = spec ? handPipeline(spec) : -1, list = at < 0 ? null : spec!.defenses[at]!.find((c) => c.id === ID)!.params["rows"];
  return Array.isArray(list) && list.join() === named(rows).join() ? at + 1 : null;
}
