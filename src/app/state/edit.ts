/**
 * Edits of a spec as pure functions: each takes a spec and gives the next one. Choosing a data set or a model also
 * takes out what can no longer work with it and says so. Nothing here checks parameters; parseSpec does.
 */
import { AGGREGATE_STEPS, attackApplies, attacks, datasets, DEFENSE_STAGES, defenseApplies, defenses, setupOf, models, pretrainedSchema, probes, trainingSchema, checkChain, federationOf, MAX_PIPELINES, MAX_PROBES, type Choice, type DatasetMeta, type ModelPlan, type ParamsSchema, type Spec, type Support } from "../../engine/index";
import { settle } from "./settle";

export interface Edit {
  readonly spec: Spec;
  /** What had to go or change with it, one sentence each. */
  readonly said: readonly string[];
}

/** A plug-in with all its defaults. */
export const fresh = (plugin: { readonly id: string; readonly params: ParamsSchema }): Choice => ({ id: plugin.id, params: plugin.params.parse({}) });

/** The data set's facts for a spec, or null when its parameters are out of bounds at the moment. */
export function metaOf(spec: Spec): DatasetMeta | null {
  const plugin = datasets.find(spec.dataset.id);
  const params = plugin?.params.safeParse(spec.dataset.params);
  if (!plugin || !params?.success) return null;
  try {
    return plugin.meta(params.data);
  } catch {
    // A person's own data that are not here.
    return null;
  }
}

export function planOf(spec: Spec, meta: DatasetMeta | null = metaOf(spec)): ModelPlan | undefined {
  const plugin = models.find(spec.model.id);
  const params = plugin?.params.safeParse(spec.model.params);
  if (!plugin || !meta || !params?.success || plugin.supports(meta) !== true) return undefined;
  try {
    return plugin.plan(params.data, meta);
  } catch {
    return undefined;
  }
}

const fits = (s: Support): boolean => s === true;

/** Other contributors; the attacker is nobody's any more when theirs is gone. */
export function withContributors(spec: Spec, contributors: Spec["contributors"]): Spec {
  const renamed = contributors.length === spec.contributors.length ? contributors[spec.contributors.findIndex((c) => c.name === spec.attackSource)]?.name : undefined;
  const known = contributors.some((c) => c.name === spec.attackSource);
  return { ...spec, contributors, attackSource: known ? spec.attackSource : (renamed ?? null) };
}

/** A defense whose settings are possible here, with its defaults if its own are not; otherwise why it cannot be. */
function possible(choice: Choice, spec: Spec): { readonly choice: Choice; readonly reset?: true } | { readonly why: string } {
  const plugin = defenses.find(choice.id);
  if (plugin?.stage !== "aggregate" || !plugin.check) return { choice };
  const federation = federationOf(spec.federated), own = plugin.check(choice.params, federation);
  if (own === true) return { choice };
  const other = fresh(plugin), again = plugin.check(other.params, federation);
  return again === true ? { choice: other, reset: true } : { why: `its ${again.field} ${again.message}` };
}

