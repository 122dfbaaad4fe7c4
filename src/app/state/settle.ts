/**
 * Makes the parts of a spec agree that say how the victim learns and from what it starts, after data, model or regime have
 * changed. Pure. Attacks and defenses are `refit`'s business, in edit.ts.
 */
import { models, type DatasetMeta, type Spec } from "../../engine/index";
import { settled as words } from "../text/change-words";

export function settle(given: Spec, meta: DatasetMeta): { readonly spec: Spec; readonly said: readonly string[] } {
  const said: string[] = [];
  let spec = given;
  if (spec.regime !== "central" && meta.sources) {
    spec = { ...spec, regime: "central" };
    said.push(words.backToCentral(meta.title));
  }
  if (spec.regime !== "central") {
    if (spec.training.transfer !== "none") {
      spec = { ...spec, training: { ...spec.training, transfer: "none" } };
      said.push(words.fromRandom(spec.regime));
    }
    if (spec.contributors.length > 0) said.push(words.contributors(spec.regime));
    if (spec.contributors.length > 0 || spec.attackSource !== null) spec = { ...spec, contributors: [], attackSource: null };
  }
  const { from } = spec.pretrained, needed = networkOf(from);
  if (needed !== null && spec.model.id !== needed) {
    spec = { ...spec, pretrained: { ...spec.pretrained, from: "same-rows" } };
    if (spec.training.transfer !== "none") said.push(words.sameRows);
  }
  if (spec.training.transfer === "as-is" && spec.pretrained.from !== "file") {
    spec = { ...spec, training: { ...spec.training, transfer: "fine-tune" } };
    said.push(words.asIs);
  }
  return { spec, said };
}

/** The network that belongs to a model to start from; null when any will do. */
export const networkOf = (from: Spec["pretrained"]["from"]): string | null => (from === "foundation" ? "foundation" : from === "file" ? "own-model" : null);

/** true, or why a network cannot be had for these data. */
export const networkFits = (id: string, meta: DatasetMeta): true | string => models.find(id)?.supports(meta) ?? "it is not part of this page.";
