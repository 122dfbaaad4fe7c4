/**
 * The strokes of DecisionRegion on its three canvases: region below, points above it, highlights on top. Knows canvases
 * and theme colors; not React, not data sets.
 */
import { NOWHERE } from "../../engine/index";
import { classColor, markerOf, markerPath } from "./markers";
import { sequential } from "./scales";
import { cssColor, hexBytes } from "./use-theme";

export interface Region {
  readonly side: number;
  /** Predicted class or NOWHERE per cell, row 0 at the bottom. */
  readonly predicted: Uint8Array;
  readonly confidence: Float32Array;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export interface PlotPoints {
  /** n × 2. */
  readonly inputs: Float32Array;
  readonly labels: ArrayLike<number>;
  readonly ids: Int32Array;
  /** 1 where poisoned; leave out while hidden. */
  readonly poisoned?: ArrayLike<number>;
  readonly originalLabels?: ArrayLike<number>;
  /** A share in [0, 1] that colors the point instead of its class; NaN = none. The shape stays that of the class. */
  readonly shade?: ArrayLike<number>;
}

/** The ways of some points through the plane, up to where they are now. */
export interface PlotTrails {
  /** (steps + 1) × m × 2. */
  readonly path: Float32Array;
  readonly m: number;
  /** The step that is shown, from 0. */
  readonly step: number;
}

/** What the plane's axes stand for, when they stand for something. */
export interface PlaneAxes {
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
}
export interface PlaneAxis {
  /** "bill length (mm)". */
  readonly title: string;
  /** A value with its unit. */
  readonly format: (value: number) => string;
}

/** About `count` round numbers inside a range. */
export function roundTicks([low, high]: readonly [number, number], count = 4): number[] {
  const rough = (high - low) / count, power = 10 ** Math.floor(Math.log10(rough));
  if (!(rough > 0) || !Number.isFinite(power)) return [];
  const step = [1, 2, 5, 10].map((k) => k * power).find((s) => s >= rough)!, out: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) out.push(Number((k * step).toPrecision(12)));
  return out;
}

export interface View {
  readonly side: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

const RADIUS = 3.6;

function prepare(canvas: HTMLCanvasElement | null, side: number): CanvasRenderingContext2D | null {
  const context = canvas?.getContext("2d");
  if (!canvas || !context) return null;
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const px = Math.round(side * ratio);
  if (canvas.width !== px) canvas.width = canvas.height = px;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, side, side);
  return context;
}

/** Points at the very edge are drawn so far inside that their marks are whole. */
const RIM = 8;
const placeIn = (inputs: Float32Array, i: number, { x, y, side }: View): readonly [number, number] => {
  const inside = (share: number) => Math.max(RIM, Math.min(side - RIM, share * side));
  return [inside((inputs[i * 2]! - x[0]) / (x[1] - x[0])), inside(1 - (inputs[i * 2 + 1]! - y[0]) / (y[1] - y[0]))];
};
const place = (points: PlotPoints, i: number, view: View) => placeIn(points.inputs, i, view);

