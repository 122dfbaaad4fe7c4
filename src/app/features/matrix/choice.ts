/** What can be chosen for a matrix: attacks and defenses that fit the data and model on the bench, and a matrix from a choice. */
import { attackApplies, attacks, checkChain, datasets, defenseApplies, defenses, models, setupOf, type Choice, type Outcome, type Spec, type Support } from "../../../engine/index";
import { parseMatrix, type Matrix } from "../../../engine/later";
import { stageGroups } from "../../text/evidence-words";
import { matrixWords as words } from "../../text/matrix-words";

export interface Choosable {
  readonly key: string;
  readonly title: string;
  /** The heading it stands under. */
  readonly group: string;
  /** Absent: nothing attacks. */
  readonly attack?: Choice;
  readonly chain?: readonly Choice[];
  /** Why it cannot be chosen here. */
  readonly reason?: string;
}

const setup = (spec: Spec) => {
  const meta = datasets.find(spec.dataset.id)!.meta(spec.dataset.params);
  return setupOf(spec, meta, models.find(spec.model.id)!.plan(spec.model.params, meta));
};
const why = (fits: Support, check: true | { readonly message: string }): { readonly reason?: string } => (fits !== true ? { reason: fits } : check !== true ? { reason: check.message } : {});

/** The bench's own attack, no attack, then every attack with its defaults. */
export function attackChoices(spec: Spec): Choosable[] {
  const context = setup(spec), own = spec.attack;
  const all = attacks.all.map((a): Choosable => {
    const params = a.params.parse({});
    return { key: a.id, title: a.title, group: words.byDefault, attack: { id: a.id, params }, ...why(attackApplies(a, context), a.check?.(params, context.meta) ?? true) };
  });
  return [...(own ? [{ key: "own", title: words.own(attacks.find(own.id)!.title), group: words.bench, attack: own }] : []), { key: "none", title: words.none, group: words.bench }, ...all];
}

/** The bench's pipelines, then every defense alone with its defaults. */
export function pipelineChoices(spec: Spec): Choosable[] {
  const context = setup(spec);
  const own = spec.defenses.map((chain, i): Choosable => ({ key: `own-${i}`, title: words.own(chain.map((c) => defenses.find(c.id)!.title).join(" → ")), group: words.bench, chain }));
  return [...own, ...defenses.all.filter((d) => d.stage !== "monitor" && !d.manual).map((d): Choosable => {
    const chain = [{ id: d.id, params: d.params.parse({}) }], wrong = checkChain(chain, spec);
    return { key: d.id, title: d.title, group: stageGroups[d.stage], chain, ...why(defenseApplies(d, context), wrong ? { message: wrong.why } : true) };
  })];
}

export function matrixOf(spec: Spec, rows: readonly Choosable[], columns: readonly Choosable[], seeds: number): Outcome<Matrix> {
  return parseMatrix({ base: spec, attacks: rows.map((r) => r.attack ?? null), pipelines: columns.map((c) => c.chain!), seeds: Array.from({ length: seeds }, (_, i) => spec.seed + i) });
}
