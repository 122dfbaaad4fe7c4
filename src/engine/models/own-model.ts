/**
 * The network in a model file that a person brought. The spec names it by hash; its weights are in this thread's store or nowhere.
 * This is the plan only: where training starts from is `pretrained`, and how much of it learns `training.transfer`.
 */
import { z } from "zod";
import { sizeOf, type DatasetMeta } from "../core/data";
import { ProblemError } from "../core/errors";
import type { Layer, ModelPlan } from "../core/learner";
import { defineModel } from "../core/plugins";
import { ownModels } from "../own/model-store";
import type { OwnModel } from "../own/model-types";

const params = z.strictObject({
  hash: z.string().max(64).default("").meta({ title: "Fingerprint", description: "SHA-256 of the network and its weights: how a link knows that this is the right model.", control: "hidden" }),
  name: z.string().max(60).default("own model").meta({ title: "Name", description: "What the model is called.", control: "hidden" }),
  pixels: z.enum(["unit", "bytes"]).default("unit").meta({ title: "Pixels it expects", description: "Pictures here have values from 0 to 1; a model that was trained on 0 to 255 needs them multiplied first.", options: { unit: "0 to 1", bytes: "0 to 255" } }),
});
type Params = z.infer<typeof params>;

export function findOwnModel({ hash, name }: Pick<Params, "hash" | "name">): OwnModel {
  const model = ownModels.find(hash);
  if (model) return model;
  const message = hash ? `This experiment was made with somebody’s own model, called "${name}". Load the same files to run it.` : "A model of your own has to be brought first: model.json and its .bin files.";
  throw new ProblemError({ code: "needs-data", field: "model.params.hash", message });
}

const shown = (shape: readonly number[]): string => shape.join(" × ");

/** true, or why these data cannot be given to it. A list of as many numbers takes pictures row by row. */
function inputFits({ title, plan: { inputShape } }: OwnModel, meta: DatasetMeta): true | string {
  if (meta.text) return `the model "${title}" takes numbers, and ${meta.title} holds words. Choose pictures, points or a table.`;
  if (meta.columns?.some((c) => c.kind === "category")) return `the model "${title}" takes numbers, and ${meta.title} has categories. Choose data of numbers only.`;
  const same = shown(inputShape) === shown(meta.shape) || (inputShape.length === 1 && inputShape[0] === sizeOf(meta.shape));
  return same || `the model "${title}" takes inputs of shape ${shown(inputShape)}, and ${meta.title} has ${shown(meta.shape)}. Choose data of that shape.`;
}

/** true, or why the model cannot answer as it is about these data: it has other classes. */
export function classesFit(choice: Pick<Params, "hash" | "name">, meta: DatasetMeta): true | string {
  const { title, plan } = findOwnModel(choice), k = meta.classNames.length;
  return plan.classes === k || `the model "${title}" tells ${plan.classes} classes apart, and ${meta.title} has ${k}. Fine-tune it, which gives it a new last layer.`;
}

/** The first layers as they are when pixels are multiplied by 255 before. */
const times255 = (layers: readonly Layer[]): Layer[] => {
  const [first, ...rest] = layers;
  return first?.kind === "scale" ? [{ ...first, shift: first.shift / 255, factor: first.factor * 255 }, ...rest] : [{ kind: "scale", shift: 0, factor: 255 }, ...layers];
};

export const ownModel = defineModel({
  id: "own-model",
  title: "A model of your own",
  summary: "The network in a TensorFlow.js model file that you bring yourself, read without executing anything in it.",
  params,
  supports(meta, chosen) {
    // A hash that is not known is the plan's to report: the model has to be loaded, no other data chosen.
    const known = chosen ? [ownModels.find(chosen.hash)].filter((m) => m !== undefined) : ownModels.list();
    if (known.length === 0) return chosen ? true : 'it has to be brought first: "Bring your own" reads a TensorFlow.js model.';
    const fits = known.map((m) => inputFits(m, meta));
    return fits.includes(true) || fits[0]!;
  },
  plan({ hash, name, pixels }, meta): ModelPlan {
    const { plan } = findOwnModel({ hash, name }), classes = meta.classNames.length, scaled = pixels === "bytes" && meta.modality === "image" ? times255(plan.layers) : plan.layers;
    const flat = meta.shape.length > 1 && plan.inputShape.length === 1 ? [...scaled.slice(0, scaled[0]?.kind === "scale" ? 1 : 0), { kind: "flatten" as const }, ...scaled.slice(scaled[0]?.kind === "scale" ? 1 : 0)] : [...scaled];
    return { inputShape: meta.shape, classes, layers: [...flat.slice(0, -1), { kind: "dense", units: classes, relu: false }] };
  },
});
