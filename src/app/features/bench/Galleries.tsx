/** Rows in the form of the data, sorted by truth and by what was done: poison found, honest rows lost, poison missed. */
import { useCallback, useMemo, useState } from "react";
import type { ArmArtifacts, Preview } from "../../../engine/index";
import { touchedColumns } from "../../parts/rows/changes";
import { trainItem } from "../../parts/rows/items";
import { RowsView } from "../../parts/rows/RowsView";
import { truth as words } from "../../text/bench-words";
import { count } from "../../text/format";
import { Segmented } from "../../ui/Segmented";
import { RemovedPoints } from "./RemovedPoints";
import { verdicts } from "./verdicts";

type Filter = NonNullable<ArmArtifacts["filter"]>;

/** Rows on a page of one group. */
const PER_PAGE = { image: 24, text: 8, tabular: 8, points: 8 } as const;

function Gallery({ title, preview, rows }: { readonly title: string; readonly preview: Preview; readonly rows: Int32Array }) {
  const itemOf = useCallback((row: number) => trainItem(preview, row), [preview]);
  const first = useMemo(() => (preview.meta.columns ? touchedColumns(preview) : []), [preview]);
  const { meta } = preview;
  return (
    <section className="min-w-0">
      <h3 className="text-sm font-semibold">{title} <span className="font-normal text-muted">{count(rows.length)}</span></h3>
      {rows.length === 0 ? <p className="py-2 text-sm text-muted">{words.noRows}</p> : <RowsView label={title} meta={meta} rows={rows} itemOf={itemOf} first={first} pageSize={PER_PAGE[meta.modality]} size={36} />}
    </section>
  );
}

export interface GalleriesProps {
  readonly preview: Preview;
  /** What the person decided: 1 = dropped. */
  readonly drop: Uint8Array;
  /** What the defense did by itself. */
  readonly filter: Filter;
  /** The defense relabeled more rows than it removed. */
  readonly relabeled: boolean;
}

export function Galleries({ preview, drop, filter, relabeled }: GalleriesProps) {
  const [whose, setWhose] = useState<"yours" | "defense">("yours");
  const sorted = useMemo(() => verdicts(preview, whose === "yours" ? { keep: drop.map((d) => 1 - d) } : filter), [preview, whose, drop, filter]);
  const other = whose === "defense" && relabeled, g = words.groups;
  const groups = [
    { title: other ? g.foundRelabeled : g.found, rows: sorted.found },
    { title: other ? g.lostRelabeled : g.lost, rows: sorted.lost },
    { title: other ? g.missedRelabeled : g.missed, rows: sorted.missed },
  ];
  return (
    <div className="flex flex-col gap-4">
      <div className="max-w-md"><Segmented label={words.whose} value={whose} onChange={setWhose} options={(["yours", "defense"] as const).map((value) => ({ value, label: words.whoseNames[value] }))} /></div>
      {preview.meta.modality === "points"
        ? <RemovedPoints preview={preview} groups={groups} />
        : <div className="grid gap-x-6 gap-y-4 lg:grid-cols-2 lg:[&>*:first-child]:col-span-2">{groups.map((group) => <Gallery key={group.title} {...group} preview={preview} />)}</div>}
    </div>
  );
}
