/** The kept runs, newest first: search and filters, the cards in pages, and what stands here when there are none. Changes nothing itself. */
import { History } from "lucide-react";
import { useMemo, useState } from "react";
import type { Preset } from "../../../engine/index";
import { Pager, validPage } from "../../parts/Pager";
import { go } from "../../state/route";
import type { RunsState } from "../../state/runs";
import { runsList as words } from "../../text/runs-words";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Select } from "../../ui/Select";
import { Switch } from "../../ui/Switch";
import { TextField } from "../../ui/TextField";
import { RunCard, type RunActions } from "./RunCard";
import { allTitled, choicesOf, fitting, type Filters } from "./titles";

const PAGE = 20;
const ALL: Filters = { text: "", data: "", attack: "", starredFirst: false };

export interface RunListProps {
  readonly state: RunsState;
  readonly presets: readonly Preset[];
  readonly now: number;
  readonly actions: RunActions;
}

export function RunList({ state: { known, runs, chosen, inMemory, deleted }, presets, now, actions }: RunListProps) {
  const [filters, setFilters] = useState(ALL), [wanted, setPage] = useState(0);
  const shown = fitting(allTitled(runs, presets), filters);
  const choices = useMemo(() => choicesOf(runs, words.noAttack), [runs]), page = validPage(wanted, shown.length, PAGE);
  const set = (change: Partial<Filters>) => { setFilters({ ...filters, ...change }); setPage(0); };
  if (!known) return <p role="status" className="text-muted">{words.loading}</p>;
  if (runs.length === 0) return <EmptyState title={deleted > 0 ? words.leftTitle : words.emptyTitle} icon={<History />} minHeight={220} action={<Button onClick={() => go({ page: "lab" })}>{words.toLab}</Button>}>{deleted > 0 ? words.left : words.empty}</EmptyState>;
  return (
    <>
      <div className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[minmax(0,1fr)_14rem_14rem_auto]">
        <div className="max-lg:col-span-2"><TextField label={words.search} value={filters.text} onChange={(text) => set({ text })} /></div>
        <Select label={words.data} value={filters.data} onChange={(data) => set({ data })} options={[{ value: "", label: words.anyData }, ...choices.data.map(([value, label]) => ({ value, label }))]} />
        <Select label={words.attack} value={filters.attack} onChange={(attack) => set({ attack })} options={[{ value: "", label: words.anyAttack }, ...choices.attacks.map(([value, label]) => ({ value, label }))]} />
        <div className="pb-1.5 max-lg:col-span-2"><Switch label={words.starredFirst} checked={filters.starredFirst} onChange={(starredFirst) => set({ starredFirst })} /></div>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm text-muted"><span role="status">{words.shown(shown.length, runs.length)}.</span> {words.key}</p>
        <Pager page={page} total={shown.length} size={PAGE} onChange={setPage} />
      </div>
      {shown.length === 0 ? <EmptyState title={words.noneTitle} action={<Button size="sm" onClick={() => set(ALL)}>{words.clearFilters}</Button>}>{words.none}</EmptyState> : (
        <ul aria-label={words.region} className="m-0 flex list-none flex-col gap-3 p-0">
          {shown.slice(page * PAGE, (page + 1) * PAGE).map((item) => {
            const id = item.run.hash, on = chosen.includes(id);
            return <RunCard key={id} item={item} now={now} inMemory={inMemory.has(id)} chosen={on} compares={on && chosen.at(-1) === id && (chosen.length === 2 || chosen.length === 3) ? chosen.length : null} actions={actions} />;
          })}
        </ul>
      )}
      {shown.length > PAGE && <Pager page={page} total={shown.length} size={PAGE} onChange={setPage} />}
    </>
  );
}
