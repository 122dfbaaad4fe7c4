/**
 * A few words that appear beside a control on hover or keyboard focus. Not for anything a person must read: touch users
 * never see it, so the control needs its own name. For definitions use `Term`, for content use `Popover`.
 */
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

export interface TooltipProps {
  readonly content: ReactNode;
  /** One focusable element that takes props and a ref. */
  readonly children: ReactElement;
  readonly side?: "top" | "right" | "bottom" | "left";
}

export function Tooltip({ content, children, side = "top" }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger delay={400} render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={8} collisionPadding={8} className="z-50">
          <Base.Popup className="max-w-64 rounded-md border border-transparent bg-ink px-2.5 py-1.5 text-sm leading-snug text-on-ink transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
