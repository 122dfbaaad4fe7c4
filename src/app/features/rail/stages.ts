/** Defenses in the order in which a pipeline may chain them, under the headings of their stages. Pure. */
import { DEFENSE_STAGES, defenses, type DefensePlugin, type DefenseStage, type Spec } from "../../../engine/index";
import { stageGroups } from "../../text/evidence-words";

export const byStage: readonly DefensePlugin[] = DEFENSE_STAGES.flatMap((stage) => defenses.all.filter((d) => d.stage === stage));
export const groupOf = (id: string): string => stageGroups[defenses.find(id)?.stage ?? "filter"];

const chosen = (spec: Spec): readonly DefensePlugin[] => spec.defenses.flat().flatMap((c) => defenses.find(c.id) ?? []);
/** Whether some defense of a pipeline works with the defender's own rows. */
export const needsTrusted = (spec: Spec): boolean => chosen(spec).some((d) => d.needsTrusted);
export const has = (spec: Spec, stage: DefenseStage): boolean => chosen(spec).some((d) => d.stage === stage);
