/** Backdoors whose trigger is painted, faint, bent or hidden in pieces. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("Triggers nobody notices");

export const stealthy: readonly Preset[] = [
  preset("digits-painted", "A heart in the corner", "A small heart, painted by hand on 5 % of the digits, makes any digit that wears it a zero. Open “Paint…” and draw your own.", {
    dataset: { id: "digits" }, model: { id: "cnn" },
    attack: { id: "badnets", params: { shape: "painted", rate: 0.05 } },
    defenses: [[{ id: "activation-clustering" }]],
  }),
  preset("digits-blended", "A haze over the digits", "Faint noise over the whole picture, on 10 % of the training images, decides almost every reading.", {
    dataset: { id: "digits" }, model: { id: "cnn" },
    attack: { id: "blended", params: { rate: 0.1 } },
    defenses: [[{ id: "activation-clustering" }]],
  }),
  preset("digits-warping", "A bend that no one sees", "A slight warp of the picture is the trigger, and other warps of the same size stay harmless. It takes 8,000 digits to learn that.", {
    dataset: { id: "digits", params: { train: 8000 } }, model: { id: "cnn" },
    attack: { id: "warping", params: {} },
    defenses: [[{ id: "fine-pruning" }]],
  }),
  preset("digits-adaptive", "Hiding from the detector", "Training rows carry pieces of the trigger, some of them under their true label. Spectral signatures miss most of the poison; activation clustering still finds it.", {
    dataset: { id: "digits" }, model: { id: "cnn" },
    attack: { id: "adaptive-backdoor", params: {} },
    defenses: [[{ id: "spectral-signatures" }], [{ id: "activation-clustering" }]],
  }),
];
