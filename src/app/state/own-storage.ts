/** Own data and own models in this browser's storage, each under its hash. What the browser does not allow is a value, see cabinet.ts. */
import type { Modality, OwnData, OwnModel } from "../../engine/index";
import { cabinet, type Card } from "./cabinet";

export interface StoredCard extends Card {
  readonly title: string;
  readonly modality: Modality;
  readonly rows: number;
  readonly classes: number;
}

export interface ModelCard extends Card {
  readonly title: string;
  readonly parameters: number;
}

const data = cabinet<StoredCard, OwnData>("hemlock"), models = cabinet<ModelCard, OwnModel>("hemlock-models");

export const keep = (set: OwnData, at: number): Promise<boolean> =>
  data.keep({ hash: set.hash, title: set.meta.title, modality: set.meta.modality, rows: set.rows.n, classes: set.meta.classNames.length, at }, set);
export const { fetch: fetchKept, list: listKept, forget: forgetKept } = data;

export const keepModel = (model: OwnModel, at: number): Promise<boolean> => models.keep({ hash: model.hash, title: model.title, parameters: model.weights.length, at }, model);
export const { fetch: fetchModel, list: listModels, forget: forgetModel } = models;
