/** Training rows on a slide, large, in the form of their data: pictures, messages, a table of a few rows, points in the plane; the attacker's change marked. */
import { useMemo } from "react";
import { wordCount, wordsOf, type Preview } from "../../engine/index";
import { PixelImage } from "../charts/PixelImage";
import { touchedColumns } from "../parts/rows/changes";
import { trainItem, type RowItem } from "../parts/rows/items";
import { WordChips } from "../parts/rows/WordChips";
import { thingsOf } from "../text/attack-words";
import { poisonCounts } from "../text/counts";
import { cellText, rows as rowWords } from "../text/rows";
import { slides as words } from "../text/slide-words";
import { figures } from "../text/story-words";
import { Blank } from "./parts";
import { PointsPlane } from "./Plane";
import type { Box } from "./use-box";

export type Only = "poisoned" | "honest" | undefined;
interface Props {
  readonly preview: Preview;
  readonly rows: readonly number[];
  readonly box: Box;
}

/** The first rows, in their order, but no kind and no contributor more often than its share, as long as there are others. */
export function mixed({ train, truth }: Pick<Preview, "train" | "truth">, rows: readonly number[], most: number): number[] {
  const kindOf = (row: number) => truth.originalLabels[row]!, sourceOf = (row: number) => train.sources?.[row] ?? 0, picked = new Set<number>();
  const share = (of: (row: number) => number) => Math.max(1, Math.ceil(most / Math.max(1, new Set(rows.map(of)).size))), each = share(kindOf), from = share(sourceOf), kinds = new Map<number, number>(), sources = new Map<number, number>();
  for (const row of rows) {
    if (picked.size >= most) break;
    const kind = kindOf(row), source = sourceOf(row), had = kinds.get(kind) ?? 0, came = sources.get(source) ?? 0;
    if (had >= each || came >= from) continue;
    kinds.set(kind, had + 1);
    sources.set(source, came + 1);
    picked.add(row);
  }
  for (const row of rows) if (picked.size < most) picked.add(row);
  return [...picked].sort((a, b) => a - b);
}

/** Below a poisoned picture: what it was; below others their label. */
const short = (item: RowItem, changedLabel: boolean) => (changedLabel && item.was !== null ? item.was : item.label);

