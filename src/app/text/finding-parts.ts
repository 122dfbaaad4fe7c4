/** What the sentences of a finding are made from: the numbers of a result and what is worth a word. Writes no sentence itself. */
import { datasets, type ArmResult, type ExperimentResult, type Spec } from "../../engine/index";
import { wantedOfOne } from "./attack-words";

/** Differences smaller than this many points are noise on a test set of a thousand. */
export const BARELY = 0.015;
/** Attack success at most this far above the clean model's is a failed attack. */
export const NOTHING = 0.1;
/** From here on the clean model's rate is too far above zero to be passed over. */
const WORTH_SAYING = 0.05;

export const armOf = (result: ExperimentResult, kind: ArmResult["kind"]) => result.arms.find((a) => a.kind === kind);
export const accuracyOf = (arm: ArmResult | undefined) => arm?.metrics.cleanAccuracy?.value ?? 0;
export const successOf = (arm: ArmResult | undefined) => arm?.metrics.attackSuccess?.value ?? null;

/** How often the clean model does what the attacker wants, where that is often; null where it is next to never. */
export function floorOf(result: ExperimentResult): number | null {
  const floor = successOf(armOf(result, "clean"));
  return floor !== null && floor >= WORTH_SAYING ? floor : null;
}

/** Of the honest messages of a federation those in whose place somebody on the wire put another; undefined where the attacker has clients. */
export const falsified = (result: ExperimentResult) => armOf(result, "poisoned")?.federation?.honestReplaced;

/** Attack success right after the last attacked round where the attack took then and is forgotten at the end; otherwise null. */
export function forgotten(result: ExperimentResult): { readonly round: number; readonly after: number } | null {
  const poisoned = armOf(result, "poisoned"), success = successOf(poisoned), floor = successOf(armOf(result, "clean")) ?? 0, then = poisoned?.federation?.durability;
  return then && success !== null && success - floor <= NOTHING && then.after - floor > NOTHING ? then : null;
}

/** true when the one image that the attack is about is read as wanted; null for attacks that are about many. */
export const hitOf = (arm: ArmResult | undefined): boolean | null => (arm?.metrics.targetHit ? arm.metrics.targetHit.value > 0.5 : null);

export function metaOf(spec: Spec) {
  const plugin = datasets.find(spec.dataset.id), params = plugin?.params.safeParse(spec.dataset.params);
  return plugin && params?.success ? plugin.meta(params.data) : null;
}

/** "0"; "the attacker wants" where the data are not known. */
export const wantedName = (spec: Spec): string => metaOf(spec)?.classNames[wantedOfOne(spec) ?? -1] ?? "the attacker wants";
