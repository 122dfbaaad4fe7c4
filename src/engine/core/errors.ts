/**
 * Two kinds of failure: a Problem says "your input is wrong, here is why" and is shown to the person; anything else that
 * is thrown is a bug.
 */
export type ProblemCode =
  | "bad-spec" | "bad-link" | "bad-file" | "unknown-plug-in" | "unsupported" | "bad-parameter" | "bad-data"
  | "needs-data" | "no-backend" | "worker-lost" | "too-large" | "version";

/** An expected failure. `field` is the path of what was wrong, for example `attack.params.rate`. Plain data. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly field?: string;
}

/** Carries a Problem through code that throws; caught at the doors and turned back into a value. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** Thrown when a person stopped the work; never shown as an error. */
export class Cancelled extends Error {
  constructor() {
    super("cancelled");
    this.name = "Cancelled";
  }
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Cancelled();
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };
