/**
 * The spec: a person's whole setup as one small JSON value, version 1. Share link, form, preset, command line, undo and
 * history all make or show one of these; everything else is derived from it. Parsing fills in defaults and refuses
 * anything unknown by name. Knows the registries, not TensorFlow.js.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import { canonicalJson } from "../core/canonical";
import type { DatasetMeta } from "../core/data";
import { ProblemError, type Outcome, type Problem } from "../core/errors";
import { weightCount, type ModelPlan } from "../core/learner";
import { DEFENSE_STAGES, type AggregateDefense, type DefenseStage, type ParamsSchema, type RegimeKind, type Registry, type SetupContext } from "../core/plugins";
import { attacks } from "../attacks/registry";
import { datasets } from "../datasets/registry";
import { defenses } from "../defenses/registry";
import { classesFit } from "../models/own-model";
import { models } from "../models/registry";
import { probes } from "../probes/registry";
import { REGIME_TITLES, attackApplies, defenseApplies, federatedSchema, onlineSchema, perRound, pretrainedSchema, regimeSchema, type Federated, type Online, type Pretrained } from "./regimes";

export * from "./regimes";
export { canonicalJson };

export const SPEC_VERSION = 1;
export const MAX_PIPELINES = 4;
export const MAX_CONTRIBUTORS = 10;
export const MAX_PROBES = 4;
/** Defenses in one pipeline. */
export const MAX_CHAIN = 5;
/** Numbers in all updates of one round of a federation. */
export const MAX_UPDATES = 60e6;

/** Somebody who delivers training rows, and how much of them. */
export const contributorSchema = z.strictObject({
  name: z.string().trim().min(1).max(40).meta({ title: "Name", description: "Who delivers these rows." }),
  share: z.number().min(0.01).max(1).meta({ title: "Share", description: "How much of the training set comes from there, in proportion to the others.", percent: true }),
});
export type Contributor = z.infer<typeof contributorSchema>;

