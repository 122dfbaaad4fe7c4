/** Runs one probe against one finished model. Every model meets the same test rows with the same random numbers; so do all probes, where they draw alike. */
import { argmaxRows } from "../../core/answer";
import type { Note, ProbeOutcome, ProbePlugin } from "../../core/plugins";
import { Rng } from "../../core/rng";
import { standingOf, standingText } from "../../core/standing";
import { probes } from "../../probes/registry";
import type { Stage, StageWork } from "../plan";
import { confusionCounts } from "../report";
import type { StageContext } from "./context";
import type { ProbeOutput, StageInputs } from "./outputs";

/** What must be known before a curve is read: a model that hardly reads its inputs has nothing that a change could take away. Null for one that does. */
async function untouched(inputs: StageInputs, { learner, pulse }: StageContext): Promise<Note | null> {
  const { test, meta } = inputs.load!.dataset, { model } = inputs.model!, read = argmaxRows(await learner.logits(model, test.inputs, test.n, () => pulse(1, 1)), model.plan.classes);
  const why = standingText(standingOf(confusionCounts(test.labels, read, meta.classNames.length), test.n), meta.classNames);
  return why === null ? null : { level: "warning", text: `Before anything is changed ${why}. The curve then says little about what it withstands.` };
}

export async function runProbe(stage: Stage, work: Extract<StageWork, { kind: "probe" }>, inputs: StageInputs, ctx: StageContext): Promise<ProbeOutput> {
  const plugin: ProbePlugin = probes.find(work.probe.id)!, { test, meta } = inputs.load!.dataset, titles = work.surrogates;
  const outcome: ProbeOutcome = await plugin.probe({
    params: work.probe.params, model: inputs.model!.model, test, meta, learner: ctx.learner,
    surrogates: (inputs.surrogates ?? []).map(({ model }, i) => ({ title: titles[i]!, model })),
    rng: Rng.fromSeed(stage.seed).fork("probe"), pulse: ctx.pulse, signal: ctx.signal,
  });
  const note = await untouched(inputs, ctx);
  return { kind: "probe", outcome: note ? { ...outcome, notes: [...outcome.notes, note] } : outcome };
}
