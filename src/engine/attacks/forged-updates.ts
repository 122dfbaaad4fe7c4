/**
 * Forged updates: somebody on the wire, not in a client. The malicious clients of the experiment are here clients whose line the
 * attacker holds; they train honestly, and what they send is changed, sent in others' names, or last round's sent again. It knows no
 * client's key. Rows are left alone.
 * The model of an attacker who holds the wire: Dolev, Yao 1983, "On the Security of Public Key Protocols".
 */
import { z } from "zod";
import { defineAttack, type InterceptArgs, type Update } from "../core/plugins";
import type { Rng } from "../core/rng";
import { seeded } from "../secure/bytes";
import { signWith, statementOf } from "../secure/signatures";
import { anywhere, leaveRows } from "./updates";

const params = z.strictObject({
  mode: z.enum(["tamper", "forge", "replay"]).default("tamper").meta({ title: "What it does", description: "Turns round the updates that pass through its hands, sends turned ones in the names of other clients, or sends last round’s message again.", options: { tamper: "changes messages on the way", forge: "writes in other clients’ names", replay: "sends old messages again" } }),
  strength: z.number().min(0).max(100).default(5).meta({ title: "Strength κ", description: "How many times as long as the real update the opposite one is.", scale: "log", showWhen: { field: "mode", is: ["tamper", "forge"] } }),
});
type Args = InterceptArgs<z.infer<typeof params>>;

/** −κ times what a message says, blindly where it is masked. */
const turned = ({ seal, ...update }: Update, strength: number): Update => {
  const masked = seal?.["masked"], times = -Math.round(strength);
  return { ...update, vector: update.vector.map((v) => -strength * v), ...(seal && { seal: { ...seal, ...(masked instanceof Uint32Array && { masked: masked.map((v) => Math.imul(times, v)) }) } }) };
};

/** A message that looks like that of another client: signed where messages are, with a key that the server has never seen. */
function inTheNameOf(client: number, model: Update, strength: number, secret: Uint8Array): Update {
  const made = { ...turned(model, strength), client };
  return made.seal?.["signature"] ? { ...made, seal: { ...made.seal, signature: signWith(secret, statementOf(made)) } } : made;
}

/** As many forgeries as lines are held, made from what passed through them; they arrive after the real messages. */
function forge({ messages, through, params: { strength }, rng }: Args): Update[] {
  const held = messages.filter((m) => through.includes(m.client)), others = Int32Array.from(messages.filter((m) => !through.includes(m.client)), (m) => m.client);
  if (held.length === 0) return [...messages];
  const names = rng.fork("names").sample(others, Math.min(held.length, others.length)).toSorted(), secret = secretOf(rng);
  return [...messages, ...[...names].map((client, i) => inTheNameOf(client, held[i]!, strength, secret))];
}
const secretOf = (rng: Rng): Uint8Array => seeded(rng.fork("key"))(32);

export const forgedUpdates = defineAttack({
  id: "forged-updates",
  title: "Forged updates",
  summary: "Sits on the line and changes what honest clients send, writes in their names, or sends their old messages again.",
  paper: { authors: "Dolev, Yao", year: 1983, title: "On the Security of Public Key Protocols", link: "https://doi.org/10.1109/TIT.1983.1056650" },
  stage: "update",
  threat: {
    goal: "availability",
    knows: "What the clients whose line it holds send in this round and sent in the last one.",
    controls: "The messages on those lines, and whatever it sends the server in anybody’s name; no client and no key.",
  },
  fails: "Against signatures: nothing that it changes, makes up or sends again is let in. The clients whose messages it changed are then cut off, which no signature can help.",
  remarks: [
    "Digits, 15 clients, 3 lines held, 20 rounds, mean of seeds 1, 2, 3: changing messages takes FedAvg from 94.1 % to 10.4 %, forging as many to 10.1 %. A server without signatures keeps what came last in a client’s name, and the forgeries come last.",
    "Sending old messages again leaves 94.0 %: what a client found one round ago still points the right way.",
  ],
  params,
  supports: anywhere,
  sentence: ({ mode }) => mode === "replay"
    ? ["As the attacker I hold some clients’ lines. My hand ", { param: "mode" }, ". I want the model to be wrong often."]
    : ["As the attacker I hold some clients’ lines. My hand ", { param: "mode" }, ": the opposite of what they learned, ", { param: "strength" }, " times as long. I want the model to be wrong often."],
  poison: (args) => leaveRows(args),
  update: {
    intercept(args) {
      const { messages, before, through, params: { mode, strength } } = args;
      if (mode === "forge") return forge(args);
      return messages.map((m) => {
        if (!through.includes(m.client)) return m;
        return mode === "tamper" ? turned(m, strength) : (before.find((b) => b.client === m.client) ?? m);
      });
    },
  },
});
