/** The words of a `Tooltip`, placed beside their control. Not used by itself. */
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactNode } from "react";
import type { Hover } from "./use-hover";

export interface TooltipPopupProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: Element | null;
  readonly side: "top" | "right" | "bottom" | "left";
  readonly keep: Hover["keep"];
  readonly children: ReactNode;
}

export function TooltipPopup({ open, onOpenChange, anchor, side, keep, children }: TooltipPopupProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side={side} sideOffset={8} collisionPadding={8} className="z-50">
          <Base.Popup {...keep} className="max-w-64 rounded-md border border-transparent bg-ink px-2.5 py-1.5 text-sm leading-snug text-on-ink transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