/** Takes out the attack, the defenses and the probes that do not work with the data, the model and the way of learning, naming each. */
export function refit(given: Spec, startAttack: string | null): Edit {
  const meta = metaOf(given);
  if (!meta) return { spec: given, said: [] };
  const settled = settle(given, meta), spec = settled.spec, plan = planOf(spec, meta), said: string[] = [...settled.said];
  const context = setupOf(spec, meta, plan);
  let attack = spec.attack;
  const plugin = attack && attacks.find(attack.id);
  if (plugin && attack) {
    const why = attackApplies(plugin, context, attack.params);
    if (why !== true) {
      const other = startAttack ? attacks.find(startAttack) : undefined;
      attack = other && fits(attackApplies(other, context)) ? fresh(other) : null;
      said.push(`${plugin.title} was ${attack ? `replaced by ${other!.title}` : "taken out"}: ${why}`);
    } else if (plugin.check && plugin.check(attack.params, meta) !== true) {
      attack = fresh(plugin);
      said.push(`${plugin.title} went back to its defaults, because these data have no place for its settings.`);
    }
  }
  const pipelines = spec.defenses.map((chain) => {
    let kept = chain.flatMap((d) => {
      const defense = defenses.find(d.id), why = defense ? defenseApplies(defense, context) : true, one = why === true ? possible(d, spec) : { why };
      if ("why" in one) said.push(`${defense!.title} was taken out: ${one.why}`);
      else if (one.reset) said.push(`${defense!.title} went back to its defaults, because its settings are impossible with so many clients.`);
      return "why" in one ? [] : [one.choice];
    });
    for (let wrong = checkChain(kept, spec); wrong; wrong = checkChain(kept, spec)) {
      said.push(`${defenses.find(kept[wrong.at]!.id)!.title} was taken out: ${wrong.why}`);
      kept = kept.toSpliced(wrong.at, 1);
    }
    return kept;
  });
  const tried = spec.probes.flatMap((choice) => {
    const probe = probes.find(choice.id), why = probe?.supports(context) ?? true;
    if (why !== true) said.push(`${probe!.title} was taken out: ${why}`);
    if (why !== true) return [];
    if (!probe?.check || probe.check(choice.params, meta) === true) return [choice];
    said.push(`${probe.title} went back to its defaults, because these data have no place for its settings.`);
    return [fresh(probe)];
  });
  return { spec: { ...spec, attack, defenses: pipelines.filter((chain) => chain.length > 0), probes: tried }, said: [...new Set(said)] };
}

export function chooseDataset(spec: Spec, id: string): Edit {
  const plugin = datasets.find(id);
  // Data that a person brings come with their fingerprint: see own-edit.ts.
  if (!plugin || plugin.supplied || id === spec.dataset.id) return { spec, said: [] };
  const next: Spec = { ...spec, dataset: fresh(plugin) };
  const meta = metaOf(next)!, model = models.find(spec.model.id);
  const said: string[] = [];
  let chosen = spec.model;
  const why = model?.supports(meta) ?? true;
  if (why !== true || !planOf(next, meta)) {
    const start = models.find(plugin.goodStart.model) ?? models.all.find((m) => fits(m.supports(meta)));
    if (start) chosen = fresh(start);
    if (start && model) said.push(`${model.title} was replaced by ${start.title}${why === true ? "" : `: ${why}`}`);
  }
  const rest = refit({ ...next, model: chosen }, plugin.goodStart.attack);
  return { spec: rest.spec, said: [...said, ...rest.said] };
}

/** A data set with the model, attack and training that make a good first experiment on it, in one training run; defenses stay where they fit. */
export function startDataset(spec: Spec, id: string): Edit {
  const plugin = datasets.find(id), model = plugin && models.find(plugin.goodStart.model), attack = plugin && attacks.find(plugin.goodStart.attack);
  if (!plugin || plugin.supplied || !model || !attack) return { spec, said: [] };
  const { attackParams = {}, training = {}, defense } = plugin.goodStart, chosen = defense ? defenses.find(defense) : undefined;
  const meta = plugin.meta(plugin.params.parse({}));
  return refit({
    ...spec, regime: "central", pretrained: pretrainedSchema.parse({}), dataset: fresh(plugin), model: fresh(model), training: trainingSchema.parse(training), attack: { id: attack.id, params: attack.params.parse(attackParams) },
    contributors: meta.sources ? [] : spec.contributors, attackSource: meta.sources ? null : spec.attackSource, defenses: chosen ? [[fresh(chosen)]] : spec.defenses,
  }, null);
}

export function chooseModel(spec: Spec, id: string): Edit {
  const plugin = models.find(id);
  if (!plugin || id === spec.model.id) return { spec, said: [] };
  return refit({ ...spec, model: fresh(plugin) }, null);
}

export function chooseAttack(spec: Spec, id: string | null): Edit {
  if (id === null) return { spec: { ...spec, attack: null }, said: [] };
  const plugin = attacks.find(id);
  return !plugin || id === spec.attack?.id ? { spec, said: [] } : { spec: { ...spec, attack: fresh(plugin) }, said: [] };
}

