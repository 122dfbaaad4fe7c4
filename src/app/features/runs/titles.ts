/** What a kept run is called: as the ready-made experiment that it is, otherwise by attack and data, with what it differs in from the nearest one, a line each. Pure. */
import { attacks, datasets, type Preset, type Spec } from "../../../engine/index";
import type { KeptRun } from "../../state/kept-run";
import { runCard as words } from "../../text/runs-words";
import { attackSummary, chainTitle, dataSummary } from "../../text/summaries";
import { nearestPreset } from "./differences";

/** Settings that are named, and which come first: what the attacker and the defender do. */
const NAMED = 3, FIRST = ["attack", "defenses", "regime", "federated", "online", "contributors", "model"];
const rank = (path: string): number => (FIRST.indexOf(path.split(".")[0]!) + FIRST.length + 1) % (FIRST.length + 1);

/** Somebody's own rows by the name that they were given; they may be gone by now. */
const dataTitle = ({ dataset: { id, params } }: Spec): string => (id === "own" && typeof params["name"] === "string" && params["name"]) || (datasets.find(id)?.title ?? id);

export interface Titled {
  readonly run: KeptRun;
  readonly title: string;
  readonly lines: readonly string[];
  /** Further lines, for whoever asks for them. */
  readonly more: readonly string[];
}

export function titled(run: KeptRun, presets: readonly Preset[]): Titled {
  const { spec } = run, near = nearestPreset(spec, presets), own = words.own(attackSummary(spec), dataTitle(spec)), named = run.name === null ? [] : [own], defended = spec.defenses.map((chain, i, all) => (all.length > 1 ? words.pipeline(i + 1, chainTitle(chain)) : chainTitle(chain)));
  if (!near) return { run, title: run.name ?? own, lines: [...named, ...[dataSummary(spec)].filter((rows) => rows !== dataTitle(spec)), ...defended], more: [] };
  const { preset, differs } = near;
  if (differs.length === 0) return { run, title: run.name ?? preset.title, lines: [run.name === null ? words.asPreset : preset.title], more: [] };
  const said = differs.toSorted((a, b) => rank(a.path) - rank(b.path)).map((d) => words.setting(d.title, d.values[1]!, d.values[0]!));
  return { run, title: run.name ?? own, lines: [...named, words.differs(preset.title), ...said.slice(0, NAMED)], more: said.slice(NAMED) };
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
  const shown = all.filter(({ run, title, lines, more }) => {
    if ((data && run.spec.dataset.id !== data) || (attack && attackOf(run) !== attack)) return false;
    const said = `${title} ${[...lines, ...more].join(" ")} ${dataSummary(run.spec)} ${attackSummary(run.spec)} ${run.spec.defenses.map(chainTitle).join(" ")} ${words.seed(run.spec.seed)} ${run.engine.backend}`.toLowerCase();
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
