/** Every sentence of the Clients tab: who has which rows, rounds as the server saw them, quarantine, shares, and what the truth adds. Pure. */
import type { ClientRecord, FederationReport } from "../../engine/index";
import { count, list, number, percentRound, plural } from "./format";

const NARROW = "\u202f";
const times = (x: number): string => `${number(Number(x.toPrecision(2)))}`;
export const named = (client: number): string => `Client ${client + 1}`;
export const clientList = (clients: readonly number[]): string => `${clients.length === 1 ? "client" : "clients"} ${list(clients.map((c) => String(c + 1)))}`;

export const federation = {
  notFederated: "Clients belong to federated learning. Choose it in step 3.",
  before: "Run the experiment: then you see here what each client sent in every round, what the server made of it, and you can put clients in quarantine.",
  beforeTitle: "No round yet",
  run: "Run now",
  stale: "Settings have changed since this run; what stands here belongs to the old ones.",
  reveal: "Show the truth",
  revealWhy: "What no server sees: which clients are the attacker’s. They get a ring and a hatch.",
  malicious: "malicious",
  found: "What the servers did",
} as const;

export const partition = {
  title: "Who has which rows",
  rows: "rows",
  client: "Client",
  total: "all",
  truth: "truth",
  hint: "Arrow keys walk through the clients.",
  region: "Rows of each client by class",
  one: (client: number, rows: number, classes: readonly (readonly [name: string, n: number])[], bad: boolean) => {
    const held = classes.filter(([, n]) => n > 0).toSorted((a, b) => b[1] - a[1]), most = held.slice(0, 4).map(([name, n]) => `${count(n)} of ${name}`);
    return `${named(client)}${bad ? " (malicious)" : ""}: ${plural(rows, "row", "rows")}${held.length === 0 ? "" : held.length > 4 ? `; most of all ${list(most)}` : `: ${list(most)}`}.`;
  },
  finding: (rows: readonly number[], few: number) => {
    const least = Math.min(...rows), most = Math.max(...rows);
    const size = most - least <= 1 ? `Every client has about ${plural(most, "row", "rows")}` : `Clients have between ${count(least)} and ${plural(most, "row", "rows")}`;
    return `${size}; ${few === 0 ? "each has some of every class." : few === rows.length ? "none has rows of every class." : `${count(few)} of ${count(rows.length)} ${few === 1 ? "lacks" : "lack"} at least one class.`}`;
  },
} as const;

export const film = {
  title: "What the clients sent",
  region: "Rounds",
  play: "Play", pause: "Pause", again: "Play again",
  back: "One round back", forward: "One round on",
  round: "Round",
  outOf: (rounds: number) => `of ${rounds}`,
  speed: "Speed of the film",
  speedOf: (perSecond: number) => `${perSecond} a second`,
  view: "Show clients by",
  direction: "Direction",
  length: "Length",
  directionWhy: "Each dot is a client’s update in this round, seen in the two directions in which the updates differ most. Close together means alike; the larger the dot, the longer the update. The dashed ring is one median length, the same in all pictures of a round.",
  ring: "one median length",
  lengthWhy: "Each mark is a client, from the first to the last; the higher, the longer its update, against the median of its round.",
  of: (arm: string) => `${arm} model`,
  none: (round: number) => `Round ${round} has not come yet.`,
  pile: (clients: number) => plural(clients, "client", "clients"),
  lost: (clients: readonly number[]) => `Lost on the way: ${clientList(clients)}.`,
  timesMedian: "times the median length",
  edge: "A mark with a bar lies beyond the edge.",
  hint: (from: number) => `Arrow keys walk through the clients; Enter or a click puts one in quarantine, from round ${from} on.`,
  hintPick: "Arrow keys walk through the clients; Enter or a click chooses one.",
  hintLook: "Arrow keys walk through the clients.",
  marks: { used: "counted", weightless: "no weight", rejected: "turned away", lost: "lost", quarantined: "in quarantine in the next run" },
  attacked: "The attacker acts in this round.",
  calm: "The attacker holds still in this round.",
} as const;

