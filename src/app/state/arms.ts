/**
 * Which columns the bench shows: the arms of the run on screen, or before a run those that the spec will have. Pure
 * helpers for naming and ordering arms; the engine's plan stays the authority once it has spoken.
 */
import { defenses, type ArmInfo, type Spec } from "../../engine/index";

export const isBaseline = (arm: ArmInfo): boolean => arm.kind === "random-baseline" || arm.kind === "oracle-baseline";

/** "Activation clustering + Fine-pruning". */
export const chainTitle = (chain: Spec["defenses"][number]): string => chain.map((c) => defenses.find(c.id)?.title ?? c.id).join(" + ");

/** The arms a spec will have, baselines left out. */
export function expectedArms(spec: Spec): readonly ArmInfo[] {
  return [
    { id: "clean", kind: "clean", title: "Clean" },
    ...(spec.attack ? [{ id: "poisoned", kind: "poisoned", title: "Poisoned" } as const] : []),
    ...spec.defenses.map((chain, i) => ({ id: `defended-${i + 1}`, kind: "defended", title: chainTitle(chain), pipeline: i }) as const),
  ];
}

/** Main columns in order; a pipeline's baselines follow it when it is opened. */
export function columnsOf(arms: readonly ArmInfo[], opened: readonly number[]): readonly ArmInfo[] {
  return arms.filter((arm) => !isBaseline(arm)).flatMap((arm) =>
    arm.kind === "defended" && arm.pipeline !== undefined && opened.includes(arm.pipeline)
      ? [arm, ...baselinesOf(arms, arm)]
      : [arm]);
}

export const baselinesOf = (arms: readonly ArmInfo[], arm: ArmInfo): readonly ArmInfo[] => arms.filter((a) => isBaseline(a) && a.pipeline === arm.pipeline);

/** The name over a column: clean and poisoned by what they are, the rest by the defense. */
export function columnTitle(arm: ArmInfo): string {
  switch (arm.kind) {
    case "clean": return "Clean";
    case "poisoned": return "Poisoned";
    case "defended": return "Defended";
    case "random-baseline": return "Random filter";
    case "oracle-baseline": return "Oracle filter";
  }
}
