/**
 * A few words that appear beside a control on hover or keyboard focus. Not for anything a person must read: touch users
 * never see it, so the control needs its own name. For definitions use `Term`, for content use `Popover`. What draws the
 * words is loaded when they are first wanted.
 */
import { cloneElement, lazy, Suspense, useRef, type ReactElement, type ReactNode, type Ref, type SyntheticEvent } from "react";
import { useHover } from "./use-hover";

const TooltipPopup = lazy(() => import("./TooltipPopup").then((m) => ({ default: m.TooltipPopup })));

export interface TooltipProps {
  readonly content: ReactNode;
  /** One focusable element that takes props and a ref. */
  readonly children: ReactElement;
  readonly side?: "top" | "right" | "bottom" | "left";
}

type Handler = ((event: SyntheticEvent) => void) | undefined;
const both = (own: Handler, more: (event: never) => void) => (event: SyntheticEvent) => {
  own?.(event);
  more(event as never);
};

export function Tooltip({ content, children, side = "top" }: TooltipProps) {
  const anchor = useRef<Element | null>(null), hover = useHover(400);
  const own = children.props as Readonly<Record<string, unknown>>, given = own["ref"] as Ref<Element> | undefined;
  const attach = (node: Element | null) => {
    anchor.current = node;
    if (typeof given === "function") return given(node) as void;
    if (given) given.current = node;
  };
  const handlers = Object.entries(hover.on).map(([name, handler]) => [name, both(own[name] as Handler, handler)]);
  const press = both(own["onPointerDown"] as Handler, () => hover.setOpen(false));
  return (
    <>
      {cloneElement(children, { ...(Object.fromEntries(handlers) as object), onPointerDown: press, ref: attach } as object)}
      {hover.wanted && (
        <Suspense fallback={null}>
          <TooltipPopup open={hover.open} onOpenChange={hover.setOpen} anchor={anchor} side={side} keep={hover.keep}>{content}</TooltipPopup>
        </Suspense>
      )}
    </>
  );
}
