/** What a change of data, model or regime took with it where it no longer fits, one sentence each. Few, because the page needs them from the start. */
import { REGIME_TITLES, type RegimeKind } from "../../engine/index";

export const settled = {
  backToCentral: (title: string) => `The model learns in one training run again: ${title} says itself who delivered each row.`,
  fromRandom: (regime: RegimeKind) => `The model starts from random weights: ${REGIME_TITLES[regime].toLowerCase()} starts from a model of its own.`,
  contributors: (regime: RegimeKind) => `The contributors were taken out: here ${regime === "federated" ? "clients bring the rows" : "users bring the labels"}.`,
  sameRows: "The model to start from is again one that was trained on clean rows like these, because the network is another one.",
  asIs: "A model is used as it is only when it comes from a file of your own; now all of its layers learn.",
} as const;
