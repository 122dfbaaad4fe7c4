/**
 * Pictures in a row or a wrapping grid: one tab stop, arrow keys inside, Enter or click picks one. Not a table of all
 * data: give it a few dozen.
 */
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { cx } from "../ui/cx";
import { PixelImage } from "./PixelImage";
import { moveIn } from "./roving";

export interface SampleItem {
  /** Row id; stable. */
  readonly id: number;
  readonly pixels: ArrayLike<number>;
  /** Short line below, for example "was 7, now 0". */
  readonly caption: ReactNode;
  /** The whole story for screen readers: "Poisoned image, was 7, now labeled 0". */
  readonly alt: string;
  readonly poisoned?: boolean;
  readonly dimmed?: boolean;
}

export interface SampleStripProps {
  /** Accessible name of the list. */
  readonly label: string;
  readonly items: readonly SampleItem[];
  readonly shape: readonly number[];
  readonly range?: readonly [number, number];
  readonly size?: number;
  /** Rows wrap; otherwise one row that scrolls inside itself. */
  readonly wrap?: boolean;
  /** The pinned sample. */
  readonly selectedId?: number | null;
  readonly onSelect?: (id: number) => void;
}

export function SampleStrip({ label, items, shape, range, size = 48, wrap, selectedId, onSelect }: SampleStripProps) {
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const current = Math.min(at, Math.max(0, items.length - 1));
  const wide = items.some((item) => typeof item.caption !== "string" || item.caption.length > 6);
  const columnsNow = () => {
    const buttons = [...(list.current?.children ?? [])] as HTMLElement[];
    const top = buttons[0]?.offsetTop;
    const columns = buttons.findIndex((b) => b.offsetTop !== top);
    return columns < 0 ? Math.max(1, buttons.length) : columns;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveIn(event.key, current, items.length, columnsNow(), event.ctrlKey);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    list.current?.querySelectorAll<HTMLElement>("[data-sample]")[next]?.focus();
  };
  return (
    <ul ref={list} aria-label={label} onKeyDown={onKeyDown} className={cx("m-0 flex list-none gap-1 p-1", wrap ? "flex-wrap" : "overflow-x-auto [scrollbar-width:thin]")}>
      {items.map((item, i) => (
        <li key={item.id} className="shrink-0">
          <button
            type="button"
            data-sample
            tabIndex={i === current ? 0 : -1}
            aria-label={item.alt}
            aria-pressed={onSelect ? item.id === selectedId : undefined}
            onFocus={() => setAt(i)}
            onClick={() => onSelect?.(item.id)}
            className="flex flex-col items-center gap-0.5 rounded-md p-1 hover:bg-hover aria-pressed:bg-sunken aria-pressed:ring-2 aria-pressed:ring-ink focus-visible:outline-offset-0"
            style={{ width: size + (wide ? 28 : 20) }}
          >
            <PixelImage pixels={item.pixels} shape={shape} range={range} size={size} alt="" poisoned={item.poisoned} dimmed={item.dimmed} />
            <span className={cx("text-center text-xs leading-tight text-balance", item.poisoned ? "font-medium text-poisoned" : "text-muted")}>{item.caption}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
