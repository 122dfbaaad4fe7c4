/** Attacks that spend their rows where they hurt most. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("Aimed to hurt");

export const aimedToHurt: readonly Preset[] = [
  preset("moons-bilevel", "Points that walk to where it hurts", "Sixty mislabeled points walk to the edge of the plane and tip a straight border over; as many random flips do nothing. A filter for outliers finds every one of them, a vote of neighbors none.", {
    dataset: { id: "moons" }, model: { id: "logistic-regression" }, training: { epochs: 30, learningRate: 0.05 },
    attack: { id: "bilevel", params: { rate: 0.15 } },
    defenses: [[{ id: "outlier-removal" }], [{ id: "knn-sanitization" }]],
  }),
  preset("moons-chosen-flips", "The flips that cost most", "Eighty flipped labels, chosen one by one with a model of the attacker’s own: ten times the errors of as many random flips.", {
    dataset: { id: "moons" }, model: { id: "mlp" }, training: { epochs: 30, batchSize: 32, learningRate: 0.01 },
    attack: { id: "label-flip", params: { mode: "loss-greedy", rate: 0.2 } },
    defenses: [[{ id: "knn-sanitization" }]],
  }),
  preset("digits-feature-noise", "Smudged copies from one site", "One of three contributors adds copies of digits covered in noise, their labels right. It costs little: a network takes noise better than wrong labels.", {
    dataset: { id: "digits" }, model: { id: "cnn" },
    contributors: [{ name: "careful lab", share: 0.55 }, { name: "crowd platform", share: 0.3 }, { name: "scraped site", share: 0.15 }], attackSource: "scraped site",
    attack: { id: "junk-injection", params: { rate: 0.3, kind: "feature-noise" } },
    defenses: [[{ id: "outlier-removal" }]],
  }),
];
