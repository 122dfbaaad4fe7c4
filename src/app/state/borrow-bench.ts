/**
 * Stories and slides put their own setups on the one bench. Whoever had something there finds it again in the lab: setup and
 * run, finished or still going on, come back on leaving, unless one asks to take the story's setup along or follows a link to another.
 */
import { useLayoutEffect } from "react";
import { changeSpec, sameSpec, useExperiment } from "./experiment";
import { go, useRoute } from "./route";
import { adoptPreview } from "./run-preview";
import { dropAside, resetRun, takeBack, useAside, useRun } from "./run";
import { isBusy } from "./run-state";
import { endBehind } from "./story-behind";
import { letGo } from "./story-run";
import { setView } from "./view";

let taken = false;

/** To the lab with what is on the bench now, where a notice with these words leads back. */
export function takeToLab({ text, label }: { readonly text: string; readonly label: string }): void {
  const { route, options } = useRoute.getState(), onClick = () => { setView({ notice: null }); go(route, { options }); };
  taken = true;
  go({ page: "lab" });
  setView({ notice: { tone: "info", text, action: { label, onClick }, quiet: true } });
}

/**
 * Stands in a view for as long as that is on screen, before everything else in it: effects of earlier siblings come first, also when a
 * view that was hidden is shown again.
 */
export function BorrowBench(): null {
  // In the layout phase, which begins with what the view before gives back.
  useLayoutEffect(() => {
    const before = { spec: useExperiment.getState().spec, run: useRun.getState() };
    taken = false;
    // A run that was going on and ends on this screen is given back as it ended.
    const stop = isBusy(before.run.phase) ? useRun.subscribe((s) => { if (s.spec === before.run.spec && s.phase === "done" && !s.recorded) before.run = s; }) : () => {};
    return () => {
      stop();
      // What a story has left behind is its own; the lab may have had a run there before.
      endBehind();
      // The way back to the lab names its setup too; that is no other one.
      const aside = useAside.getState().phase, elsewhere = taken || (useRoute.getState().setup !== "" && !sameSpec(useExperiment.getState().spec, before.spec));
      // What goes on now is the lab's.
      if (taken) letGo();
      if (!elsewhere) changeSpec(before.spec, "borrowed");
      // A run that still goes on comes back whatever is on the bench: nothing may compute unseen.
      if (aside !== "idle" && (!elsewhere || isBusy(aside))) return takeBack();
      if (elsewhere) return dropAside();
      const now = useRun.getState();
      // The run that was under way when the story was opened may have been the story's own.
      if (now === before.run || (isBusy(before.run.phase) && now.phase !== "idle" && !now.recorded && now.spec === before.run.spec)) return;
      resetRun();
      if (before.run.phase !== "done" || !before.run.spec) return;
      adoptPreview(before.run.spec);
      useRun.setState(before.run, true);
    };
  }, []);
  return null;
}
