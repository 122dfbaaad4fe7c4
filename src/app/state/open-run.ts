/**
 * From a kept run to the lab: its setup on the bench, or all of it on screen. Rows of a person's own are asked for where they are
 * not here. What a link has locked stays as it is on the bench, and the page says so.
 */
import { parseSpec, type Spec } from "../../engine/index";
import { app } from "../text/words";
import { options } from "../text/option-words";
import { runsDone } from "../text/runs-words";
import { openSpec, useExperiment } from "./experiment";
import type { KeptRun } from "./kept-run";
import { showRecorded } from "./recorded";
import { go } from "./route";
import { useRun } from "./run";
import { isBusy } from "./run-state";
import { fetchRun } from "./runs";
import { setView, type Step } from "./view";
import { touched, viewOptions } from "./view-options";

/** Goes to the lab and puts the setup on the bench, there and then or as soon as its rows are here; `refused`: what is said where a locked step would change. */
async function onBench(spec: Spec, refused: (locked: readonly Step[]) => string, then: (spec: Spec) => void = () => {}): Promise<void> {
  const parsed = parseSpec(spec);
  const apply = (next: Spec) => {
    // The lab's own gate is not up while it is not on screen.
    const locked = touched(useExperiment.getState().spec, next, viewOptions().lock);
    if (locked.length === 0) openSpec(next);
    else setView({ notice: { tone: "info", text: refused(locked) } });
    then(next);
  };
  setView({ notice: null });
  if (parsed.ok) apply(parsed.value);
  go({ page: "lab" });
  if (!parsed.ok) await (await import("./own-use")).openWithData(spec, parsed.problem, app.stays, apply);
}

export const setUpRun = (run: KeptRun): Promise<void> => onBench(run.spec, options.refused);

/** Shows a kept run in the lab; says why not when that cannot be. */
export async function openRun(run: KeptRun): Promise<"shown" | "busy" | "gone"> {
  if (isBusy(useRun.getState().phase)) return "busy";
  const record = await fetchRun(run.hash);
  if (!record) return "gone";
  await onBench(run.spec, runsDone.keptBench, (spec) => void showRecorded({ ...record, result: { ...record.result, spec } }));
  return "shown";
}
