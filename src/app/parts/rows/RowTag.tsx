/** The label of a row with what happened to it and who delivered it. Poison carries a hatch and a word, never a color alone. */
import { rows as words } from "../../text/rows";
import { cx } from "../../ui/cx";
import type { RowItem } from "./items";

export function RowTag({ item, inline }: { readonly item: Pick<RowItem, "label" | "was" | "poisoned" | "source">; readonly inline?: boolean }) {
  return (
    <span className={cx("inline-flex min-w-0 max-w-full leading-snug", inline ? "flex-wrap items-baseline gap-x-2" : "flex-col gap-0.5")}>
      <span className="inline-flex max-w-full items-center gap-1.5 text-sm font-medium break-words">
        {item.poisoned && <span aria-hidden="true" className="hatch size-3 shrink-0 rounded-full border-2 border-poisoned-fill" />}
        {item.poisoned && <span className="sr-only">{words.poisoned} </span>}
        <span className="min-w-0 [overflow-wrap:anywhere]">{item.label}</span>
      </span>
      {item.was !== null && <span className="text-xs text-poisoned">{item.was}</span>}
      {item.source !== null && <span className="max-w-full rounded-full border border-line px-1.5 text-xs leading-4 [overflow-wrap:anywhere] text-muted">{item.source}</span>}
    </span>
  );
}
