/** What a kept run is called, and in one line what it differs in from the ready-made experiment that it comes from. Pure. */
import { attacks, datasets, type Preset } from "../../../engine/index";
import type { KeptRun } from "../../state/kept-run";
import { runCard as words } from "../../text/runs-words";
import { attackSummary, chainTitle, dataSummary } from "../../text/summaries";
import { nearestPreset } from "./differences";

/** Settings that fit on one line, and which come first: what the attacker and the defender do. */
const NAMED = 3, FIRST = ["attack", "defenses", "regime", "federated", "online", "contributors", "model"];
const rank = (path: string): number => (FIRST.indexOf(path.split(".")[0]!) + FIRST.length + 1) % (FIRST.length + 1);

export interface Titled {
  readonly run: KeptRun;
  readonly title: string;
  readonly line: string;
}

export function titled(run: KeptRun, presets: readonly Preset[]): Titled {
  const { spec } = run, near = nearestPreset(spec, presets), own = words.own(attackSummary(spec), dataSummary(spec)), defended = spec.defenses.map(chainTitle).join("; ");
  if (!near) return { run, title: run.name ?? own, line: run.name ? own : defended };
  const differs = words.differs(near.differs.toSorted((a, b) => rank(a.path) - rank(b.path)).slice(0, NAMED).map((d) => words.setting(d.title, d.values[1]!, d.values[0]!)), near.differs.length - NAMED);
  const line = near.differs.length === 0 ? words.asPreset : differs;
  return { run, title: run.name ?? near.preset.title, line: run.name ? `${near.preset.title}. ${near.differs.length === 0 ? "" : line}`.trim() : line };
}

export const allTitled = (runs: readonly KeptRun[], presets: readonly Preset[]): readonly Titled[] => runs.map((run) => titled(run, presets));

export interface Filters {
  readonly text: string;
  /** Ids; empty: any. An attack of "none" is no attack. */
  readonly data: string;
  readonly attack: string;
  readonly starredFirst: boolean;
}

export const NO_ATTACK = "none";
const attackOf = (run: KeptRun): string => run.spec.attack?.id ?? NO_ATTACK;

/** The runs that fit, newest first or those with a star before the others. Every word must occur in title, line, names of plug-ins or seed. */
export function fitting(all: readonly Titled[], { text, data, attack, starredFirst }: Filters): readonly Titled[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = all.filter(({ run, title, line }) => {
    if ((data && run.spec.dataset.id !== data) || (attack && attackOf(run) !== attack)) return false;
    const said = `${title} ${line} ${dataSummary(run.spec)} ${attackSummary(run.spec)} ${run.spec.defenses.map(chainTitle).join(" ")} ${words.seed(run.spec.seed)} ${run.engine.backend}`.toLowerCase();
    return wanted.every((w) => said.includes(w));
  });
  return starredFirst ? [...shown.filter((t) => t.run.starred), ...shown.filter((t) => !t.run.starred)] : shown;
}

/** What there is to filter by: data sets and attacks of the kept runs, each once. */
export function choicesOf(runs: readonly KeptRun[], noAttack: string): { readonly data: readonly (readonly [id: string, title: string])[]; readonly attacks: readonly (readonly [id: string, title: string])[] } {
  const ids = (of: (run: KeptRun) => string) => [...new Set(runs.map(of))];
  return {
    data: ids((r) => r.spec.dataset.id).map((id) => [id, datasets.find(id)?.title ?? id] as const),
    attacks: ids(attackOf).map((id) => [id, id === NO_ATTACK ? noAttack : (attacks.find(id)?.title ?? id)] as const),
  };
}
