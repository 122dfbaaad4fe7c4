/**
 * Messages below each other: label, what happened to it, and its words. One tab stop when they can be chosen, arrow keys
 * inside; a plain list when not. Give it a page, not everything.
 */
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { MASKED_NUMBER, wordsOf, type DatasetMeta } from "../../../engine/index";
import { moveIn } from "../../charts/roving";
import { rows as words } from "../../text/rows";
import { cx } from "../../ui/cx";
import type { RowItem } from "./items";
import { RowTag } from "./RowTag";
import { WordChips } from "./WordChips";

export interface MessageListProps {
  readonly label: string;
  readonly items: readonly RowItem[];
  readonly meta: DatasetMeta;
  readonly selectedId?: number | null;
  readonly onSelect?: (id: number) => void;
  readonly maxHeight?: number;
}

/** Says once what the signs among the words mean, those that occur. */
export function WordLegend({ items, meta }: { readonly items: readonly Pick<RowItem, "input" | "poisoned" | "original">[]; readonly meta: DatasetMeta }) {
  const shown = new Set(items.flatMap((item) => wordsOf(item.input, meta)));
  const lines = [
    items.some((i) => i.poisoned && i.original) && words.marked,
    shown.has("…") && words.unknown,
    shown.has(MASKED_NUMBER) && words.number,
    shown.has("<#>") && words.hash,
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return <p className="mt-2 max-w-[80ch] text-xs leading-snug text-muted"><span className="sr-only">{words.legendTitle} </span>{lines.join(" ")}</p>;
}

export function MessageList({ label, items, meta, selectedId, onSelect, maxHeight }: MessageListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const current = Math.min(at, Math.max(0, items.length - 1));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = onSelect ? moveIn(event.key, current, items.length, 1, true) : null;
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    list.current?.querySelectorAll<HTMLElement>("[data-message]")[next]?.focus();
  };
  const content = (item: RowItem): ReactNode => (
    <>
      <span className="flex w-26 shrink-0 flex-col items-start sm:w-34"><RowTag item={item} /></span>
      <span className="min-w-0 flex-1 py-px"><WordChips input={item.input} original={item.original} meta={meta} /></span>
    </>
  );
  const look = "flex w-full gap-2 px-2 py-1.5 text-start";
  return (
    <div>
      <div className={cx("rounded-md border border-line", maxHeight !== undefined && "overflow-y-auto [scrollbar-width:thin]")} style={{ maxHeight }} {...(maxHeight !== undefined && !onSelect && { tabIndex: 0, role: "group", "aria-label": label })}>
        <ul ref={list} aria-label={label} onKeyDown={onKeyDown} className="m-0 list-none p-0">
          {items.map((item, i) => (
            <li key={item.id} className="border-b border-line last:border-0">
              {onSelect ? (
                <button type="button" data-message tabIndex={i === current ? 0 : -1} aria-pressed={item.id === selectedId} onFocus={() => setAt(i)} onClick={() => onSelect(item.id)} className={cx(look, "hover:bg-hover aria-pressed:bg-sunken/60 focus-visible:-outline-offset-2")}>{content(item)}</button>
              ) : <div className={look}>{content(item)}</div>}
            </li>
          ))}
        </ul>
      </div>
      <WordLegend items={items} meta={meta} />
    </div>
  );
}
