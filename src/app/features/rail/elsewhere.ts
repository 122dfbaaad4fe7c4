/** What a menu leaves out because the victim learns in another way: one line for each kind of it instead of many that cannot be chosen. Pure. */
import { attackApplies, STAGE_REGIMES, type AttackPlugin, type DefensePlugin, type SetupContext } from "../../../engine/index";
import { elsewhere as words } from "../../text/regime-words";

/** One line at the end of a menu. */
export interface Left {
  readonly ids: readonly string[];
  readonly label: string;
  readonly why: string;
}

type Kind = { readonly label: (n: number) => string; readonly why: string };

function lines<P extends { readonly id: string; readonly title: string }, K extends string>(plugins: readonly P[], kindOf: (plugin: P) => K | null, kinds: Readonly<Record<K, Kind>>): readonly Left[] {
  return (Object.keys(kinds) as K[]).flatMap((kind) => {
    const out = plugins.filter((p) => kindOf(p) === kind);
    return out.length === 0 ? [] : [{ ids: out.map((p) => p.id), label: kinds[kind].label(out.length), why: words.named(kinds[kind].why, out.map((p) => p.title).join(", ")) }];
  });
}

export const attacksElsewhere = (plugins: readonly AttackPlugin[], context: SetupContext): readonly Left[] => {
  const { regime = "central", downloads } = context;
  // Some crafted attacks have a plain form that works anywhere.
  return lines(plugins, (p) => (p.stage === "update" ? (regime === "federated" ? null : "federated") : p.stage === "weights" ? (downloads ? null : "download") : p.craft && regime !== "central" && attackApplies(p, context) !== true ? "crafted" : null), words.attacks);
};

export const defensesElsewhere = (plugins: readonly DefensePlugin[], { regime = "central", downloads }: Pick<SetupContext, "regime" | "downloads">): readonly Left[] =>
  lines(plugins, (p) => {
    if (p.stage === "vet") return regime === "central" && downloads ? null : "download";
    if (STAGE_REGIMES[p.stage].includes(regime)) return null;
    return p.stage === "aggregate" ? "federated" : p.stage === "stream" ? "online" : "rows";
  }, words.defenses);