/** A line a point from where it began, with a dot there. */
function drawTrails(context: CanvasRenderingContext2D, { path, m, step }: PlotTrails, view: View): void {
  const color = cssColor("var(--h-poisoned-fill)");
  context.strokeStyle = context.fillStyle = color;
  context.lineJoin = "round";
  context.lineWidth = m > 60 ? 0.9 : 1.4;
  context.globalAlpha = m > 60 ? 0.55 : 0.8;
  for (let i = 0; i < m; i++) {
    const [x, y] = placeIn(path, i, view);
    context.beginPath();
    context.moveTo(x, y);
    for (let s = 1; s <= step; s++) context.lineTo(...placeIn(path, s * m + i, view));
    context.stroke();
    context.beginPath();
    context.arc(x, y, 1.8, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}

/** The region as small as it was computed, a pixel a cell. */
function pixelsOf(region: Region, colorOf: (css: string) => string): HTMLCanvasElement {
  const n = region.side;
  const small = document.createElement("canvas");
  small.width = small.height = n;
  const brush = small.getContext("2d")!;
  const image = brush.createImageData(n, n);
  const paper = hexBytes(colorOf("var(--h-paper)"));
  const colors = new Map<number, readonly [number, number, number]>();
  for (let row = 0; row < n; row++)
    for (let column = 0; column < n; column++) {
      const cell = row * n + column, c = region.predicted[cell]!;
      let color = colors.get(c);
      if (!color) colors.set(c, (color = hexBytes(colorOf(classColor(c)))));
      const weight = c === NOWHERE ? 0 : 0.1 + 0.24 * region.confidence[cell]!;
      const o = ((n - 1 - row) * n + column) * 4;
      for (let k = 0; k < 3; k++) image.data[o + k] = paper[k]! + (color[k]! - paper[k]!) * weight;
      image.data[o + 3] = 255;
    }
  brush.putImageData(image, 0, 0);
  return small;
}

/** For a picture to take away, which is white whatever theme is on; `colors`: the light values of the page's variables. */
export const regionImage = (region: Region, colors: ReadonlyMap<string, string>): string =>
  pixelsOf(region, (css) => css.replace(/var\((--[\w-]+)\)/g, (_, name: string) => colors.get(name) ?? "#ffffff")).toDataURL("image/png");

export function drawRegion(canvas: HTMLCanvasElement | null, region: Region | undefined, view: View): void {
  const context = prepare(canvas, view.side);
  if (!context || !region) return;
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.drawImage(pixelsOf(region, cssColor), 0, 0, view.side, view.side);
}

export function drawPoints(canvas: HTMLCanvasElement | null, points: PlotPoints, view: View, trails?: PlotTrails): void {
  const context = prepare(canvas, view.side);
  if (!context) return;
  const count = points.labels.length, r = count > 800 ? RADIUS * 0.75 : RADIUS;
  const paper = cssColor("var(--h-paper)"), poison = cssColor("var(--h-poisoned-fill)");
  const looks = new Map<number, { path: Path2D; color: string }>(), { shade } = points, dark = document.documentElement.classList.contains("dark"), edge = cssColor("var(--h-edge)");
  const stamp = (i: number) => {
    const c = points.labels[i]!;
    let look = looks.get(c);
    if (!look) looks.set(c, (look = { path: new Path2D(markerPath(markerOf(c), r)), color: cssColor(classColor(c)) }));
    const [px, py] = place(points, i, view);
    context.translate(px, py);
    context.fillStyle = !shade ? look.color : Number.isNaN(shade[i]!) ? paper : sequential(shade[i]!, dark);
    // Pale points need an outline to be seen.
    context.strokeStyle = shade ? edge : paper;
    context.lineWidth = 1;
    context.fill(look.path);
    context.stroke(look.path);
    context.translate(-px, -py);
    return [px, py] as const;
  };
  // The darkest shades come last, on top of the others.
  const order = Array.from({ length: count }, (_, i) => i), height = (i: number) => (Number.isNaN(shade![i]!) ? -1 : shade![i]!);
  if (shade) order.sort((a, b) => height(a) - height(b));
  for (const i of order) if (points.poisoned?.[i] !== 1) stamp(i);
  if (trails) drawTrails(context, trails, view);
  const ring = r + 2.6, slash = ring * Math.SQRT1_2;
  for (let i = 0; i < count; i++) {
    if (points.poisoned?.[i] !== 1) continue;
    const [px, py] = stamp(i);
    for (const [color, width] of [[paper, 2.8], [poison, 1.4]] as const) {
      context.strokeStyle = color;
      context.lineWidth = width;
      context.beginPath();
      context.arc(px, py, ring, 0, 2 * Math.PI);
      context.moveTo(px - slash - 2.5, py + slash + 2.5);
      context.lineTo(px - slash * 0.75, py + slash * 0.75);
      context.moveTo(px + slash * 0.75, py - slash * 0.75);
      context.lineTo(px + slash + 2.5, py - slash - 2.5);
      context.stroke();
    }
  }
}

export function drawHighlight(canvas: HTMLCanvasElement | null, points: PlotPoints, pinned: number, at: number | null, view: View): void {
  const context = prepare(canvas, view.side);
  if (!context) return;
  const ink = cssColor("var(--h-ink)"), paper = cssColor("var(--h-paper)");
  const circle = (i: number, radius: number, width: number) => {
    const [px, py] = place(points, i, view);
    for (const [color, w] of [[paper, width + 2.5], [ink, width]] as const) {
      context.strokeStyle = color;
      context.lineWidth = w;
      context.beginPath();
      context.arc(px, py, radius, 0, 2 * Math.PI);
      context.stroke();
    }
    return [px, py] as const;
  };
  if (pinned >= 0) {
    const [px, py] = circle(pinned, 10, 2);
    context.strokeStyle = ink;
    context.lineWidth = 2;
    context.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      context.moveTo(px + dx * 10, py + dy * 10);
      context.lineTo(px + dx * 15, py + dy * 15);
    }
    context.stroke();
  }
  if (at !== null && at < points.labels.length) circle(at, 9, 1.5);
}
