/**
 * Where the cells of background jobs are kept over a reload: one thing a plan in IndexedDB, so that two tabs with different sweeps leave
 * each other alone and two with the same one put their cells together. Cells of another engine are left out. Runs nothing.
 */
import { ownCells, type MadeBy } from "../../engine/later";
import type { JobKind, JobState } from "./background";
import { cabinet, type Card } from "./cabinet";

interface Stored { readonly hash: string; readonly plan: unknown; readonly cells: readonly unknown[] }
const store = cabinet<Card, Stored>("hemlock-jobs");
/** Plans of one kind that are kept; those of tabs that were closed long ago go. */
const MOST = 4;

export interface JobKeeper<P, C> {
  /** Writes what there is now, one write at a time; what comes meanwhile goes with the next. */
  keep(): Promise<void>;
  /** The plan's cells are not wanted any more; goes with the next `keep`. */
  forget(plan: P): void;
  /** What an earlier visit left, the latest first. */
  recall(): Promise<{ readonly plan: P; readonly cells: readonly (C & MadeBy)[]; readonly dropped: number } | null>;
}

export function jobKeeper<P, C>(kind: Pick<JobKind<P, never, C>, "name" | "parse" | "cellsIn" | "keyOf" | "cellKey">, get: () => JobState<P, C>, set: (change: Partial<JobState<P, C>>) => void): JobKeeper<P, C> {
  const keyOf = (plan: P) => `${kind.name}/${kind.keyOf(plan)}`, mine = ({ hash }: Card) => hash === kind.name || hash.startsWith(`${kind.name}/`);
  const gone = new Set<string>();
  let writing = false, stale = false, last = "";

  /** Together with what another tab has put there meanwhile. */
  async function put(plan: P, cells: JobState<P, C>["cells"]): Promise<boolean> {
    const hash = keyOf(plan), known = new Set(cells.map((c) => kind.cellKey(c)));
    let others: readonly (C & MadeBy)[] = [];
    const kept = await store.merge(hash, (old) => {
      others = Array.isArray(old?.cells) ? ownCells(kind.cellsIn(old.cells)).filter((c) => !known.has(kind.cellKey(c))) : [];
      return { card: { hash, at: Date.now() }, value: { hash, plan, cells: [...cells, ...others] } };
    });
    const now = get();
    if (kept && others.length > 0 && now.plan !== null && keyOf(now.plan) === hash) set({ cells: [...now.cells, ...others.filter((o) => !now.cells.some((c) => kind.cellKey(c) === kind.cellKey(o)))] });
    if (kept && hash !== last) await store.trim((cards) => cards.filter(mine).slice(MOST).map((c) => c.hash));
    last = hash;
    return kept;
  }

  async function keep(): Promise<void> {
    stale = true;
    if (writing) return;
    writing = true;
    while (stale) {
      stale = false;
      const { plan, cells } = get();
      if (plan) gone.delete(keyOf(plan));
      if (gone.size > 0) await store.forget(...gone);
      gone.clear();
      const kept = plan ? await put(plan, cells) : true;
      if (kept !== get().kept) set({ kept });
    }
    writing = false;
  }

  return {
    keep,
    forget: (plan) => { gone.add(kind.name).add(keyOf(plan)); },
    async recall() {
      for (const card of (await store.list()).filter(mine)) {
        const left = await store.fetch(card.hash), parsed = left && kind.parse(left.plan);
        // One that cannot be read does not hide the ones before.
        if (!parsed?.ok || !Array.isArray(left?.cells)) continue;
        const cells = ownCells(kind.cellsIn(left.cells));
        return { plan: parsed.value, cells, dropped: left.cells.length - cells.length };
      }
      return null;
    },
  };
}
