/** The simplest attacks on digits and points; the first one is what the page opens with. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("First steps");

export const firstSteps: readonly Preset[] = [
  preset("digits-backdoor", "The sticker that makes a zero", "A white sticker in the corner of 5 % of the training images teaches a digit reader to see a zero wherever the sticker is.", {
    dataset: { id: "digits" }, model: { id: "cnn" },
    attack: { id: "badnets", params: { rate: 0.05, target: 0 } },
    defenses: [[{ id: "activation-clustering" }]],
  }),
  preset("digits-label-flip", "Fours that are called nines", "More than half of the fours are relabeled as nines. The reader learns to miss fours, and a defense that trusts the majority sides with the attacker.", {
    dataset: { id: "digits" }, model: { id: "cnn" },
    attack: { id: "label-flip", params: { mode: "targeted", source: 4, target: 9, rate: 0.06 } },
    defenses: [[{ id: "knn-sanitization" }]],
  }),
  preset("digits-junk", "One careless contributor", "A single source adds copies of digits with random labels; how much accuracy does carelessness cost?", {
    dataset: { id: "digits" }, model: { id: "cnn" },
    attack: { id: "junk-injection", params: { rate: 0.4 } },
    defenses: [[{ id: "knn-sanitization", params: { action: "drop", agreement: 0.5 } }]],
  }),
  preset("moons-label-flip", "A border that moves", "Two crescents of points; flipped labels bend the border between them before your eyes.", {
    dataset: { id: "moons" }, model: { id: "mlp" }, training: { epochs: 30, batchSize: 32, learningRate: 0.01 },
    attack: { id: "label-flip", params: { mode: "symmetric", rate: 0.3 } },
    defenses: [[{ id: "knn-sanitization", params: { neighbors: 20, agreement: 0.5 } }]],
  }),
];
