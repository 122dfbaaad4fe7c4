/** The matrix tab: choosing, running in the background, the table, one cell closer, exports. The running is in state/matrix.ts. */
import { Download, FlaskConical } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { canonicalJson, datasets, type Spec } from "../../../engine/index";
import { cellSpec, matrixCells, matrixCsv, matrixDocument, matrixKey, type Matrix } from "../../../engine/later";
import { changeSpec, useExperiment } from "../../state/experiment";
import { save, saveBlob } from "../../state/files";
import { cellCount, clearMatrix, pauseMatrix, recallMatrix, resumeMatrix, retryMatrix, startMatrix, useMatrix } from "../../state/matrix";
import { JobStatus } from "../../parts/JobStatus";
import { showBench } from "../../state/show-bench";
import { setView } from "../../state/view";
import { cellSentences, columnName, matrixWords as words, rowName } from "../../text/matrix-words";
import { Button } from "../../ui/Button";
import { Segmented } from "../../ui/Segmented";
import type { Shown } from "./face";
import { MatrixGrid } from "./MatrixGrid";
import { MatrixSetup } from "./MatrixSetup";
import { matrixPicture } from "./picture";

function Status({ matrix, onEdit }: { readonly matrix: Matrix; readonly onEdit: () => void }) {
  return <JobStatus job={useMatrix()} total={cellCount(matrix)} words={words} onPause={pauseMatrix} onResume={resumeMatrix} onRetry={retryMatrix} onClear={clearMatrix} onEdit={onEdit} />;
}

function Exports({ matrix, shown }: { readonly matrix: Matrix; readonly shown: Shown }) {
  const cells = useMatrix((s) => s.cells), stem = `hemlock-matrix-${matrixKey(matrix).slice(0, 6)}`;
  const caption = `${datasets.find(matrix.base.dataset.id)!.meta(matrix.base.dataset.params).title}; ${words.size(matrix)} Hemlock, matrix ${matrixKey(matrix).slice(0, 12)}.`;
  const picture = async () => { const blob = await matrixPicture(matrix, matrixCells(matrix, cells), shown, caption); if (blob) saveBlob(`${stem}.png`, blob); };
  return (
    <div role="group" aria-label={words.export} className="flex flex-wrap gap-1">
      <Button size="sm" variant="ghost" icon={<Download />} onClick={() => save(`${stem}.csv`, "text/csv", matrixCsv(matrix, cells))}>{words.csv}</Button>
      <Button size="sm" variant="ghost" icon={<Download />} onClick={() => save(`${stem}.json`, "application/json", `${JSON.stringify(matrixDocument(matrix, cells), null, 1)}\n`)}>{words.json}</Button>
      <Button size="sm" variant="ghost" icon={<Download />} onClick={() => void picture()}>{words.png}</Button>
    </div>
  );
}

/** One cell closer. */
function Closer({ matrix, attack, pipeline }: { readonly matrix: Matrix; readonly attack: number; readonly pipeline: number }) {
  const cells = useMatrix((s) => s.cells), cell = useMemo(() => matrixCells(matrix, cells).find((c) => c.attack === attack && c.pipeline === pipeline), [matrix, cells, attack, pipeline]);
  const row = rowName(matrix, attack), column = columnName(matrix, pipeline);
  const open = () => {
    if (changeSpec(cellSpec(matrix, attack, pipeline))) setView({ notice: { tone: "info", text: words.opened(row, column) } });
    showBench();
  };
  return (
    <section aria-live="polite" className="flex flex-wrap items-start gap-x-6 gap-y-2">
      <div className="min-w-60 flex-1">
        <h3 className="font-semibold">{row} · {column}</h3>
        <p className="max-w-[75ch] text-sm text-muted">{cell ? cellSentences(matrix, cell).join(" ") : `${words.empty[0]!.toUpperCase()}${words.empty.slice(1)}.`}</p>
      </div>
      <Button icon={<FlaskConical />} onClick={open}>{words.open}</Button>
    </section>
  );
}

export function MatrixPanel() {
  const matrix = useMatrix((s) => s.plan), recalled = useMatrix((s) => s.recalled), known = useMatrix((s) => s.cells), phase = useMatrix((s) => s.phase), spec = useExperiment((s) => s.spec);
  const [editing, setEditing] = useState(false), [shown, setShown] = useState<Shown>("attackSuccess"), [chosen, setChosen] = useState<{ attack: number; pipeline: number } | null>(null);
  useEffect(recallMatrix, []);
  const cells = useMemo(() => (matrix ? matrixCells(matrix, known) : []), [matrix, known]);
  if (!recalled) return <div className="min-h-48" />;
  if (!matrix || editing)
    return <div className="pt-3"><MatrixSetup onStart={(next) => { setEditing(false); setChosen(null); startMatrix(next); }} onBack={matrix ? () => setEditing(false) : undefined} /></div>;
  const setup = ({ dataset, model, training, regime, federated, online, pretrained }: Spec) => canonicalJson([dataset, model, training, regime, federated, online, pretrained]), other = setup(matrix.base) !== setup(spec);
  return (
    <div className="flex flex-col gap-3 pt-3">
      <Status matrix={matrix} onEdit={() => setEditing(true)} />
      <div className="flex flex-wrap items-end justify-between gap-2">
        <div className="w-full max-w-96"><Segmented<Shown> label={words.show} hideLabel value={shown} onChange={setShown} options={[{ value: "attackSuccess", label: words.asr }, { value: "accuracy", label: words.accuracy }, { value: "seconds", label: words.seconds }]} /></div>
        {known.length > 0 && <Exports matrix={matrix} shown={shown} />}
      </div>
      <MatrixGrid matrix={matrix} cells={cells} shown={shown} chosen={chosen} onChoose={(attack, pipeline) => setChosen({ attack, pipeline })} />
      {chosen && chosen.attack < matrix.attacks.length && chosen.pipeline < matrix.pipelines.length ? <Closer matrix={matrix} {...chosen} /> : <p className="text-sm text-muted">{words.hint}</p>}
      {other && phase !== "running" && <p className="text-sm text-muted">{words.otherSetup}</p>}
    </div>
  );
}
