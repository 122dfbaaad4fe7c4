/**
 * From a spec to a graph of stages. Each stage is named by a hash of what goes into it: its kind, plug-in, parameters,
 * seed and its parents' names. Arms that need the same stage share it, and a stage whose name is in the cache is not
 * computed again. Pure; loads nothing.
 */
import type { ModelPlan } from "../core/learner";
import type { Federation, SurrogateWish } from "../core/plugins";
import { attacks } from "../attacks/registry";
import { datasets } from "../datasets/registry";
import { defenses } from "../defenses/registry";
import { models } from "../models/registry";
import { probes } from "../probes/registry";
import { attackerNeeds, type Users } from "./clients";
import type { ArmInfo } from "./result";
import { federationOf, hashOf, accountsOf, maliciousClients, type Choice, type Contributor, type Federated, type Online, type Pretrained, type Spec, type Stream, type Training, type Trusted } from "./spec";

/** Which finished stages a stage reads, by role; values are keys. */
export interface StageParents {
  readonly load?: string;
  readonly poison?: string;
  readonly selection?: string;
  readonly model?: string;
  /** Where the epoch curve comes from, when `model` is a repaired one. */
  readonly trained?: string;
  /** The model that the victim builds on, when it does not start from nothing. */
  readonly pretrained?: string;
  /** The edition of it that its publisher has put out. */
  readonly published?: string;
  /** Models of an attacker's own. */
  readonly surrogates?: readonly string[];
  /** The parts of a crafted attack. */
  readonly crafted?: readonly string[];
  /** The parts of a look at the model before it is repaired. */
  readonly inspected?: readonly string[];
  /** What a guard made of the inputs that a tested model meets. */
  readonly screen?: string;
}

/** A defense at work: which one, where in its pipeline, and what the defender knows of the victim. */
interface Defending {
  readonly defense: Choice;
  readonly position: number;
  readonly model: Choice;
  readonly training: Training;
  readonly trusted: Trusted;
  /** The training rows are not the defender's to see: clients have them, or they came in one by one. */
  readonly apart?: true;
}

export type StageWork =
  | { readonly kind: "load"; readonly dataset: Choice; readonly contributors: readonly Contributor[]; readonly clients?: Pick<Federated, "clients" | "partition" | "alpha">; readonly users?: Users }
  /** `sources`: whose rows the attacker has, by number; then the poison rate is a share of those, and with `whole` all of them are poisoned, or so many that the classes take turns, if `count` says how many. `federation`: for attacks on updates. */
  | { readonly kind: "poison"; readonly attack: Choice; readonly from: string | null; readonly sources?: readonly number[]; readonly whole?: true; readonly count?: number; readonly federation?: Federation }
  | ({ readonly kind: "filter" } & Defending)
  | { readonly kind: "baseline"; readonly rule: "random" | "oracle" }
  | { readonly kind: "train"; readonly model: Choice; readonly training: Training }
  | ({ readonly kind: "harden" } & Defending)
  | { readonly kind: "federate"; readonly model: Choice; readonly training: Training; readonly federated: Federated; readonly attack: Choice | null; readonly rules: readonly Placed[]; readonly trusted?: Trusted }
  | { readonly kind: "online"; readonly model: Choice; readonly training: Training; readonly online: Online; readonly attacked: boolean; readonly rules: readonly Placed[]; readonly trusted?: Trusted }
  /** `attack`: whoever tampers with it on the way. */
  | { readonly kind: "obtain"; readonly from: Pretrained["from"]; readonly model: Choice; readonly attack: Choice | null }
  | ({ readonly kind: "vet" } & Defending)
  | ({ readonly kind: "inspect"; readonly part: number; readonly parts: number } & Defending)
  | ({ readonly kind: "repair" } & Defending)
  /** `tuned`: the model has learned from the trusted rows, which a guard or monitor then takes for new ones. */
  | ({ readonly kind: "screen"; readonly tuned: boolean } & Defending)
  | { readonly kind: "watch"; readonly tuned: boolean; readonly defense: Choice; readonly stream: Stream; readonly trusted: Trusted }
  | { readonly kind: "pretrain"; readonly model: Choice; readonly training: Training }
  | { readonly kind: "surrogate"; readonly wish: SurrogateWish; readonly model: Choice; readonly training: Training }
  | { readonly kind: "craft"; readonly attack: Choice; readonly from: string | null; readonly model: Choice; readonly training: Training; readonly part: number; readonly parts: number }
  | { readonly kind: "probe"; readonly probe: Choice; readonly surrogates: readonly string[] }
  | { readonly kind: "evaluate" };

