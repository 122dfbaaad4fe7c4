/**
 * A square to draw a digit on: finger, mouse or pen, or the keyboard (arrows move, Space puts the pen down and up). Gives
 * 28 × 28 ink values, by default centered by mass as MNIST does. Not a paint program.
 */
import { Eraser, Undo2 } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { Button } from "../ui/Button";
import { normalizeDigit, SIDE, strokeLine } from "./digit-brush";
import { paintPixels } from "./PixelImage";
import { charts } from "../text/ui-words";

export interface DrawPadLabels {
  readonly canvas: string;
  readonly help: string;
  readonly undo: string;
  readonly clear: string;
  readonly penDown: string;
  readonly penUp: string;
  readonly position: (row: number, column: number) => string;
}
/** What it says unless told otherwise. */
export const drawPadLabels: DrawPadLabels = charts.pad;

export interface DrawPadProps {
  /** Called at the end of each stroke, undo and clear. Blank pads give zeros. */
  readonly onChange: (pixels: Float32Array) => void;
  /** Scale and center the result as MNIST does; default true. */
  readonly center?: boolean;
  /** CSS px. */
  readonly size?: number;
  readonly labels?: Partial<DrawPadLabels>;
}

interface Cursor {
  readonly x: number;
  readonly y: number;
  readonly down: boolean;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const HISTORY = 40;

export function DrawPad({ onChange, center = true, size = 196, labels }: DrawPadProps) {
  const say = { ...drawPadLabels, ...labels };
  const helpId = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const ink = useRef<Float32Array>(new Float32Array(SIDE * SIDE));
  const past = useRef<Float32Array[]>([]);
  const last = useRef<readonly [number, number] | null>(null);
  const [depth, setDepth] = useState(0);
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const paint = () => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const image = context.createImageData(SIDE, SIDE);
    paintPixels(image.data, ink.current, 1, 0, 1);
    context.putImageData(image, 0, 0);
  };
  useEffect(paint, []);
  const remember = () => {
    past.current.push(ink.current.slice());
    if (past.current.length > HISTORY) past.current.shift();
    setDepth(past.current.length);
  };
  const emit = () => onChange(center ? normalizeDigit(ink.current) : ink.current.slice());
  const undo = () => {
    const before = past.current.pop();
    if (!before) return;
    ink.current = before;
    setDepth(past.current.length);
    paint();
    emit();
  };
  const clear = () => {
    remember();
    ink.current = new Float32Array(SIDE * SIDE);
    paint();
    emit();
  };
  const line = (from: readonly [number, number], to: readonly [number, number]) => {
    strokeLine(ink.current, SIDE, from[0], from[1], to[0], to[1]);
    paint();
  };
  const where = (event: { clientX: number; clientY: number }): readonly [number, number] => {
    const rect = canvas.current!.getBoundingClientRect();
    return [((event.clientX - rect.left) / rect.width) * SIDE, ((event.clientY - rect.top) / rect.height) * SIDE];
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    remember();
    const p = where(event);
    last.current = p;
    line(p, p);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!last.current) return;
    const steps = event.nativeEvent.getCoalescedEvents?.() ?? [];
    for (const e of steps.length > 0 ? steps : [event.nativeEvent]) {
      const p = where(e);
      line(last.current, p);
      last.current = p;
    }
  };
  const onPointerEnd = () => {
    if (!last.current) return;
    last.current = null;
    emit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = cursor ?? { x: SIDE / 2, y: SIDE / 2, down: false };
    const arrow = ARROWS[event.key];
    if (arrow) {
      event.preventDefault();
      const next = { ...at, x: Math.max(0.5, Math.min(SIDE - 0.5, at.x + arrow[0])), y: Math.max(0.5, Math.min(SIDE - 0.5, at.y + arrow[1])) };
      if (at.down) line([at.x, at.y], [next.x, next.y]);
      setCursor(next);
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (at.down) emit();
      else {
        remember();
        line([at.x, at.y], [at.x, at.y]);
      }
      setCursor({ ...at, down: !at.down });
    } else if (event.key === "Backspace" || (event.key === "z" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      undo();
    }
  };
  return (
    <div className="flex max-w-full flex-col gap-2" style={{ width: size }}>
      <div
        role="application"
        tabIndex={0}
        aria-label={say.canvas}
        aria-describedby={helpId}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerEnd}
        onPointerCancel={onPointerEnd}
        onKeyDown={onKeyDown}
        onFocus={(e) => { if (e.currentTarget.matches(":focus-visible")) setCursor((c) => c ?? { x: SIDE / 2, y: SIDE / 2, down: false }); }}
        onBlur={() => { if (cursor?.down) emit(); setCursor(null); }}
        className="relative w-fit max-w-full cursor-crosshair touch-none overflow-hidden rounded-md border border-edge bg-black select-none"
      >
        <canvas ref={canvas} width={SIDE} height={SIDE} aria-hidden="true" className="pixelated block aspect-square max-w-full" style={{ width: size - 2 }} />
        {cursor && (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute size-4 -translate-1/2 rounded-full border-2 border-white mix-blend-difference"
            style={{ left: `${(cursor.x / SIDE) * 100}%`, top: `${(cursor.y / SIDE) * 100}%`, background: cursor.down ? "white" : "transparent" }}
          />
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" icon={<Undo2 />} onClick={undo} disabled={depth === 0}>{say.undo}</Button>
        <Button size="sm" icon={<Eraser />} onClick={clear} disabled={depth === 0}>{say.clear}</Button>
      </div>
      <p id={helpId} className="text-xs leading-snug text-muted">{say.help}</p>
      <span role="status" className="sr-only">{cursor ? `${cursor.down ? say.penDown : say.penUp}, ${say.position(Math.ceil(cursor.y), Math.ceil(cursor.x))}` : ""}</span>
    </div>
  );
}
