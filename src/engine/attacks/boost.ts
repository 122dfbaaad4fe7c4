/**
 * Making planted rows count in a mean: malicious clients train longer if asked, send their updates many times as long, and cut them
 * off at a length where longer ones would be noticed. Used by backdoors in a federation; plants nothing itself.
 * Bagdasaryan, Veit, Hua, Estrin, Shmatikov 2020, "How To Backdoor Federated Learning".
 */
import { z } from "zod";
import type { AttackArgs, Note, SubmitArgs, UpdateWork } from "../core/plugins";
import { norm } from "../core/vectors";
import { clientsOf } from "./updates";

/** Parameters, with whatever an attack does unless it is told otherwise. */
export const boosted = (boost: "automatic" | "own", epochs: number) => ({
  boost: z.enum(["automatic", "own"]).default(boost).meta({ title: "Boost", description: "How many times as long the attacker’s updates are made: so many times that a plain mean becomes the attacker’s model, or a number of your own.", options: { automatic: "until the model is replaced", own: "a number set below" } }),
  factor: z.number().min(0).max(1000).default(1).meta({ title: "Boost factor", description: "1 sends what was learned as it is.", scale: "log", showWhen: { field: "boost", is: ["own"] } }),
  epochs: z.int().min(1).max(50).default(epochs).meta({ title: "Attacker’s local epochs", description: "How often its clients go through their rows before they answer; longer training teaches the trigger better.", unit: "epochs", advanced: true }),
  limit: z.number().min(0).max(1000).default(0).meta({ title: "Longest update", description: "Longer ones are cut off at this length, to pass a server that looks at length; 0 sets no limit. The picture of the clients says how long honest ones are.", advanced: true }),
});
interface Boosted {
  readonly boost: "automatic" | "own";
  readonly factor: number;
  readonly epochs: number;
  readonly limit: number;
}

/** n/(η m) replaces the global model by the attacker's when n clients count alike, m of them the attacker's, at server step η. */
export const boostOf = (p: Boosted, n: number, serverRate: number, m: number): number => (p.boost === "own" ? p.factor : n / (serverRate * Math.max(1, m)));

/** A vector times a factor, no longer than `limit` unless that is 0; a fresh array. */
export function stretched(vector: Float32Array, factor: number, limit: number): Float32Array {
  const length = factor * norm(vector), scale = limit > 0 && length > limit ? (factor * limit) / length : factor;
  return vector.map((v) => scale * v);
}

/** What malicious clients do in the rounds; the rows they train on are poisoned already. */
export const boostedWork: UpdateWork<Boosted> = {
  local: ({ epochs }) => ({ epochs }),
  submit: ({ params: p, own, federation }: SubmitArgs<Boosted>) => {
    const factor = boostOf(p, federation.perRound, federation.serverRate, own.length);
    return own.map(({ vector }) => stretched(vector, factor, p.limit));
  },
};

/** How much the updates are stretched, once it is known how many clients there are. */
export function boostNotes(p: Boosted, args: Pick<AttackArgs<unknown>, "train" | "federation">): Note[] {
  const m = clientsOf(args).length, f = args.federation;
  if (!f || m === 0 || f.perRound < f.clients) return [];
  const factor = boostOf(p, f.perRound, f.serverRate, m);
  if (factor === 1 && p.limit === 0) return [];
  return [{ level: "info", text: `Each of the attacker’s ${m} of ${f.clients} clients sends ${Number(factor.toPrecision(3))} times what it learned${p.limit > 0 ? `, but nothing longer than ${p.limit}` : ""}.` }];
}
