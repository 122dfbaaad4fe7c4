/**
 * The keys that work everywhere in the lab. Silent while somebody types, inside dialogs, and where a control needs the key
 * itself; one place, so that help and behavior can be compared.
 */
import { redoSpec, undoSpec } from "./experiment";
import { cancelRun, pauseRun, resumeRun, startRun, stepRun, useRun } from "./run";
import { isBusy } from "./run-state";
import { isEmbedded } from "./embed";
import { useRoute } from "./route";
import { setView, toggleTheme, useView } from "./view";
import { viewOptions } from "./view-options";

const TYPING = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox]";
/** Things that answer to Space or letters themselves. */
const OWN_KEYS = "button, a, summary, [role=slider], [role=switch], [role=radio], [role=tab], [role=option], [role=listbox], [role=application], [role=grid], [role=gridcell]";

/** What a key does, or null when it does nothing here. Pure but for reading the stores. */
function actionFor(event: KeyboardEvent, target: Element | null): (() => void) | null {
  const { phase } = useRun.getState();
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) {
    if (event.altKey || target?.closest(TYPING)) return null;
    if (key === "z") return event.shiftKey ? redoSpec : undoSpec;
    return key === "y" && !event.shiftKey ? redoSpec : null;
  }
  if (event.altKey || target?.closest(TYPING) || target?.closest("[role=dialog]")) return null;
  if (key === "Escape") return isBusy(phase) ? cancelRun : null;
  if (key === " ") {
    if (target?.closest(OWN_KEYS)) return null;
    return phase === "running" ? pauseRun : phase === "paused" ? resumeRun : null;
  }
  if (target?.closest("[role=listbox], [role=option], [role=application]")) return null;
  switch (key) {
    case "r": return isBusy(phase) ? null : () => startRun();
    case "e": return stepRun;
    // A frame has no header, and dialogs would stand in the middle of what may be a very tall one.
    case "s": return isEmbedded() || viewOptions().hide.has("share") ? null : () => setView({ dialog: "share" });
    case "t": return toggleTheme;
    case "?": return isEmbedded() ? null : () => setView({ dialog: "help" });
    default: return null;
  }
}

/** Listens from now on; returns how to stop. */
export function followKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    const { dialog, cell, drawer } = useView.getState();
    if (useRoute.getState().route.page !== "lab" || event.defaultPrevented || event.repeat || dialog !== null || cell !== null || drawer !== null) return;
    const action = actionFor(event, event.target instanceof Element ? event.target : null);
    if (!action) return;
    event.preventDefault();
    action();
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}
