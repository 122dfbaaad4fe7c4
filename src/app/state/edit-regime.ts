/**
 * Edits of how the victim learns as pure functions: another regime, another start. What no longer applies goes and is named; a
 * good start for what is new comes in. The rest of a setup is edited in edit.ts.
 */
import { attacks, datasets, defenseApplies, defenses, models, setupOf, type Choice, type RegimeKind, type Spec, type Training } from "../../engine/index";
import { fieldsOf } from "../form/fields";
import { changed as words } from "../text/regime-words";
import { chooseAttack, fresh, metaOf, planOf, refit, type Edit } from "./edit";
import { networkOf } from "./settle";

const FIRST: Readonly<Record<RegimeKind, { readonly attack: string | null; readonly defense: string }>> = {
  central: { attack: null, defense: "activation-clustering" },
  federated: { attack: "sign-flip", defense: "coordinate-median" },
  online: { attack: null, defense: "rollback" },
};

/** A poison rate as the form allows it. */
function bounded(choice: Choice, rate: number): number {
  const field = fieldsOf(attacks.find(choice.id)!.params).find((f) => f.name === "rate");
  return Math.max(field?.min ?? 0, Math.min(field?.max ?? 1, Number(rate.toPrecision(2))));
}

/** In a federation a rate is a share of the attacker's clients' rows: the same rows are another share there. */
function scaleRate(spec: Spec, from: RegimeKind, to: RegimeKind): Edit {
  const { attack, federated } = spec, rate = attack?.params["rate"], share = Math.min(federated.malicious, federated.clients) / federated.clients;
  // Attacks on updates count in their own clients' rows from the start.
  if (!attack || attacks.find(attack.id)?.stage !== "data" || typeof rate !== "number" || share === 0 || (from === "federated") === (to === "federated")) return { spec, said: [] };
  const next = bounded(attack, to === "federated" ? rate / share : rate * share);
  const said = to === "federated" ? words.rate(federated.malicious, next, Number((next * share).toPrecision(2))) : words.rateBack(next);
  return { spec: { ...spec, attack: { ...attack, params: { ...attack.params, rate: next } } }, said: [said] };
}

/** A first defense where the change has left none. */
function withDefense(before: Spec, { spec, said }: Edit): Edit {
  const plugin = defenses.find(FIRST[spec.regime].defense), meta = metaOf(spec);
  if (spec.defenses.length > 0 || before.defenses.length === 0 || !plugin || !meta || defenseApplies(plugin, setupOf(spec, meta, planOf(spec, meta))) !== true) return { spec, said };
  return { spec: { ...spec, defenses: [[fresh(plugin)]] }, said: [...said, words.defenseAdded(plugin.title)] };
}

/** The attack that the data suggest, which works on one pile of rows. */
const firstAttack = (spec: Spec, regime: RegimeKind): string | null => FIRST[regime].attack ?? datasets.find(spec.dataset.id)?.goodStart.attack ?? null;

export function chooseRegime(spec: Spec, regime: RegimeKind): Edit {
  if (regime === spec.regime) return { spec, said: [] };
  const fitted = refit({ ...spec, regime }, firstAttack(spec, regime));
  // An attack that came in with the change has the rate of its own default.
  const scaled = fitted.spec.attack?.id === spec.attack?.id ? scaleRate(fitted.spec, spec.regime, fitted.spec.regime) : { spec: fitted.spec, said: [] };
  return withDefense(spec, { spec: scaled.spec, said: [...fitted.said, ...scaled.said] });
}

/** The data set's usual network, where the one of a model to start from has lost its use. */
function ownNetwork(spec: Spec): Edit {
  const usual = models.find(datasets.find(spec.dataset.id)?.goodStart.model ?? ""), belongs = networkOf(spec.pretrained.from) === spec.model.id;
  if (!belongs || !usual) return { spec, said: [] };
  return { spec: { ...spec, model: fresh(usual) }, said: [words.networkBack(usual.title)] };
}

/** Where the model comes from that the victim builds on; its network comes with it. */
export function choosePretrained(spec: Spec, from: Spec["pretrained"]["from"]): Edit {
  if (from === spec.pretrained.from) return { spec, said: [] };
  const id = networkOf(from), network = id === null ? undefined : models.find(id), back = id === null ? ownNetwork(spec) : { spec, said: [] };
  const model = network && network.id !== spec.model.id ? fresh(network) : back.spec.model;
  const fitted = refit({ ...back.spec, model, pretrained: { ...spec.pretrained, from } }, firstAttack(spec, spec.regime));
  return withDefense(spec, { spec: fitted.spec, said: [...(network && model !== spec.model ? [words.network(network.title)] : back.said), ...fitted.said] });
}

/** What the training starts from and how much of it learns on. */
export function chooseTransfer(spec: Spec, transfer: Training["transfer"]): Edit {
  const next = { ...spec, training: { ...spec.training, transfer } };
  if (transfer !== "none") return refit(next, firstAttack(spec, spec.regime));
  const back = ownNetwork(next), fitted = refit({ ...back.spec, pretrained: { ...spec.pretrained, from: "same-rows" } }, firstAttack(spec, spec.regime));
  return withDefense(spec, { spec: fitted.spec, said: [...back.said, ...fitted.said] });
}

/** Another attack; where the rate is a share of a few clients' rows, one that poisons as many rows as its default does elsewhere. */
export function pickAttack(spec: Spec, id: string | null): Edit {
  const { spec: next, said } = chooseAttack(spec, id);
  return next === spec || spec.regime !== "federated" ? { spec: next, said } : scaleRate(next, "central", "federated");
}
