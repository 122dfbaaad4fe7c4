/** The points that a model learned from, with the labels it saw: what a filter left, and for the clean model nothing of the attacker. Pure. */
import type { ArmInfo, Preview } from "../../engine/index";
import { plotPoints } from "../parts/points";

export function learnedPoints(preview: Preview, arm: ArmInfo, filter: { readonly keep: Uint8Array; readonly labels?: Int32Array } | undefined) {
  const rows = Int32Array.from({ length: preview.train.n }, (_, i) => i);
  if (arm.kind === "clean") {
    // The attacker's own rows were never there.
    const all = plotPoints(preview, rows.filter((i) => preview.truth.sourceIds[i] === preview.train.ids[i]));
    return { inputs: all.inputs, ids: all.ids, labels: all.originalLabels! };
  }
  const kept = filter ? rows.filter((i) => filter.keep[i] === 1) : rows, all = plotPoints(preview, kept);
  return filter?.labels ? { ...all, labels: kept.map((i) => filter.labels![i]!) } : all;
}
