/** Points and a model's borders on a slide: squares as large as the room allows, their marks larger than on the page, the key beside them. */
import { useEffect, useMemo, useRef } from "react";
import type { ArmInfo, DatasetMeta, Preview } from "../../engine/index";
import { ClassLegend } from "../charts/ClassLegend";
import { drawPoints, drawRegion, type PlotPoints, type Region } from "../charts/region-drawing";
import { planeOf, plotPoints } from "../parts/points";
import { learnedPoints } from "../story-figures/learned";
import { armsOf } from "../story-figures/shown";
import { percent } from "../text/format";
import { figures } from "../text/story-words";
import { slides as words } from "../text/slide-words";
import { charts } from "../text/ui-words";
import { ArmName, type SlideProps } from "./parts";
import type { Box } from "./use-box";

/** Marks are drawn for a page; on a wall they grow with the words. */
function Plane({ points, region, meta, side, t, label }: { readonly points: PlotPoints; readonly region?: Region; readonly meta: DatasetMeta; readonly side: number; readonly t: number; readonly label: string }) {
  const ground = useRef<HTMLCanvasElement>(null), marks = useRef<HTMLCanvasElement>(null), grow = t / 15;
  const view = useMemo(() => { const plane = planeOf({ meta }); return { side: side / grow, x: region?.x ?? plane.x, y: region?.y ?? plane.y }; }, [meta, region, side, grow]);
  useEffect(() => drawRegion(ground.current, region, view), [region, view]);
  useEffect(() => drawPoints(marks.current, points, view), [points, view]);
  return (
    <div role="img" aria-label={label} className="relative overflow-hidden rounded-md border-2 border-line bg-paper" style={{ width: side, height: side }}>
      <canvas ref={ground} className="absolute inset-0 size-full" /><canvas ref={marks} className="absolute inset-0 size-full" />
    </div>
  );
}

const Key = ({ meta, poisoned }: { readonly meta: DatasetMeta; readonly poisoned: boolean }) => (
  <div className="[&_li]:gap-[0.5em] [&_svg]:size-[1.1em]! [&_ul]:text-[length:inherit] [&_ul]:leading-tight"><ClassLegend classNames={meta.classNames} poisoned={poisoned ? charts.region.poisoned : undefined} /></div>
);

export function PointsPlane({ preview, rows, said, box: { width, height, t } }: { readonly preview: Preview; readonly rows: readonly number[]; readonly said: string; readonly box: Box }) {
  const points = useMemo(() => plotPoints(preview, Int32Array.from(rows)), [preview, rows]);
  return (
    <figure className="m-0 flex h-full items-center gap-[2em] max-sm:flex-col">
      <Plane points={points} meta={preview.meta} side={Math.min(width, height)} t={t} label={said} />
      <figcaption className="flex min-w-0 flex-1 flex-col gap-[1.2em] text-balance" style={{ fontSize: t * 1.35 }}>{said}<Key meta={preview.meta} poisoned /></figcaption>
    </figure>
  );
}

function One({ arm, shown, side, t, lines }: { readonly arm: ArmInfo; readonly shown: SlideProps["shown"]; readonly side: number; readonly t: number; readonly lines: number }) {
  const { run, preview } = shown, filter = run.artifacts[arm.id]?.filter, points = useMemo(() => learnedPoints(preview!, arm, filter), [preview, arm, filter]), right = run.results[arm.id]?.metrics["cleanAccuracy"];
  return (
    <li style={{ width: side }}>
      <p className="flex flex-wrap content-end items-baseline gap-x-[0.5em] leading-tight" style={{ minHeight: lines * t }}><ArmName arm={arm} shown={shown} size={t} />{right && <span className="whitespace-nowrap">{words.correct(percent(right.value))}</span>}</p>
      <Plane points={points} region={run.regions[arm.id]} meta={preview!.meta} side={side} t={t} label={figures.regions(arm.title)} />
    </li>
  );
}

export function Regions({ shown, box: { width, height, t, narrow } }: SlideProps) {
  const arms = armsOf(shown), gap = t, lines = arms.length < 3 ? 1.6 : arms.length < 4 ? 2.8 : 4, beside = !narrow && (arms.length === 1 || (arms.length < 3 && width > 46 * t)), key = beside ? 9 * t : 0, side = narrow ? width : Math.min(height - (lines + (beside ? 0.2 : 2)) * t, (width - key - gap * arms.length) / arms.length);
  return (
    <figure aria-label={figures.all(arms.length)} className={`m-0 flex h-full ${beside ? "items-center" : "flex-col justify-center"}`} style={{ gap: beside ? 1.5 * t : 0.5 * t }}>
      <ul className="m-0 flex list-none flex-wrap p-0" style={{ gap }}>{arms.map((arm) => <One key={arm.id} arm={arm} shown={shown} side={side} t={t} lines={lines} />)}</ul>
      <figcaption className={beside ? "min-w-0 flex-1 text-muted" : "text-muted"}><Key meta={shown.preview!.meta} poisoned={arms.some((a) => a.kind !== "clean")} /></figcaption>
    </figure>
  );
}
