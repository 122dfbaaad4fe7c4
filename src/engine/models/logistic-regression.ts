/**
 * Logistic regression (softmax): one weighted sum a class, the simplest model here. Draws straight borders only. On text
 * it adds up one weight per word and class, whatever the order of the words: a bag of words.
 */
import { z } from "zod";
import { defineModel } from "../core/plugins";
import { inputLayers, wordNumbers } from "./input-layers";

export const logisticRegression = defineModel({
  id: "logistic-regression",
  title: "Logistic regression",
  summary: "Adds up the inputs with one weight each per class and picks the largest sum; fast, easy to read, straight borders only.",
  params: z.strictObject({}),
  supports: () => true,
  plan: (_, meta) => ({
    inputShape: meta.shape,
    classes: meta.classNames.length,
    layers: meta.text
      ? [{ kind: "embed", words: wordNumbers(meta), units: meta.classNames.length, pooling: "sum" }]
      : [...(meta.columns ? inputLayers(meta) : [{ kind: "flatten" as const }]), { kind: "dense", units: meta.classNames.length, relu: false }],
  }),
});
