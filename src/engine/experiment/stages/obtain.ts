/** Gets the model that a victim builds on, from its publisher or from whoever tampers with it, and checks it before it is used. */
import { ProblemError } from "../../core/errors";
import type { Stage, StageWork } from "../plan";
import type { StageContext } from "./context";
import type { ModelOutput, StageInputs } from "./outputs";

export async function runObtain(_stage: Stage, work: Extract<StageWork, { kind: "obtain" }>, _inputs: StageInputs, _ctx: StageContext): Promise<ModelOutput> {
  throw new ProblemError({ code: "unsupported", field: "pretrained.from", message: `pretrained.from: ${work.from} is not there yet.` });
}

export async function runVet(_stage: Stage, work: Extract<StageWork, { kind: "vet" }>, _inputs: StageInputs, _ctx: StageContext): Promise<ModelOutput> {
  throw new ProblemError({ code: "unsupported", field: "defenses", message: `${work.defense.id} is not there yet.` });
}
