/** For defenses that add the same noise to every input value and speak of distances: where that means something. */
import type { SetupContext, Support } from "../../core/plugins";

export function plainDistance({ meta }: SetupContext): Support {
  if (meta.modality === "text") return "noise cannot be added to words, and no distance between messages is certified. Choose pictures or points.";
  return (meta.modality !== "tabular" && !meta.columns) || `the columns of ${meta.title} are in different units, so noise of one size and a distance over all of them mean nothing. Choose pictures or points.`;
}
