/** Lets one model learn from a stream, step by step, and measures it after each. */
import { ProblemError } from "../../core/errors";
import type { Stage, StageWork } from "../plan";
import type { StageContext } from "./context";
import type { StageInputs, TrainOutput } from "./outputs";

export async function runOnline(_stage: Stage, _work: Extract<StageWork, { kind: "online" }>, _inputs: StageInputs, _ctx: StageContext): Promise<TrainOutput> {
  throw new ProblemError({ code: "unsupported", field: "regime", message: "regime: online is not there yet." });
}
