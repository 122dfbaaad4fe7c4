/**
 * The training set after the attack, before anything is trained: exact counts, a strip of samples with the poisoned ones
 * marked, and what the attacker does to one of them. Needs a preview, not a run.
 */
import { useMemo, useState } from "react";
import { inputOf, type Preview } from "../../../engine/index";
import { ImageTriplet } from "../../charts/ImageTriplet";
import { RowGallery } from "../../parts/RowGallery";
import { retryPreview, usePreview } from "../../state/preview";
import { poisonCounts, poisonKinds, rowAlt } from "../../text/counts";
import { samples as words } from "../../text/words";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { PointsFigure } from "./PointsFigure";

const PER_PAGE = 40;

type Show = "all" | "poisoned" | "honest";

function rowsThat(preview: Preview, show: Show, label: number): Int32Array {
  const { train, truth } = preview, out: number[] = [];
  for (let i = 0; i < train.n; i++) {
    if (label >= 0 && train.labels[i] !== label) continue;
    if (show === "all" || (truth.poisoned[i] === 1) === (show === "poisoned")) out.push(i);
  }
  return Int32Array.from(out);
}

/** The input of a poisoned row before the attack; null when there was none. */
function originalOf(preview: Preview, row: number): Float32Array | null {
  const d = preview.train.inputs.length / preview.train.n;
  let k = 0;
  for (let i = 0; i < row; i++) k += preview.truth.poisoned[i]!;
  return preview.truth.poisoned[row] === 1 && preview.truth.sourceIds[row]! >= 0 ? preview.originals.subarray(k * d, k * d + d) : null;
}

function Triplet({ preview, row }: { readonly preview: Preview; readonly row: number }) {
  const { meta, train, truth } = preview;
  const original = useMemo(() => originalOf(preview, row), [preview, row]);
  const story = rowAlt(meta, train.labels[row]!, truth.originalLabels[row]!, true, false);
  return (
    <section aria-label={words.doing} className="shrink-0">
      <h3 className="text-sm font-semibold">{words.doing}</h3>
      <p className="mb-2 text-sm text-muted">{story}</p>
      {original && <ImageTriplet original={original} triggered={inputOf(train, row)} shape={train.shape} range={meta.valueRange} labels={{ triggered: words.after }} />}
    </section>
  );
}

function ImageSamples({ preview }: { readonly preview: Preview }) {
  const [show, setShow] = useState<Show>("all");
  const [label, setLabel] = useState(-1);
  const [picked, setPicked] = useState<number | null>(null);
  const any = preview.report.poisoned > 0;
  const shown = any ? show : "all";
  const rows = useMemo(() => rowsThat(preview, shown, label), [preview, shown, label]);
  const first = preview.truth.poisoned.indexOf(1);
  const row = picked !== null && preview.truth.poisoned[picked] === 1 ? picked : first;
  return (
    <div className="flex flex-col gap-4 xl:flex-row xl:gap-8">
      <div className="min-w-0 flex-1">
        <div className="mb-2 flex flex-wrap items-center gap-2">
          {any && (
            <div className="w-64">
              <Segmented label={words.show} hideLabel value={show} onChange={setShow} options={[{ value: "all", label: words.all }, { value: "poisoned", label: words.poisoned }, { value: "honest", label: words.honest }]} />
            </div>
          )}
          <div className="w-36">
            <Select label={words.label} hideLabel size="sm" value={label} onChange={setLabel} options={[{ value: -1, label: words.anyLabel }, ...preview.meta.classNames.map((name, i) => ({ value: i, label: words.labeled(name) }))]} />
          </div>
        </div>
        {rows.length === 0 ? <EmptyState title={words.none} /> : <RowGallery label={words.strip} preview={preview} rows={rows} pageSize={PER_PAGE} selected={picked} onSelect={setPicked} />}
      </div>
      {row >= 0 && <div className="order-first xl:order-last"><Triplet preview={preview} row={row} /></div>}
    </div>
  );
}

export function SamplesPanel() {
  const { preview, status, problem } = usePreview();
  if (status === "failed") return <EmptyState title={words.failed} action={<Button onClick={retryPreview}>{words.retry}</Button>}>{problem?.message}</EmptyState>;
  if (!preview) return <EmptyState title={words.loading} minHeight={240} />;
  const kinds = poisonKinds(preview.report);
  return (
    <div aria-busy={status === "loading"}>
      <p className="mb-3">
        <strong className="font-medium">{poisonCounts(preview.report, preview.meta)}</strong>
        {kinds && <span className="text-muted"> {kinds}.</span>}
      </p>
      {preview.meta.modality === "image" ? <ImageSamples preview={preview} /> : <PointsFigure preview={preview} />}
    </div>
  );
}