export interface Choice {
  readonly id: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export const trainingSchema = z.strictObject({
  optimizer: z.enum(["adam", "sgd"]).default("adam").meta({ title: "Optimizer", description: "How each step uses the gradient: Adam adapts its step per weight, SGD follows the slope with momentum.", options: { adam: "Adam", sgd: "SGD" } }),
  learningRate: z.number().min(1e-5).max(1).default(0.006).meta({ title: "Learning rate", description: "How far one step moves the weights.", scale: "log" }),
  schedule: z.enum(["constant", "cosine"]).default("cosine").meta({ title: "Learning rate schedule", description: "Whether the step size stays the same or falls to zero toward the end, which steadies the last epochs.", options: { constant: "constant", cosine: "falls to zero" }, advanced: true }),
  momentum: z.number().min(0).max(0.99).default(0.9).meta({ title: "Momentum", description: "How much of the last step is kept in the next one. SGD only.", advanced: true }),
  batchSize: z.int().min(1).max(512).default(32).meta({ title: "Batch size", description: "Training rows seen in one step.", unit: "rows" }),
  epochs: z.int().min(1).max(100).default(10).meta({ title: "Epochs", description: "How often the model sees the whole training set.", unit: "epochs" }),
  transfer: z.enum(["none", "fine-tune", "last-layer", "as-is"]).default("none").meta({ title: "Starts from", description: "Random weights, or a model that others have trained: all of its layers learn on, or only a fresh last layer on top of it, or nothing at all.", options: { none: "random weights", "fine-tune": "a pretrained model, all layers learn", "last-layer": "a pretrained model, the last layer learns", "as-is": "a model of your own, used as it is" }, advanced: true }),
  weightDecay: z.number().min(0).max(0.1).default(0).meta({ title: "Weight decay", description: "Pulls weights toward zero at each step.", scale: "log", advanced: true }),
});
export type Training = z.infer<typeof trainingSchema>;

export const trustedSchema = z.strictObject({
  rows: z.int().min(1).max(5000).nullable().default(null).meta({ title: "Trusted rows", description: "How many rows the defender’s own small set has, at most as many as the data set keeps aside; empty: all of those.", unit: "rows" }),
  from: z.enum(["held-out", "delivered"]).default("held-out").meta({ title: "Where they come from", description: "Clean rows kept aside before anybody could touch them, or a sample of the training rows as they were delivered, which may hold poison. Never test rows.", options: { "held-out": "kept aside, clean", delivered: "picked from the training rows as delivered" } }),
});
export type Trusted = z.infer<typeof trustedSchema>;

export const streamSchema = z.strictObject({
  length: z.int().min(100).max(5000).default(1000).meta({ title: "Stream", description: "How many inputs the deployed model answers.", unit: "inputs" }),
  onset: z.number().min(0).max(1).default(0.5).meta({ title: "The attack begins", description: "After which part of the stream the first triggered inputs come.", percent: true }),
  share: z.number().min(0).max(1).default(0.2).meta({ title: "Triggered share", description: "How many of the inputs after that are the attacker’s.", percent: true }),
});
export type Stream = z.infer<typeof streamSchema>;

export interface Spec {
  readonly v: 1;
  readonly seed: number;
  readonly dataset: Choice;
  readonly model: Choice;
  readonly training: Training;
  readonly attack: Choice | null;
  /** How the victim learns; `federated` and `online` say more, `training` how a model learns from rows. */
  readonly regime: RegimeKind;
  readonly federated: Federated;
  readonly online: Online;
  /** Where the model comes from that the victim builds on, if `training.transfer` says that it does. */
  readonly pretrained: Pretrained;
  /** Who delivers the training rows; the seed decides who delivers which. Empty: nobody is told apart, or the data say it themselves. */
  readonly contributors: readonly Contributor[];
  /** The contributor that is the attacker's, who then has no other rows; null: rows from anywhere. */
  readonly attackSource: string | null;
  /** Up to four pipelines; each is a chain of defenses and one column on the page. */
  readonly defenses: readonly (readonly Choice[])[];
  /** Train a random filter and an oracle filter beside every pipeline that removes rows. */
  readonly baselines: boolean;
  /** Up to four probes: inputs crafted against every finished model. */
  readonly probes: readonly Choice[];
  /** The defender's own small set of rows. */
  readonly trusted: Trusted;
  /** What a deployed model meets, for monitors. */
  readonly stream: Stream;
}

const choice = z.strictObject({ id: z.string(), params: z.record(z.string(), z.unknown()).default({}) });
const envelope = z.strictObject({
  v: z.literal(SPEC_VERSION).default(SPEC_VERSION),
  seed: z.int().min(0).max(4294967295).default(1),
  dataset: choice,
  model: choice,
  training: trainingSchema.prefault({}),
  attack: choice.nullable().default(null),
  regime: regimeSchema.default("central"),
  federated: federatedSchema.prefault({}),
  online: onlineSchema.prefault({}),
  pretrained: pretrainedSchema.prefault({}),
  contributors: z.array(contributorSchema).max(MAX_CONTRIBUTORS).default([]),
  attackSource: z.string().max(40).nullable().default(null),
  defenses: z.array(z.array(choice).min(1).max(MAX_CHAIN)).max(MAX_PIPELINES).default([]),
  baselines: z.boolean().default(true),
  probes: z.array(choice).max(MAX_PROBES).default([]),
  trusted: trustedSchema.prefault({}),
  stream: streamSchema.prefault({}),
});

const fail = (problem: Problem): Outcome<never> => ({ ok: false, problem });

/** What a bound asks for: of a number itself, of a text or a list how long it is. */
function bound(how: string, n: number | bigint, origin: string): string {
  const of = origin === "string" ? ["character", "characters"] : origin === "array" ? ["entry", "entries"] : null;
  return of ? `have ${how} ${n} ${of[Number(n) === 1 ? 0 : 1]}` : `be ${how} ${n}`;
}

/** One clear sentence from a zod failure: the field, what was expected, what came. */
function sentence(error: z.ZodError, prefix: string): Problem {
  const issue = error.issues[0]!;
  const path = [prefix, ...issue.path.map(String)].filter(Boolean).join(".");
  if (issue.code === "unrecognized_keys") {
    const field = [path, issue.keys[0]].filter(Boolean).join(".");
    return { code: "bad-spec", field, message: `${field} is not something this experiment knows. Check the spelling or remove it.` };
  }
  const came = issue.input === undefined ? "nothing" : JSON.stringify(issue.input)?.slice(0, 60);
  const expected =
    issue.code === "too_big" ? bound("at most", issue.maximum, issue.origin) :
    issue.code === "too_small" ? bound("at least", issue.minimum, issue.origin) :
    issue.code === "invalid_value" ? `be one of ${issue.values.map(String).join(", ")}` :
    issue.code === "invalid_type" ? (issue.expected === "int" ? "be a whole number" : `be a ${issue.expected}`) :
    `be ${issue.message}`;
  return { code: "bad-parameter", field: path || "spec", message: `${path || "The spec"} must ${expected}${came ? `; it was ${came}` : ""}.` };
}

function parseChoice<T extends { readonly id: string; readonly params: ParamsSchema }>(registry: Registry<T>, raw: z.infer<typeof choice>, path: string): Outcome<{ plugin: T; choice: Choice }> {
  const plugin = registry.find(raw.id);
  if (!plugin) return fail({ code: "unknown-plug-in", field: `${path}.id`, message: `${path}.id: there is no ${registry.kind} called "${raw.id.slice(0, 60)}". Known: ${registry.ids().join(", ")}.` });
  const parsed = plugin.params.safeParse(raw.params, { reportInput: true });
  if (!parsed.success) return fail(sentence(parsed.error, `${path}.params`));
  return { ok: true, value: { plugin, choice: { id: raw.id, params: parsed.data } } };
}

/** true, or what is wrong about who delivers what. */
function checkSources({ contributors, attackSource, attack }: z.infer<typeof envelope>, meta: DatasetMeta): true | Problem {
  const names = contributors.map((c) => c.name), twice = names.find((name, i) => names.indexOf(name) !== i);
  if (names.length === 1) return { code: "bad-parameter", field: "contributors", message: "contributors: name at least two, or none; a single contributor is the whole training set." };
  if (twice !== undefined) return { code: "bad-parameter", field: "contributors", message: `contributors: two of them are called "${twice}". Give each a name of its own.` };
  if (names.length > 0 && meta.sources) return { code: "unsupported", field: "contributors", message: `contributors: ${meta.title} says itself who delivered each row (${meta.sources.join(", ")}). Take the contributors out.` };
  if (attackSource === null || !attack) return true;
  const known = meta.sources ?? names;
  return known.includes(attackSource) || { code: "bad-parameter", field: "attackSource", message: `attackSource must be ${known.length > 0 ? `one of ${known.join(", ")}` : "null, because no contributors are named"}; it was "${attackSource}".` };
}

/** Whether a spec is the kind of run that can be reported as an audit. */
export const isAudit = (spec: Spec): boolean => spec.training.transfer === "as-is" && spec.pretrained.from === "file" && spec.attack === null;

/** The size of the federation that a spec describes. */
export const federationOf = (f: Federated) => ({ clients: f.clients, perRound: perRound(f), rounds: f.rounds, serverRate: f.serverRate });

/** What is known of a setup before any data are loaded, for the question whether something applies. */
export const setupOf = (spec: Pick<Spec, "regime" | "training" | "pretrained" | "contributors">, meta: DatasetMeta, plan?: ModelPlan): SetupContext => ({
  meta, ...(plan && { plan }), sources: spec.contributors.length, regime: spec.regime, downloads: spec.training.transfer !== "none" && spec.pretrained.from === "foundation",
});

/** In which order a server takes its steps. */
export const AGGREGATE_STEPS: readonly AggregateDefense["step"][] = ["admit", "prepare", "combine"];
const STEP_DOES: Readonly<Record<AggregateDefense["step"], string>> = { admit: "decides whose updates count", prepare: "changes single updates", combine: "makes one update of many" };

/** What is wrong with one aggregation step after others, or null. */
function checkAggregate(plugin: AggregateDefense, before: readonly AggregateDefense[]): string | null {
  const hider = before.find((d) => d.hides) ?? (plugin.hides ? plugin : undefined), looker = [...before, plugin].find((d) => d.inspects);
  if (hider && looker) return `${hider.title} hides single updates from the server, and ${looker.title} has to look at each of them. A server can have one or the other.`;
  const later = before.find((d) => AGGREGATE_STEPS.indexOf(d.step) > AGGREGATE_STEPS.indexOf(plugin.step));
  if (later) return `${plugin.title} ${STEP_DOES[plugin.step]} and must come before ${later.title}, which ${STEP_DOES[later.step]}.`;
  const rule = before.find((d) => d.step === "combine");
  return plugin.step === "combine" && rule ? `${rule.title} makes one update of many already; a server has one rule.` : null;
}

/** What is wrong with the order of a pipeline, or null. */
export function checkChain(chain: readonly Choice[], { training }: { readonly training: Pick<Training, "transfer"> }): { readonly at: number; readonly why: string } | null {
  let latest = 0;
  for (const [at, choice] of chain.entries()) {
    const plugin = defenses.find(choice.id)!, rank = DEFENSE_STAGES.indexOf(plugin.stage), before = chain.slice(0, at).map((c) => defenses.find(c.id)!);
    if (rank < latest) return { at, why: `${plugin.title} ${STAGE_DOES[plugin.stage]} and must come before what ${STAGE_DOES[DEFENSE_STAGES[latest]!]}.` };
    if ((plugin.stage === "train" || plugin.stage === "guard") && before.some((d) => d.stage === plugin.stage)) return { at, why: `a pipeline has room for one defense that ${STAGE_DOES[plugin.stage]}.` };
    if ((plugin.stage === "repair" || plugin.stage === "guard") && before.some((d) => "votes" in d)) return { at, why: `the models before it vote, so there is no single one that ${plugin.title} could work on.` };
    if (plugin.stage === "train" && training.transfer === "last-layer") return { at, why: "only the last layer learns here, which leaves nothing to train robustly. Choose another start of the training." };
    if ((plugin.stage === "train" || plugin.stage === "filter") && training.transfer === "as-is") return { at, why: "nothing is trained here: the model is used as it comes." };
    if ("fromScratch" in plugin && training.transfer !== "none") return { at, why: `what ${plugin.title} promises holds only for a model that starts from random weights; a pretrained one has seen all rows already.` };
    const wrong = plugin.stage === "aggregate" ? checkAggregate(plugin, before.filter((d) => d.stage === "aggregate")) : null;
    if (wrong !== null) return { at, why: wrong };
    latest = rank;
  }
  return null;
}

/** What a defense of each kind does, to go on after its name. */
export const STAGE_DOES: Readonly<Record<DefenseStage, string>> = {
  vet: "checks the downloaded model", filter: "filters the training rows", train: "changes the training", aggregate: "works on what clients send", stream: "decides what the model learns from the stream",
  repair: "repairs the trained model", guard: "screens inputs at run time", monitor: "watches the deployed model",
};

/** true, or what is wrong about how the victim learns. */
function checkRegime(raw: z.infer<typeof envelope>, meta: DatasetMeta): true | Problem {
  const bad = (field: string, message: string): Problem => ({ code: "bad-parameter", field, message: `${field} ${message}` });
  if (raw.regime === "federated" && raw.federated.malicious >= raw.federated.clients) return bad("federated.malicious", `must be below the number of clients (${raw.federated.clients}); it was ${raw.federated.malicious}.`);
  if (raw.regime === "federated" && raw.trusted.from === "delivered") return bad("trusted.from", "must be held-out here: clients keep their rows to themselves, so the server can pick none of them.");
  if (raw.regime !== "central" && raw.training.transfer !== "none") return bad("training.transfer", `must be none here: ${REGIME_TITLES[raw.regime].toLowerCase()} starts from a model of its own.`);
  if (raw.regime !== "central" && raw.contributors.length > 0) return bad("contributors", `must be empty here: ${raw.regime === "federated" ? "clients bring the rows" : "users bring the labels"}.`);
  if (raw.regime !== "central" && meta.sources) return { code: "unsupported", field: "regime", message: `regime: ${meta.title} says itself who delivered each row, so the rows cannot be dealt out to ${raw.regime === "federated" ? "clients" : "users"}.` };
  if (raw.training.transfer === "as-is" && raw.pretrained.from !== "file") return bad("training.transfer", "must not be as-is unless the model is a file of your own.");
  if (raw.training.transfer !== "none" && raw.pretrained.from === "foundation" && raw.model.id !== "foundation") return bad("model.id", `must be foundation, the network of the foundation model; it was ${raw.model.id}.`);
  if (raw.training.transfer !== "none" && raw.pretrained.from === "file" && raw.model.id !== "own-model") return bad("model.id", `must be own-model, the network in your file; it was ${raw.model.id}.`);
  return true;
}

/** Turns any value into a complete spec, or says in one sentence which field is wrong and what was expected. */
export function parseSpec(value: unknown): Outcome<Spec> {
  if (typeof value === "object" && value !== null && "v" in value && typeof value.v === "number" && value.v > SPEC_VERSION)
    return fail({ code: "version", field: "v", message: `v: this experiment was made with a newer version of Hemlock (format ${value.v}; this page reads up to ${SPEC_VERSION}). Reload the page or ask for an older link.` });
  const parsed = envelope.safeParse(value, { reportInput: true });
  if (!parsed.success) return fail(sentence(parsed.error, ""));
  const raw = parsed.data;
  const dataset = parseChoice(datasets, raw.dataset, "dataset");
  if (!dataset.ok) return dataset;
  const model = parseChoice(models, raw.model, "model");
  if (!model.ok) return model;
  let meta: DatasetMeta;
  try {
    meta = dataset.value.plugin.meta(dataset.value.choice.params);
  } catch (error) {
    if (error instanceof ProblemError) return fail(error.problem);
    throw error;
  }
  const sources = checkSources(raw, meta);
  if (sources !== true) return fail(sources);
  const regime = checkRegime(raw, meta);
  if (regime !== true) return fail(regime);
  const fits = model.value.plugin.supports(meta, model.value.choice.params);
  if (fits !== true) return fail({ code: "unsupported", field: "model.id", message: `model.id: ${fits}` });
  let plan: ModelPlan;
  try {
    plan = model.value.plugin.plan(model.value.choice.params, meta);
    const whole = raw.training.transfer === "as-is" ? classesFit(model.value.choice.params as { hash: string; name: string }, meta) : true;
    if (whole !== true) return fail({ code: "unsupported", field: "training.transfer", message: `training.transfer: ${whole}` });
  } catch (error) {
    if (error instanceof ProblemError) return fail(error.problem);
    throw error;
  }
  const held = raw.regime === "federated" ? perRound(raw.federated) * weightCount(plan) : 0;
  if (held > MAX_UPDATES) return fail({ code: "bad-parameter", field: "federated.clients", message: `federated.clients: the updates of one round would hold ${Math.round(held / 1e6)} million numbers (${perRound(raw.federated)} clients, ${weightCount(plan).toLocaleString("en-US")} weights each), and at most ${MAX_UPDATES / 1e6} million fit. Take fewer clients a round or a smaller network.` });
  const setup = setupOf(raw, meta, plan), federation = federationOf(raw.federated);
  let attack: Choice | null = null;
  if (raw.attack) {
    const a = parseChoice(attacks, raw.attack, "attack");
    if (!a.ok) return a;
    const s = attackApplies(a.value.plugin, setup, a.value.choice.params);
    if (s !== true) return fail({ code: "unsupported", field: "attack.id", message: `attack.id: ${s}` });
    const c = a.value.plugin.check?.(a.value.choice.params, meta) ?? true;
    if (c !== true) return fail({ code: "bad-parameter", field: `attack.params.${c.field}`, message: `attack.params.${c.field} ${c.message}` });
    attack = a.value.choice;
  }
  const pipelines: Choice[][] = [];
  for (const [i, chain] of raw.defenses.entries()) {
    const out: Choice[] = [];
    for (const [j, d] of chain.entries()) {
      const path = `defenses.${i}.${j}`;
      const one = parseChoice(defenses, d, path);
      if (!one.ok) return one;
      const s = defenseApplies(one.value.plugin, setup);
      if (s !== true) return fail({ code: "unsupported", field: `${path}.id`, message: `${path}.id: ${s}` });
      const possible = one.value.plugin.stage === "aggregate" ? (one.value.plugin.check?.(one.value.choice.params, federation) ?? true) : true;
      if (possible !== true) return fail({ code: "bad-parameter", field: `${path}.params.${possible.field}`, message: `${path}.params.${possible.field} ${possible.message}` });
      out.push(one.value.choice);
    }
    const wrong = checkChain(out, raw);
    if (wrong) return fail({ code: "unsupported", field: `defenses.${i}.${wrong.at}.id`, message: `defenses.${i}.${wrong.at}.id: ${wrong.why}` });
    pipelines.push(out);
  }
  const tried: Choice[] = [];
  for (const [i, raw_] of raw.probes.entries()) {
    const one = parseChoice(probes, raw_, `probes.${i}`);
    if (!one.ok) return one;
    const s = one.value.plugin.supports({ meta, plan });
    if (s !== true) return fail({ code: "unsupported", field: `probes.${i}.id`, message: `probes.${i}.id: ${s}` });
    const c = one.value.plugin.check?.(one.value.choice.params, meta) ?? true;
    if (c !== true) return fail({ code: "bad-parameter", field: `probes.${i}.params.${c.field}`, message: `probes.${i}.params.${c.field} ${c.message}` });
    tried.push(one.value.choice);
  }
  return { ok: true, value: { v: SPEC_VERSION, seed: raw.seed, dataset: dataset.value.choice, model: model.value.choice, training: raw.training, attack, regime: raw.regime, federated: raw.federated, online: raw.online, pretrained: raw.pretrained, contributors: raw.contributors, attackSource: raw.attackSource, defenses: pipelines, baselines: raw.baselines, probes: tried, trusted: raw.trusted, stream: raw.stream } };
}

/** SHA-256 of a value's canonical JSON, hex; works without a secure context. */
export function hashOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

/** The name of a run. */
export function specKey(spec: Spec): string {
  return hashOf(spec);
}
