/** What the status line and the progress bar show of the run, gathered from the run store. */
import { epochText, statusLine } from "../text/progress";
import { progressOf, type Progress } from "./progress";
import { useRun } from "./run";

export function useProgress(): Progress & { readonly message: string } {
  const phase = useRun((s) => s.phase);
  const stages = useRun((s) => s.stages);
  const elapsed = useRun((s) => s.elapsed);
  const problem = useRun((s) => s.problem);
  const result = useRun((s) => s.result);
  const epochs = useRun((s) => s.epochs);
  const progress = progressOf({ phase, stages, elapsed });
  const cached = stages.filter((s) => s.cached).length;
  const named = progress.stage;
  const epoch = named?.kind === "train" && epochs > 0 ? epochText(Math.floor(named.fraction * epochs) + 1, epochs) : "";
  const message = statusLine({
    phase, stageTitle: progress.stage?.title ?? null, stageText: epoch, fraction: progress.fraction, secondsLeft: progress.secondsLeft,
    seconds: result?.seconds ?? elapsed / 1000, cached, computed: stages.length - cached, problem,
  });
  return { ...progress, message };
}
