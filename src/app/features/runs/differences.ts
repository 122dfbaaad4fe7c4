/**
 * Which settings of some experiments differ, with the titles that their schemas give them. A setting that a run does not have
 * (another attack, no defense) is null there. Pure; knows specs and the registries, no results.
 */
import { attacks, canonicalJson, datasets, defenses, models, onlineSchema, federatedSchema, pretrainedSchema, probes, REGIME_TITLES, streamSchema, trainingSchema, trustedSchema, type Choice, type ParamsSchema, type Preset, type Spec } from "../../../engine/index";
import { fieldsOf, type Field } from "../../form/fields";
import { metaOf } from "../../state/edit";
import { runsCompare as words, settingText } from "../../text/runs-words";
import { chainTitle } from "../../text/summaries";

export interface Setting {
  readonly path: string;
  readonly title: string;
  /** As text; null: this run has no such setting. */
  readonly values: readonly (string | null)[];
}

const known = new WeakMap<ParamsSchema, readonly Field[]>();
/** Reading a schema takes a moment, and lists ask for the same ones again and again. */
function fields(schema: ParamsSchema): readonly Field[] {
  const had = known.get(schema);
  if (had) return had;
  const read = fieldsOf(schema);
  known.set(schema, read);
  return read;
}

type Values = Readonly<Record<string, unknown>>;
interface Part {
  readonly values: Values;
  readonly schema: ParamsSchema | undefined;
}

/** Whether a field matters with these values: one that hangs on another is out of play while that says something else. */
function plays(field: Field | undefined, part: Part): boolean {
  const when = field?.showWhen;
  return !when || when.is.includes(part.values[when.field]);
}

const differ = (values: readonly unknown[]): boolean => new Set(values.map((v) => canonicalJson(v))).size > 1;

/** Rows of the members that at least two have and that are not the same in all of those. */
function members(parts: readonly (Part | null)[], specs: readonly Spec[], path: string, prefix = ""): Setting[] {
  const names = [...new Set(parts.flatMap((p) => (p ? [...(p.schema ? fields(p.schema).map((f) => f.name) : []), ...Object.keys(p.values)] : [])))];
  return names.flatMap((name) => {
    const fieldIn = (p: Part) => (p.schema ? fields(p.schema).find((f) => f.name === name) : undefined);
    const has = (p: Part | null): p is Part => p !== null && Object.hasOwn(p.values, name) && plays(fieldIn(p), p);
    if (!differ(parts.filter(has).map((p) => p.values[name]))) return [];
    const field = parts.filter(has).map(fieldIn).find(Boolean);
    // What no form shows, such as the fingerprint of somebody's data, comes under its path.
    const title = field ? `${prefix}${field.title}` : `${path}.${name}`;
    return [{ path: `${path}.${name}`, title, values: parts.map((p, i) => (has(p) ? settingText(fieldIn(p), p.values[name], metaOf(specs[i]!)) : null)) }];
  });
}

interface Kind {
  readonly title: string;
  readonly find: (id: string) => { readonly title: string; readonly params: ParamsSchema } | undefined;
}

/** One plug-in each: which, and its settings where at least two have such. */
function choice(specs: readonly Spec[], of: (spec: Spec) => Choice | null | undefined, path: string, { title, find }: Kind, none: string, prefix = ""): Setting[] {
  const chosen = specs.map(of), name = (c: Choice | null | undefined) => (c ? (find(c.id)?.title ?? c.id) : none);
  const which = differ(chosen.map((c) => c?.id ?? null)) ? [{ path, title, values: chosen.map(name) }] : [];
  return [...which, ...members(chosen.map((c) => (c ? { values: c.params, schema: find(c.id)?.params } : null)), specs, `${path}.params`, prefix)];
}

const whole = (specs: readonly Spec[], path: string, title: string, of: (spec: Spec) => unknown, text: (spec: Spec) => string): Setting[] =>
  differ(specs.map(of)) ? [{ path, title, values: specs.map(text) }] : [];

