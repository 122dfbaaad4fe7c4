/**
 * Rows of a table: label first and always in sight, then every column with its unit. Written cells carry a frame, the old
 * value struck through, and an arrow. Scrolls sideways in its own box. Give it a page, not everything.
 */
import { useRef, useState, type KeyboardEvent } from "react";
import type { Column, DatasetMeta } from "../../../engine/index";
import { moveIn } from "../../charts/roving";
import { cellText, rows as words } from "../../text/rows";
import { cx } from "../../ui/cx";
import type { RowItem } from "./items";
import { RowTag } from "./RowTag";

export interface RowTableProps {
  readonly label: string;
  readonly items: readonly RowItem[];
  readonly meta: DatasetMeta;
  /** Columns that stand first, because the attack writes into them. */
  readonly first?: readonly number[];
  readonly selectedId?: number | null;
  readonly onSelect?: (id: number) => void;
  readonly maxHeight?: number;
}

function Cell({ column, now, before }: { readonly column: Column; readonly now: number; readonly before: number | null }) {
  const look = cx("px-2.5 py-1 whitespace-nowrap", column.kind === "number" && "text-end");
  if (before === null || before === now) return <td className={look}>{cellText(column, now)}</td>;
  return (
    <td className={look}>
      <span className="inline-block rounded-sm border-2 border-poisoned-fill bg-poisoned-tint px-1">
        <span className="sr-only">{words.wasIn} </span>
        <s className="text-muted">{cellText(column, before)}</s> → <strong className="font-semibold text-poisoned">{cellText(column, now)}</strong>
      </span>
    </td>
  );
}

export function RowTable({ label, items, meta, first = [], selectedId, onSelect, maxHeight }: RowTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [at, setAt] = useState(0);
  const current = Math.min(at, Math.max(0, items.length - 1));
  const columns = meta.columns ?? [];
  const order = [...first, ...[...columns.keys()].filter((j) => !first.includes(j))];
  const onKeyDown = (event: KeyboardEvent) => {
    const next = onSelect ? moveIn(event.key, current, items.length, 1, true) : null;
    if (next === null || !(event.target as HTMLElement).matches("[data-row]")) return;
    event.preventDefault();
    setAt(next);
    body.current?.querySelectorAll<HTMLElement>("[data-row]")[next]?.focus();
  };
  const head = "sticky top-0 z-10 border-b border-line bg-paper px-2.5 py-1.5 align-bottom text-xs leading-tight font-medium text-muted";
  return (
    <div role="region" tabIndex={0} aria-label={label} className="relative overflow-auto rounded-md border border-line [scrollbar-width:thin]" style={{ maxHeight }}>
      <table className="min-w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            <th scope="col" className={cx(head, "start-0 z-20! border-e text-start")}>{words.class}</th>
            {order.map((j) => {
              const column = columns[j]!;
              return (
                <th key={j} scope="col" title={column.description} className={cx(head, column.kind === "number" ? "text-end" : "text-start", first.includes(j) && "text-poisoned")}>
                  <span className="block min-w-14 text-balance">{column.name}</span>
                  {column.kind === "number" && column.unit && <span className="block font-normal">{column.unit}</span>}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {items.map((item, i) => (
            <tr key={item.id} className={cx("[&>*]:border-b [&>*]:border-line last:[&>*]:border-b-0", item.id === selectedId && "bg-sunken/60")}>
              <th scope="row" className="sticky start-0 z-[5] min-w-28 max-w-38 border-e bg-paper px-2.5 py-1 text-start font-normal sm:max-w-52">
                {onSelect ? (
                  <button type="button" data-row tabIndex={i === current ? 0 : -1} aria-pressed={item.id === selectedId} onFocus={() => setAt(i)} onClick={() => onSelect(item.id)} className="-mx-1 min-h-6 rounded-sm px-1 text-start underline decoration-edge decoration-dotted underline-offset-3 hover:decoration-ink hover:decoration-solid aria-pressed:decoration-solid">
                    <RowTag item={item} />
                  </button>
                ) : <RowTag item={item} />}
              </th>
              {order.map((j) => <Cell key={j} column={columns[j]!} now={item.input[j]!} before={item.original ? item.original[j]! : null} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
