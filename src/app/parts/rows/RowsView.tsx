/**
 * Rows in the form of their data, in pages: pictures as a strip, messages as words, tables as tables. Which rows and what is
 * known about each, the caller says. Points have a plane of their own.
 */
import { useMemo, useState } from "react";
import type { DatasetMeta } from "../../../engine/index";
import { SampleStrip } from "../../charts/SampleStrip";
import { samples } from "../../text/words";
import { PAGE, Pager, validPage } from "../Pager";
import type { RowItem } from "./items";
import { MessageList } from "./MessageList";
import { RowTable } from "./RowTable";

export interface RowsViewProps {
  readonly label: string;
  readonly meta: DatasetMeta;
  /** Positions of the rows. */
  readonly rows: ArrayLike<number>;
  /** Must stay the same function while it gives the same items. */
  readonly itemOf: (row: number) => RowItem;
  /** Tables: columns that stand first. */
  readonly first?: readonly number[];
  /** Side of a picture in px. */
  readonly size?: number;
  readonly pageSize?: number;
  readonly maxHeight?: number;
  readonly selected?: number | null;
  readonly onSelect?: (row: number) => void;
}

/** Rows on a page when nobody says otherwise: text and tables take more room than pictures. */
const PER_PAGE = { image: PAGE, text: 12, tabular: 15, points: 15 } as const;

/** A row as a picture of the strip; who delivered it stands below its label. */
function picture(item: RowItem) {
  const { source, caption, alt } = item;
  if (source === null) return { ...item, pixels: item.input };
  return { ...item, pixels: item.input, alt: `${alt}, ${samples.from(source)}`, caption: <>{caption}<span className="block font-normal text-muted">{source}</span></> };
}

export function RowsView({ label, meta, rows, itemOf, first, size = 44, pageSize = PER_PAGE[meta.modality], maxHeight, selected, onSelect }: RowsViewProps) {
  const [wanted, setPage] = useState(0);
  const page = validPage(wanted, rows.length, pageSize);
  const items = useMemo(() => Array.from({ length: Math.max(0, Math.min(rows.length - page * pageSize, pageSize)) }, (_, k) => itemOf(rows[page * pageSize + k]!)), [rows, itemOf, page, pageSize]);
  const shared = { label, meta, items, selectedId: selected, onSelect, maxHeight };
  return (
    <div className="min-w-0">
      {meta.modality === "image" ? <SampleStrip label={label} items={items.map(picture)} shape={meta.shape} range={meta.valueRange} size={size} wrap selectedId={selected} onSelect={onSelect} />
        : meta.modality === "text" ? <MessageList {...shared} />
        : <RowTable {...shared} first={first} />}
      <Pager page={page} total={rows.length} size={pageSize} onChange={setPage} list={label} />
    </div>
  );
}