/** "Client 7, round 12: length 3.1 times the median, share 0 %, turned away: too far from the others." */
export function clientSentence(record: ClientRecord, round: number, medianNorm: number, scoreName: string | undefined, truth: boolean | null, quarantined: boolean): string {
  const parts = [
    record.norm !== null && medianNorm > 0 ? `length ${times(record.norm / medianNorm)} times the median` : "",
    record.state === "lost" ? "" : `share ${percentRound(record.weight)}`,
    record.score !== undefined && scoreName !== undefined ? `${scoreName} ${number(record.score)}` : "",
    record.state === "rejected" ? `turned away${record.why ? `: ${record.why}` : ""}` : record.state === "lost" ? "its message never came" : record.weight === 0 ? "no weight" : "",
    truth === null ? "" : truth ? "truly malicious" : "truly honest",
    quarantined ? film.marks.quarantined : "",
  ];
  return `${named(record.client)}, round ${round}: ${parts.filter(Boolean).join(", ")}.`;
}

/** One sentence for a round of one arm; `mixed`: what has weight are mixtures that stand in for single updates. */
export function roundFinding(clients: readonly ClientRecord[], mixed = false): string {
  const rejected = clients.filter((c) => c.state === "rejected"), idle = clients.filter((c) => c.state === "used" && c.weight === 0), used = clients.length - rejected.length - idle.length - clients.filter((c) => c.state === "lost").length;
  const some = (which: readonly ClientRecord[], what: string) => (which.length === 0 ? "" : `${which.length > 6 ? count(which.length) : clientList(which.map((c) => c.client))} ${what}`);
  const out = [some(rejected, "turned away"), mixed && idle.length > 0 ? `the mixtures in place of ${idle.length > 6 ? plural(idle.length, "client", "clients") : clientList(idle.map((c) => c.client))} got no weight` : some(idle, "got no weight")].filter(Boolean);
  return `${count(used)} of ${mixed ? plural(clients.length, "mixture", "mixtures") : plural(clients.length, "client", "clients")} counted${out.length > 0 ? `; ${out.join("; ")}` : ""}.`;
}

export const roundTable = {
  client: "Client", length: `Length ÷${NARROW}median`, cosine: "Cosine to the sum", share: "Share", state: "What became of it", truth: "Truth",
  states: { used: "counted", rejected: "turned away", lost: "lost" },
  honest: "honest", malicious: "malicious",
} as const;

export const hidden = {
  title: "The server sees no single update",
  text: (title: string) => `${title} hides each client’s update under masks that cancel only in the sum. So there is nothing here to look at, and nothing that a rule could turn away: that is the price of clients’ privacy.`,
  next: "To look at single clients, take secure aggregation out of this pipeline in step 4.",
} as const;

export const quarantine = {
  title: "Quarantine",
  none: (from: number) => `Nobody is in quarantine. Choose a client above: in the next run the server turns away whatever it sends from round ${from} on. To begin in another round, first move the slider there.`,
  line: (pipeline: string, clients: readonly number[], from: number) => `${pipeline}: ${clientList(clients)}, from round ${from} on.`,
  truth: (bad: number, good: number, missed: number) => `${bad + good === 1 ? `It is ${bad === 0 ? "not " : ""}malicious` : bad === 0 ? "None of them is malicious" : `${count(bad)} of them ${bad === 1 ? "is" : "are"} malicious`}; ${good === 0 ? "no honest client is lost" : `${plural(good, "honest client is", "honest clients are")} lost`}${missed > 0 ? `; ${plural(missed, "malicious client goes", "malicious clients go")} on` : ""}.`,
  hiddenTruth: "Show the truth to see how many honest clients that costs.",
  added: (client: number, from: number) => `${named(client)} is in quarantine from round ${from} of the next run on.`,
  removed: (client: number) => `${named(client)} is out of quarantine.`,
  clear: "Take all out",
  run: "Run with it",
  ran: "This run had it.",
  full: "Four pipelines at most; take one out in step 4 first.",
  last: "One client at least has to stay.",
} as const;

export const shares = {
  title: "Each client’s share in the sum",
  explain: "How much of the server’s step came from each client, round by round.",
  region: (arm: string) => `Shares of clients by round, ${arm} model`,
  legend: "share of the sum",
  rounds: "rounds →",
  client: "client",
  hint: "Arrow keys walk through clients and rounds.",
  rejected: "× turned away",
  lost: "· lost",
  weightless: "○ no weight",
  notAsked: "blank: not asked",
  cell: (client: number, round: number, record: ClientRecord | undefined, truth: boolean | null) => `${named(client)}${truth ? " (malicious)" : ""}, round ${round}: ${!record ? "not asked" : record.state === "lost" ? "lost" : record.state === "rejected" ? `turned away${record.why ? `, ${record.why}` : ""}` : `share ${percentRound(record.weight)}`}.`,
  finding: ({ top, share, fair, even }: { readonly top: number; readonly share: number; readonly fair: number; readonly even: boolean }) =>
    share === 0 ? "No client had any share in the sum." : even ? `Every client that took part had about the same share, ${percentRound(fair)}.`
      : `The largest mean share is that of ${clientList([top])}: ${percentRound(share)}; an even one would be ${percentRound(share) === percentRound(fair) ? "the same" : percentRound(fair)}.`,
} as const;

