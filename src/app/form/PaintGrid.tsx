/**
 * The grid on which a trigger is painted, over a faint picture: mouse, pen, finger or keyboard. Keeps the stroke that is
 * under way and hands it over when it ends, so that one stroke is one change. Knows no attack.
 */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { paintPixels } from "../charts/PixelImage";
import { moveIn } from "../charts/roving";
import { cssColor, useDark } from "../charts/use-theme";
import { useWidth } from "../charts/use-width";
import { painting as words } from "../text/craft-words";

export type Rgb = readonly [red: number, green: number, blue: number];
/** What is painted, by row · width + column. */
export type Painting = ReadonlyMap<number, Rgb>;

export interface PaintGridProps {
  readonly painting: Painting;
  /** [height, width, channels] and values of the picture below. */
  readonly shape: readonly number[];
  readonly range: readonly [number, number];
  readonly below: ArrayLike<number>;
  /** What the brush leaves; null erases. */
  readonly brush: Rgb | null;
  readonly most: number;
  /** Once a stroke. */
  readonly onStroke: (painting: Painting) => void;
  /** While a stroke is under way, and with null when it has been handed over. */
  readonly onDraft: (painting: Painting | null) => void;
}

export const hexOf = (rgb: Rgb): string => `#${rgb.map((v) => v.toString(16).padStart(2, "0")).join("")}`;

/** What a picture without color makes of it: the mean. */
const greyOf = (rgb: Rgb): Rgb => {
  const mean = Math.round((rgb[0] + rgb[1] + rgb[2]) / 3);
  return [mean, mean, mean];
};

/** The cells between two of them, ends included; no gaps however fast the pointer moves. */
function cellsBetween(from: number, to: number, width: number): number[] {
  const x0 = from % width, y0 = Math.floor(from / width), dx = (to % width) - x0, dy = Math.floor(to / width) - y0, steps = Math.max(Math.abs(dx), Math.abs(dy));
  return Array.from({ length: steps + 1 }, (_, i) => Math.round(y0 + (steps ? (dy * i) / steps : 0)) * width + Math.round(x0 + (steps ? (dx * i) / steps : 0)));
}

