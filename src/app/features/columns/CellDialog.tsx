/** The images behind one cell of a confusion matrix; choosing one pins it for all models. */
import { useMemo, useState } from "react";
import { inputOf } from "../../../engine/index";
import { SampleStrip } from "../../charts/SampleStrip";
import { PAGE, Pager, validPage } from "../../parts/Pager";
import { useRun } from "../../state/run";
import { useRunPreview } from "../../state/run-preview";
import { setView, useView } from "../../state/view";
import { cellSentence } from "../../text/counts";
import { columns as words } from "../../text/words";
import { Dialog } from "../../ui/Dialog";

export function CellDialog() {
  const cell = useView((s) => s.cell);
  const preview = useRunPreview((s) => s.preview);
  const result = useRun((s) => (cell ? s.results[cell.arm] : undefined));
  const artifacts = useRun((s) => (cell ? s.artifacts[cell.arm] : undefined));
  const [wanted, setPage] = useState(0);
  const rows = useMemo(() => {
    const out: number[] = [];
    if (cell && preview && artifacts) for (let i = 0; i < preview.test.n; i++) if (preview.test.labels[i] === cell.truth && artifacts.testPredicted[i] === cell.answer) out.push(i);
    return out;
  }, [cell, preview, artifacts]);
  const page = validPage(wanted, rows.length);
  const close = () => setView({ cell: null });
  if (!cell || !preview || !result) return null;
  const { meta, test } = preview;
  const of = result.confusion[cell.truth]!.reduce((a, b) => a + b, 0);
  const items = rows.slice(page * PAGE, (page + 1) * PAGE).map((i) => ({
    id: i, pixels: inputOf(test, i), caption: `#${i + 1}`, alt: words.testAlt(i + 1, meta.classNames[cell.truth]!, meta.classNames[cell.answer]!),
  }));
  return (
    <Dialog open onOpenChange={(open) => !open && close()} size="lg" title={words.cellTitle(result.title)} description={cellSentence(meta, cell.truth, cell.answer, rows.length, of)}>
      {meta.modality === "image" && (
        <>
          <p className="text-sm text-muted">{rows.length > 0 ? words.cellHint : words.cellNone}</p>
          <SampleStrip label={words.cellImages} items={items} shape={test.shape} range={meta.valueRange} size={56} wrap onSelect={(i) => setView({ pinned: i, drawing: false, cell: null })} />
          <Pager page={page} total={rows.length} onChange={setPage} />
        </>
      )}
    </Dialog>
  );
}
