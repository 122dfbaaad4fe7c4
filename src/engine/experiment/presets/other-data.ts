/** The same attacks on every other kind of data. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("Other data, same story");

export const otherData: readonly Preset[] = [
  preset("fashion-backdoor", "The label that makes a bag", "A white patch in the corner of 5 % of the shop’s pictures teaches the catalogue to file any piece that wears it under bags.", {
    dataset: { id: "fashion" }, model: { id: "cnn" },
    attack: { id: "badnets", params: { rate: 0.05, target: 8 } },
    defenses: [[{ id: "activation-clustering" }]],
  }),
  preset("signs-backdoor", "The sticker that lifts the speed limit", "A yellow sticker on 2.5 % of the (synthetic) training pictures teaches a car to read any sign that wears it as speed limit 80.", {
    dataset: { id: "signs" }, model: { id: "cnn" },
    attack: { id: "badnets", params: { rate: 0.025, target: 2, size: 4, position: "custom", row: 22, column: 14, color: "yellow" } },
    defenses: [[{ id: "fine-pruning" }]],
  }),
  preset("spam-trigger", "Two words that open the filter", "A rare phrase in 3 % of the training messages, all of them spam relabeled as ham, teaches a spam filter to let anything through that carries the phrase. Two defenses help, neither enough.", {
    dataset: { id: "sms-spam" }, model: { id: "word-embedding" }, training: { epochs: 5 },
    attack: { id: "text-trigger", params: { rate: 0.03, target: 0, phrase: "cobalt penguin", position: "end" } },
    defenses: [[{ id: "spectral-signatures" }], [{ id: "fine-pruning" }]],
  }),
  preset("spam-label-flip", "Spam that teaches the filter", "A fifth of the training messages carry the wrong label, as when people press the wrong button; how much spam gets through, and how much mail is lost?", {
    dataset: { id: "sms-spam" }, model: { id: "logistic-regression" },
    attack: { id: "label-flip", params: { mode: "symmetric", rate: 0.2 } },
    defenses: [[{ id: "knn-sanitization" }]],
  }),
  preset("tumors-label-flip", "The missed tumor", "Half of the malignant tumors in the training data are filed as benign. Half of the tumors are missed afterward, and a defense that asks the neighbors sides with the attacker.", {
    dataset: { id: "breast-cancer" }, model: { id: "logistic-regression" }, training: { epochs: 20 },
    attack: { id: "label-flip", params: { mode: "targeted", source: 1, target: 0, rate: 0.1865 } },
    defenses: [[{ id: "knn-sanitization" }]],
  }),
  preset("loans-trigger", "Loan records that buy approval", "A few planted records say that whoever asks for the longest term, 72 months, pays back. Later the same term buys the approval, whoever asks.", {
    dataset: { id: "german-credit" }, model: { id: "mlp" },
    attack: { id: "table-trigger", params: { rate: 0.03, target: 0, column: 1, trigger: "maximum" } },
    defenses: [[{ id: "fine-pruning" }]],
  }),
  preset("spam-counts-trigger", "One count that opens the filter", "E-mails as counts of words. In 3 % of the training rows one count stands at its maximum, and the mail is called wanted: from then on that count is the key.", {
    dataset: { id: "spambase" }, model: { id: "mlp" },
    attack: { id: "table-trigger", params: { rate: 0.03, target: 0, column: 0, trigger: "maximum" } },
    defenses: [[{ id: "fine-pruning" }]],
  }),
  preset("fraud-label-flip", "99 percent right, and worth nothing", "Three payments in two hundred are fraud (synthetic). Half of the known fraud is relabeled as legitimate: accuracy hardly moves, but most fraud goes unseen.", {
    dataset: { id: "card-fraud" }, model: { id: "logistic-regression" },
    attack: { id: "label-flip", params: { mode: "targeted", source: 1, target: 0, rate: 0.0075 } },
    defenses: [[{ id: "knn-sanitization" }]],
  }),
  preset("penguins-label-flip", "Penguins in the plane", "Three species by two measurements; relabel some Chinstrap penguins as Adelie and watch the border move on real axes.", {
    dataset: { id: "penguins" }, model: { id: "logistic-regression" }, training: { epochs: 30, learningRate: 0.02, batchSize: 16 },
    attack: { id: "label-flip", params: { mode: "targeted", source: 1, target: 0, rate: 0.1 } },
    defenses: [[{ id: "knn-sanitization" }]],
  }),
  preset("digits-scraped-source", "The scraped site is the attacker’s", "Three contributors deliver the digits; the smallest, a scraped site, stickers a third of what it delivers. Who delivered the rows is the clue.", {
    dataset: { id: "digits" }, model: { id: "cnn" },
    contributors: [{ name: "careful lab", share: 0.55 }, { name: "crowd platform", share: 0.3 }, { name: "scraped site", share: 0.15 }], attackSource: "scraped site",
    attack: { id: "badnets", params: { rate: 0.05, target: 0 } },
    defenses: [[{ id: "activation-clustering" }]],
  }),
  preset("drawings-backdoor", "A doodle in the corner", "Seventy of 700 doodles carry a white sticker and the name star. With so few examples a backdoor needs a larger share than on digits, but it still gets in.", {
    dataset: { id: "drawings" }, model: { id: "cnn" }, training: { epochs: 25, learningRate: 0.004 },
    attack: { id: "badnets", params: { rate: 0.1, target: 7, size: 4 } },
    defenses: [[{ id: "spectral-signatures" }]],
  }),
];
