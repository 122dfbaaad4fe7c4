/**
 * Signed updates: every client puts its name to what it sends and for which round, with a key whose other half the server has known
 * since enrollment. What was changed on the way, sent in somebody else's name, sent again or sent twice is turned away. It says who
 * sent an update and nothing about whether that client is honest.
 * Bernstein, Duif, Lange, Schwabe, Yang 2011, "High-speed high-security signatures".
 */
import { z } from "zod";
import { defineAggregate, type Note, type Update } from "../core/plugins";
import { signingHere, statementOf, type Signing } from "../secure/signatures";

const WHY = {
  stranger: "nobody by that number was enrolled",
  unsigned: "not signed",
  wrong: "wrong signature: changed on the way, or not from this client",
  replayed: "signed for another round: sent again",
  doubled: "a second message of the same round",
} as const;
type Reason = keyof typeof WHY;
const SHORT: Readonly<Record<Reason, string>> = { stranger: "from strangers", unsigned: "not signed", wrong: "changed or forged", replayed: "from another round", doubled: "sent twice" };

/** The server's and the clients' side, with keys made one way or the other. */
export async function signedRule(clients: number, totalRounds: number, signing: Signing) {
  const signers = await Promise.all(Array.from({ length: clients }, () => signing.newSigner()));
  // Enrollment: the server learns each client's public key over a channel that nobody else holds.
  const checks = await Promise.all(signers.map((s) => signing.checkerFor(s.open)));
  const refused = new Map<Reason, number>(), silenced = new Set<string>();
  let arrived = 0;
  const reasonAgainst = async (update: Update, round: number, had: ReadonlySet<number>): Promise<Reason | null> => {
    const check = checks[update.client], signature = update.seal?.["signature"];
    if (!check) return "stranger";
    if (!(signature instanceof Uint8Array)) return "unsigned";
    if (!(await check(statementOf(update), signature))) return "wrong";
    if (update.round !== round) return "replayed";
    return had.has(update.client) ? "doubled" : null;
  };
  return {
    async seal(update: Update): Promise<Update> {
      return { ...update, seal: { ...update.seal, signature: await signers[update.client]!.sign(statementOf(update)) } };
    },
    async receive({ round, updates, pulse }: { readonly round: number; readonly updates: readonly Update[]; readonly pulse: (done: number, of: number) => Promise<void> | void }) {
      const kept: Update[] = [], rejected: { client: number; why: string }[] = [], had = new Set<number>();
      for (const update of updates) {
        await pulse(round - 1, totalRounds);
        const reason = await reasonAgainst(update, round, had);
        arrived++;
        if (reason === null) { had.add(update.client); kept.push(update); continue; }
        refused.set(reason, (refused.get(reason) ?? 0) + 1);
        rejected.push({ client: update.client, why: WHY[reason] });
      }
      for (const { client } of rejected) if (!had.has(client)) silenced.add(`${round}/${client}`);
      return { updates: kept, rejected };
    },
    notes(): Note[] {
      const total = [...refused.values()].reduce((a, b) => a + b, 0), why = [...refused].map(([reason, count]) => `${count} ${SHORT[reason]}`).join(", ");
      if (total === 0) return [{ level: "info", text: `All ${arrived} messages carried a valid signature. That says who sent them, not that what they sent is honest.` }];
      return [
        { level: "info", text: `${total} of ${arrived} messages were turned away: ${why}.` },
        ...(silenced.size > 0 ? [{ level: "info" as const, text: `${silenced.size} times the genuine message of that client and round did not arrive either: a signature keeps a forgery out, it does not bring the original back.` }] : []),
      ];
    },
  };
}

export const signedUpdates = defineAggregate({
  id: "signed-updates",
  title: "Signed updates",
  summary: "Every client signs what it sends, and the server turns away what is changed, forged, sent again or sent twice.",
  paper: { authors: "Bernstein, Duif, Lange, Schwabe, Yang", year: 2011, title: "High-speed high-security signatures", link: "https://ed25519.cr.yp.to/ed25519-20110926.pdf" },
  stage: "aggregate",
  step: "admit",
  excludes: true,
  inspects: false,
  needsTrusted: false,
  assumes: "The server got each client’s public key from that client, and no client lost its secret key. Malicious clients are clients: what they sign is valid, whatever it does to the model.",
  remarks: [
    "Digits, 15 clients, 20 rounds, mean of seeds 1, 2, 3: somebody who turns round the messages of 3 clients on their way (κ = 5) takes FedAvg from 94.1 % to 10.4 %; with signatures it is 94.2 %, because the other 12 go on without them. Forgeries in the names of 3 others: 10.1 % without signatures, 94.1 % with them.",
    "Last round’s messages sent again do hardly any harm here (94.0 %) and are turned away all the same.",
    "Signed are the client’s number, the round, the number of rows it claims and a hash of the update, masked or not; the rows too, because FedAvg weighs by them.",
    "Keys come from Web Crypto, or on pages without https from a script with the same results. Fifteen signatures and their checks take about 10 ms a round with the first and about 100 ms with the second.",
  ],
  params: z.strictObject({}),
  supports: () => true,
  begin: async ({ federation }) => signedRule(federation.clients, federation.rounds, await signingHere()),
});
