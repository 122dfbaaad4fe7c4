/** Keeps every run of the person as soon as it has ended. What does the keeping arrives then; recorded runs are kept already. */
import { engine } from "./engine";
import { useAside, useRun } from "./run";
import type { RunState } from "./run-state";
import { useRunPreview } from "./run-preview";
import { setView, useView } from "./view";

/** One notice a visit is enough: work goes on. */
let said = false;
/** A run has ended only once, however often a story puts it back on screen: one that was deleted since must stay deleted. */
const ended = new WeakSet<object>();

function look({ phase, result, artifacts, recorded }: RunState, before: RunState): void {
  if (phase !== "done" || before.phase === "done" || recorded || !result || ended.has(result)) return;
  ended.add(result);
  const at = Date.now();
  // After the results are on screen.
  setTimeout(() => void Promise.all([import("./runs"), import("./kept-run"), import("../text/runs-words")]).then(async ([{ keepRun, useRuns }, { sampleOf }, { keeping }]) => {
    const shown = useRun.getState().result === result ? useRunPreview.getState().preview : null;
    // Of a run that ended out of sight nothing is on screen, and crafted poison may not have come yet. Without the data the run is kept all the same.
    const asked = shown && !shown.pending ? null : await engine().preview(result.spec).catch(() => null), preview = asked?.ok ? asked.value : shown;
    if ((await keepRun(result, artifacts, at, sampleOf(preview), preview)) || said) return;
    said = true;
    const { notice } = useView.getState();
    if (!notice || notice.quiet) setView({ notice: { tone: "info", text: keeping[useRuns.getState().trouble ?? "refused"] } });
  }).catch(() => {}), 100);
}

/** Listens from now on, also to the run that goes on beside a story; returns how to stop. */
export function followRuns(): () => void {
  const stops = [useRun.subscribe(look), useAside.subscribe(look)];
  return () => { for (const stop of stops) stop(); };
}
