/**
 * Looking at rows one by one, the most suspicious first, as many as there is time for: keep or drop by click or key, and
 * take back. Gets items as their receiver sees them unless the truth is revealed; decides nothing itself.
 */
import { Check, Trash2, Undo2 } from "lucide-react";
import { useCallback, useMemo, useState, type KeyboardEvent } from "react";
import type { DatasetMeta } from "../../../engine/index";
import { DecisionRegion } from "../../charts/DecisionRegion";
import type { PlotPoints } from "../../charts/region-drawing";
import { axesOf, planeOf } from "../../parts/points";
import type { RowItem } from "../../parts/rows/items";
import { RowsView } from "../../parts/rows/RowsView";
import type { Draft } from "../../state/bench";
import { review as words } from "../../text/bench-words";
import { count } from "../../text/format";
import { Button } from "../../ui/Button";
import { NumberField } from "../../ui/NumberField";
import { nextRow, verdictsOf, type Ranking } from "./draft";

export interface ReviewProps {
  readonly meta: DatasetMeta;
  /** Labels as delivered. */
  readonly labels: ArrayLike<number>;
  readonly scores: Float32Array;
  readonly ranking: Ranking;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly itemOf: (row: number) => RowItem;
  /** Two-dimensional data: all rows, for the plane. */
  readonly points: PlotPoints | null;
}

const MOST = 1000;

/** One row in its own form; two numbers without names are a place in the plane. */
function OneInQuestion({ row, meta, itemOf, points }: Pick<ReviewProps, "meta" | "itemOf" | "points"> & { readonly row: number }) {
  const rows = useMemo(() => [row], [row]);
  return (
    <>
      {points && <DecisionRegion title={words.plane} points={points} domain={planeOf({ meta })} axes={axesOf(meta)} classNames={meta.classNames} pinnedId={row} maxSize={260} headingLevel={4} />}
      {(!points || meta.columns) && <RowsView label={words.one} meta={meta} rows={rows} itemOf={itemOf} size={112} />}
    </>
  );
}

export function Review({ meta, labels, scores, ranking, draft, onChange, itemOf, points }: ReviewProps) {
  const [picked, setPicked] = useState<number | null>(null);
  const verdicts = useMemo(() => verdictsOf(draft.inspected), [draft.inspected]);
  const row = picked ?? nextRow(ranking, draft), gone = [...verdicts.values()].filter(Boolean).length;
  const label = row === null ? "" : (meta.classNames[labels[row]!] ?? "?"), offered = Math.min(draft.budget, ranking.order.length);
  const decide = (drop: boolean) => {
    if (row === null) return;
    setPicked(null);
    onChange({ ...draft, inspected: [...draft.inspected, { row, drop }] });
  };
  const takeBack = () => {
    const last = draft.inspected.at(-1);
    if (!last) return;
    setPicked(null);
    onChange({ ...draft, inspected: draft.inspected.slice(0, -1) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const act = { k: () => decide(false), d: () => decide(true), u: takeBack }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const seen = useMemo(() => [...verdicts.keys()].reverse(), [verdicts]);
  const judged = useCallback((id: number): RowItem => {
    const item = itemOf(id), say = verdicts.get(id) ? words.dropped : words.kept;
    return { ...item, label: say(item.label), caption: say(item.caption), alt: say(item.alt) };
  }, [itemOf, verdicts]);
  return (
    <section aria-label={words.title} className="flex min-w-0 flex-col gap-3">
      <h3 className="text-sm leading-7 font-semibold">{words.title}</h3>
      <NumberField label={words.budget} unit={words.budgetUnit} value={draft.budget} min={0} max={MOST} step={5} maxFractionDigits={0} onChange={(budget) => onChange({ ...draft, budget: Math.max(0, Math.min(MOST, Math.round(budget))) })} />
      {/* Keys work wherever the focus is in here; everything they do has a button. */}
      <div role="group" aria-label={words.one} onKeyDown={onKeyDown} className="flex flex-col gap-3 rounded-lg border border-line p-3">
        {row === null ? (
          <p className="min-h-24 text-sm text-muted">{draft.budget === 0 ? words.noBudget : <><strong className="block font-semibold text-ink">{words.doneTitle}</strong> {words.done}</>}</p>
        ) : (
          <>
            <p className="text-sm text-muted">{verdicts.has(row) ? words.again(label, scores[row]!, verdicts.get(row)!) : words.where(ranking.order.indexOf(row) + 1, offered, label, scores[row]!)}</p>
            <div className="min-h-36"><OneInQuestion row={row} meta={meta} itemOf={itemOf} points={points} /></div>
          </>
        )}
        <div className="flex flex-wrap gap-2">
          <Button icon={<Check />} aria-keyshortcuts="K" disabledReason={row === null ? words.doneTitle : undefined} onClick={() => decide(false)}>{words.keep}</Button>
          <Button icon={<Trash2 />} aria-keyshortcuts="D" disabledReason={row === null ? words.doneTitle : undefined} onClick={() => decide(true)}>{words.drop}</Button>
          <Button variant="ghost" icon={<Undo2 />} aria-keyshortcuts="U" disabledReason={draft.inspected.length === 0 ? words.nothingToUndo : undefined} onClick={takeBack}>{words.undo}</Button>
        </div>
        <p className="text-sm text-muted">{words.keys}</p>
      </div>
      <p role="status" className="text-sm">{words.status(verdicts.size, gone)}</p>
      {seen.length > 0 && (
        <details open={meta.modality === "image"}>
          <summary className="cursor-pointer text-sm font-medium">{words.list} <span className="font-normal text-muted">{count(seen.length)}</span></summary>
          <RowsView label={words.list} meta={meta} rows={seen} itemOf={judged} size={36} pageSize={meta.modality === "image" ? 24 : 6} selected={picked} onSelect={setPicked} />
        </details>
      )}
    </section>
  );
}
