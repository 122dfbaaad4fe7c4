/**
 * What a run says of itself while it works, pauses, ends or fails: one line, in words a person understands. Pure; takes
 * plain values so that it does not depend on any store.
 */
import type { Problem } from "../../engine/index";
import { duration, lowerFirst, percentRound } from "./format";

export interface ProgressFacts {
  readonly phase: "idle" | "running" | "paused" | "done" | "failed" | "cancelled";
  readonly stageTitle: string | null;
  readonly stageText: string;
  readonly fraction: number;
  readonly secondsLeft: number | null;
  readonly seconds: number;
  readonly computed: number;
  readonly cached: number;
  readonly problem: Problem | null;
}

const upperFirst = (text: string): string => (text ? text[0]!.toUpperCase() + text.slice(1) : text);

/** "Training the poisoned model, epoch 6 of 10". */
export function stagePhrase(title: string, text: string): string {
  return upperFirst(text && !title.includes(text) ? `${title}, ${lowerFirst(text)}` : title);
}

/** Seconds left, in steps coarse enough not to flicker. */
export function timeLeft(seconds: number): string {
  if (seconds < 1.5) return "almost done";
  const step = seconds < 10 ? 1 : seconds < 60 ? 5 : 10;
  return `${duration(Math.max(step, Math.round(seconds / step) * step)).replace(/\.0(?=\u202fs)/, "")} left`;
}

export function statusLine(f: ProgressFacts): string {
  switch (f.phase) {
    case "idle":
      return "Ready.";
    case "running": {
      const what = f.stageTitle ? stagePhrase(f.stageTitle, f.stageText) : "Starting";
      return f.secondsLeft === null ? `${what}.` : `${what}; ${timeLeft(f.secondsLeft)}.`;
    }
    case "paused":
      return `Paused at ${percentRound(f.fraction)}${f.stageTitle ? `: ${lowerFirst(stagePhrase(f.stageTitle, f.stageText))}` : ""}.`;
    case "done":
      if (f.cached > 0 && f.computed === 0) return "Done in no time: everything was already known.";
      return `Done in ${duration(f.seconds)}${f.cached > 0 ? `; ${f.cached} of ${f.cached + f.computed} steps were already known` : ""}.`;
    case "cancelled":
      return "Cancelled. What was finished is kept: running again goes on from there.";
    case "failed":
      return f.problem?.message ?? "The run failed.";
  }
}

/** What to try after a failure, by the kind of problem. */
export function nextStep(problem: Problem): string {
  switch (problem.code) {
    case "worker-lost": return "The engine was started again. Press Run to try once more; a smaller training set needs less memory.";
    case "no-backend": return "Choose another backend in step 3, or set it to automatic.";
    case "bad-data": return "Check the connection and run again.";
    case "too-large": return "Choose a smaller training set in step 1.";
    default: return problem.field ? "Change that setting and run again." : "Run again; if it happens once more, share the link with a note of what you did.";
  }
}
