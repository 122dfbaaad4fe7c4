/**
 * Keeps the address bar and the experiment in step: the hash follows the knobs (no history entries), and a hash that
 * comes from outside is read into the bench. A link that cannot be read leaves the work on screen as it is.
 */
import { defaultSpec, type Spec } from "../../engine/index";
import { changeSpec, sameSpec, startWith, useExperiment } from "./experiment";
import { decodeLink, encodeLink } from "./link";
import { setView } from "./view";

const WAIT_MS = 250;

function write(): void {
  const { spec, problem } = useExperiment.getState();
  if (problem) return;
  const hash = encodeLink(spec);
  const bare = location.hash === "" && sameSpec(spec, defaultSpec);
  if (bare || hash === location.hash) return;
  try {
    history.replaceState(history.state, "", hash);
  } catch {
    // Some browsers limit how often the address may change, and sandboxed frames forbid it; Share still works.
  }
}

function read(first: boolean): void {
  const { spec, problem } = useExperiment.getState();
  if (!first && !problem && location.hash === encodeLink(spec)) return;
  const outcome = decodeLink(location.hash);
  if (outcome === null) return;
  if (!outcome.ok) setView({ notice: { tone: "warning", text: `${outcome.problem.message} ${first ? "The standard experiment is on the bench instead." : "What was on the bench is still there."}` } });
  else if (first) startWith(outcome.value);
  else {
    setView({ notice: null });
    changeSpec(outcome.value);
  }
}

/** The full link to an experiment. */
export const shareLink = (spec: Spec): string => `${location.href.split("#")[0]!}${encodeLink(spec)}`;

/** Reads the link the page was opened with, then follows both sides; returns how to stop. */
export function followAddress(): () => void {
  read(true);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const stop = useExperiment.subscribe(() => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(write, WAIT_MS);
  });
  const onHash = () => read(false);
  addEventListener("hashchange", onHash);
  return () => {
    stop();
    removeEventListener("hashchange", onHash);
    if (timer !== null) clearTimeout(timer);
  };
}
