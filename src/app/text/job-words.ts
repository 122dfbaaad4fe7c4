/** What matrix and sweep say alike of their runs: which failed, what was left out, who computed. Pure; loaded with their panels. */
import { backendNames } from "./backend";
import { count, list, plural } from "./format";

export const job = {
  retry: "Try failed again",
  failed: (n: number) => `${plural(n, "run", "runs")} failed; the others go on without.`,
  why: (text: string, why: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}: ${why}`,
  more: (n: number) => `and ${count(n)} more`,
  cell: "failed",
  cellWhy: (why: string) => `failed: ${why}`,
  doneBut: (known: number, total: number) => `${count(known)} of ${count(total)} cells are there; the others failed.`,
  dropped: (n: number) => `${plural(n, "cell was", "cells were")} left out, because another version of Hemlock had made ${n === 1 ? "it" : "them"}; ${n === 1 ? "it is" : "they are"} computed anew.`,
  backends: (ids: readonly string[]) => `Computed on ${list(ids.map((id) => backendNames[id as keyof typeof backendNames] ?? id))}; the same cell can differ between them in late digits.`,
} as const;
