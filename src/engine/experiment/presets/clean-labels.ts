/** Attacks that leave every label true. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("Labels untouched");

export const cleanLabels: readonly Preset[] = [
  preset("fashion-stripes", "Stripes, and not one wrong label", "Stripes on half of the bags, all labels true: afterward about half of everything striped is filed under bags. Spectral signatures find none of it and throw out honest rows.", {
    dataset: { id: "fashion" }, model: { id: "cnn" },
    attack: { id: "sinusoidal", params: { target: 8 } },
    defenses: [[{ id: "spectral-signatures" }]],
  }),
  preset("digits-clean-label", "Blurred on purpose", "Half of the eights are smudged by adversarial steps and get a sticker in every corner; no label is wrong. What is left to learn is the sticker.", {
    dataset: { id: "digits" }, model: { id: "cnn" },
    attack: { id: "clean-label", params: { target: 8 } },
    defenses: [[{ id: "activation-clustering" }]],
  }),
  preset("digits-collision", "One image, one victim", "One training image of 500 is changed until a network that everybody downloads sees the chosen digit in it. Only that digit is misread; choose another and try again.", {
    dataset: { id: "digits", params: { train: 500 } }, model: { id: "cnn" }, training: { transfer: "last-layer", epochs: 60 },
    attack: { id: "feature-collision", params: { rate: 0.002, target: 8 } },
    defenses: [[{ id: "outlier-removal" }]],
  }),
  preset("digits-matching", "Eighty eights against one digit", "Eighty eights are changed, labels true, so that a network trained from scratch on them misreads one chosen digit. It works on most digits: try ten images.", {
    dataset: { id: "digits" }, model: { id: "mlp" },
    attack: { id: "gradient-matching", params: { target: 8 } },
    defenses: [[{ id: "activation-clustering" }]],
  }),
];
