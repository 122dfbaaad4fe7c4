/** Logistic regression (softmax): one weighted sum a class, the simplest model here. Draws straight borders only. */
import { z } from "zod";
import { defineModel } from "../core/plugins";

export const logisticRegression = defineModel({
  id: "logistic-regression",
  title: "Logistic regression",
  summary: "Adds up the inputs with one weight each per class and picks the largest sum; fast, easy to read, straight borders only.",
  params: z.strictObject({}),
  supports: () => true,
  plan: (_, meta) => ({
    inputShape: meta.shape,
    classes: meta.classNames.length,
    layers: [{ kind: "flatten" }, { kind: "dense", units: meta.classNames.length, relu: false }],
  }),
});
