/**
 * Which columns the bench shows: the arms of the run on screen, or before a run those that the spec will have. Pure
 * helpers for naming and ordering arms; the engine's plan stays the authority once it has spoken.
 */
import type { ArmInfo, Spec } from "../../engine/index";
import { pipelineTitle } from "../text/summaries";
import { armTitles } from "../text/ui-words";

/** What a defended model is compared with: other filters, and the same pipeline where nothing is poisoned. */
export const isBaseline = (arm: ArmInfo): boolean => arm.kind === "random-baseline" || arm.kind === "oracle-baseline" || arm.kind === "clean-control";

/** The arms a spec will have, baselines left out. */
export function expectedArms(spec: Spec): readonly ArmInfo[] {
  return [
    { id: "clean", kind: "clean", title: armTitles.clean },
    ...(spec.attack ? [{ id: "poisoned", kind: "poisoned", title: armTitles.poisoned } as const] : []),
    ...spec.defenses.map((_, i) => ({ id: `defended-${i + 1}`, kind: "defended", title: spec.defenses.length > 1 ? armTitles.nthDefended(i + 1) : armTitles.defended, pipeline: i }) as const),
  ];
}

/** Main columns in order; the plainer attack stands beside the poisoned one, a pipeline's baselines follow it when it is opened. */
export function columnsOf(arms: readonly ArmInfo[], opened: readonly number[]): readonly ArmInfo[] {
  const plainer = arms.filter((a) => a.kind === "attack-baseline");
  return arms.filter((arm) => !isBaseline(arm) && arm.kind !== "attack-baseline").flatMap((arm) =>
    arm.kind === "poisoned" ? [arm, ...plainer]
    : arm.kind === "defended" && arm.pipeline !== undefined && opened.includes(arm.pipeline) ? [arm, ...baselinesOf(arms, arm)]
    : [arm]);
}

export const baselinesOf = (arms: readonly ArmInfo[], arm: ArmInfo): readonly ArmInfo[] => arms.filter((a) => isBaseline(a) && a.pipeline === arm.pipeline);

/** An arm by its defense where it has one: "Activation clustering"; otherwise its own name. */
export const armTitle = (arm: ArmInfo, spec: Spec): string => (arm.kind === "defended" && arm.pipeline !== undefined ? pipelineTitle(spec.defenses, arm.pipeline) || arm.title : arm.title);