function draw(canvas: HTMLCanvasElement | null, side: number, { painting, shape, range, below }: Pick<PaintGridProps, "painting" | "shape" | "range" | "below">): void {
  const context = canvas?.getContext("2d"), [height = 1, width = 1, channels = 1] = shape;
  if (!canvas || !context || side <= 0) return;
  const ratio = Math.min(2, window.devicePixelRatio || 1), cell = side / width, tall = cell * height;
  canvas.width = Math.round(side * ratio);
  canvas.height = Math.round(tall * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const small = document.createElement("canvas");
  small.width = width;
  small.height = height;
  const image = small.getContext("2d")!.createImageData(width, height);
  paintPixels(image.data, below, channels, range[0], range[1]);
  small.getContext("2d")!.putImageData(image, 0, 0);
  // Faded toward the middle, so that black and white paint both stand out from it.
  context.fillStyle = "#808080";
  context.fillRect(0, 0, side, tall);
  context.imageSmoothingEnabled = false;
  context.globalAlpha = 0.45;
  context.drawImage(small, 0, 0, side, tall);
  context.globalAlpha = 1;
  for (const [at, rgb] of painting) {
    const x = (at % width) * cell, y = Math.floor(at / width) * cell;
    context.fillStyle = hexOf(channels === 3 ? rgb : greyOf(rgb));
    context.fillRect(x, y, cell, cell);
    // A painted cell is told from the picture below by its frame, whatever its color.
    context.strokeStyle = cssColor("var(--h-poisoned-fill)");
    context.lineWidth = 1.5;
    context.strokeRect(x + 0.75, y + 0.75, cell - 1.5, cell - 1.5);
  }
  context.strokeStyle = cssColor("var(--h-edge)");
  context.globalAlpha = 0.35;
  context.lineWidth = 0.5;
  context.beginPath();
  for (let i = 1; i < width; i++) { context.moveTo(i * cell, 0); context.lineTo(i * cell, tall); }
  for (let i = 1; i < height; i++) { context.moveTo(0, i * cell); context.lineTo(side, i * cell); }
  context.stroke();
  context.globalAlpha = 1;
}

export function PaintGrid({ painting, shape, range, below, brush, most, onStroke, onDraft }: PaintGridProps) {
  const [height = 1, width = 1] = shape;
  const helpId = useId(), dark = useDark();
  const [box, side] = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null), stroke = useRef<{ cells: Map<number, Rgb>; last: number } | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  useEffect(() => draw(canvas.current, side, { painting, shape, range, below }), [painting, shape, range, below, side, dark]);
  const lay = (to: number) => {
    const s = (stroke.current ??= { cells: new Map(painting), last: to });
    for (const at of cellsBetween(s.last, to, width)) {
      if (brush === null) s.cells.delete(at);
      else if (s.cells.has(at) || s.cells.size < most) s.cells.set(at, brush);
    }
    s.last = to;
    onDraft(new Map(s.cells));
  };
  const end = () => {
    if (!stroke.current) return;
    const { cells } = stroke.current;
    stroke.current = null;
    onStroke(cells);
    onDraft(null);
  };
  const where = (event: { readonly clientX: number; readonly clientY: number }): number => {
    const rect = canvas.current!.getBoundingClientRect();
    const at = (share: number, n: number) => Math.max(0, Math.min(n - 1, Math.floor(share * n)));
    return at((event.clientY - rect.top) / rect.height, height) * width + at((event.clientX - rect.left) / rect.width, width);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setCursor(null);
    lay(where(event));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!stroke.current) return;
    const steps = event.nativeEvent.getCoalescedEvents?.() ?? [];
    for (const e of steps.length > 0 ? steps : [event.nativeEvent]) lay(where(e));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = cursor ?? Math.floor(height / 2) * width + Math.floor(width / 2);
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      setCursor(at);
      lay(at);
      return end();
    }
    const next = moveIn(event.key, at, height * width, width, event.ctrlKey);
    if (next === null) return;
    event.preventDefault();
    if (event.shiftKey) {
      if (!stroke.current) lay(at);
      lay(next);
    }
    setCursor(next);
  };
  const stateOf = (at: number) => {
    const rgb = painting.get(at);
    return !rgb ? words.empty : shape[2] === 3 ? words.rgb(hexOf(rgb)) : words.level(greyOf(rgb)[0] / 255);
  };
  return (
    <div>
      <div
        ref={box}
        role="application"
        tabIndex={0}
        aria-label={words.grid}
        aria-describedby={helpId}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => event.key === "Shift" && end()}
        onFocus={(event) => { if (event.currentTarget.matches(":focus-visible")) setCursor((c) => c ?? Math.floor(height / 2) * width + Math.floor(width / 2)); }}
        onBlur={() => { end(); setCursor(null); }}
        className="relative cursor-crosshair touch-none overflow-hidden rounded-md outline-offset-2 outline-edge select-none not-focus-visible:outline-1"
        style={{ aspectRatio: `${width} / ${height}` }}
      >
        <canvas ref={canvas} aria-hidden="true" className="block w-full" />
        {cursor !== null && (
          <span aria-hidden="true" className="pointer-events-none absolute border-2 border-white outline-2 outline-black" style={{ left: `${((cursor % width) / width) * 100}%`, top: `${(Math.floor(cursor / width) / height) * 100}%`, width: `${100 / width}%`, height: `${100 / height}%` }} />
        )}
      </div>
      <p id={helpId} className="mt-2 text-xs leading-snug text-muted">{words.help}</p>
      <span role="status" className="sr-only">{cursor === null ? "" : words.at(Math.floor(cursor / width) + 1, (cursor % width) + 1, stateOf(cursor))}</span>
    </div>
  );
}