/** Where a defense stands: pipeline and position in it. */
export interface Place {
  readonly pipeline: number;
  readonly position: number;
}

const replaceChain = (spec: Spec, pipeline: number, chain: readonly Choice[]): Spec => ({
  ...spec,
  defenses: spec.defenses.map((c, i) => (i === pipeline ? chain : c)).filter((c) => c.length > 0),
});

/** Where in a pipeline a defense may stand: by its stage, and among a server's rules by their step. */
function rank(c: Choice): number {
  const plugin = defenses.find(c.id);
  return DEFENSE_STAGES.indexOf(plugin?.stage ?? "filter") + (plugin?.stage === "aggregate" ? AGGREGATE_STEPS.indexOf(plugin.step) / AGGREGATE_STEPS.length : 0);
}

/** A chain with one more defense, behind all that must come before it. */
function withOne(chain: readonly Choice[], one: Choice): readonly Choice[] {
  const later = chain.findIndex((c) => rank(c) > rank(one));
  return chain.toSpliced(later < 0 ? chain.length : later, 0, one);
}

/** true, or why a defense cannot join a pipeline. */
export function canJoin(spec: Spec, chain: readonly Choice[], id: string): Support {
  const plugin = defenses.find(id);
  return (plugin && checkChain(withOne(chain, fresh(plugin)), spec)?.why) ?? true;
}

/** Adds a defense to a pipeline, at the place that the order of stages has for it, or as a new pipeline. */
export function addDefense(spec: Spec, id: string, pipeline: number | "new"): Spec {
  const plugin = defenses.find(id);
  if (!plugin) return spec;
  if (pipeline === "new") return spec.defenses.length >= MAX_PIPELINES ? spec : { ...spec, defenses: [...spec.defenses, [fresh(plugin)]] };
  return replaceChain(spec, pipeline, withOne(spec.defenses[pipeline] ?? [], fresh(plugin)));
}

export function removeDefense(spec: Spec, place: Place): Spec {
  return replaceChain(spec, place.pipeline, (spec.defenses[place.pipeline] ?? []).toSpliced(place.position, 1));
}

/** Moves a defense by one place inside its pipeline; true when the order it would give is allowed. */
export function canMove(spec: Spec, place: Place, by: -1 | 1): boolean {
  const chain = spec.defenses[place.pipeline] ?? [], a = chain[place.position], b = chain[place.position + by];
  if (!a || !b) return false;
  return rank(by === 1 ? b : a) <= rank(by === 1 ? a : b);
}

export function moveDefense(spec: Spec, place: Place, by: -1 | 1): Spec {
  if (!canMove(spec, place, by)) return spec;
  const chain = [...spec.defenses[place.pipeline]!], one = chain[place.position]!;
  chain[place.position] = chain[place.position + by]!;
  chain[place.position + by] = one;
  return replaceChain(spec, place.pipeline, chain);
}

export function setDefenseParams(spec: Spec, place: Place, params: Choice["params"]): Spec {
  return replaceChain(spec, place.pipeline, (spec.defenses[place.pipeline] ?? []).map((c, i) => (i === place.position ? { ...c, params } : c)));
}

/** Adds a probe with its defaults at the end; the same one may stand twice, with other settings. */
export function addProbe(spec: Spec, id: string): Spec {
  const plugin = probes.find(id);
  return !plugin || spec.probes.length >= MAX_PROBES ? spec : { ...spec, probes: [...spec.probes, fresh(plugin)] };
}

export const removeProbe = (spec: Spec, position: number): Spec => ({ ...spec, probes: spec.probes.toSpliced(position, 1) });

export const setProbeParams = (spec: Spec, position: number, params: Choice["params"]): Spec => ({ ...spec, probes: spec.probes.map((p, i) => (i === position ? { ...p, params } : p)) });

/** Whether the attack sits in a model that the victim downloads. */
export const isTampered = (spec: Spec): boolean => spec.attack !== null && attacks.find(spec.attack.id)?.stage === "weights";
