/**
 * Poison that took a model and time to craft, as part of a run's record: the rows that were touched and what is true of all of
 * them. Laid over the clean data, which anybody can load, it gives the data that the run was made with.
 */
import { z } from "zod";
import { sizeOf, type Rows } from "../core/data";
import type { AttackGoal, PoisonTrail } from "../core/plugins";
import { attacks } from "../attacks/registry";
import { bytesShape, countOf, exact, floats, fromBase64, ints, realsShape, steps, whole, wholesShape, type Packed } from "./packed";
import type { Preview } from "./preview";
import type { PoisonReport } from "./result";
import type { Spec } from "./spec";

export interface Delivered {
  /** One entry per row as delivered. */
  readonly ids: Packed;
  readonly labels: Packed;
  readonly poisoned: Packed;
  readonly cover?: Packed;
  readonly originalLabels: Packed;
  readonly sourceIds: Packed;
  readonly sources?: Packed;
  /** Inputs of the poisoned and cover rows, in row order. */
  readonly inputs: Packed;
  readonly goal?: { readonly kind: AttackGoal["kind"]; readonly testIndex: Packed; readonly targets: Packed; readonly untargeted?: true };
  readonly trail?: { readonly ids: Packed; readonly path: Packed; readonly objective: Packed; readonly objectiveTitle: string };
}

export const deliveredShape = z.object({
  ids: wholesShape, labels: wholesShape, poisoned: bytesShape, cover: bytesShape.optional(), originalLabels: wholesShape, sourceIds: wholesShape, sources: bytesShape.optional(), inputs: realsShape,
  goal: z.object({ kind: z.enum(["trigger", "class", "one"]), testIndex: wholesShape, targets: wholesShape, untargeted: z.literal(true).optional() }).optional(),
  trail: z.object({ ids: wholesShape, path: realsShape, objective: realsShape, objectiveTitle: z.string().max(200) }).optional(),
});

/** What does not fit data of so many rows, classes and values a row, `tests` test rows; null when everything does. */
export function deliveredMisfit(kept: Delivered, n: number, classes: number, d: number, tests: number): string | null {
  const { goal, trail } = kept, within = (p: Packed, most: number) => ints(p).every((v) => v >= 0 && v < most);
  const uneven = (["ids", "labels", "poisoned", "cover", "originalLabels", "sourceIds", "sources"] as const).find((part) => kept[part] && countOf(kept[part]) !== n);
  if (uneven) return uneven;
  if (!within(kept.labels, classes)) return "labels";
  if (!within(kept.originalLabels, classes)) return "originalLabels";
  if (countOf(kept.inputs) !== touchedRows(fromBase64(kept.poisoned.data), kept.cover && fromBase64(kept.cover.data)).length * d) return "inputs";
  if (goal && (countOf(goal.testIndex) !== countOf(goal.targets) || !within(goal.testIndex, tests) || !within(goal.targets, classes))) return "goal";
  return trail && countOf(trail.path) !== countOf(trail.objective) * countOf(trail.ids) * d ? "trail" : null;
}

const touchedRows = (poisoned: Uint8Array, cover: Uint8Array | undefined): number[] => [...poisoned.keys()].filter((i) => poisoned[i] === 1 || cover?.[i] === 1);

export function packDelivered({ train, truth, goal, trail, meta }: Preview): Delivered {
  const d = sizeOf(train.shape), rows = touchedRows(truth.poisoned, truth.cover), inputs = new Float32Array(rows.length * d);
  rows.forEach((row, k) => inputs.set(train.inputs.subarray(row * d, row * d + d), k * d));
  return {
    ids: whole(train.ids), labels: whole(train.labels), poisoned: whole(truth.poisoned), ...(truth.cover && { cover: whole(truth.cover) }),
    originalLabels: whole(truth.originalLabels), sourceIds: whole(truth.sourceIds), ...(train.sources && { sources: whole(train.sources) }),
    inputs: meta.modality === "image" ? steps(inputs, 0, 1) : exact(inputs),
    ...(goal && { goal: { kind: goal.kind, testIndex: whole(goal.testIndex), targets: whole(goal.targets), ...(goal.untargeted && { untargeted: true as const }) } }),
    ...(trail && { trail: { ids: whole(trail.ids), path: exact(trail.path), objective: exact(trail.objective), objectiveTitle: trail.objectiveTitle } }),
  };
}

/** The data as they were delivered, from the clean ones and what a record kept. `clean` must be the preview of the same spec without its poison. */
export function applyDelivered(clean: Preview, kept: Delivered, spec: Spec, report: PoisonReport): Preview {
  const { meta, test } = clean, d = sizeOf(clean.train.shape), ids = ints(kept.ids), poisoned = fromBase64(kept.poisoned.data), cover = kept.cover && fromBase64(kept.cover.data), sourceIds = ints(kept.sourceIds);
  const at = new Map(Array.from(clean.train.ids, (id, i) => [id, i])), inputs = new Float32Array(ids.length * d), written = floats(kept.inputs);
  const row = (id: number): Float32Array | null => { const i = at.get(id); return i === undefined ? null : clean.train.inputs.subarray(i * d, i * d + d); };
  const touched = touchedRows(poisoned, cover), originals = new Float32Array(touched.length * d);
  ids.forEach((id, i) => inputs.set(row(id) ?? new Float32Array(d), i * d));
  touched.forEach((i, k) => {
    inputs.set(written.subarray(k * d, k * d + d), i * d);
    originals.set(row(sourceIds[i]!) ?? new Float32Array(d), k * d);
  });
  const train: Rows = { n: ids.length, shape: clean.train.shape, inputs, labels: ints(kept.labels), ids, ...(kept.sources && { sources: fromBase64(kept.sources.data) }) };
  const trail: PoisonTrail | undefined = kept.trail && { ids: ints(kept.trail.ids), path: floats(kept.trail.path), objective: floats(kept.trail.objective), objectiveTitle: kept.trail.objectiveTitle };
  const goal = kept.goal && goalOf(kept.goal, clean, spec);
  return { meta, train, truth: { poisoned, originalLabels: ints(kept.originalLabels), sourceIds, ...(cover && { cover }) }, originals, test, report, pending: false, ...(goal && { goal }), ...(trail && { trail }) };
}

function goalOf(kept: NonNullable<Delivered["goal"]>, { test, meta }: Preview, spec: Spec): AttackGoal {
  const d = sizeOf(test.shape), testIndex = ints(kept.testIndex), inputs = new Float32Array(testIndex.length * d), plugin = spec.attack ? attacks.find(spec.attack.id) : undefined;
  testIndex.forEach((row, k) => inputs.set(test.inputs.subarray(row * d, row * d + d), k * d));
  const shown = kept.kind === "trigger" && plugin?.stamp ? plugin.stamp(spec.attack!.params, inputs, testIndex.length, meta) : inputs;
  return { kind: kept.kind, inputs: shown, testIndex, targets: ints(kept.targets), ...(kept.untargeted && { untargeted: true as const }) };
}
