/** Looks into a finished model, part by part, and repairs it. The defender sees neither the truth nor a test row. */
import { defenses } from "../../defenses/registry";
import type { Stage, StageWork } from "../plan";
import type { StageContext } from "./context";
import { defenderOf } from "./defender";
import type { CraftOutput, RepairOutput, StageInputs } from "./outputs";

function repairer(id: string) {
  const plugin = defenses.find(id);
  if (plugin?.stage !== "repair") throw new Error(`${id} is not a repair`);
  return plugin;
}

export async function runInspect(stage: Stage, work: Extract<StageWork, { kind: "inspect" }>, inputs: StageInputs, ctx: StageContext): Promise<CraftOutput> {
  const { args } = defenderOf(stage, work, inputs, ctx), { part, parts } = work;
  return { kind: "craft", crafted: await repairer(work.defense.id).inspection!.inspect({ ...args, model: inputs.model!.model, part, parts }) };
}

export async function runRepair(stage: Stage, work: Extract<StageWork, { kind: "repair" }>, inputs: StageInputs, ctx: StageContext): Promise<RepairOutput> {
  const { args } = defenderOf(stage, work, inputs, ctx), inspected = inputs.inspected?.map((c) => c.crafted);
  const out = await repairer(work.defense.id).repair({ ...args, model: inputs.model!.model, inspected });
  return { kind: "repair", model: out.model, notes: out.notes, path: out.path, evidence: out.evidence };
}
