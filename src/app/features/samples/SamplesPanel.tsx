/**
 * The training set after the attack, before anything is trained: exact counts, samples in their own form with the poisoned
 * ones marked, and what the attacker does to one of them. Needs a preview, not a run.
 */
import { useCallback, useMemo, useState } from "react";
import type { Preview } from "../../../engine/index";
import { touchedColumns } from "../../parts/rows/changes";
import { trainItem } from "../../parts/rows/items";
import { OneRow } from "../../parts/rows/OneRow";
import { RowsView } from "../../parts/rows/RowsView";
import { retryPreview, usePreview } from "../../state/preview";
import { useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { poisonCounts, poisonKinds, rowAlt } from "../../text/counts";
import { pending as pendingWords, stealth as stealthWords } from "../../text/craft-words";
import { count, list } from "../../text/format";
import { rows as rowWords } from "../../text/rows";
import { samples as words } from "../../text/words";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Notice } from "../../ui/Notice";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { PointsFigure } from "./PointsFigure";
import { Stealth } from "./Stealth";

/** Pictures are small; messages and tables take the usual page. */
const PICTURES = 40;

type Show = "all" | "poisoned" | "cover" | "honest";
interface Choice {
  readonly show: Show;
  /** −1: any. */
  readonly label: number;
  readonly source: number;
}

function rowsThat({ train, truth }: Preview, { show, label, source }: Choice): Int32Array {
  const out: number[] = [];
  for (let i = 0; i < train.n; i++) {
    if (label >= 0 && train.labels[i] !== label) continue;
    if (source >= 0 && train.sources?.[i] !== source) continue;
    const is: Show = truth.poisoned[i] === 1 ? "poisoned" : truth.cover?.[i] === 1 ? "cover" : "honest";
    if (show === "all" || show === is) out.push(i);
  }
  return Int32Array.from(out);
}

function Filters({ preview, any, choice, onChange }: { readonly preview: Preview; readonly any: boolean; readonly choice: Choice; readonly onChange: (choice: Choice) => void }) {
  const { classNames, sources } = preview.meta;
  return (
    <div className="mb-2 flex flex-wrap items-center gap-2">
      {any && (
        <div className={preview.report.cover ? "w-80 max-w-full" : "w-64"}>
          <Segmented<Show> label={words.show} hideLabel value={choice.show} onChange={(show) => onChange({ ...choice, show })} options={[{ value: "all", label: words.all }, { value: "poisoned", label: words.poisoned }, ...(preview.report.cover ? [{ value: "cover", label: stealthWords.showCover } as const] : []), { value: "honest", label: words.honest }]} />
        </div>
      )}
      <div className="w-40">
        <Select label={words.label} hideLabel size="sm" value={choice.label} onChange={(label) => onChange({ ...choice, label })} options={[{ value: -1, label: words.anyLabel }, ...classNames.map((name, i) => ({ value: i, label: words.labeled(name) }))]} />
      </div>
      {preview.train.sources && sources && (
        <div className="w-48">
          <Select label={words.source} hideLabel size="sm" value={choice.source} onChange={(source) => onChange({ ...choice, source })} options={[{ value: -1, label: words.anySource }, ...sources.map((name, i) => ({ value: i, label: words.from(name) }))]} />
        </div>
      )}
    </div>
  );
}

function Doing({ preview, row }: { readonly preview: Preview; readonly row: number }) {
  const { meta, train, truth } = preview;
  const item = useMemo(() => trainItem(preview, row), [preview, row]);
  const added = truth.sourceIds[row] !== train.ids[row];
  return (
    <section aria-label={words.doing} className="shrink-0">
      <h3 className="text-sm font-semibold">{words.doing}</h3>
      <p className="mb-2 max-w-76 text-sm text-muted">{truth.cover?.[row] === 1 ? item.alt : rowAlt(meta, train.labels[row]!, truth.originalLabels[row]!, true, meta.modality !== "image" && added)}</p>
      <OneRow item={item} meta={meta} before={meta.classNames[truth.originalLabels[row]!] ?? "?"} />
    </section>
  );
}

function RowSamples({ preview }: { readonly preview: Preview }) {
  const [choice, setChoice] = useState<Choice>({ show: "all", label: -1, source: -1 });
  const [picked, setPicked] = useState<number | null>(null);
  const { meta, truth, report } = preview, any = report.poisoned > 0;
  // A choice made for other data must not hide everything here.
  const fitting: Choice = { show: any && (choice.show !== "cover" || report.cover) ? choice.show : "all", label: choice.label < meta.classNames.length ? choice.label : -1, source: choice.source < (meta.sources?.length ?? 0) ? choice.source : -1 };
  const { show, label, source } = fitting;
  const rows = useMemo(() => rowsThat(preview, { show, label, source }), [preview, show, label, source]);
  const itemOf = useCallback((row: number) => trainItem(preview, row), [preview]);
  const written = useMemo(() => (meta.columns ? touchedColumns(preview) : []), [preview, meta]);
  const first = truth.poisoned.indexOf(1);
  const row = picked !== null && (truth.poisoned[picked] === 1 || truth.cover?.[picked] === 1) ? picked : first;
  return (
    <div className="flex flex-col gap-4 xl:flex-row xl:gap-8">
      <div className="min-w-0 flex-1">
        <Filters preview={preview} any={any} choice={fitting} onChange={setChoice} />
        {written.length > 0 && <p className="mb-2 max-w-[80ch] text-sm text-muted">{rowWords.writtenBy(list(written.map((j) => meta.columns![j]!.name)))}</p>}
        {rows.length === 0 ? <EmptyState title={words.none} /> : <RowsView label={words.strip} meta={meta} rows={rows} itemOf={itemOf} first={written} pageSize={meta.modality === "image" ? PICTURES : undefined} selected={picked} onSelect={any ? setPicked : undefined} />}
      </div>
      {row >= 0 && <div className="order-first xl:order-last"><Doing preview={preview} row={row} /></div>}
    </div>
  );
}

/** Crafted poison comes with the run; until then the rows shown are clean. */
function Pending() {
  const busy = useRun((s) => isBusy(s.phase));
  return <div className="mb-3"><Notice title={busy ? undefined : pendingWords.title} announce={false}>{busy ? pendingWords.running : pendingWords.text}</Notice></div>;
}

export function SamplesPanel() {
  const { preview, status, problem } = usePreview();
  if (status === "failed") return <EmptyState title={words.failed} action={<Button onClick={retryPreview}>{words.retry}</Button>}>{problem?.message}</EmptyState>;
  if (!preview) return <EmptyState title={words.loading} minHeight={240} />;
  const kinds = poisonKinds(preview.report);
  return (
    <div aria-busy={status === "loading"}>
      {preview.pending ? <Pending /> : <p className="mb-3">
        <strong className="font-medium">{poisonCounts(preview.report, preview.meta)}</strong>
        {kinds && <span className="text-muted"> {kinds}.</span>}
        {preview.report.asked !== undefined && <span className="text-muted"> {words.asked(count(preview.report.asked))}</span>}
      </p>}
      <Stealth report={preview.report} meta={preview.meta} />
      {preview.meta.modality === "points" ? <PointsFigure preview={preview} /> : <RowSamples preview={preview} />}
    </div>
  );
}
