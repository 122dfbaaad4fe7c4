/** Putting clients in quarantine as an edit of the spec: the defense `quarantine` in a pipeline that is otherwise the one looked at. Pure. */
import { canonicalJson, checkChain, defenses, MAX_CHAIN, MAX_PIPELINES, type Choice, type Spec } from "../../engine/index";
import { quarantine as words } from "../text/federation-words";
import { rail } from "../text/words";
import { addDefense, fresh, removeDefense, setDefenseParams } from "./edit";

const ID = "quarantine";
type Chain = Spec["defenses"][number];

export interface Held {
  readonly pipeline: number;
  /** Clients from 0, ascending; from which round on. */
  readonly clients: readonly number[];
  readonly from: number;
}

const bare = (chain: Chain): string => canonicalJson(chain.filter((c) => c.id !== ID));
const clientsOf = (choice: Choice): readonly number[] => (Array.isArray(choice.params["clients"]) ? (choice.params["clients"] as number[]) : []).map((c) => c - 1);

/** Every quarantine on the bench. */
export const allHeld = (spec: Spec): readonly Held[] => spec.defenses.flatMap((chain, pipeline) => chain.filter((c) => c.id === ID).map((c) => ({ pipeline, clients: clientsOf(c), from: Number(c.params["from"] ?? 1) })));

/** Where a quarantine for this pipeline stands or would stand: the one that is the same but for it; −1: a new one. */
function placeFor(spec: Spec, chain: Chain, at: number | undefined): number {
  if (at !== undefined && spec.defenses[at] && bare(spec.defenses[at]) === bare(chain)) return at;
  return spec.defenses.findIndex((c) => bare(c) === bare(chain) && (chain.length > 0 || c.length > 0));
}

/** Who is in quarantine in the pipeline that belongs to an arm of some run. */
export function heldIn(spec: Spec, chain: Chain, at?: number): Held | null {
  const pipeline = placeFor(spec, chain, at);
  return allHeld(spec).find((h) => h.pipeline === pipeline && h.clients.length > 0) ?? null;
}

/** The spec with a client put in or taken out from this round on, or why that cannot be. */
export function toggleClient(spec: Spec, chain: Chain, at: number | undefined, client: number, round: number): { readonly spec: Spec; readonly added: number | null } | string {
  const pipeline = placeFor(spec, chain, at), mine = spec.defenses[pipeline], position = mine?.findIndex((c) => c.id === ID) ?? -1;
  if (mine && position >= 0) {
    const choice = mine[position]!, now = clientsOf(choice), from = Number(choice.params["from"] ?? 1), place = { pipeline, position };
    if (now.includes(client)) {
      const left = now.filter((c) => c !== client);
      return { spec: left.length === 0 ? removeDefense(spec, place) : setDefenseParams(spec, place, { clients: left.map((c) => c + 1), from }), added: null };
    }
    if (now.length + 1 >= spec.federated.clients) return words.last;
    const first = now.length === 0 ? round : Math.min(from, round);
    return { spec: setDefenseParams(spec, place, { clients: [...now, client].toSorted((a, b) => a - b).map((c) => c + 1), from: first }), added: first };
  }
  const plugin = defenses.find(ID)!, one: Choice = { ...fresh(plugin), params: { clients: [client + 1], from: round } };
  const wide = pipeline >= 0 ? spec : spec.defenses.length >= MAX_PIPELINES ? null : { ...spec, defenses: [...spec.defenses, chain.filter((c) => c.id !== ID)] };
  if (!wide) return words.full;
  const target = pipeline >= 0 ? pipeline : wide.defenses.length - 1, put = addDefense(wide, ID, target), made = put.defenses[target] ?? [];
  const next = { ...put, defenses: put.defenses.with(target, made.map((c) => (c.id === ID ? one : c))) }, wrong = checkChain(next.defenses[target]!, next);
  if (made.length > MAX_CHAIN) return rail.chainFull;
  return wrong ? wrong.why : { spec: next, added: round };
}