/** Chains of the same plug-ins are compared step by step, others by name. */
function chains(specs: readonly Spec[]): Setting[] {
  const most = Math.max(0, ...specs.map((s) => s.defenses.length));
  return Array.from({ length: most }, (_, i) => {
    const title = most > 1 ? words.pipeline(i + 1) : words.defense, ids = specs.map((s) => s.defenses[i]?.map((c) => c.id) ?? []);
    if (differ(ids)) return whole(specs, `defenses.${i}`, title, (s) => s.defenses[i] ?? null, (s) => chainTitle(s.defenses[i]) || words.noDefense);
    return ids[0]!.flatMap((id, k) => choice(specs, (s) => s.defenses[i]![k]!, `defenses.${i}.${k}`, { title, find: (d) => defenses.find(d) }, words.noDefense, `${defenses.find(id)?.title ?? id}: `));
  }).flat();
}

const probed = (specs: readonly Spec[]): Setting[] => {
  const title = (s: Spec) => s.probes.map((p) => probes.find(p.id)?.title ?? p.id).join(", ") || words.noProbe;
  if (differ(specs.map((s) => s.probes.map((p) => p.id)))) return whole(specs, "probes", words.probes, (s) => s.probes, title);
  return specs[0]!.probes.flatMap((p, i) => choice(specs, (s) => s.probes[i]!, `probes.${i}`, { title: words.probes, find: (id) => probes.find(id) }, words.noProbe, `${probes.find(p.id)?.title ?? p.id}: `));
};

/** Every setting in which these experiments are not all the same, in the order of the steps. */
export function differing(specs: readonly Spec[]): readonly Setting[] {
  const part = (schema: ParamsSchema, of: (spec: Spec) => Values, path: string, plays: (spec: Spec) => boolean = () => true) => members(specs.map((s) => (plays(s) ? { values: of(s), schema } : null)), specs, path);
  const people = (s: Spec) => s.contributors.map((c) => words.contributor(c.name, c.share)).join(", ") || words.nobody;
  return [
    ...choice(specs, (s) => s.dataset, "dataset", { title: words.dataset, find: (id) => datasets.find(id) }, "–"),
    ...whole(specs, "contributors", words.contributors, (s) => s.contributors, people),
    ...choice(specs, (s) => s.attack, "attack", { title: words.attack, find: (id) => attacks.find(id) }, words.noAttack),
    ...whole(specs, "attackSource", words.attackSource, (s) => s.attackSource, (s) => s.attackSource ?? words.anywhere),
    ...whole(specs, "regime", words.regime, (s) => s.regime, (s) => REGIME_TITLES[s.regime]),
    ...part(federatedSchema, (s) => s.federated, "federated", (s) => s.regime === "federated"),
    ...part(onlineSchema, (s) => s.online, "online", (s) => s.regime === "online"),
    ...choice(specs, (s) => s.model, "model", { title: words.model, find: (id) => models.find(id) }, "–"),
    ...part(trainingSchema, (s) => s.training, "training"),
    ...part(pretrainedSchema, (s) => s.pretrained, "pretrained", (s) => s.training.transfer !== "none"),
    ...whole(specs, "seed", words.seed, (s) => s.seed, (s) => String(s.seed)),
    ...chains(specs),
    ...whole(specs, "baselines", words.baselines, (s) => s.baselines, (s) => (s.baselines ? words.yes : words.no)),
    ...probed(specs),
    ...part(trustedSchema, (s) => s.trusted, "trusted"),
    ...part(streamSchema, (s) => s.stream, "stream"),
  ];
}

/** A setup farther from a ready-made one than this is somebody's own. */
const NEAR = 6;

export interface Nearest {
  readonly preset: Preset;
  /** What is not as it is there; the seed, which every card shows, left out. */
  readonly differs: readonly Setting[];
}

const found = new WeakMap<Spec, { readonly presets: readonly Preset[]; readonly nearest: Nearest | null }>();

/** The ready-made experiment that a setup was made from, most likely; null when none is near. Found once for each spec, since lists ask at every key that is pressed. */
export function nearestPreset(spec: Spec, presets: readonly Preset[]): Nearest | null {
  const known = found.get(spec);
  if (known?.presets === presets) return known.nearest;
  const nearest = search(spec, presets);
  found.set(spec, { presets, nearest });
  return nearest;
}

function search(spec: Spec, presets: readonly Preset[]): Nearest | null {
  let best: Nearest | null = null;
  for (const preset of presets) {
    const base = preset.spec;
    if (base.dataset.id !== spec.dataset.id || base.regime !== spec.regime || base.attack?.id !== spec.attack?.id) continue;
    const differs = differing([base, spec]).filter((d) => d.path !== "seed");
    if (differs.length <= NEAR && (!best || differs.length < best.differs.length)) best = { preset, differs };
  }
  return best;
}
