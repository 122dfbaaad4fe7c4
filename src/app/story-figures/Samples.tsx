/** Training rows as they were delivered, in the form of their data, and what the attacker did to one of them. Needs the data, not a run. */
import { useCallback, useMemo, useState } from "react";
import type { Preview } from "../../engine/index";
import { DecisionRegion } from "../charts/DecisionRegion";
import { PixelImage } from "../charts/PixelImage";
import { axesOf, planeOf, plotPoints } from "../parts/points";
import { touchedColumns } from "../parts/rows/changes";
import { trainItem } from "../parts/rows/items";
import { OneRow } from "../parts/rows/OneRow";
import { RowsView } from "../parts/rows/RowsView";
import { PHONE, useMedia } from "../state/use-media";
import { poisonCounts } from "../text/counts";
import { figures as words } from "../text/story-words";
import { Notice } from "../ui/Notice";
import { isLive, type FigureSize } from "./shown";

type Only = "poisoned" | "honest" | undefined;

/** Rows in view: a handful, and among all rows some of both kinds where there are both. */
const PAGE = { image: 16, text: 4, tabular: 5, points: 5 } as const, PHONE_PAGE = 8, STILL = 12;

function rowsOf({ train, truth }: Preview, only: Only): Int32Array {
  const rows = Int32Array.from({ length: train.n }, (_, i) => i);
  return only === undefined ? rows : rows.filter((i) => (truth.poisoned[i] === 1) === (only === "poisoned"));
}

function Points({ preview, only }: { readonly preview: Preview; readonly only: Only }) {
  const points = useMemo(() => plotPoints(preview, rowsOf(preview, only)), [preview, only]);
  const domain = useMemo(() => planeOf(preview), [preview]), axes = useMemo(() => axesOf(preview.meta), [preview]);
  return <DecisionRegion title={words.samples[only ?? "any"]} finding={preview.pending ? words.crafted : poisonCounts(preview.report, preview.meta)} points={points} domain={domain} axes={axes} classNames={preview.meta.classNames} maxSize={440} />;
}

export function Samples({ preview, only, size }: { readonly preview: Preview; readonly only: Only; readonly size: FigureSize }) {
  const { meta, report, truth } = preview, any = report.poisoned > 0, [picked, setPicked] = useState<number | null>(null), phone = useMedia(PHONE);
  const rows = useMemo(() => rowsOf(preview, any ? only : undefined), [preview, only, any]);
  const itemOf = useCallback((row: number) => trainItem(preview, row), [preview]);
  const written = useMemo(() => (meta.columns ? touchedColumns(preview) : []), [preview, meta]);
  if (meta.modality === "points") return <Points preview={preview} only={any ? only : undefined} />;
  const first = truth.poisoned.indexOf(1), row = picked !== null && truth.poisoned[picked] === 1 ? picked : first;
  const example = row >= 0 && only !== "honest" ? itemOf(row) : null;
  // A row made from nothing has no "before".
  const compared = example && (example.original !== null || meta.modality !== "image");
  // On paper only what can be seen at a glance.
  if (!isLive(size) && !compared && meta.modality !== "image") return null;
  return (
    <figure className="m-0 flex min-w-0 flex-col gap-3">
      <h3 className="text-sm leading-snug font-semibold">{words.samples[any ? (only ?? "any") : "any"]}</h3>
      {preview.pending ? <Notice announce={false}>{words.crafted}</Notice> : <figcaption className="text-sm text-muted">{only === "honest" || !any ? words.onlyHonest(report.rows - report.poisoned) : poisonCounts(report, meta)}</figcaption>}
      {compared && (
        <div className="min-w-0">
          <p className="mb-2 text-sm">{words.before(example.caption)}</p>
          <OneRow item={example} meta={meta} before={meta.classNames[truth.originalLabels[row]!] ?? "?"} />
        </div>
      )}
      {isLive(size)
        ? <RowsView label={words.samplesList} meta={meta} rows={rows} itemOf={itemOf} first={written} pageSize={phone ? Math.min(PHONE_PAGE, PAGE[meta.modality]) : PAGE[meta.modality]} size={phone ? 44 : 52} selected={picked} onSelect={any && only !== "honest" ? setPicked : undefined} />
        : meta.modality === "image" && (
          <ul aria-label={words.samplesList} className="m-0 flex list-none flex-wrap gap-3 p-0">
            {[...rows.subarray(0, STILL)].map(itemOf).map((item) => <li key={item.id}><PixelImage pixels={item.input} shape={meta.shape} range={meta.valueRange} size={52} alt={item.alt} poisoned={item.poisoned} caption={item.caption} /></li>)}
          </ul>
        )}
    </figure>
  );
}
