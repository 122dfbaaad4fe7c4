/** Every model the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type ModelPlugin } from "../core/plugins";
import { cnn } from "./cnn";
import { foundation } from "./foundation";
import { logisticRegression } from "./logistic-regression";
import { mlp } from "./mlp";
import { ownModel } from "./own-model";
import { wordEmbedding } from "./word-embedding";

export const models: Registry<ModelPlugin> = new Registry<ModelPlugin>("model", [
  cnn,
  foundation,
  mlp,
  logisticRegression,
  wordEmbedding,
  ownModel,
]);
