/** What each story is called and says of itself in one sentence, in the order of the course. Shown before a story is fetched. */
import type { StoryCard } from "./story";

export const cards = {
  sticker: { id: "sticker", number: 1, title: "The sticker that makes a zero", summary: "A digit reader passes every test, until somebody shows up with a sticker.", kind: "backdoor" },
  sign: { id: "sign", number: 2, title: "The road sign", summary: "A yellow square on a stop sign, and the car drives on.", kind: "backdoor on color pictures" },
  spam: { id: "spam", number: 3, title: "Spam that teaches the filter", summary: "A spam filter learns from its users. Some of them send the spam.", kind: "label flipping and a trigger phrase" },
  tumor: { id: "tumor", number: 4, title: "The missed tumor", summary: "Some wrong diagnoses in the training data, and one kind of mistake becomes common.", kind: "targeted label flipping" },
  ruin: { id: "ruin", number: 5, title: "Ruin everything", summary: "Not one wrong answer, but as many as possible: how much bad data does it take?", kind: "availability attack" },
  "clean-label": { id: "clean-label", number: 6, title: "The clean label lie", summary: "Every label is right, somebody has checked them all, and the model is poisoned all the same.", kind: "clean-label poisoning" },
  stranger: { id: "stranger", number: 7, title: "The helpful stranger’s model", summary: "Somebody gives away a good model. You train it further on your own clean data.", kind: "supply chain, fine-tuning" },
  hospital: { id: "hospital", number: 8, title: "The lying hospital", summary: "Fifteen hospitals train one model without sharing patients. Three of them lie.", kind: "federated learning" },
  frog: { id: "frog", number: 9, title: "The boiling frog", summary: "A model that never stops learning is led astray so slowly that no single day looks wrong.", kind: "continuous learning" },
  depth: { id: "depth", number: 10, title: "Defense in depth", summary: "Nine defenses on offer, six coins to spend: which ones do you buy?", kind: "combining defenses" },
} as const satisfies Record<string, StoryCard>;
