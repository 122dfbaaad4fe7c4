/**
 * Keeps the address bar and the experiment in step: the hash follows the knobs (no history entries), and a hash that
 * comes from outside is read into the bench. A link that cannot be read leaves the work on screen as it is.
 */
import { defaultSpec, type Spec } from "../../engine/index";
import { changeSpec, sameSpec, startWith, useExperiment } from "./experiment";
import { decodeLink, encodeLink, MAX_LINK, readLink } from "./link";
import { useOwn } from "./own";
import { setView } from "./view";
import { app } from "../text/words";

const WAIT_MS = 250;

function write(): void {
  const { spec, problem } = useExperiment.getState();
  if (problem) return;
  const hash = encodeLink(spec);
  const bare = location.hash === "" && sameSpec(spec, defaultSpec);
  // Several long lists of picked rows; nobody could open such a link.
  if (bare || hash === location.hash || hash.length > MAX_LINK) return;
  try {
    history.replaceState(history.state, "", hash);
  } catch {
    // Some browsers limit how often the address may change, and sandboxed frames forbid it; Share still works.
  }
}

/** Settles when the link is on the bench or will not come; at once unless it needs data from this browser's storage. */
async function read(first: boolean): Promise<void> {
  const { spec, problem } = useExperiment.getState();
  if (!first && !problem && location.hash === encodeLink(spec)) return;
  const outcome = decodeLink(location.hash);
  if (outcome === null) return;
  const stays = first ? app.standard : app.stays;
  if (!outcome.ok && outcome.problem.code === "needs-data") {
    const raw = readLink(location.hash)!;
    // The rows may be in this browser; reading them takes a moment and code that few visitors need.
    const { openWithData } = await import("./own-use");
    return openWithData(raw.ok ? raw.value : null, outcome.problem, stays, first ? startWith : changeSpec);
  }
  useOwn.setState({ wanted: null });
  if (!outcome.ok) setView({ notice: { tone: "warning", text: `${outcome.problem.message} ${stays}` } });
  else if (first) startWith(outcome.value);
  else {
    setView({ notice: null });
    changeSpec(outcome.value);
  }
}

/** The full link to an experiment. */
export const shareLink = (spec: Spec): string => `${location.href.split("#")[0]!}${encodeLink(spec)}`;

/** Reads the link the page was opened with, says when that is done, and follows both sides; returns how to stop. */
export function followAddress(onRead: () => void = () => {}): () => void {
  void read(true).then(onRead, onRead);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const stop = useExperiment.subscribe(() => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(write, WAIT_MS);
  });
  const onHash = () => void read(false);
  addEventListener("hashchange", onHash);
  return () => {
    stop();
    removeEventListener("hashchange", onHash);
    if (timer !== null) clearTimeout(timer);
  };
}
