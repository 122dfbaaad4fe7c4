/** Each step of the setup in one line, for folded cards and narrow screens. Pure; reads specs and the registries. */
import { attacks, datasets, defenses, fieldsOf, isShown, models, type Choice, type Field, type Spec } from "../../engine/index";
import { count, list, lowerFirst, number, percentPlain, plural } from "./format";
import { lengthOf, ticks } from "./pace";

const numberIn = (choice: Choice, name: string): number | null => {
  const value = choice.params[name];
  return typeof value === "number" ? value : null;
};

export function dataSummary(spec: Spec): string {
  const title = datasets.find(spec.dataset.id)?.title ?? spec.dataset.id;
  if (spec.dataset.id === "own" && typeof spec.dataset.params["name"] === "string") return spec.dataset.params["name"] || title;
  const train = numberIn(spec.dataset, "train"), test = numberIn(spec.dataset, "test");
  return train !== null && test !== null ? `${title}, ${count(train)} to learn from, ${count(test)} to test` : title;
}

export function attackSummary(spec: Spec): string {
  if (!spec.attack) return "No attack";
  const rate = spec.regime === "online" ? null : numberIn(spec.attack, "rate"), title = attacks.find(spec.attack.id)?.title ?? spec.attack.id;
  if (spec.regime === "federated") return `${title}, ${rate === null ? "" : `${percentPlain(rate)} of the rows of `}${count(spec.federated.malicious)} of ${plural(spec.federated.clients, "client", "clients")}`;
  if (spec.regime === "online") return `${title}, ${plural(spec.online.accounts, "account", "accounts")}, up to ${percentPlain(spec.online.peak)} of the labels`;
  return `${title}${rate === null ? "" : `, ${percentPlain(rate)}`}`;
}

export function learningSummary(spec: Spec): string {
  const { regime, federated, training } = spec, tick = ticks[regime];
  const how = regime === "federated" ? `, ${plural(federated.clients, "client", "clients")}${federated.partition === "dirichlet" ? " with rows of different kinds" : ""}` : training.transfer === "none" ? "" : spec.pretrained.from === "foundation" ? " from the foundation model" : spec.pretrained.from === "file" ? " from your file" : ", pretrained";
  return `${models.find(spec.model.id)?.title ?? spec.model.id}${how}, ${plural(lengthOf(spec), tick, `${tick}s`)}, seed ${spec.seed}`;
}

/** "Activation clustering + Fine-pruning". */
export const chainTitle = (chain: Spec["defenses"][number] | undefined): string => (chain ?? []).map((c) => defenses.find(c.id)?.title ?? c.id).join(" + ");

/** A setting in a word or two, where it can be said in so few: "clipping range 0.03", "clients 7 and 2". */
function shortSetting(field: Field, value: unknown): string | undefined {
  if (field.name === "clients" && Array.isArray(value)) return value.length > 0 ? `${value.length === 1 ? "client" : "clients"} ${list(value.map(String))}` : undefined;
  return typeof value === "number" ? `${lowerFirst(field.title)} ${(field.percent ? percentPlain : number)(value)}` : field.options?.find((o) => o.value === value)?.label;
}

/** The title of one of a setup's pipelines; of those that are called the same, what sets it apart is part of it. */
export function pipelineTitle(chains: Spec["defenses"], at: number): string {
  const title = chainTitle(chains[at]), alike = chains.map((c, i) => ({ c, i })).filter(({ c }) => chainTitle(c) === title);
  if (alike.length < 2) return title;
  const apart = (chain: Spec["defenses"][number]) => chain.flatMap(({ id, params }, k) =>
    fieldsOf(defenses.find(id)!.params).map((f, _, all) => (isShown(f, all, params) && alike.some(({ c }) => String(c[k]!.params[f.name]) !== String(params[f.name])) ? shortSetting(f, params[f.name]) : undefined)),
  ).filter(Boolean).join(", ");
  const mine = apart(chains[at]!), same = alike.filter(({ c }) => apart(c) === mine);
  return `${title}${mine && ` (${mine})`}${same.length > 1 ? ` (${same.findIndex(({ i }) => i === at) + 1})` : ""}`;
}

export function defenseSummary(spec: Spec): string {
  if (spec.defenses.length === 0) return "No defense";
  const chains = spec.defenses.map(chainTitle);
  return chains.length === 1 ? chains[0]! : `${chains.length} pipelines: ${chains.join("; ")}`;
}

/** A reason that a plug-in gives as the end of a sentence, as a sentence of its own. */
export const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
