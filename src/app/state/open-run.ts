/** From a kept run to the lab: its setup on the bench, or all of it on screen. Rows of a person's own are asked for where they are not here. */
import { parseSpec, type Spec } from "../../engine/index";
import { app } from "../text/words";
import { changeSpec } from "./experiment";
import type { KeptRun } from "./kept-run";
import { showRecorded } from "./recorded";
import { go } from "./route";
import { useRun } from "./run";
import { isBusy } from "./run-state";
import { fetchRun } from "./runs";
import { setView } from "./view";

/** Goes to the lab and puts the setup on the bench, there and then or as soon as its rows are here. */
async function onBench(spec: Spec, then: (spec: Spec) => void = () => {}): Promise<void> {
  const parsed = parseSpec(spec), apply = (s: Spec) => { changeSpec(s); then(s); };
  setView({ notice: null });
  if (parsed.ok) apply(parsed.value);
  go({ page: "lab" });
  if (!parsed.ok) await (await import("./own-use")).openWithData(spec, parsed.problem, app.stays, apply);
}

export const setUpRun = (run: KeptRun): Promise<void> => onBench(run.spec);

/** Shows a kept run in the lab; says why not when that cannot be. */
export async function openRun(run: KeptRun): Promise<"shown" | "busy" | "gone"> {
  if (isBusy(useRun.getState().phase)) return "busy";
  const record = await fetchRun(run.hash);
  if (!record) return "gone";
  await onBench(run.spec, (spec) => void showRecorded({ ...record, result: { ...record.result, spec } }));
  return "shown";
}
