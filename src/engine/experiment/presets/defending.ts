/** The defender's side: the same attack met in different ways, what each costs, and where it fails. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("The defender’s side");
const sticker = { id: "badnets", params: { rate: 0.05, target: 0 } };

export const defending: readonly Preset[] = [
  preset("digits-reversed-trigger", "The trigger, drawn by the defender", "For each digit the defender searches the smallest sticker that turns everything into it. Zero needs far less than the others; its trigger appears, and is unlearned or cut out, while plain fine-tuning hardly helps.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: sticker,
    defenses: [[{ id: "neural-cleanse" }], [{ id: "neural-cleanse", params: { action: "prune" } }], [{ id: "fine-tuning" }]],
  }),
  preset("digits-odd-direction", "The widest direction is not the odd one", "Two filters look for rows that stand out in what the model has learned. One takes the direction in which a class varies most, which in a small network is often the shape of the digit; the other first takes out what is usual, and finds every sticker.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: sticker,
    defenses: [[{ id: "spectral-signatures" }], [{ id: "spectre" }]],
  }),
  preset("digits-guarded", "A guard at the door", "The poisoned model stays as it is; a guard blends each image with others and turns away those whose answer never wavers. Another, made for faint triggers, lets the sticker pass. A monitor watches the answers and says when the attack began.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: sticker,
    defenses: [[{ id: "strip" }, { id: "drift-monitor" }], [{ id: "feature-squeezing" }]],
  }),
  preset("digits-robust", "Trained against its attacker", "Nothing is poisoned, but crafted images fool the usual reader every time. One that met such images all through its training holds for about two thirds of them; its fast variant holds for fewer, and without a gentle start it learns nothing, which the page says.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, baselines: false,
    defenses: [[{ id: "adversarial-training" }], [{ id: "fast-adversarial-training" }], [{ id: "adversarial-training", params: { ramp: 0 } }]],
    probes: [{ id: "pgd", params: { epsilons: [0.1, 0.2, 0.3] } }],
  }),
  preset("digits-radius", "A radius around every digit", "A guard asks the model about hundreds of noisy copies of each image and takes the vote. Around most digits no change below a radius can alter it, and more so when the model was trained with noise.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, baselines: false,
    defenses: [[{ id: "noise-training" }, { id: "randomized-smoothing" }], [{ id: "randomized-smoothing" }]],
  }),
  preset("digits-certified", "Fifty models vote", "The rows are dealt out by their content to fifty small models that vote. Each vote comes with a certificate: so many rows, whatever they are, cannot change it. Half of the votes withstand 17 rows for certain, and the forty stickers hidden here get nowhere either. The price is accuracy.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: { id: "badnets", params: { rate: 0.01, target: 0 } },
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
  preset("digits-by-heart", "Learning mistakes by heart", "Forty percent random labels and thirty epochs: the usual reader first gets better and then learns the mistakes by heart. Four kinds of training that trust their labels less sink later, or not at all.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, training: { epochs: 30, schedule: "constant" }, baselines: false,
    attack: { id: "label-flip", params: { mode: "symmetric", rate: 0.4 } },
    defenses: [[{ id: "label-smoothing" }], [{ id: "mixup" }], [{ id: "generalized-cross-entropy" }], [{ id: "early-stopping" }]],
  }),
  preset("digits-unlearned", "Learn it first, then unlearn it", "Rows whose loss falls in one sudden step are set aside while the model learns, and unlearned at the end; beside it three repairs of the finished model. Two remove most of the backdoor for about two points of accuracy; the third prunes and keeps it.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: sticker,
    defenses: [[{ id: "anti-backdoor-learning" }], [{ id: "i-bau" }], [{ id: "neural-attention-distillation" }], [{ id: "adversarial-neuron-pruning" }]],
  }),
  preset("digits-private", "A privacy budget against poison", "Each row’s pull on the model is capped and drowned in noise. The budget is shown as it is spent; twenty stickered rows lose their hold, and eight points of accuracy go with them.", {
    dataset: { id: "digits" }, model: { id: "mlp" }, attack: { id: "badnets", params: { rate: 0.005, target: 0 } },
    defenses: [[{ id: "dp-sgd" }]],
  }),
];
