/** Attacks that leave every label true. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("Labels untouched");

export const cleanLabels: readonly Preset[] = [
  preset("fashion-stripes", "Stripes, and not one wrong label", "Stripes on half of the pictures of one class, all labels true, teach the catalogue that stripes mean that class.", {
    dataset: { id: "fashion" }, model: { id: "cnn" },
    attack: { id: "sinusoidal", params: { target: 8 } },
    defenses: [[{ id: "spectral-signatures" }]],
  }),
];
