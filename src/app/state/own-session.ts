/**
 * What is being read in the dialog for own data: one source a tab, the choices made about it, and what the engine
 * understood. Lives as long as the page, so that closing the dialog loses nothing. Takes nothing over by itself.
 */
import { create } from "zustand";
import type { ImportChoices, ImportLook, ImportSource, Problem } from "../../engine/index";
import { engine } from "./engine";
import { useOwn, type OwnTab } from "./own";

export interface Reading {
  readonly source: ImportSource | null;
  /** Only what the person decided; everything else is guessed anew each time. */
  readonly chosen: ImportChoices;
  readonly look: ImportLook | null;
  readonly busy: boolean;
  readonly problem: Problem | null;
}

const nothing: Reading = { source: null, chosen: {}, look: null, busy: false, problem: null };

export const useSession = create<Readonly<Record<OwnTab, Reading>>>(() => ({ table: nothing, pictures: nothing, points: nothing, text: nothing }));

const patch = (tab: OwnTab, change: Partial<Reading>): void => useSession.setState((s) => ({ [tab]: { ...s[tab], ...change } }));

const WAIT_MS = 250;
const timers = new Map<OwnTab, ReturnType<typeof setTimeout>>();
/** One question a tab at a time; what changed meanwhile is asked once more afterwards. */
const asking = new Set<OwnTab>(), again = new Set<OwnTab>();

async function ask(tab: OwnTab): Promise<void> {
  if (asking.has(tab)) return void again.add(tab);
  const { source, chosen } = useSession.getState()[tab];
  if (!source) return;
  asking.add(tab);
  const { wanted } = useOwn.getState();
  // Data that a link asks for go by the name they had there.
  const outcome = await engine().importData(source, { ...(wanted?.name && { title: wanted.name }), ...chosen });
  asking.delete(tab);
  if (again.delete(tab)) return ask(tab);
  if (useSession.getState()[tab].source === null) return;
  patch(tab, outcome.ok ? { look: outcome.value, problem: null, busy: false } : { look: null, problem: outcome.problem, busy: false });
}

function askSoon(tab: OwnTab, wait: number): void {
  clearTimeout(timers.get(tab));
  timers.set(tab, setTimeout(() => void ask(tab), wait));
}

/** Reads a new source from the start, or the next version of one that is being typed (`same`: choices stay). */
export function load(tab: OwnTab, source: ImportSource, same = false): void {
  // A decision about color is meant for the next folder too; everything else is about one file.
  const { color } = useSession.getState()[tab].chosen;
  patch(tab, same ? { source, busy: true } : { source, chosen: color ? { color } : {}, look: null, problem: null, busy: true });
  askSoon(tab, same ? WAIT_MS : 0);
}

export function unload(tab: OwnTab): void {
  clearTimeout(timers.get(tab));
  patch(tab, nothing);
}

/** A decision; what depended on the old one is guessed again. */
export function choose(tab: OwnTab, change: ImportChoices): void {
  const { chosen } = useSession.getState()[tab];
  let next: ImportChoices = { ...chosen, ...change, ...(change.uses && { uses: { ...chosen.uses, ...change.uses } }) };
  if (change.delimiter !== undefined || change.header !== undefined) {
    const { uses: _uses, label: _label, source: _source, positive: _positive, ...rest } = next;
    next = rest;
  } else if (change.label !== undefined || change.source !== undefined) {
    const uses = Object.fromEntries(Object.entries(next.uses ?? {}).filter(([name]) => name !== change.label && name !== change.source));
    const { positive: _positive, ...rest } = next;
    // One column cannot be both: the later decision wins.
    next = { ...(change.label === undefined ? next : rest), uses, ...(change.label !== undefined && next.source === change.label && { source: null }) };
  }
  patch(tab, { chosen: next, busy: useSession.getState()[tab].source !== null });
  askSoon(tab, WAIT_MS);
}

/** Guesses with the person's decisions over them. */
export const choicesOf = ({ chosen, look }: Reading): ImportChoices => ({ ...look?.choices, ...chosen, uses: { ...look?.choices.uses, ...chosen.uses } });

export interface MessageBox {
  readonly name: string;
  readonly text: string;
}

/** What is typed or pasted, as it stands in the boxes. */
export const useDrafts = create<{ readonly table: string; readonly entry: "lines" | "boxes"; readonly lines: string; readonly boxes: readonly MessageBox[] }>(() => ({
  table: "", entry: "lines", lines: "", boxes: [{ name: "class 1", text: "" }, { name: "class 2", text: "" }],
}));
