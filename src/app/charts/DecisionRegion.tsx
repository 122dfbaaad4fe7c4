/**
 * Two-dimensional data and what a model makes of the plane: a light tint per predicted class, points over it with a color
 * and a shape per class, poisoned ones ringed and struck through. One tab stop; arrow keys walk the points, Enter pins one.
 */
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { NOWHERE } from "../../engine/index";
import { Figure, figureLabels, type FigureLabels } from "../ui/Figure";
import { ClassLegend } from "./ClassLegend";
import { number } from "./format";
import { drawHighlight, drawPoints, drawRegion, roundTicks, type PlaneAxes, type PlotPoints, type PlotTrails, type Region } from "./region-drawing";
import { useDark } from "./use-theme";
import { useWidth } from "./use-width";
import { charts } from "../text/ui-words";

export interface DecisionRegionLabels extends FigureLabels {
  readonly point: (facts: { readonly x: string; readonly y: string; readonly label: string; readonly original: string | null; readonly predicted: string | null; readonly poisoned: boolean }) => string;
  readonly hint: string;
  readonly poisoned: string;
  readonly x: string;
  readonly y: string;
  readonly label: string;
  readonly readAs: string;
  readonly yes: string;
  readonly no: string;
}
/** What it says unless told otherwise. */
export const decisionRegionLabels: DecisionRegionLabels = { ...figureLabels, ...charts.region };

/** Three canvases lie on each other. */
const layer = "absolute inset-0 size-full";

export interface DecisionRegionProps {
  readonly title: ReactNode;
  readonly finding?: ReactNode;
  /** Missing until the model has been evaluated; the points are drawn anyway. */
  readonly region?: Region;
  /** Value range when there is no region. */
  readonly domain?: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  /** Names and units; without them the plane has no marks along its edges. */
  readonly axes?: PlaneAxes;
  readonly points: PlotPoints;
  /** The ways that some of the points have come. */
  readonly trails?: PlotTrails;
  readonly classNames: readonly string[];
  readonly pinnedId?: number | null;
  readonly onPin?: (id: number) => void;
  /** Largest side in px. */
  readonly maxSize?: number;
  readonly headingLevel?: 2 | 3 | 4;
  readonly hideTitle?: boolean;
  readonly actions?: ReactNode;
  readonly labels?: Partial<DecisionRegionLabels>;
  /** Instead of the classes. */
  readonly legend?: ReactNode;
  /** What is said of the i-th point, instead of where it lies. */
  readonly pointText?: (i: number) => string;
}

/** Room for the numbers and the title of the vertical axis, px. */
const AXIS = 54;

/** Round values and titles along both edges; for eyes, the points themselves are read out with their units. */
function AxisMarks({ axes, view }: { readonly axes: PlaneAxes; readonly view: { readonly side: number; readonly x: readonly [number, number]; readonly y: readonly [number, number] } }) {
  const place = (value: number, [low, high]: readonly [number, number]) => ((value - low) / (high - low)) * view.side;
  const mark = "absolute text-xs leading-none whitespace-nowrap text-muted";
  return (
    <div aria-hidden="true">
      {roundTicks(view.y).map((v) => <span key={v} className={`${mark} -translate-y-1/2 border-e border-edge pe-1.5 text-end`} style={{ top: view.side - place(v, view.y), right: view.side, minWidth: 8 }}>{number(v, Number.isInteger(v) ? 0 : 1)}</span>)}
      <span className={`${mark} left-0 -translate-y-1/2 [writing-mode:sideways-lr]`} style={{ top: view.side / 2 }}>{axes.y.title}</span>
      <div className="relative h-9">
        {roundTicks(view.x).map((v) => <span key={v} className={`${mark} top-0 -translate-x-1/2 pt-1.5`} style={{ left: place(v, view.x) }}>{number(v, Number.isInteger(v) ? 0 : 1)}</span>)}
        <span className={`${mark} inset-x-0 top-6 text-center`}>{axes.x.title}</span>
      </div>
    </div>
  );
}

