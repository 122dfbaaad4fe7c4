/**
 * "Train it here" of the home: runs its experiment and holds what came of it while the page lives. On an empty lab it is the lab's
 * own run, so that it can be looked at there; results that stand in the lab are left alone, and then it runs beside them.
 */
import { useEffect } from "react";
import { create } from "zustand";
import { defaultSpec, type RunEvent } from "../../../engine/index";
import type { RunHandle } from "../../../worker/protocol";
import { engine } from "../../state/engine";
import { changeSpec, sameSpec, useExperiment } from "../../state/experiment";
import { applyEnd, applyEvents, idleRun, isBusy, type RunState } from "../../state/run-state";
import { cancelRun, startRun, useRun } from "../../state/run";
import { holdBackground } from "../../state/turn";
import { useView } from "../../state/view";
import { homeSpec, ownRun, recordedRun, type Shown } from "./record";

interface Live {
  readonly shown: Shown;
  /** The run beside the lab's; idle unless one was needed. */
  readonly aside: RunState;
}

export const useLive = create<Live>(() => ({ shown: recordedRun(), aside: idleRun }));

/** The run to watch: the lab's when it is ours. */
export function useHomeRun(): RunState {
  const lab = useRun(), aside = useLive((s) => s.aside);
  return lab.spec && !lab.recorded && sameSpec(lab.spec, homeSpec) && lab.phase !== "idle" ? lab : aside;
}

const FLUSH_MS = 70;
let handle: RunHandle | null = null;
/** The result whose data have been asked for. */
let showing: RunState["result"] = null;

/** Takes a run that has ended, whoever started it, as what the home shows from now on. */
export function useOwnResult({ phase, result, artifacts }: RunState): void {
  useEffect(() => {
    if (phase !== "done" || !result || showing === result) return;
    showing = result;
    void engine().preview(homeSpec).then((preview) => {
      if (preview.ok && showing === result) useLive.setState({ shown: ownRun(result, artifacts, preview.value) });
    });
  }, [phase, result, artifacts]);
}

function runAside(): void {
  useLive.setState({ aside: { ...idleRun, phase: "running", spec: homeSpec } });
  // Sweep and matrix wait meanwhile.
  const goOn = holdBackground();
  const began = performance.now();
  let queue: RunEvent[] = [], timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    timer = null;
    const events = queue;
    queue = [];
    useLive.setState(({ aside }) => ({ aside: { ...applyEvents(aside, events), elapsed: performance.now() - began } }));
  };
  const mine = engine().run(homeSpec, { backend: useView.getState().backend, background: true, onEvent: (event) => {
    queue.push(event);
    timer ??= setTimeout(flush, FLUSH_MS);
  } });
  handle = mine;
  void mine.end.then((end) => {
    if (timer !== null) clearTimeout(timer);
    flush();
    handle = null;
    goOn();
    // A run of the person's own took the workers, or it was stopped: what was shown before stays.
    useLive.setState(({ aside }) => ({ aside: end.type === "cancelled" ? idleRun : applyEnd(aside, end) }));
  });
}

export function trainHere(): void {
  const lab = useRun.getState(), bench = useExperiment.getState();
  if (isBusy(lab.phase)) return;
  const free = lab.phase === "idle" || (lab.spec !== null && sameSpec(lab.spec, homeSpec));
  if (!free || bench.problem) return runAside();
  // The bench gets the same experiment when nothing else was set up on it, so that the lab shows this run.
  if (sameSpec(bench.spec, defaultSpec)) changeSpec(homeSpec);
  startRun(homeSpec);
}

export function stopTraining(): void {
  if (handle) handle.cancel();
  else cancelRun();
}
