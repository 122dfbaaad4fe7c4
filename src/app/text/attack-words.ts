/**
 * What an attack wants, read from its plug-in: which class becomes which, and how to say it. Pure; knows specs and the
 * registries, no results.
 */
import { attacks, datasets, type DatasetMeta, type Spec } from "../../engine/index";
import { list } from "./format";

/** What the attacker wants each class read as; null where nothing. Empty without an attack or without data facts. */
export function attackTargets(spec: Pick<Spec, "attack" | "dataset">): readonly (number | null)[] {
  const params = datasets.find(spec.dataset.id)?.params.safeParse(spec.dataset.params);
  const meta = params?.success ? datasets.find(spec.dataset.id)!.meta(params.data) : null;
  const plugin = spec.attack ? attacks.find(spec.attack.id) : undefined;
  if (!meta || !plugin || !spec.attack) return [];
  const { params: own } = spec.attack, n = meta.classNames.length;
  return meta.classNames.map((_, label) => {
    const target = plugin.target?.(own, label, n) ?? null;
    return target === label ? null : target;
  });
}

/** The one class that everything is to be read as; null when there is none or there are several. */
export function singleTarget(spec: Pick<Spec, "attack" | "dataset">): number | null {
  const wanted = new Set(attackTargets(spec).filter((t) => t !== null));
  return wanted.size === 1 ? [...wanted][0]! : null;
}

type ShownBy = { meta(): { readonly control?: unknown } | undefined };

/** The parameter that is shown by this control ("painted-trigger", "test-row"); null when the attack has none. */
export const paramShownAs = (attack: Spec["attack"], control: string): string | null =>
  Object.entries(attack ? (attacks.find(attack.id)?.params.shape ?? {}) : {}).find(([, member]) => (member as ShownBy).meta()?.control === control)?.[0] ?? null;

/** The parameter that names the one image an attack is about; null for attacks that are about many. */
export const testRowParam = (spec: Pick<Spec, "attack">): string | null => paramShownAs(spec.attack, "test-row");

/** What the attacker wants the chosen image read as; null for other attacks. */
export function wantedOfOne(spec: Pick<Spec, "attack" | "dataset">): number | null {
  if (testRowParam(spec) === null) return null;
  const named = spec.attack?.params["target"];
  return typeof named === "number" ? named : singleTarget(spec);
}

/** Whether attack success is a rate: over inputs with a trigger, also where any wrong answer will do, or over classes to be read as others. */
export const hasSuccessRate = (spec: Pick<Spec, "attack" | "dataset">): boolean =>
  testRowParam(spec) === null && (Boolean(spec.attack && attacks.find(spec.attack.id)?.stamp) || attackTargets(spec).some((t) => t !== null));

export const thingsOf = (meta: Pick<DatasetMeta, "modality">): readonly [one: string, other: string] =>
  meta.modality === "image" ? ["image", "images"] : meta.modality === "points" ? ["point", "points"] : meta.modality === "text" ? ["message", "messages"] : ["row", "rows"];

/** The inputs that the attacker cares about and what they become: "images with the trigger", "as 0". */
export function attackNouns(spec: Pick<Spec, "attack" | "dataset">): { readonly inputs: string; readonly as: string } {
  const plugin = spec.attack ? attacks.find(spec.attack.id) : undefined;
  const params = datasets.find(spec.dataset.id)?.params.safeParse(spec.dataset.params);
  const meta = params?.success ? datasets.find(spec.dataset.id)!.meta(params.data) : null;
  if (!meta) return { inputs: "inputs", as: "as the attacker wants" };
  const targets = attackTargets(spec), one = singleTarget(spec), [, things] = thingsOf(meta);
  const moved = targets.flatMap((t, label) => (t === null ? [] : [meta.classNames[label]!]));
  const from = (plugin?.stamp && moved.length >= meta.classNames.length - 1) || moved.length === 0 ? things : `${things} of ${list(moved)}`;
  return { inputs: plugin?.stamp ? `${from} with the trigger` : from, as: one === null ? "as the attacker wants" : `as ${meta.classNames[one]!}` };
}