function Pictures({ preview, rows, box: { width, height, t, narrow } }: Props) {
  const { meta, truth, train } = preview, gap = t * 0.6, frame = 14;
  const first = rows.find((r) => truth.poisoned[r] === 1 && trainItem(preview, r).original !== null), example = first === undefined ? null : trainItem(preview, first);
  const long = meta.classNames.some((n) => n.length > 2), relabeled = first !== undefined && truth.originalLabels[first] !== train.labels[first], lines = long ? 2.5 : 1.3;
  const big = example ? Math.min(height - 3.4 * t, width * (narrow ? 0.4 : 0.22)) : 0, room = example && !narrow ? width - 2 * (big + frame + gap) - 2 * t : width;
  const across = narrow ? 3 : 2, side = narrow ? (room - 3 * (gap + frame)) / 3 : Math.min(height / across - lines * 1.25 * t - frame - gap, (room - gap) / 2 - frame, long ? 9 * t : 1e3);
  const wide = Math.max(side + frame, long ? 6.4 * t : relabeled ? 3.6 * t : 0), columns = Math.max(1, Math.floor((room + gap) / (wide + gap))), items = mixed(preview, rows.filter((r) => r !== first), columns * across).map((r) => trainItem(preview, r));
  const picture = { shape: meta.shape, range: meta.valueRange };
  return (
    <div className={narrow ? "flex flex-col gap-4" : "flex h-full items-start"} style={{ gap: 2 * t }}>
      {example && (
        <div className="flex shrink-0" style={{ gap }}>
          {[{ pixels: example.original!, poisoned: false, said: words.before(meta.classNames[truth.originalLabels[first!]!] ?? "?") }, { pixels: example.input, poisoned: true, said: words.after(example.label) }].map((v) => (
            <figure key={v.said} className="m-0 flex flex-col leading-tight" style={{ width: big + frame }}>
              <PixelImage {...picture} pixels={v.pixels} size={big} poisoned={v.poisoned} alt="" />
              <figcaption className={v.poisoned ? "mt-1 font-semibold text-poisoned" : "mt-1 font-semibold"}>{v.said}</figcaption>
            </figure>
          ))}
        </div>
      )}
      <ul aria-label={figures.samplesList} className="m-0 grid min-w-0 flex-1 list-none justify-items-start p-0" style={{ gap, gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
        {items.map((item) => (
          <li key={item.id} className="flex flex-col items-center text-center leading-tight" style={{ width: wide }}>
            <PixelImage {...picture} pixels={item.input} size={side} poisoned={item.poisoned} alt={item.alt} />
            <span aria-hidden="true" className="max-w-full text-muted" style={{ minHeight: lines * 1.25 * t }}>{short(item, relabeled)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The label of a row; one that the attacker changed with the old one struck through. */
function Label({ item, before }: { readonly item: RowItem; readonly before: string }) {
  if (!item.poisoned || before === item.label) return <strong className="font-semibold">{item.label}</strong>;
  return (
    <span className="inline-block rounded-md border-3 border-poisoned-fill bg-poisoned-tint px-[0.3em]">
      <span className="sr-only">{rowWords.wasIn} </span><s className="text-muted">{before}</s> → <strong className="font-semibold text-poisoned">{item.label}</strong>
    </span>
  );
}
const labelBefore = ({ meta, truth }: Preview, row: number) => meta.classNames[truth.originalLabels[row]!] ?? "?";

/** Words of a message that is easily read from afar. */
const MESSAGE = 12;

/** Short messages with words that everybody knows: there is no legend on a wall. */
function Messages({ preview, rows, box: { width, height, t, narrow } }: Props) {
  const { meta } = preview, readable = rows.filter((row) => { const { input } = trainItem(preview, row), n = wordCount(input); return n >= 6 && n <= MESSAGE && !wordsOf(input, meta).includes("…"); });
  const lines = MESSAGE * 3.6 * t > width - 12 * t ? 2 : 1, most = narrow ? 4 : Math.max(3, Math.floor(height / ((lines * 1.8 + 0.9) * t)));
  return (
    <ul aria-label={figures.samplesList} className="m-0 flex h-full list-none flex-col justify-between p-0">
      {mixed(preview, readable.length >= most ? readable : rows, most).map((row) => {
        const item = trainItem(preview, row);
        return (
          <li key={row} className="flex flex-1 items-center gap-x-[1.2em] gap-y-1 border-t-2 border-line py-[0.3em] max-sm:flex-col max-sm:items-start" style={{ fontSize: t * 1.15 }}>
            <span className="w-[9em] shrink-0 leading-tight"><Label item={item} before={labelBefore(preview, row)} /></span>
            <span className="min-w-0 flex-1 [&_.text-sm]:text-[length:1em] [&_.text-sm]:leading-snug"><WordChips input={item.input} original={item.original} meta={meta} /></span>
          </li>
        );
      })}
    </ul>
  );
}

function Table({ preview, rows, box: { width, height, t } }: Props) {
  const { meta } = preview, columns = meta.columns ?? [], touched = touchedColumns(preview), order = [...touched, ...columns.keys()].filter((j, i, all) => all.indexOf(j) === i);
  const most = Math.max(3, Math.min(6, Math.floor((height - 4.6 * t) / (2.4 * t)))), items = mixed(preview, rows, most).map((r) => trainItem(preview, r)), sources = items.some((i) => i.source !== null);
  const seen = order.slice(0, Math.max(1, Math.floor((width - (sources ? 15 : 12) * t) / (6.4 * t)))), more = columns.length - seen.length, cell = "px-[0.5em] first:ps-0";
  return (
    <div className="flex h-full flex-col justify-between gap-2 max-sm:overflow-x-auto">
      <table aria-label={figures.samplesList} className="w-full flex-1 border-collapse leading-tight">
        <thead>
          <tr className="align-bottom text-muted">
            {sources && <th scope="col" className={`${cell} pb-1 text-start font-medium`}>{rowWords.source}</th>}
            <th scope="col" className={`${cell} pb-1 text-start font-medium`}>{rowWords.class}</th>
            {seen.map((j) => { const c = columns[j]!; return <th key={j} scope="col" className={`${cell} pb-1 font-medium ${c.kind === "number" ? "text-end" : "text-start"}`}>{c.name}{c.kind === "number" && c.unit && <span className="font-normal"> ({c.unit})</span>}</th>; })}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id} className="border-t-2 border-line" style={{ fontSize: t * 1.15 }}>
              {sources && <th scope="row" className={`${cell} text-start font-normal`}>{item.source}</th>}
              <td className={`${cell} whitespace-nowrap`}><Label item={item} before={labelBefore(preview, item.id)} /></td>
              {seen.map((j) => {
                const now = item.input[j]!, before = item.original?.[j] ?? now, c = columns[j]!, look = `${cell} tabular-nums ${c.kind === "number" ? "text-end" : "text-start"}`;
                return <td key={j} className={look}>{before === now ? cellText(c, now) : <span className="rounded-md border-3 border-poisoned-fill bg-poisoned-tint px-[0.3em]"><s className="text-muted">{cellText(c, before)}</s> → <strong className="font-semibold text-poisoned">{cellText(c, now)}</strong></span>}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="text-end leading-tight text-muted">{words.more(more)}</p>}
    </div>
  );
}

export function Samples({ preview, only, box }: { readonly preview: Preview; readonly only: Only; readonly box: Box }) {
  const { meta, report, truth, train } = preview, kind = report.poisoned > 0 ? only : undefined;
  const rows = useMemo(() => Array.from({ length: train.n }, (_, i) => i).filter((i) => kind === undefined || (truth.poisoned[i] === 1) === (kind === "poisoned")), [train, truth, kind]);
  if (preview.pending) return <Blank>{figures.crafted}</Blank>;
  const said = kind === "poisoned" || kind === undefined && report.poisoned > 0 ? poisonCounts(report, meta) : words.honest(thingsOf(meta)[1]), inner = { ...box, height: box.height - 2 * box.t };
  if (meta.modality === "points") return <PointsPlane preview={preview} rows={rows} said={said} box={box} />;
  const View = meta.modality === "image" ? Pictures : meta.modality === "text" ? Messages : Table;
  return (
    <figure aria-label={figures.samples[kind ?? "any"]} className="m-0 flex h-full flex-col">
      <figcaption className="shrink-0 leading-tight text-muted max-sm:pb-2" style={box.narrow ? undefined : { height: 2 * box.t }}>{said}</figcaption>
      <div className="min-h-0 flex-1"><View preview={preview} rows={rows} box={inner} /></div>
    </figure>
  );
}
