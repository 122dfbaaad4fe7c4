/**
 * Quarantine: a person names clients, and from some round on the server turns their messages away, whatever they hold. It looks at no
 * update and comes from no paper.
 */
import { z } from "zod";
import { defineAggregate } from "../core/federation";
import { counted } from "./shared/rows";

const list = (clients: readonly number[]) => clients.join(", ");

export const quarantine = defineAggregate({
  id: "quarantine",
  title: "Quarantine by hand",
  summary: "Turns away everything that the clients you name send, from a round of your choice on.",
  stage: "aggregate",
  step: "admit",
  excludes: true,
  inspects: false,
  manual: true,
  needsTrusted: false,
  assumes: "The person who watched the rounds can tell malicious clients from honest ones with unusual rows. Seed and number of clients are the same as when they were picked.",
  remarks: ["An honest client in quarantine takes its rows with it; when it alone has rows of a class, the model never learns that class."],
  params: z.strictObject({
    clients: z.array(z.int().min(1).max(200)).max(200).default([]).meta({ title: "Clients", description: "Numbers of the clients whose updates no longer count, from 1. Click a client in the picture of a round to put it here." }),
    from: z.int().min(1).max(200).default(1).meta({ title: "From round", description: "The first round in which they are turned away.", unit: "rounds" }),
  }),
  supports: () => true,
  check({ clients }, { clients: n }) {
    const unknown = clients.find((c) => c > n), all = new Set(clients).size >= n;
    if (unknown !== undefined) return { field: "clients", message: `must be numbers from 1 to ${n}, one for each of the n = ${n} clients; one was ${unknown}.` };
    return !all || { field: "clients", message: `must leave at least one client: all n = ${n} are named.` };
  },
  begin({ params, federation }) {
    const named = new Set(params.clients), seen = new Set<number>();
    let turned = 0;
    return {
      receive({ round, updates }) {
        const out = round >= params.from ? updates.filter((u) => named.has(u.client + 1)) : [];
        turned += out.length;
        for (const u of out) seen.add(u.client + 1);
        return Promise.resolve({ updates: updates.filter((u) => !out.includes(u)), rejected: out.map((u) => ({ client: u.client, why: "in quarantine" })) });
      },
      notes() {
        if (named.size === 0) return [{ level: "info", text: "Nobody has put a client in quarantine yet. Click one in the picture of a round." }];
        if (params.from > federation.rounds) return [{ level: "warning", text: `The quarantine begins with round ${params.from}, but there are only ${federation.rounds}: choose an earlier round.` }];
        return [{ level: "info", text: `${counted(turned, "message")} of ${counted(named.size, "client")} (${list([...named].sort((a, b) => a - b))}) ${turned === 1 ? "was" : "were"} turned away, from round ${params.from} on.` }];
      },
    };
  },
});