export interface Stage {
  /** Content hash; two stages with the same key have the same output. */
  readonly key: string;
  readonly title: string;
  readonly seed: number;
  readonly work: StageWork;
  readonly parents: StageParents;
  /** What a training stage measures after each epoch; it waits for it, but its result does not depend on it. */
  readonly observe?: { readonly load: string; readonly poison?: string };
  /** Ids of the arms that stand on it, in the order of the columns. */
  readonly arms: string[];
}

export interface PlannedArm extends ArmInfo {
  readonly evaluate: string;
  readonly train: string;
  readonly model: string;
  readonly selection?: string;
  /** Filters of this pipeline in order, for notes and scores. */
  readonly filters: readonly string[];
  /** What guards its model at run time. */
  readonly screen?: string;
  /** The stage that each defense of its pipeline ends in. */
  readonly steps: readonly { readonly key: string; readonly defense: string; readonly position: number }[];
  /** The model that it builds on as it came, when it was downloaded. */
  readonly download?: string;
  /** Probes against its model, in the spec's order; none for baselines. */
  readonly probes: readonly string[];
  /** The poison stage that it stands on or is measured against. */
  readonly poison?: string;
  /** The attacker is at work in it. */
  readonly attacked: boolean;
}

export interface ExperimentPlan {
  readonly arms: readonly PlannedArm[];
  /** In an order in which every stage comes after its parents. */
  readonly stages: readonly Stage[];
  readonly load: string;
  readonly poison?: string;
  /** What is tried on every finished model. */
  readonly probes: readonly Choice[];
}

/** A federation that nobody attacks: who would is of no matter, unless their turn decides who is asked. */
const quiet = (f: Federated): Federated => (f.participation === "once" ? f : { ...f, malicious: 0, participation: "always", attackRound: 1 });

const metaOf = (spec: Spec) => datasets.find(spec.dataset.id)!.meta(spec.dataset.params);

/** The network a spec asks for. */
export function modelPlanOf(dataset: Choice, model: Choice): ModelPlan {
  const meta = datasets.find(dataset.id)!.meta(dataset.params);
  return models.find(model.id)!.plan(model.params, meta);
}

/** A defense and its place in its pipeline. */
export interface Placed {
  readonly defense: Choice;
  readonly position: number;
}
const stageOf = ({ defense }: Placed) => defenses.find(defense.id)!.stage;
const titleOf = (c: Choice) => defenses.find(c.id)!.title;

