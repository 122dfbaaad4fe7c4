/**
 * Training rows as pictures, in pages: poisoned ones ringed and hatched, each with what was done to its label. For image
 * data only; points have their own drawing. Which rows, the caller says.
 */
import { useMemo, useState } from "react";
import { inputOf, type Preview } from "../../engine/index";
import { SampleStrip } from "../charts/SampleStrip";
import { rowAlt, rowLabel } from "../text/counts";
import { PAGE, Pager, validPage } from "./Pager";

export interface RowGalleryProps {
  readonly label: string;
  readonly preview: Preview;
  /** Positions in the training rows. */
  readonly rows: ArrayLike<number>;
  readonly size?: number;
  readonly pageSize?: number;
  readonly selected?: number | null;
  readonly onSelect?: (row: number) => void;
}

/** True when the attack made the row rather than changed one that was there. */
export const isAdded = (preview: Preview, row: number): boolean => preview.truth.poisoned[row] === 1 && preview.truth.sourceIds[row] !== preview.train.ids[row];

export function RowGallery({ label, preview, rows, size = 44, pageSize = PAGE, selected, onSelect }: RowGalleryProps) {
  const [wanted, setPage] = useState(0);
  const page = validPage(wanted, rows.length, pageSize);
  const items = useMemo(() => {
    const { meta, train, truth } = preview, out = [];
    for (let k = page * pageSize; k < Math.min(rows.length, (page + 1) * pageSize); k++) {
      const row = rows[k]!, poisoned = truth.poisoned[row] === 1;
      const story = [meta, train.labels[row]!, truth.originalLabels[row]!, poisoned, isAdded(preview, row)] as const;
      out.push({ id: row, pixels: inputOf(train, row), poisoned, caption: rowLabel(...story), alt: rowAlt(...story) });
    }
    return out;
  }, [preview, rows, page, pageSize]);
  return (
    <div>
      <SampleStrip label={label} items={items} shape={preview.train.shape} range={preview.meta.valueRange} size={size} wrap selectedId={selected} onSelect={onSelect} />
      <Pager page={page} total={rows.length} size={pageSize} onChange={setPage} />
    </div>
  );
}