export const DecisionRegion = memo(function DecisionRegion({ title, finding, region, domain, axes, points, trails, classNames, pinnedId, onPin, maxSize = 360, headingLevel, hideTitle, actions, labels, legend, pointText }: DecisionRegionProps) {
  const say = useMemo(() => ({ ...decisionRegionLabels, ...labels }), [labels]);
  const dark = useDark();
  const [box, width] = useWidth<HTMLDivElement>();
  const margin = axes ? AXIS : 0;
  const side = Math.min(maxSize, (width || maxSize) - margin);
  const ground = useRef<HTMLCanvasElement>(null), marks = useRef<HTMLCanvasElement>(null), over = useRef<HTMLCanvasElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const [focused, setFocused] = useState(false);
  const count = points.labels.length;
  const xr = region?.x ?? domain?.x, yr = region?.y ?? domain?.y;
  const x0 = xr?.[0] ?? -1, x1 = xr?.[1] ?? 1, y0 = yr?.[0] ?? -1, y1 = yr?.[1] ?? 1;
  const view = useMemo(() => ({ side, x: [x0, x1] as const, y: [y0, y1] as const }), [side, x0, x1, y0, y1]);
  useEffect(() => drawRegion(ground.current, region, view), [region, view, dark]);
  useEffect(() => drawPoints(marks.current, points, view, trails), [points, trails, view, dark]);
  const pinned = useMemo(() => (pinnedId === null || pinnedId === undefined ? -1 : points.ids.indexOf(pinnedId)), [points, pinnedId]);
  useEffect(() => drawHighlight(over.current, points, pinned, at, view), [points, pinned, at, view, dark]);
  const order = useMemo(() => {
    const by = (axis: 0 | 1) => Array.from({ length: count }, (_, i) => i).sort((a, b) => points.inputs[a * 2 + axis]! - points.inputs[b * 2 + axis]! || a - b);
    return { x: by(0), y: by(1) };
  }, [points, count]);
  const predictedAt = (i: number): number | null => {
    if (!region) return null;
    const c = Math.floor(((points.inputs[i * 2]! - region.x[0]) / (region.x[1] - region.x[0])) * region.side);
    const r = Math.floor(((points.inputs[i * 2 + 1]! - region.y[0]) / (region.y[1] - region.y[0])) * region.side);
    const answer = c < 0 || r < 0 || c >= region.side || r >= region.side ? NOWHERE : region.predicted[r * region.side + c]!;
    return answer === NOWHERE ? null : answer;
  };
  const nameOf = (c: number | null | undefined) => (c === null || c === undefined ? null : (classNames[c] ?? String(c)));
  const shown = (i: number, axis: "x" | "y") => {
    const value = points.inputs[i * 2 + (axis === "x" ? 0 : 1)]!;
    return axes ? `${axes[axis].title.replace(/ \(.*\)$/, "")} ${axes[axis].format(value)}` : number(value, 2);
  };
  const sentence = (i: number) => {
    if (pointText) return pointText(i);
    const label = points.labels[i]!, original = points.originalLabels?.[i];
    return say.point({
      x: shown(i, "x"), y: shown(i, "y"), label: nameOf(label)!,
      original: original === undefined || original === label ? null : nameOf(original), predicted: nameOf(predictedAt(i)), poisoned: points.poisoned?.[i] === 1,
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (count === 0) return;
    if ((event.key === "Enter" || event.key === " ") && at !== null) {
      event.preventDefault();
      onPin?.(points.ids[at]!);
      return;
    }
    const line = event.key === "ArrowLeft" || event.key === "ArrowRight" ? order.x : event.key === "ArrowUp" || event.key === "ArrowDown" ? order.y : event.key === "Home" || event.key === "End" ? order.x : null;
    if (!line) return;
    event.preventDefault();
    if (event.key === "Home" || event.key === "End" || at === null) {
      setAt(event.key === "End" ? line[count - 1]! : line[0]!);
      return;
    }
    const step = event.key === "ArrowRight" || event.key === "ArrowUp" ? 1 : -1;
    setAt(line[Math.max(0, Math.min(count - 1, line.indexOf(at) + step))]!);
  };
  const nearest = (event: PointerEvent): number | null => {
    const rect = event.currentTarget.getBoundingClientRect();
    const px = event.clientX - rect.left, py = event.clientY - rect.top;
    let best: number | null = null, distance = 20 ** 2;
    for (let i = 0; i < count; i++) {
      const dx = ((points.inputs[i * 2]! - x0) / (x1 - x0)) * side - px, dy = (1 - (points.inputs[i * 2 + 1]! - y0) / (y1 - y0)) * side - py;
      if (dx * dx + dy * dy < distance) {
        distance = dx * dx + dy * dy;
        best = i;
      }
    }
    return best;
  };
  const table = () => ({
    columns: [{ title: "#", numeric: true }, { title: axes?.x.title ?? say.x, numeric: true }, { title: axes?.y.title ?? say.y, numeric: true }, { title: say.label }, { title: say.readAs }, { title: say.poisoned }],
    rows: order.x.slice(0, 500).map((i) => [points.ids[i]!, axes ? axes.x.format(points.inputs[i * 2]!) : number(points.inputs[i * 2]!, 2), axes ? axes.y.format(points.inputs[i * 2 + 1]!) : number(points.inputs[i * 2 + 1]!, 2), nameOf(points.labels[i])!, nameOf(predictedAt(i)) ?? "–", points.poisoned?.[i] === 1 ? say.yes : say.no]),
  });
  return (
    <Figure title={title} finding={at === null ? (finding ?? say.hint) : <span className="text-ink">{sentence(at)}</span>} steadyFinding table={table} headingLevel={headingLevel} hideTitle={hideTitle} actions={actions} labels={labels}>
      <div ref={box} className="min-w-0 [contain:inline-size]">
        <div className="relative mx-auto" style={{ width: side + margin, paddingLeft: margin }}>
          <div
            role="application"
            tabIndex={0}
            aria-label={`${typeof title === "string" ? `${title}. ` : ""}${say.hint}`}
            onKeyDown={onKeyDown}
            onFocus={() => setFocused(true)}
            onBlur={() => { setFocused(false); setAt(null); }}
            onPointerMove={(e) => setAt(nearest(e))}
            onPointerLeave={() => !focused && setAt(null)}
            onPointerUp={(e) => { const i = nearest(e); if (i !== null) { setAt(i); onPin?.(points.ids[i]!); } }}
            className="relative overflow-hidden rounded-md border border-line bg-paper"
            style={{ width: side, height: side }}
          >
            <canvas ref={ground} aria-hidden="true" className={layer} />
            <canvas ref={marks} aria-hidden="true" className={layer} />
            <canvas ref={over} aria-hidden="true" className={layer} />
          </div>
          {axes && <AxisMarks axes={axes} view={view} />}
        </div>
        <div className="mx-auto mt-2" style={{ maxWidth: side, paddingLeft: margin / 2 }}>
          {legend ?? <ClassLegend classNames={classNames} poisoned={points.poisoned ? say.poisoned : undefined} />}
          <span role="status" className="sr-only">{focused && at !== null ? sentence(at) : ""}</span>
        </div>
      </div>
    </Figure>
  );
});
