/**
 * A small network for text: one trained vector a word, their mean, one hidden layer. It knows which words a message has,
 * not their order. Joulin, Grave, Bojanowski, Mikolov 2016, "Bag of Tricks for Efficient Text Classification", with a hidden layer.
 */
import { z } from "zod";
import { defineModel } from "../core/plugins";
import { wordNumbers } from "./input-layers";

export const wordEmbedding = defineModel({
  id: "word-embedding",
  title: "Word embedding network",
  summary: "Learns a short list of numbers for every word, averages those of a message and decides from the average.",
  paper: { authors: "Joulin, Grave, Bojanowski, Mikolov", year: 2016, title: "Bag of Tricks for Efficient Text Classification", link: "https://arxiv.org/abs/1607.01759" },
  params: z.strictObject({
    vector: z.int().min(2).max(64).default(16).meta({ title: "Numbers per word", description: "Length of the vector that is learned for each word.", unit: "numbers", advanced: true }),
    hidden: z.int().min(2).max(128).default(16).meta({ title: "Hidden neurons", description: "Neurons between the averaged words and the answer.", unit: "neurons", advanced: true }),
  }),
  supports: (meta) => meta.modality === "text" || `a word embedding network reads words, and ${meta.title} has none. Choose a multilayer perceptron or logistic regression.`,
  plan: ({ vector, hidden }, meta) => ({
    inputShape: meta.shape,
    classes: meta.classNames.length,
    layers: [
      { kind: "embed", words: wordNumbers(meta), units: vector, pooling: "mean" },
      { kind: "dense", units: hidden, relu: true },
      { kind: "dense", units: meta.classNames.length, relu: false },
    ],
  }),
});
