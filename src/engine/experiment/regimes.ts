/** How the victim learns: the parts of the spec that say so, and which attacks and defenses mean something there. Declarations only. */
import { z } from "zod";
import { REGIMES, type AttackPlugin, type DefensePlugin, type DefenseStage, type RegimeKind, type SetupContext, type Support } from "../core/plugins";
import { Rng } from "../core/rng";

export const regimeSchema = z.enum(REGIMES);
export const REGIME_TITLES: Readonly<Record<RegimeKind, string>> = { central: "One training run", federated: "Federated learning", online: "Continuous learning" };

export const federatedSchema = z.strictObject({
  clients: z.int().min(2).max(200).default(15).meta({ title: "Clients", description: "Who trains together; each keeps its own rows.", unit: "clients" }),
  malicious: z.int().min(0).max(100).default(3).meta({ title: "Malicious clients", description: "How many of them are the attacker’s; the seed decides which.", unit: "clients" }),
  partition: z.enum(["iid", "dirichlet"]).default("iid").meta({ title: "Who has which rows", description: "Dealt out evenly, or so that every client has its own mix of classes (Dirichlet).", options: { iid: "evenly (IID)", dirichlet: "unevenly by class (Dirichlet)" } }),
  alpha: z.number().min(0.05).max(100).default(0.5).meta({ title: "Concentration α", description: "Small: a client has rows of one or two classes only. Large: nearly even.", scale: "log", showWhen: { field: "partition", is: ["dirichlet"] } }),
  rounds: z.int().min(1).max(200).default(20).meta({ title: "Rounds", description: "How often the server sends out its model and puts together what comes back.", unit: "rounds" }),
  fraction: z.number().min(0.05).max(1).default(1).meta({ title: "Clients in a round", description: "Share of the clients that is asked in each round, drawn by the seed.", percent: true, advanced: true }),
  localEpochs: z.int().min(1).max(10).default(1).meta({ title: "Local epochs", description: "How often a client goes through its rows before it answers.", unit: "epochs", advanced: true }),
  algorithm: z.enum(["fedavg", "fedsgd"]).default("fedavg").meta({ title: "What clients send", description: "What their model has become after local training (FedAvg), or one gradient over all their rows (FedSGD).", options: { fedavg: "model updates (FedAvg)", fedsgd: "one gradient (FedSGD)" }, advanced: true }),
  serverRate: z.number().min(0.01).max(10).default(1).meta({ title: "Server step", description: "The server adds this many times what the clients have found to its model. FedSGD needs a step of its own size, such as 0.3.", scale: "log", advanced: true }),
  participation: z.enum(["always", "from", "until", "once"]).default("always").meta({ title: "The attacker acts", description: "In which rounds malicious clients attack; in the others they behave like everybody else.", options: { always: "in every round", from: "from a round on", until: "until a round, then never again", once: "in one round only" } }),
  attackRound: z.int().min(1).max(200).default(10).meta({ title: "That round", description: "Counted from 1.", unit: "rounds", showWhen: { field: "participation", is: ["from", "until", "once"] } }),
  dropout: z.number().min(0).max(0.5).default(0).meta({ title: "Lost messages", description: "Share of the asked clients whose message never arrives.", percent: true, advanced: true }),
});
export type Federated = z.infer<typeof federatedSchema>;

/** Clients that a round asks. */
export const perRound = ({ clients, fraction }: Federated): number => Math.max(1, Math.round(clients * fraction));
/** Clients that belong to the attacker, ascending, from 0; the same in every arm. */
export function maliciousClients(seed: number, { clients, malicious }: Federated): Int32Array {
  return Rng.fromSeed(seed).fork("clients/malicious").sample(Int32Array.from({ length: clients }, (_, i) => i), Math.min(malicious, clients)).toSorted();
}
/** Whether malicious clients attack in a round (from 1). */
export const attacksIn = ({ participation, attackRound }: Federated, round: number): boolean =>
  participation === "always" || (participation === "from" && round >= attackRound) || (participation === "until" && round <= attackRound) || (participation === "once" && round === attackRound);
export const clientName = (client: number): string => `Client ${client + 1}`;

