/** Putting a person's own model under an experiment, as pure functions. The model must be known to the engine already. */
import { models, type Choice, type OwnModel, type Outcome, type Spec } from "../../engine/index";
import { auditSpec } from "../../engine/later";
import { modelTab } from "../text/model-words";
import { metaOf, refit, type Edit } from "./edit";

export const OWN_MODEL = "own-model";
export type Pixels = OwnModel["pixels"];

const plugin = () => models.find(OWN_MODEL)!;
export const modelChoice = ({ hash, title }: Pick<OwnModel, "hash" | "title">, pixels: Pixels): Choice => ({ id: OWN_MODEL, params: plugin().params.parse({ hash, name: title.slice(0, 60), pixels }) });

/** true, or why the model cannot be the start of a training on the spec's data. */
export function canStart(spec: Spec, model: OwnModel, pixels: Pixels): true | string {
  const meta = metaOf(spec);
  return meta ? plugin().supports(meta, modelChoice(model, pixels).params) : true;
}

/** The present experiment with this model as its start: all layers learn on, or the last one if that was chosen. */
export function startFrom(spec: Spec, model: OwnModel, pixels: Pixels): Edit {
  const transfer = spec.training.transfer === "last-layer" ? "last-layer" : "fine-tune";
  const { spec: next, said } = refit({ ...spec, regime: "central", model: modelChoice(model, pixels), pretrained: { from: "file" }, training: { ...spec.training, transfer } }, null);
  return { spec: next, said: [modelTab.replaced(model.title), ...said] };
}

/** The audit of this model on the spec's data. */
export const auditOf = (spec: Spec, model: OwnModel, pixels: Pixels): Outcome<Spec> => auditSpec({ hash: model.hash, name: model.title, pixels }, spec.dataset, spec.seed);

/** Fingerprint and name of the own model that an unparsed experiment asks for; null when it asks for none. */
export function askedModel(raw: unknown): { readonly hash: string; readonly name: string } | null {
  const model = typeof raw === "object" && raw !== null && "model" in raw ? raw.model : null;
  if (typeof model !== "object" || model === null || !("id" in model) || model.id !== OWN_MODEL || !("params" in model)) return null;
  const { hash, name } = (model.params ?? {}) as { hash?: unknown; name?: unknown };
  return typeof hash === "string" && hash !== "" ? { hash, name: typeof name === "string" ? name.slice(0, 60) : "" } : null;
}
