/** Collects what is wrong with data, keeps the list readable, and knows whether anything forbids going on. */
import { ProblemError } from "../core/errors";
import type { ImportFault } from "./types";

const SHOWN = 50, RANK = { error: 0, warning: 1, info: 2 } as const;

export class Faults {
  private readonly list: ImportFault[] = [];
  add(level: ImportFault["level"], where: string, message: string): void {
    this.list.push({ level, where, message });
  }
  get fatal(): boolean {
    return this.list.some((f) => f.level === "error");
  }
  /** Worst first, otherwise in order; at most 50, the last of which then counts the others. */
  shown(): ImportFault[] {
    const sorted = this.list.map((f, i) => ({ f, i })).sort((a, b) => RANK[a.f.level] - RANK[b.f.level] || a.i - b.i).map(({ f }) => f);
    if (sorted.length <= SHOWN) return sorted;
    return [...sorted.slice(0, SHOWN - 1), { level: sorted[SHOWN - 1]!.level, where: "", message: `${(sorted.length - SHOWN + 1).toLocaleString("en-US")} more of this kind.` }];
  }
}

/** A refusal of the whole: nothing can be shown of it. */
export const badFile = (message: string, field = "file"): ProblemError => new ProblemError({ code: "bad-file", field, message });

/** At most this many characters of somebody's text in a message. */
export const quote = (text: string, most = 40): string => JSON.stringify(text.length > most ? `${text.slice(0, most - 1)}…` : text);

export const count = (n: number, noun: string): string => `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
