/** Which experiment a sweep repeats, in words, so that a picture that is taken away says what it shows. What is swept is not said as if it stood still. Pure. */
import { attacks, datasets, models, type Choice } from "../../engine/index";
import { sweepKey, type Sweep, type SweepRunCell } from "../../engine/later";
import { fieldsOf } from "../form/fields";
import { count, list, lowerFirst, percentPlain, plural } from "./format";
import { lengthOf, ticks } from "./pace";
import { chainTitle } from "./summaries";
import { sweepWords as words } from "./sweep-words";

const LENGTHS = { central: "training.epochs", federated: "federated.rounds", online: "online.steps" } as const;

/** "seeds 1 to 5", "seeds 1 and 7", "seed 1". */
function seedsText(seeds: readonly number[]): string {
  const all = seeds.toSorted((a, b) => a - b), first = all[0]!, last = all.at(-1)!;
  if (all.length === 1) return `seed ${first}`;
  return all.length > 2 && last - first === all.length - 1 ? `seeds ${first} to ${last}` : `seeds ${list(all.map(String))}`;
}

/** Parts of a sentence about the data: title, and how many rows where that stands still. */
function dataParts({ base }: Sweep, still: (path: string) => boolean): string[] {
  const rows = (name: string, why: string) => { const n = base.dataset.params[name]; return typeof n === "number" && still(`dataset.params.${name}`) ? [`${count(n)} ${why}`] : []; };
  return [datasets.find(base.dataset.id)!.meta(base.dataset.params).title, ...rows("train", "to learn from"), ...rows("test", "to test")];
}

/** Parts about the attack: title, how much of it, and in a federation or a stream how many take part. */
function attackParts({ base }: Sweep, attack: Choice, still: (path: string) => boolean): string[] {
  const { regime, federated, online } = base, plugin = attacks.find(attack.id)!, rate = regime === "online" ? null : attack.params["rate"], title = fieldsOf(plugin.params).find((f) => f.name === "rate")?.title ?? "";
  return [
    lowerFirst(plugin.title),
    ...(typeof rate === "number" && still("attack.params.rate") ? [`${lowerFirst(title)} ${percentPlain(rate)}`] : []),
    ...(regime === "federated" && still("federated.malicious") ? [plural(federated.malicious, "malicious client", "malicious clients")] : []),
    ...(regime === "online" && still("online.accounts") ? [plural(online.accounts, "account", "accounts")] : []),
    ...(regime === "online" && still("online.peak") ? [`up to ${percentPlain(online.peak)} of the labels`] : []),
  ];
}

/** The experiment and its seeds, as far as they have been run, in one paragraph that ends with what names the sweep. */
export function setupText(sweep: Sweep, known: readonly SweepRunCell[], total: number): string {
  const { base, seeds } = sweep, still = (path: string) => sweep.axes.every((a) => a.path !== path), tick = ticks[base.regime];
  const learning = [lowerFirst(models.find(base.model.id)!.title), ...(base.regime === "federated" && still("federated.clients") ? [plural(base.federated.clients, "client", "clients")] : []), ...(still(LENGTHS[base.regime]) ? [plural(lengthOf(base), tick, `${tick}s`)] : [])];
  const chains = base.defenses.map((chain) => chainTitle(chain)), ran = seeds.filter((seed) => known.some((c) => c.seed === seed));
  return [
    `Data: ${dataParts(sweep, still).join(", ")}.`,
    `Model: ${learning.join(", ")}.`,
    base.attack ? `Attack: ${attackParts(sweep, base.attack, still).join(", ")}.` : "No attack.",
    chains.length === 0 ? "No defense." : chains.length === 1 ? `Defense: ${chains[0]}.` : `Defenses: ${chains.map((title, i) => `${i + 1} ${title}`).join("; ")}.`,
    `Run with ${seedsText(ran.length > 0 ? ran : seeds)}${known.length < total ? `, ${count(known.length)} of ${count(total)} cells so far` : ""}.`,
    words.named(sweepKey(sweep).slice(0, 12)),
  ].join(" ");
}