export const curves = {
  accuracy: "Clean accuracy by round",
  attack: "Attack success by round",
  share: "% of test inputs",
  attacked: "Shaded: rounds in which the attacker acts.",
  always: "The attacker acts in every round.",
  never: "No client is malicious.",
} as const;

/** What a rule that turns nobody away left of single updates, over all rounds. */
function limited({ rounds }: FederationReport, mixed: boolean): string {
  const came = rounds.flatMap((r) => r.clients.filter((c) => c.state === "used")), none = came.filter((c) => c.weight === 0).length;
  if (none === 0) return "turns nobody away; it limits what each update can do";
  return `turns nobody away, but limits what ${mixed ? "each mixture of updates" : "each update"} can do: ${count(none)} of ${mixed ? plural(came.length, "mixture", "mixtures") : plural(came.length, "update", "updates")} got no weight at all`;
}

/** By what a rule kept updates out, in the words of the pictures; empty where it kept out none. */
function byWhat({ rounds }: FederationReport, mixed: boolean): string {
  const all = rounds.flatMap((r) => r.clients), turned = all.some((c) => c.state === "rejected"), idle = all.some((c) => c.state === "used" && c.weight === 0);
  const ways = [turned ? "turning them away" : "", idle ? (mixed ? "giving the mixtures in their place no weight" : "giving them no weight") : ""].filter(Boolean);
  return ways.length > 0 ? `, by ${ways.join(" or ")}` : "";
}

/** What the server did about the attacker in one arm, from the records and the truth; null: the arm without a defense. `mixed` as in a round. */
export function serverSentence(given: string | null, report: FederationReport, mixed = false): string {
  const { attackersStopped: stopped, honestLost: lost, honestReplaced: replaced, attackerWeight: weight, rounds, hidden } = report, title = given ?? "The plain mean";
  const without = hidden ? rounds.filter((r) => r.clients.every((c) => c.state !== "used")).length : 0, gone = "too few clients were left to take the masks off";
  const after = [
    weight === null ? "" : `the attacker’s mean share in the sum was ${percentRound(weight)}`,
    without > 0 && without < rounds.length ? `in ${count(without)} of ${count(rounds.length)} rounds ${gone}, and nothing was learned` : "",
    replaced && replaced.count > 0 ? `the attacker had put its own in place of ${count(replaced.count)} of ${plural(replaced.of, "honest message", "honest messages")}` : "",
  ].filter(Boolean).map((part) => `; ${part}`).join("");
  if (without > 0 && without === rounds.length) return `${title} lost ${without === 1 ? "its only round" : `all ${count(without)} rounds`}: ${gone}, so nothing was learned${after}.`;
  if (stopped === null && lost === null) return `${title} ${hidden ? "hid single updates from the server, so it could turn nobody away" : limited(report, mixed)}${after}.`;
  const some = (stopped?.count ?? 0) + (lost?.count ?? 0) > 0;
  const kept = [stopped ? `${stopped.count === 0 ? "none" : count(stopped.count)} of ${(replaced ? plural(stopped.of, "falsified message", "falsified messages") : plural(stopped.of, "malicious update", "malicious updates"))}` : "", lost && lost.count > 0 ? `${count(lost.count)} of ${plural(lost.of, "honest one", "honest ones")}` : lost && stopped && stopped.count > 0 ? "no honest one" : ""].filter(Boolean);
  return `${title} kept out ${kept.join(" and ") || "nobody"}${some ? byWhat(report, mixed) : ""}${after}.`;
}

/** How long the attack lasts once it has stopped. */
export function durabilitySentence({ durability: d }: FederationReport): string {
  return d ? ` Attack success was ${percentRound(d.after)} right after round ${d.round}, the last attacked one, and is ${percentRound(d.atEnd)} after the last round.` : "";
}
