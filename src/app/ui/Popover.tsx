/** A small panel tied to its trigger: for a form in a blank, or an explanation with a button in it. Not for whole tasks (Dialog). */
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";

export interface PopoverProps {
  /** One button-like element that takes props and a ref. */
  readonly trigger: ReactElement;
  readonly title?: ReactNode;
  readonly children: ReactNode;
  readonly side?: "top" | "right" | "bottom" | "left";
  readonly align?: "start" | "center" | "end";
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

export const popupLook = "w-80 max-w-(--available-width) max-h-(--available-height) overflow-y-auto rounded-lg border border-line bg-paper p-4 text-ink shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";

export function Popover({ trigger, title, children, side = "bottom", align = "start", open, onOpenChange }: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={8} collisionPadding={8} className="z-40">
          <Base.Popup className={popupLook}>
            {title !== undefined && <Base.Title className="mb-2 font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
