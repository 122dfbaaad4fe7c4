/**
 * Keeps the address bar and the experiment in step: in the lab the hash follows the knobs (no history entries), and a hash that
 * comes from outside is read into the bench. A link that cannot be read leaves the work on screen as it is. Other views have
 * addresses of their own (route.ts), which the knobs leave alone.
 */
import { defaultSpec, type Spec } from "../../engine/index";
import { openSpec, sameSpec, startWith, useExperiment } from "./experiment";
import { decodeLink, encodeLink, MAX_LINK, readLink } from "./link";
import { useOwn } from "./own";
import { hashOf, readAddress, useRoute } from "./route";
import { setView } from "./view";
import { app } from "../text/words";

const WAIT_MS = 250;

function write(): void {
  const { spec, problem } = useExperiment.getState(), { route, options, setup } = useRoute.getState();
  if (problem || route.page !== "lab") return;
  const mine = encodeLink(spec), hash = hashOf(route, options, mine);
  const bare = setup === "" && sameSpec(spec, defaultSpec);
  // Several long lists of picked rows; nobody could open such a link.
  if (bare || hash === location.hash || hash.length > MAX_LINK) return;
  try {
    history.replaceState(history.state, "", hash);
    useRoute.setState({ setup: mine });
  } catch {
    // Some browsers limit how often the address may change, and sandboxed frames forbid it; Share still works.
  }
}

/** Settles when the link is on the bench or will not come; at once unless it needs data from this browser's storage. */
async function read(first: boolean): Promise<void> {
  const { spec, problem } = useExperiment.getState(), { setup } = useRoute.getState();
  if (!first && !problem && setup === encodeLink(spec)) return;
  const outcome = decodeLink(setup);
  if (outcome === null) return;
  const stays = first ? app.standard : app.stays;
  if (!outcome.ok && outcome.problem.code === "needs-data") {
    const raw = readLink(setup)!;
    // The rows may be in this browser; reading them takes a moment and code that few visitors need.
    const { openWithData } = await import("./own-use");
    return openWithData(raw.ok ? raw.value : null, outcome.problem, stays, first ? startWith : openSpec);
  }
  useOwn.setState({ wanted: null });
  if (!outcome.ok) setView({ notice: { tone: "warning", text: `${outcome.problem.message} ${stays}` } });
  else if (first) startWith(outcome.value);
  else {
    setView({ notice: null });
    openSpec(outcome.value);
  }
}

/** The page's own address, without what follows the #. */
export const pageAddress = (): string => location.href.split("#")[0]!;

/** The full link to an experiment. */
export const shareLink = (spec: Spec): string => `${pageAddress()}${encodeLink(spec)}`;

/** Reads the link the page was opened with, says when that is done, and follows both sides; returns how to stop. */
export function followAddress(onRead: () => void = () => {}): () => void {
  void read(true).then(onRead, onRead);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const soon = () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(write, WAIT_MS);
  };
  // A view that puts its experiment on the bench and then goes to the lab writes the link there.
  const stops = [useExperiment.subscribe(soon), useRoute.subscribe(soon)];
  const onHash = () => {
    readAddress();
    void read(false);
  };
  // Back and forward over steps that were pushed give only popstate, typing into the address bar both.
  addEventListener("hashchange", onHash);
  addEventListener("popstate", onHash);
  return () => {
    for (const stop of stops) stop();
    removeEventListener("hashchange", onHash);
    removeEventListener("popstate", onHash);
    if (timer !== null) clearTimeout(timer);
  };
}
