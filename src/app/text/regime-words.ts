/** How the victim learns, in words: the choice in step 3, its forms, what a change took out, and what the attacker has there. Pure. */
import type { Federated, RegimeKind } from "../../engine/index";
import { percentPlain, plural } from "./format";

export const regimes: Readonly<Record<RegimeKind, { readonly title: string; readonly text: string }>> = {
  central: { title: "One training run", text: "All rows lie in one place, and the model learns from them in one go." },
  federated: { title: "Federated learning", text: "Many clients train on rows of their own and send only what their model became; a server puts that together, round after round." },
  online: { title: "Continuous learning", text: "A deployed model goes on learning from the labels that its users send back, step after step." },
};

export const learning = {
  how: "How the victim learns",
  clients: "The federation",
  clientsAttacker: "The attacker in it",
  stream: "The stream",
  streamAttacker: "The attacker in it",
  start: "The model to start from",
  localTraining: "Training at each client",
  sourcesSaid: (title: string, who: string) => `${title} says itself who delivered each row, so its rows cannot be dealt out to ${who}.`,
  who: { federated: "clients", online: "users" },
  noFoundation: (why: string) => `The foundation model does not fit: ${why}`,
  noFile: "There is no model file of yours here yet.",
  asIsNeedsFile: "Only a model file of your own can be used as it is. Choose that file as the model to start from.",
  needsOwnModel: "A model file is the start only where it is used or trained further. Choose another start of the training.",
  adamOnly: "Only SGD uses momentum.",
} as const;

/** What a change of the setup took with it, one sentence each. */
export const changed = {
  network: (title: string) => `The network was replaced by ${title}, which belongs to the model to start from.`,
  networkBack: (title: string) => `The network was replaced by ${title}: the one before belonged to the model to start from.`,
  defenseAdded: (title: string) => `${title} was put in as a first defense.`,
  rate: (clients: number, rate: number, all: number) => `The poison rate is now a share of the rows of the attacker’s ${plural(clients, "client", "clients")}: ${percentPlain(rate)} of theirs, ${percentPlain(all)} of all.`,
  rateBack: (rate: number) => `The poison rate is a share of the whole training set again: ${percentPlain(rate)}.`,
} as const;

const percentOfAll = (rate: number, f: Federated): string => percentPlain(Number(((rate * Math.min(f.malicious, f.clients)) / f.clients).toPrecision(2)));

export const attackForm = {
  rate: (description: string | undefined, rate: number, f: Federated) => {
    const about = `Share of the rows of the attacker’s ${plural(f.malicious, "client", "clients")}: ${percentPlain(rate)} of theirs are ${percentOfAll(rate, f)} of all.`;
    // What the attack says of its rate after its first sentence holds here, too.
    const rest = description?.replace(/^Share of[^.;]*[.;]\s*/, "") ?? "";
    return rest && rest !== description ? `${about} ${rest.charAt(0).toUpperCase()}${rest.slice(1)}` : about;
  },
  rateUnit: "% of the malicious clients’ rows",
  rateOnline: "In a stream, step 3 says how much of what comes back is the attacker’s.",
  contributorsFederated: "Who delivers the rows: the clients of the federation. See step 3.",
  contributorsOnline: "Who sends the labels: the users of the deployed model. See step 3.",
} as const;

/** Before or instead of what the plug-in's sentence says about the training data. */
export const attackerSays = {
  ofClients: (malicious: number) => [" of ", ` clients ${malicious === 1 ? "is" : "are"} mine`] as const,
  acts: {
    always: [". "], from: [", attacking from round ", " on. "], until: [", attacking until round ", ". "], once: [", attacking in round ", " only. "],
  },
  theirRows: " of their rows",
  trainingData: " of the training data",
  accounts: ["As the attacker I own ", " of the accounts and send up to ", " of the labels that come back"],
} as const;

/** One line at the end of a menu instead of many that cannot be chosen. */
export const elsewhere = {
  attacks: {
    federated: { label: (n: number) => plural(n, "attack on federated clients", "attacks on federated clients"), why: "Choose federated learning in step 3 for" },
    download: { label: (n: number) => plural(n, "attack on a downloaded model", "attacks on a downloaded model"), why: "Choose the foundation model as the start in step 3 for" },
    crafted: { label: (n: number) => plural(n, "crafted attack", "crafted attacks"), why: "Worked out beforehand against a single training run. Choose one training run in step 3 for" },
  },
  defenses: {
    federated: { label: (n: number) => plural(n, "defense of a federation", "defenses of a federation"), why: "Choose federated learning in step 3 for" },
    online: { label: (n: number) => plural(n, "defense of a stream", "defenses of a stream"), why: "Choose continuous learning in step 3 for" },
    download: { label: (n: number) => plural(n, "check of a downloaded model", "checks of a downloaded model"), why: "Choose the foundation model as the start in step 3 for" },
    rows: { label: (n: number) => plural(n, "defense that looks at all rows", "defenses that look at all rows"), why: "All rows must lie in one place. Choose one training run in step 3 for" },
  },
  group: "Not in this setup",
  named: (why: string, names: string) => `${why}: ${names}.`,
} as const;
