/** The test rows behind one cell of a confusion matrix, in their own form; choosing one pins it for all models. */
import { useCallback, useMemo } from "react";
import { testItem } from "../../parts/rows/items";
import { RowsView } from "../../parts/rows/RowsView";
import { useRun } from "../../state/run";
import { useRunPreview } from "../../state/run-preview";
import { setView, useView } from "../../state/view";
import { thingsOf } from "../../text/attack-words";
import { cellSentence } from "../../text/counts";
import { columns as words } from "../../text/words";
import { Dialog } from "../../ui/Dialog";

export function CellDialog() {
  const cell = useView((s) => s.cell);
  const preview = useRunPreview((s) => s.preview);
  const result = useRun((s) => (cell ? s.results[cell.arm] : undefined));
  const artifacts = useRun((s) => (cell ? s.artifacts[cell.arm] : undefined));
  const rows = useMemo(() => {
    const out: number[] = [];
    if (cell && preview && artifacts) for (let i = 0; i < preview.test.n; i++) if (preview.test.labels[i] === cell.truth && artifacts.testPredicted[i] === cell.answer) out.push(i);
    return out;
  }, [cell, preview, artifacts]);
  const itemOf = useCallback((row: number) => testItem(preview!, row, cell!.truth, cell!.answer), [preview, cell]);
  if (!cell || !preview || !result) return null;
  const { meta } = preview, [, things] = thingsOf(meta), points = meta.modality === "points";
  const of = result.confusion[cell.truth]!.reduce((a, b) => a + b, 0);
  // Points with columns are rows of two numbers; without names there is nothing to read off them.
  const shown = !points || meta.columns !== undefined;
  return (
    <Dialog open onOpenChange={(open) => !open && setView({ cell: null })} size="lg" title={words.cellTitle(result.title, things)} description={cellSentence(meta, cell.truth, cell.answer, rows.length, of)}>
      {shown && <p className="mb-2 text-sm text-muted">{rows.length === 0 ? words.cellNone : points ? null : words.cellHint}</p>}
      {shown && rows.length > 0 && <RowsView label={words.cellRows(things)} meta={meta} rows={rows} itemOf={itemOf} size={56} onSelect={points ? undefined : (i) => setView({ pinned: i, drawing: false, cell: null })} />}
    </Dialog>
  );
}
