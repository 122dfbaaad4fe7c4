/** The definition of a `Term`, placed beside the word. Not used by itself. */
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode, RefObject } from "react";
import type { Hover } from "./use-hover";

export interface TermPopupProps {
  readonly id: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: RefObject<Element | null>;
  readonly keep: Hover["keep"];
  readonly title: ReactNode;
  readonly children: ReactNode;
}

export function TermPopup({ id, open, onOpenChange, anchor, keep, title, children }: TermPopupProps) {
  // A press on the word itself is the word's business.
  const change: Base.Root.Props["onOpenChange"] = (next, { event }) => { if (next || !anchor.current?.contains(event.target as Node)) onOpenChange(next); };
  return (
    <Base.Root open={open} onOpenChange={change}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side="top" sideOffset={8} collisionPadding={8} className="z-50">
          <Base.Popup {...keep} id={id} initialFocus={false} finalFocus={false} className="max-w-[min(20rem,var(--available-width))] rounded-lg border border-line bg-paper px-4 py-3 text-sm leading-normal text-ink shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            <Base.Title className="mb-0.5 font-semibold first-letter:uppercase">{title}</Base.Title>
            <Base.Description className="text-muted">{children}</Base.Description>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