export const onlineSchema = z.strictObject({
  initial: z.int().min(50).max(5000).default(1000).meta({ title: "Learned before", description: "Clean rows that the model was trained on before it was deployed.", unit: "rows" }),
  steps: z.int().min(5).max(200).default(40).meta({ title: "Steps", description: "How often the model answers a batch of inputs and then learns from the labels that came back.", unit: "steps" }),
  perStep: z.int().min(5).max(500).default(50).meta({ title: "Inputs a step", description: "How many inputs honest users send in one step.", unit: "inputs" }),
  reporting: z.number().min(0.05).max(1).default(0.5).meta({ title: "Labels that come back", description: "Share of honest inputs whose true label a user reports.", percent: true }),
  delayed: z.number().min(0).max(1).default(0.2).meta({ title: "Delayed labels", description: "Share of those labels that come some steps later.", percent: true, advanced: true }),
  delay: z.int().min(1).max(20).default(3).meta({ title: "Delay", description: "How many steps later.", unit: "steps", advanced: true }),
  users: z.int().min(2).max(100).default(20).meta({ title: "Users", description: "Honest users who report labels.", unit: "users", advanced: true }),
  accounts: z.int().min(1).max(50).default(2).meta({ title: "Attacker’s accounts", description: "Users that are the attacker’s.", unit: "users" }),
  schedule: z.enum(["drip", "burst", "boiling-frog"]).default("boiling-frog").meta({ title: "How the poison comes", description: "A little in every step, much in a few steps, or slowly more and more.", options: { drip: "drip: a little in every step", burst: "burst: much in a few steps", "boiling-frog": "boiling frog: slowly more" } }),
  peak: z.number().min(0).max(0.9).default(0.3).meta({ title: "Poison at its peak", description: "The attacker’s share of the labels that come back in a step, at its largest.", percent: true }),
  onset: z.int().min(1).max(200).default(10).meta({ title: "First poisoned step", description: "Before it the stream is clean.", unit: "steps" }),
  length: z.int().min(1).max(200).default(5).meta({ title: "Length of the burst", description: "How many steps it lasts.", unit: "steps", showWhen: { field: "schedule", is: ["burst"] } }),
  feedback: z.boolean().default(false).meta({ title: "Feedback loop", description: "Inputs without a reported label are learned with the model’s own answer.", advanced: true }),
  stepEpochs: z.int().min(1).max(10).default(2).meta({ title: "Epochs a step", description: "How often the model goes through what came back.", unit: "epochs", advanced: true }),
  memory: z.int().min(0).max(2000).default(500).meta({ title: "Old rows gone through again", description: "How many of the rows it has learned before, those from before deployment among them, are mixed into each step. Without any a model forgets.", unit: "rows", advanced: true }),
  stepRate: z.number().min(0.01).max(1).default(0.3).meta({ title: "Learning rate in a step", description: "As a share of the one it was first trained with: a deployed model is changed in small steps.", scale: "log", advanced: true }),
});
export type Online = z.infer<typeof onlineSchema>;
/** Numbers of the sources that are the attacker's accounts: after what was learned before (0) and the honest users. */
export const accountsOf = ({ users, accounts }: Pick<Online, "users" | "accounts">): number[] => Array.from({ length: accounts }, (_, i) => 1 + users + i);

export const pretrainedSchema = z.strictObject({
  from: z.enum(["same-rows", "foundation", "file"]).default("same-rows").meta({ title: "Whose model", description: "One that others trained on clean rows like these, Hemlock’s own foundation model, or a file of yours.", options: { "same-rows": "trained by others on clean rows like these", foundation: "foundation model for drawings", file: "a model file of your own" } }),
});
export type Pretrained = z.infer<typeof pretrainedSchema>;

/** Which stages of defense mean something where; the others say why not. */
export const STAGE_REGIMES: Readonly<Record<DefenseStage, readonly RegimeKind[]>> = {
  vet: ["central"], filter: ["central"], train: ["central"], aggregate: ["federated"], stream: ["online"],
  repair: ["central", "federated", "online"], guard: ["central", "federated", "online"], monitor: ["central", "federated", "online"],
};
const NOT_HERE: Readonly<Record<RegimeKind, string>> = {
  central: "only means something when the model learns that way",
  federated: "clients keep their rows to themselves, so the server has none to look at or train on",
  online: "the rows are not there beforehand; they come in one by one",
};

/** true, or why a defense does not apply: first by how the victim learns, then by what it says itself. */
export function defenseApplies(plugin: DefensePlugin, context: SetupContext): Support {
  const regime = context.regime ?? "central";
  if (plugin.stage === "vet" && (regime !== "central" || !context.downloads)) return `it looks at a model that the victim downloads, and ${regime === "central" ? "this one starts from random weights. Choose a pretrained model as its start" : "here nothing is downloaded"}.`;
  if (!STAGE_REGIMES[plugin.stage].includes(regime)) {
    if (plugin.stage === "aggregate") return "it works on what federated clients send. Choose federated learning as the way the victim learns.";
    if (plugin.stage === "stream") return "it works on labels that keep coming in. Choose continuous learning as the way the victim learns.";
    return `${NOT_HERE[regime]}.`;
  }
  return plugin.supports(context);
}

/** true, or why an attack does not apply; with its default parameters when none are given. */
export function attackApplies(plugin: AttackPlugin, context: SetupContext, params: Readonly<Record<string, unknown>> = plugin.params.parse({})): Support {
  const regime = context.regime ?? "central";
  if (plugin.stage === "update" && regime !== "federated") return "it changes what federated clients send. Choose federated learning as the way the victim learns.";
  if (plugin.stage === "weights" && !context.downloads) return "it hides in a model that the victim downloads, and this one starts from random weights. Choose the foundation model as its start.";
  if (regime !== "central" && (plugin.craft?.parts(params) ?? 0) > 0) return `it is worked out against one training run beforehand; ${regime === "federated" ? "here many clients train in rounds" : "here the model keeps changing"}.`;
  return plugin.supports(context);
}
