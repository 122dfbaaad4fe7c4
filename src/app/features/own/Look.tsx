/**
 * What was understood of data that were read, before anything is taken over: name, faults, choices for tables, rows in
 * each class, and the first rows or pictures. Every change has the data read again.
 */
import { useId, useMemo } from "react";
import { inputOf, type ImportLook, type OwnData } from "../../../engine/index";
import { SampleStrip } from "../../charts/SampleStrip";
import type { OwnTab } from "../../state/own";
import { choicesOf, choose, useSession } from "../../state/own-session";
import { look as words, ownDialog, picturesTab } from "../../text/own-words";
import { DataTable } from "../../ui/DataTable";
import { Notice } from "../../ui/Notice";
import { Progress } from "../../ui/Progress";
import { ClassCounts } from "./ClassCounts";
import { Faults } from "./Faults";
import { TableChoices, TableFormat } from "./TableChoices";
import { NameField } from "./NameField";

const PICTURES = 24;

/** A few of every class in turn. */
function Pictures({ data }: { readonly data: OwnData }) {
  const items = useMemo(() => {
    const { rows, meta } = data, byClass = meta.classNames.map((): number[] => []);
    for (let i = 0; i < rows.n; i++) byClass[rows.labels[i]!]!.push(i);
    const out: number[] = [];
    for (let k = 0; out.length < Math.min(PICTURES, rows.n); k++) out.push(...byClass.flatMap((list) => list[k] ?? []));
    return out.slice(0, PICTURES).map((i) => {
      const name = meta.classNames[rows.labels[i]!]!;
      return { id: i, pixels: inputOf(rows, i), caption: name, alt: name };
    });
  }, [data]);
  return (
    <div>
      <p className="pb-1 text-sm font-medium">{picturesTab.strip}</p>
      <SampleStrip label={picturesTab.strip} items={items} shape={data.rows.shape} range={data.meta.valueRange} size={44} wrap />
    </div>
  );
}

function FirstRows({ look }: { readonly look: ImportLook }) {
  const id = useId();
  if (look.sample.length === 0) return null;
  const names = look.columns.length > 0 ? look.columns.map((c) => c.name) : [words.class, words.message];
  const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
  return (
    <div>
      <p id={id} className="pb-1 text-sm font-medium">{words.firstRows}</p>
      <DataTable maxHeight={220} data={{ columns: [{ title: words.row, numeric: true }, ...names.map((title) => ({ title }))], rows: look.sample.map((row, i) => [i + 1, ...row.map(cut)]) }} labelledBy={id} />
    </div>
  );
}

export function Look({ tab }: { readonly tab: OwnTab }) {
  const reading = useSession((s) => s[tab]);
  const { look, busy, problem, source } = reading;
  if (!source) return null;
  return (
    <section aria-label={words.region} aria-busy={busy} className="relative mt-4 flex flex-col gap-4 border-t border-line pt-3">
      {busy && <div className="absolute inset-x-0 -top-1"><Progress compact label={ownDialog.reading} value={null} /></div>}
      {problem && <Notice level="error" title={ownDialog.failed}>{problem.message}</Notice>}
      {problem && tab === "table" && <TableFormat tab={tab} reading={reading} />}
      {look && (
        <>
          <div className="flex flex-wrap items-end gap-x-6 gap-y-2">
            <div className="w-full max-w-72"><NameField label={words.name} value={choicesOf(reading).title ?? source.name} onSettle={(title) => choose(tab, { title })} /></div>
            <p role="status" className="min-h-10 flex-1 basis-60 py-2 text-sm text-muted">{words.readRows(look.rowsRead, look.data?.rows.n ?? null)}</p>
          </div>
          <Faults faults={look.faults} />
          <div className={look.columns.length > 0 ? "grid grid-cols-[minmax(0,1fr)] gap-6 xl:grid-cols-[minmax(0,1fr)_18rem]" : "grid grid-cols-[minmax(0,1fr)] gap-6"}>
            {look.columns.length > 0 && <TableChoices tab={tab} reading={reading} look={look} />}
            {look.classCounts.length > 0 && <div className="max-w-md"><ClassCounts counts={look.classCounts} /></div>}
          </div>
          {look.data?.meta.modality === "image" && <Pictures data={look.data} />}
          {tab !== "points" && <FirstRows look={look} />}
        </>
      )}
    </section>
  );
}
