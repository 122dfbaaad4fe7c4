/** Views of the same thing, one at a time; the bar scrolls sideways by itself when words are long. Not for navigation. */
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface TabItem<V extends string = string> {
  readonly value: V;
  readonly label: ReactNode;
  readonly content: ReactNode;
  readonly disabled?: boolean;
}

export interface TabsProps<V extends string = string> {
  /** Accessible name of the bar. */
  readonly label: string;
  readonly items: readonly TabItem<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  /** Keep panels in the document while hidden. */
  readonly keepMounted?: boolean;
  readonly className?: string;
}

export function Tabs<V extends string = string>({ label, items, value, onChange, keepMounted, className }: TabsProps<V>) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(next as V)} className={cx("flex min-w-0 flex-col", className)}>
      <Base.List aria-label={label} activateOnFocus className="flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:thin]">
        {items.map((item) => (
          <Base.Tab
            key={item.value}
            value={item.value}
            disabled={item.disabled}
            className="-mb-px min-h-10 shrink-0 border-b-2 border-transparent px-3 text-base whitespace-nowrap text-muted hover:text-ink data-active:border-ink data-active:font-medium data-active:text-ink forced-colors:not-data-active:border-[color:Canvas] data-disabled:opacity-50 focus-visible:-outline-offset-2"
          >
            {item.label}
          </Base.Tab>
        ))}
      </Base.List>
      {items.map((item) => (
        <Base.Panel key={item.value} value={item.value} keepMounted={keepMounted} className="min-w-0 pt-4 focus-visible:outline-offset-4">
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
