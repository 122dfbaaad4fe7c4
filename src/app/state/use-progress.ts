/** What the status line and the progress bar show of the run, gathered from the run store. */
import { goneModels } from "../text/gone-words";
import { lengthOf, ticks, tickText } from "../text/pace";
import { statusLine } from "../text/progress";
import { progressOf, type Progress } from "./progress";
import { useRun } from "./run";

export function useProgress(): Progress & { readonly message: string } {
  const phase = useRun((s) => s.phase);
  const stages = useRun((s) => s.stages);
  const elapsed = useRun((s) => s.elapsed);
  const problem = useRun((s) => s.problem), recorded = useRun((s) => s.recorded);
  const result = useRun((s) => s.result);
  const epochs = useRun((s) => s.epochs), spec = useRun((s) => s.spec);
  const progress = progressOf({ phase, stages, elapsed });
  const cached = stages.filter((s) => s.cached).length;
  const named = progress.stage;
  const counted = named?.kind === "train" || named?.kind === "federate" || named?.kind === "online", of = named?.kind === "train" || !spec ? epochs : lengthOf(spec);
  const epoch = named && counted && of > 0 ? tickText(ticks[spec?.regime ?? "central"], Math.floor(named.fraction * of) + 1, of) : "";
  const message = recorded ? goneModels.status : statusLine({
    phase, stageTitle: progress.stage?.title ?? null, stageText: epoch, fraction: progress.fraction, secondsLeft: progress.secondsLeft,
    seconds: result?.seconds ?? elapsed / 1000, cached, computed: stages.length - cached, problem,
  });
  return { ...progress, message };
}
