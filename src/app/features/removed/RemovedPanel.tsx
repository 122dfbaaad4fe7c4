/**
 * What a filter took out, in the form of the data: poison it found, honest rows it lost, poison it missed; with its scores
 * and its rates next to the baselines. Nothing here for defenses that only repair a model.
 */
import { useCallback, useMemo, useState } from "react";
import type { ArmResult, Preview } from "../../../engine/index";
import { touchedColumns } from "../../parts/rows/changes";
import { trainItem } from "../../parts/rows/items";
import { RowsView } from "../../parts/rows/RowsView";
import { armTitle, baselinesOf } from "../../state/arms";
import { useRun } from "../../state/run";
import { useRunPreview } from "../../state/run-preview";
import { useShownSpec } from "../../state/use-shown-spec";
import { count } from "../../text/format";
import { removed as words } from "../../text/words";
import { EmptyState } from "../../ui/EmptyState";
import { Segmented } from "../../ui/Segmented";
import { FilterTable } from "./FilterTable";
import { RemovedPoints } from "./RemovedPoints";
import { Scores } from "./Scores";
import { verdicts } from "./verdicts";

/** Rows on a page of one group. */
const PER_PAGE = { image: 24, text: 8, tabular: 8, points: 8 } as const;

function Gallery({ title, preview, rows }: { readonly title: string; readonly preview: Preview; readonly rows: Int32Array }) {
  const itemOf = useCallback((row: number) => trainItem(preview, row), [preview]);
  const first = useMemo(() => (preview.meta.columns ? touchedColumns(preview) : []), [preview]);
  const { meta } = preview;
  return (
    <section className="min-w-0">
      <h3 className="text-sm font-semibold">{title} <span className="font-normal text-muted">{count(rows.length)}</span></h3>
      {rows.length === 0 ? <p className="py-2 text-sm text-muted">{words.none}</p> : <RowsView label={title} meta={meta} rows={rows} itemOf={itemOf} first={first} pageSize={PER_PAGE[meta.modality]} size={36} />}
    </section>
  );
}

function OneFilter({ arm, preview }: { readonly arm: ArmResult; readonly preview: Preview }) {
  const filter = useRun((s) => s.artifacts[arm.id]?.filter);
  const arms = useRun((s) => s.arms);
  const results = useRun((s) => s.results);
  const sorted = useMemo(() => (filter ? verdicts(preview, filter) : null), [preview, filter]);
  if (!filter || !sorted) return null;
  const relabeled = (arm.filter?.relabeled ?? 0) > (arm.filter?.removed ?? 0);
  const groups = [
    { title: relabeled ? words.foundRelabeled : words.found, rows: sorted.found },
    { title: relabeled ? words.lostRelabeled : words.lost, rows: sorted.lost },
    { title: words.missed, rows: sorted.missed },
  ];
  const compared = [arm, ...baselinesOf(arms, arm).flatMap((b) => results[b.id] ?? [])];
  return (
    <div className="flex flex-col gap-6">
      {preview.meta.modality === "points"
        ? <RemovedPoints preview={preview} groups={groups} />
        : <div className="grid gap-x-6 gap-y-4 lg:grid-cols-2 lg:[&>*:first-child]:col-span-2">{groups.map((g) => <Gallery key={g.title} {...g} preview={preview} />)}</div>}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        {filter.scores && <Scores scores={filter.scores} name={filter.scoreName ?? words.score} preview={preview} keep={filter.keep} labels={filter.labels} auroc={arm.filter?.auroc ?? null} />}
        <FilterTable arms={compared} />
      </div>
    </div>
  );
}

export function RemovedPanel() {
  const results = useRun((s) => s.results);
  const arms = useRun((s) => s.arms);
  const preview = useRunPreview((s) => s.preview);
  const [picked, setPicked] = useState<string | null>(null);
  const spec = useShownSpec();
  const defended = arms.flatMap((a) => (a.kind === "defended" && results[a.id] ? [results[a.id]!] : []));
  const filters = defended.filter((a) => a.filter);
  if (filters.length > 0 && !preview) return <EmptyState title={words.loading} />;
  if (filters.length === 0 || !preview) return <EmptyState title={words.emptyTitle}>{defended.length > 0 ? words.noFilter : words.empty}</EmptyState>;
  const arm = filters.find((a) => a.id === picked) ?? filters[0]!;
  return (
    <div className="flex flex-col gap-4">
      {filters.length > 1 && <div className="max-w-xl"><Segmented label={words.pipeline} hideLabel value={arm.id} onChange={setPicked} options={filters.map((a) => ({ value: a.id, label: armTitle(a, spec) }))} /></div>}
      <OneFilter key={arm.id} arm={arm} preview={preview} />
    </div>
  );
}
