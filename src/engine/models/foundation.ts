/**
 * The network of the foundation model for drawings: two rounds of 5×5 convolution, ReLU and pooling, 128 hidden units, and a last
 * layer that is the victim's own. Its published weights are in public/data/foundation; the same network also learns from nothing.
 * After Yosinski, Clune, Bengio, Lipson 2014, "How transferable are features in deep neural networks?".
 */
import { z } from "zod";
import type { ModelPlan } from "../core/learner";
import { defineModel } from "../core/plugins";

const SIDE = 28;

/** The network for so many classes. Its scale is fixed, as the published weights are. */
export const foundationPlan = (classes: number): ModelPlan => ({
  inputShape: [SIDE, SIDE, 1],
  classes,
  layers: [
    { kind: "scale", shift: 0.13, factor: 3.25 },
    { kind: "conv-relu-pool", kernel: 5, channels: 16 },
    { kind: "conv-relu-pool", kernel: 5, channels: 32 },
    { kind: "flatten" },
    { kind: "dense", units: 128, relu: true },
    { kind: "dense", units: classes, relu: false },
  ],
});

export const foundation = defineModel({
  id: "foundation",
  title: "Foundation network",
  summary: "A larger convolutional network that somebody else has trained on 335 kinds of drawings; the victim puts a last layer of its own on top and needs few examples.",
  paper: { authors: "Yosinski, Clune, Bengio, Lipson", year: 2014, title: "How transferable are features in deep neural networks?", link: "https://arxiv.org/abs/1411.1792" },
  params: z.strictObject({}),
  supports({ title, modality, shape, valueRange: [low, high] }) {
    if (modality !== "image") return `the foundation model has learned from drawings, and ${title} has no pictures. Choose a multilayer perceptron or logistic regression.`;
    const [height = 0, width = 0, channels = 1] = shape;
    if (height !== SIDE || width !== SIDE || channels !== 1) return `the foundation model reads grey pictures of ${SIDE} × ${SIDE} pixels; these are ${height} × ${width}${channels === 1 ? "" : " in color"}. Choose the convolutional network.`;
    return (low === 0 && high === 1) || "the foundation model reads pixels from 0 to 1.";
  },
  plan: (_, meta) => foundationPlan(meta.classNames.length),
});
