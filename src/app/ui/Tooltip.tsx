/**
 * A few words that appear beside a control on hover or keyboard focus. Not for anything a person must read: touch users
 * never see it, so the control needs its own name. For definitions use `Term`, for content use `Popover`. What draws the
 * words is loaded when they are first wanted.
 */
import { cloneElement, lazy, Suspense, useState, type ReactElement, type ReactNode, type SyntheticEvent } from "react";
import { useHover } from "./use-hover";

const TooltipPopup = lazy(() => import("./TooltipPopup").then((m) => ({ default: m.TooltipPopup })));

export interface TooltipProps {
  readonly content: ReactNode;
  /** One focusable element that takes props. */
  readonly children: ReactElement;
  readonly side?: "top" | "right" | "bottom" | "left";
}

type Handler = ((event: SyntheticEvent) => void) | undefined;
const both = (own: Handler, more: (event: never) => void) => (event: SyntheticEvent) => {
  own?.(event);
  more(event as never);
};

export function Tooltip({ content, children, side = "top" }: TooltipProps) {
  const hover = useHover(400), [anchor, setAnchor] = useState<Element | null>(null);
  const own = children.props as Readonly<Record<string, Handler>>;
  const handlers = Object.entries(hover.on).map(([name, handler]) => [name, both(own[name], (event: SyntheticEvent) => { setAnchor(event.currentTarget); handler(event as never); })]);
  const press = both(own["onPointerDown"], () => hover.setOpen(false));
  return (
    <>
      {cloneElement(children, { ...(Object.fromEntries(handlers) as object), onPointerDown: press } as object)}
      {hover.wanted && (
        <Suspense fallback={null}>
          <TooltipPopup open={hover.open} onOpenChange={hover.setOpen} anchor={anchor} side={side} keep={hover.keep}>{content}</TooltipPopup>
        </Suspense>
      )}
    </>
  );
}
