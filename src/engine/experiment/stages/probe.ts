/** Runs one probe against one finished model. Every model meets the same test rows with the same random numbers; so do all probes, where they draw alike. */
import type { ProbeOutcome, ProbePlugin } from "../../core/plugins";
import { Rng } from "../../core/rng";
import { probes } from "../../probes/registry";
import type { Stage, StageWork } from "../plan";
import type { StageContext } from "./context";
import type { ProbeOutput, StageInputs } from "./outputs";

export async function runProbe(stage: Stage, work: Extract<StageWork, { kind: "probe" }>, inputs: StageInputs, ctx: StageContext): Promise<ProbeOutput> {
  const plugin: ProbePlugin = probes.find(work.probe.id)!, { test, meta } = inputs.load!.dataset, titles = work.surrogates;
  const outcome: ProbeOutcome = await plugin.probe({
    params: work.probe.params, model: inputs.model!.model, test, meta, learner: ctx.learner,
    surrogates: (inputs.surrogates ?? []).map(({ model }, i) => ({ title: titles[i]!, model })),
    rng: Rng.fromSeed(stage.seed).fork("probe"), pulse: ctx.pulse, signal: ctx.signal,
  });
  return { kind: "probe", outcome };
}
