/** The defender's side: the same attack met in different ways, what each costs, and where it fails. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("The defender's side");
const sticker = { id: "badnets", params: { rate: 0.05, target: 0 } };

export const defending: readonly Preset[] = [
  preset("digits-reversed-trigger", "The trigger, drawn by the defender", "For each digit the defender searches the smallest sticker that turns everything into it. Zero needs far less than the others; its trigger appears, and is unlearned or cut out, while plain fine-tuning hardly helps.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: sticker,
    defenses: [[{ id: "neural-cleanse" }], [{ id: "neural-cleanse", params: { action: "prune" } }], [{ id: "fine-tuning" }]],
  }),
  preset("digits-guarded", "A guard at the door", "The poisoned model stays as it is; a guard blends each image with others and turns away those whose answer never wavers. A monitor watches the answers and says when the attack began.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: sticker,
    defenses: [[{ id: "strip" }, { id: "drift-monitor" }]],
  }),
  preset("digits-robust", "Trained against its attacker", "Nothing is poisoned. A model that meets adversarial images at every step of its training holds where the plain one breaks, and pays for it on clean images.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, baselines: false,
    defenses: [[{ id: "fast-adversarial-training" }], [{ id: "adversarial-training" }]], probes: [{ id: "pgd" }],
  }),
  preset("digits-certified", "Fifty models vote", "The rows are dealt out by their content to fifty small models that vote. Each vote comes with a certificate: so many rows, whatever they are, cannot change it. The ten stickers hidden here are fewer than most votes withstand.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: { id: "badnets", params: { rate: 0.0025, target: 0 } },
    defenses: [[{ id: "deep-partition-aggregation" }]],
  }),
  preset("digits-eight-sources", "Which of eight is it?", "Eight contributors deliver the digits, one of them stickers. Nobody sees which; the audit trains without each in turn and says whom it suspects, and how surely.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: sticker, attackSource: "site 5",
    contributors: Array.from({ length: 8 }, (_, i) => ({ name: `site ${i + 1}`, share: 0.125 })),
    defenses: [[{ id: "provenance-audit" }]],
  }),
  preset("digits-wrong-labels", "A third of the labels wrong", "Thirty percent of the labels slipped by one. Two defenses look for them, one by neighbors and one by what models that have not seen a row make of it; a third only listens less to rows that surprise it.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: { id: "label-flip", params: { mode: "pair", rate: 0.3 } },
    defenses: [[{ id: "knn-sanitization" }], [{ id: "confident-learning" }], [{ id: "generalized-cross-entropy" }]],
  }),
  preset("digits-unlearned", "Learn it first, then unlearn it", "Poison is learned before anything else. Rows whose loss falls first are set aside and unlearned at the end; beside it a repair that unlearns whatever universal change it finds.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: sticker,
    defenses: [[{ id: "anti-backdoor-learning" }], [{ id: "i-bau" }]],
  }),
  preset("digits-private", "A privacy budget against poison", "Each row's pull on the model is capped and drowned in noise. The budget is shown as it is spent; five poisoned rows in a thousand lose their hold, and so does some of the accuracy.", {
    dataset: { id: "digits" }, model: { id: "mlp" }, attack: { id: "badnets", params: { rate: 0.005, target: 0 } },
    defenses: [[{ id: "dp-sgd" }]],
  }),
];