export function planExperiment(spec: Spec): ExperimentPlan {
  const stages = new Map<string, Stage>();
  const add = (arm: string | null, title: string, work: StageWork, parents: StageParents, observe?: Stage["observe"]): string => {
    const key = hashOf({ ...work, seed: spec.seed, parents });
    const known = stages.get(key);
    if (!known) stages.set(key, { key, title, seed: spec.seed, work, parents, observe, arms: arm ? [arm] : [] });
    else if (arm && !known.arms.includes(arm)) known.arms.push(arm);
    return key;
  };

  const { regime, federated, online } = spec;
  const load = add(null, "Load the data", {
    kind: "load", dataset: spec.dataset, contributors: spec.contributors,
    ...(regime === "federated" && { clients: { clients: federated.clients, partition: federated.partition, alpha: federated.alpha } }), ...(regime === "online" && { users: { users: online.users, accounts: online.accounts, initial: online.initial, steps: online.steps, perStep: online.perStep, reporting: online.reporting } }),
  }, {});
  const learn = { model: spec.model, training: spec.training };
  // Whoever does not start from nothing starts from a model that others have trained, from nothing, on clean rows.
  const scratch = { model: spec.model, training: { ...spec.training, transfer: "none" as const } };
  const obtain = (attack: Choice | null) => add(null, attack ? "Get the model that the attacker hands out" : "Get the model that the victim builds on", { kind: "obtain", from: spec.pretrained.from, model: spec.model, attack }, { load });
  const pretrained = spec.training.transfer === "none" ? undefined : spec.pretrained.from === "same-rows" ? add(null, "Train the model that the victim builds on", { kind: "pretrain", ...scratch }, { load }) : obtain(null);
  const tampered = spec.attack && pretrained !== undefined && attacks.find(spec.attack.id)!.stage === "weights" ? obtain(spec.attack) : pretrained;
  const surrogate = (wish: SurrogateWish) => add(null, `Train the attacker’s ${wish.title}`, { kind: "surrogate", wish, model: spec.model, training: { ...scratch.training, epochs: wish.epochs ?? spec.training.epochs } }, { load });

  const poisonWith = (attack: Choice): string => {
    const { craft, stage } = attacks.find(attack.id)!, work = {
      attack, from: spec.attackSource,
      ...(regime === "federated" && { sources: [...maliciousClients(spec.seed, federated)], ...(stage === "update" && { federation: federationOf(federated) }) }), ...(regime === "online" && { sources: accountsOf(online), whole: true as const, count: attackerNeeds(online) }),
    };
    if (stage !== "data") return add(null, "Prepare the attack", { kind: "poison", ...work }, { load });
    // Some attacks need a model for some of their parameters only.
    const parts = craft?.parts(attack.params) ?? 0;
    if (!craft || parts === 0) return add(null, "Poison the training set", { kind: "poison", ...work }, { load });
    const surrogates = craft.surrogates(attack.params).map((wish, i) => (i === 0 && pretrained !== undefined && !wish.adversarial ? pretrained : surrogate(wish)));
    const crafted = Array.from({ length: parts }, (_, part) =>
      add(null, parts > 1 ? `Craft the poison, part ${part + 1} of ${parts}` : "Craft the poison", { kind: "craft", ...work, ...learn, part, parts }, { load, pretrained, ...(surrogates.length > 0 && { surrogates }) }));
    return add(null, "Poison the training set", { kind: "poison", ...work }, { load, crafted });
  };
  const poison = spec.attack ? poisonWith(spec.attack) : undefined;
  const observe = { load, poison };
  const start: StageParents = pretrained === undefined ? { load } : { load, pretrained };
  const data: StageParents = poison ? { load, ...(tampered !== undefined && { pretrained: tampered }), poison } : start;
  const arms: PlannedArm[] = [];

  const probesOf = (arm: ArmInfo, model: string): string[] =>
    spec.probes.map((probe) => {
      const plugin = probes.find(probe.id)!, wishes = plugin.surrogates?.(probe.params, { meta: metaOf(spec), model: spec.model.id }) ?? [];
      const surrogates = wishes.map(surrogate);
      return add(arm.id, `${plugin.title}: probe the ${arm.title.toLowerCase()} model`, { kind: "probe", probe, surrogates: wishes.map((w) => w.title) }, { load, model, ...(surrogates.length > 0 && { surrogates }) });
    });

  const defending = { ...learn, trusted: spec.trusted, ...(regime !== "central" && { apart: true as const }) };
  /** Trains on some rows, then whatever of a pipeline comes after its filters, then the tests. */
  const finish = (arm: ArmInfo, rows: StageParents, filtered: PlannedArm["steps"], rest: readonly Placed[], against: string | null = poison ?? null) => {
    const measured = against ?? undefined;
    const name = arm.kind === "clean-control" ? "defended clean" : arm.title.toLowerCase(), watched = measured === poison ? observe : { load, poison: measured };
    const hardened = rest.find((d) => stageOf(d) === "train"), votes = hardened && "votes" in defenses.find(hardened.defense.id)!;
    const rules = rest.filter((d) => stageOf(d) === "aggregate" || stageOf(d) === "stream"), attack = rows.poison === undefined ? null : arm.kind === "attack-baseline" ? plainAttack : spec.attack;
    const asked = rules.some((r) => defenses.find(r.defense.id)!.needsTrusted) ? { trusted: spec.trusted } : {};
    const train = regime === "federated"
      ? add(arm.id, `Train the ${name} model with its clients`, { kind: "federate", ...learn, federated: attack ? federated : quiet(federated), attack, rules, ...asked }, rows, watched)
      : regime === "online"
      ? add(arm.id, `Let the ${name} model learn from its stream`, { kind: "online", ...learn, online: attack ? online : { ...online, schedule: "drip", peak: 0, onset: 1, length: 1 }, attacked: attack !== null, rules, ...asked }, rows, watched)
      : hardened
      ? add(arm.id, `${titleOf(hardened.defense)}: train the ${name} model`, { kind: "harden", ...hardened, ...defending }, { ...rows, load }, watched)
      : add(arm.id, `Train the ${name} model`, { kind: "train", ...learn }, rows, watched);
    let model = train, screen: string | undefined;
    const steps = [...filtered], end = ({ defense, position }: Placed, key: string) => void steps.push({ key, defense: defense.id, position });
    if (hardened) end(hardened, train);
    for (const rule of rules) end(rule, train);
    const tuned = rest.some((d) => (stageOf(d) === "train" || stageOf(d) === "repair") && defenses.find(d.defense.id)!.needsTrusted);
    for (const placed of rest) {
      const { defense, position } = placed;
      const plugin = defenses.find(defense.id)!, work = { defense, position, ...defending };
      if (plugin.stage === "repair") {
        const parts = plugin.inspection?.parts(defense.params, metaOf(spec)) ?? 0;
        // Parameters that only the repair knows keep their defaults here, so that repairs that differ in them share the look.
        const looked = plugin.inspection && { id: defense.id, params: plugin.params.parse(Object.fromEntries(plugin.inspection.uses.map((name) => [name, defense.params[name]]))) as Choice["params"] };
        const inspected = Array.from({ length: parts }, (_, part) => add(arm.id, `${plugin.title}: look into the ${name} model, part ${part + 1} of ${parts}`, { kind: "inspect", part, parts, ...work, defense: looked! }, { ...rows, load, model }));
        model = add(arm.id, `${plugin.title}: repair the ${name} model`, { kind: "repair", ...work }, { ...rows, load, model, ...(parts > 0 && { inspected }) });
        end(placed, model);
      } else if (plugin.stage === "guard") {
        screen = add(arm.id, `${plugin.title}: guard the ${name} model`, { kind: "screen", tuned, ...work }, { ...rows, load, poison: measured, model });
        end(placed, screen);
      } else if (plugin.stage === "monitor") {
        end(placed, add(arm.id, `${plugin.title}: watch the ${name} model`, { kind: "watch", tuned, defense, stream: spec.stream, trusted: spec.trusted }, { load, poison: measured, model, ...(regime === "online" && { trained: train }) }));
      }
    }
    const evaluate = add(arm.id, `Test the ${name} model`, { kind: "evaluate" }, { load, poison: measured, model, trained: train, screen });
    const tried = arm.kind.endsWith("-baseline") || arm.kind === "clean-control" || votes ? [] : probesOf(arm, model);
    const download = spec.pretrained.from === "same-rows" ? undefined : rows.pretrained;
    arms.push({ ...arm, evaluate, train, model, selection: rows.selection, filters: filtered.filter((f) => f.key !== rows.pretrained).map((f) => f.key), screen, steps, probes: tried, poison: measured, attacked: rows.poison !== undefined, ...(download !== undefined && { download }) });
    return train;
  };
  /** The rows that a pipeline's filters leave of what was delivered. */
  const filter = (id: string, delivered: StageParents, chain: readonly Placed[]) => {
    let rows = delivered;
    const filters: { key: string; defense: string; position: number }[] = [];
    for (const { defense, position } of chain) {
      const plugin = defenses.find(defense.id)!;
      if (plugin.stage === "vet") {
        const checked = add(id, `${plugin.title}: check the downloaded model`, { kind: "vet", defense, position, ...defending }, { load, pretrained: rows.pretrained, published: pretrained });
        filters.push({ key: checked, defense: defense.id, position });
        rows = { ...rows, pretrained: checked };
        delivered = { ...delivered, pretrained: checked };
      }
      if (plugin.stage !== "filter") continue;
      const title = rows.selection ? "Train a model to look for poison in" : delivered.poison ? "Train the poisoned model" : "Train the clean model";
      const model = plugin.needsModel ? add(id, title, { kind: "train", ...learn }, rows, delivered.poison ? observe : { load }) : undefined;
      const selection = add(id, `${plugin.title}: look for poisoned rows`, { kind: "filter", defense, position, ...defending }, { ...rows, load, model });
      filters.push({ key: selection, defense: defense.id, position });
      rows = { ...delivered, selection };
    }
    return { rows, filters, delivered };
  };

  finish({ id: "clean", kind: "clean", title: "Clean" }, start, [], []);
  if (poison) finish({ id: "poisoned", kind: "poisoned", title: "Poisoned" }, data, [], []);

  const baselines: (() => void)[] = [];
  const plainer = spec.attack && spec.baselines ? attacks.find(spec.attack.id)!.baseline?.(spec.attack.params) : undefined;
  const plainAttack: Choice | null = plainer ? { id: plainer.id, params: attacks.find(plainer.id)!.params.parse(plainer.params) } : null;
  if (plainAttack && plainer)
    baselines.push(() => {
      const other = poisonWith(plainAttack);
      finish({ id: "poisoned-baseline", kind: "attack-baseline", title: plainer.title }, { ...start, poison: other }, [], [], other);
    });
  spec.defenses.forEach((chain, p) => {
    const id = `defended-${p + 1}`, title = spec.defenses.length > 1 ? `Defended ${p + 1}` : "Defended";
    const placed = chain.map((defense, position) => ({ defense, position })), { rows, filters, delivered } = filter(id, data, placed);
    const rest = placed.filter((d) => stageOf(d) !== "filter" && stageOf(d) !== "vet");
    finish({ id, kind: "defended", title, pipeline: p }, rows, filters, rest);
    if (!spec.baselines) return;
    const rules = !rows.selection ? [] : spec.attack ? (["random", "oracle"] as const) : (["random"] as const);
    for (const rule of rules)
      baselines.push(() => {
        const arm = { id: `${id}-${rule}`, kind: `${rule}-baseline`, title: rule === "random" ? `Random filter` : `Oracle filter`, pipeline: p } as const;
        const selection = add(arm.id, rule === "random" ? "Remove as many rows at random" : "Remove exactly the poisoned rows", { kind: "baseline", rule }, { ...delivered, ...(rule === "random" ? { selection: rows.selection } : {}) });
        finish(arm, { ...delivered, selection }, [], rest);
      });
    // What the defense costs where there is nothing to defend against.
    if (poison) baselines.push(() => {
      const arm = { id: `${id}-clean`, kind: "clean-control", title: "On clean data", pipeline: p } as const, honest = filter(arm.id, start, placed);
      finish(arm, honest.rows, honest.filters, rest, null);
    });
  });
  for (const make of baselines) make();
  for (const stage of stages.values())
    if (stage.arms.length === 0) stage.arms.push(...arms.map((a) => a.id));
  return { arms, stages: [...stages.values()], load, poison, probes: spec.probes };
}
