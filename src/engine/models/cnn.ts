/**
 * A small convolutional network: two rounds of 5×5 convolution, ReLU and 2×2 pooling, then one dense layer. Images only.
 * After LeCun, Bottou, Bengio, Haffner 1998, "Gradient-Based Learning Applied to Document Recognition" (LeNet).
 */
import { z } from "zod";
import { defineModel } from "../core/plugins";
import { pixelScale } from "./pixel-scale";

const KERNEL = 5;
/** Side of the map after one round: the convolution takes 4 pixels away, pooling halves. */
const after = (side: number) => Math.floor((side - KERNEL + 1) / 2);

export const cnn = defineModel({
  id: "cnn",
  title: "Convolutional network",
  summary: "Slides small filters over the picture, so that it knows a stroke wherever it stands; the usual choice for images.",
  paper: { authors: "LeCun, Bottou, Bengio, Haffner", year: 1998, title: "Gradient-Based Learning Applied to Document Recognition", link: "https://doi.org/10.1109/5.726791" },
  params: z.strictObject({
    channels1: z.int().min(1).max(32).default(8).meta({ title: "Filters in the first layer", description: "How many small patterns the first convolution looks for.", unit: "filters", advanced: true }),
    channels2: z.int().min(1).max(64).default(16).meta({ title: "Filters in the second layer", description: "How many combinations of them the second convolution looks for.", unit: "filters", advanced: true }),
  }),
  supports(meta) {
    if (meta.modality !== "image") return `a convolutional network looks for strokes in pictures, and ${meta.title} has none. Choose a multilayer perceptron or logistic regression.`;
    const [height = 0, width = 0] = meta.shape, side = Math.min(height, width);
    return after(after(side)) >= 1 || `a convolutional network needs pictures of at least 16 × 16 pixels; these are ${height} × ${width}.`;
  },
  plan: ({ channels1, channels2 }, meta) => ({
    inputShape: meta.shape,
    classes: meta.classNames.length,
    layers: [
      ...pixelScale(meta),
      { kind: "conv-relu-pool", kernel: KERNEL, channels: channels1 },
      { kind: "conv-relu-pool", kernel: KERNEL, channels: channels2 },
      { kind: "flatten" },
      { kind: "dense", units: meta.classNames.length, relu: false },
    ],
  }),
});
