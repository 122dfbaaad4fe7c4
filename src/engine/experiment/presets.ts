/** Ready-made experiments: specs with a title. The first one is what the page opens with. Data only. */
import { parseSpec, type Spec } from "./spec";

export interface Preset {
  readonly id: string;
  readonly title: string;
  /** One sentence: what a person will see. */
  readonly summary: string;
  readonly spec: Spec;
}

function preset(id: string, title: string, summary: string, value: unknown): Preset {
  const spec = parseSpec(value);
  if (!spec.ok) throw new Error(`preset ${id}: ${spec.problem.message}`);
  return { id, title, summary, spec: spec.value };
}

export const presets: readonly Preset[] = [
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
  preset("fashion-backdoor", "The label that makes a bag", "A white patch in the corner of 5 % of the shop's pictures teaches the catalogue to file any piece that wears it under bags.", {
    dataset: { id: "fashion" }, model: { id: "cnn" },
    attack: { id: "badnets", params: { rate: 0.05, target: 8 } },
    defenses: [[{ id: "activation-clustering" }]],
  }),
  preset("signs-backdoor", "Black tape that lifts the speed limit", "A square of black tape on 2.5 % of the (synthetic) training pictures teaches a car to read any taped sign as speed limit 80.", {
    dataset: { id: "signs" }, model: { id: "cnn" },
    attack: { id: "badnets", params: { rate: 0.025, target: 2, size: 4, position: "custom", row: 22, column: 14, intensity: 0 } },
    defenses: [[{ id: "activation-clustering" }]],
  }),
  preset("drawings-backdoor", "A doodle in the corner", "Seventy of 700 doodles carry a white sticker and the name star. With so few examples a backdoor needs a larger share than on digits, but it still gets in.", {
    dataset: { id: "drawings" }, model: { id: "cnn" }, training: { epochs: 25, learningRate: 0.004 },
    attack: { id: "badnets", params: { rate: 0.1, target: 7, size: 4 } },
    defenses: [[{ id: "spectral-signatures" }]],
  }),
];

export const defaultSpec: Spec = presets[0]!.spec;
