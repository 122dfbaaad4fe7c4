/** One client of a story's federation left out by hand: which one was picked, and the setup with the pick in it. Pure; what quarantine is on the bench is quarantine.ts. */
import { maliciousClients, type ExperimentResult, type Spec } from "../../engine/index";
import type { StoryProgress } from "./story";
import { allHeld, toggleClient } from "./quarantine";

/** The client that was picked in a step, from 0; null before. */
export function pickOf({ chosen }: Pick<StoryProgress, "chosen">, step: string): number | null {
  const picked = Number(chosen[step]?.[0]);
  return Number.isInteger(picked) && picked > 0 ? picked - 1 : null;
}

/** The story's setup with the pick in the pipeline of its kind: the first leaves out a liar, the second an honest client. Without a pick nobody is left out. */
export function withPick(setup: Spec, picked: number | null): Spec {
  if (picked === null) return { ...setup, defenses: [] };
  const slot = maliciousClients(setup.seed, setup.federated).includes(picked) ? 0 : 1, before = allHeld(setup).find((h) => h.pipeline === slot)?.clients ?? [];
  if (before.includes(picked)) return setup;
  return [picked, ...before].reduce((spec, client) => {
    const made = toggleClient(spec, [], slot, client, 1);
    return typeof made === "string" ? spec : made.spec;
  }, setup);
}

export interface LeftOut {
  /** From 0; null: nobody. */
  readonly client: number | null;
  readonly malicious: boolean;
  readonly rows: number;
  /** Clean accuracy, [0, 1]. */
  readonly accuracy: number | null;
}

/** What came of leaving out each client that was left out in some of these runs, each client once, after what comes of leaving out nobody. */
export function leftOutIn(results: readonly ExperimentResult[]): readonly LeftOut[] {
  const out = new Map<number | null, LeftOut>();
  for (const { spec, arms } of results) {
    const accuracyOf = (id: string) => arms.find((a) => a.id === id)?.metrics["cleanAccuracy"]?.value ?? null;
    out.set(null, { client: null, malicious: false, rows: 0, accuracy: accuracyOf("poisoned") });
    for (const { pipeline, clients } of allHeld(spec)) for (const client of clients) {
      const id = `defended-${pipeline + 1}`, about = arms.find((a) => a.id === id)?.federation?.clients[client];
      if (about) out.set(client, { client, malicious: about.malicious, rows: about.rows, accuracy: accuracyOf(id) });
    }
  }
  return [...out.values()];
}
