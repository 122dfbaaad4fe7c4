/**
 * A word of the field with its definition one hover, focus or tap away. Not a link and not a tooltip: the definition is
 * announced, stays open while the pointer is on it, and closes with Escape.
 */
import { lazy, Suspense, useId, useRef, type ReactNode } from "react";
import { useHover } from "./use-hover";

const TermPopup = lazy(() => import("./TermPopup").then((m) => ({ default: m.TermPopup })));

export interface TermProps {
  readonly children: ReactNode;
  readonly definition: ReactNode;
  /** Bold first line of the definition; the word itself when missing. */
  readonly title?: ReactNode;
}

export function Term({ children, definition, title }: TermProps) {
  const anchor = useRef<HTMLButtonElement>(null), hover = useHover(150), id = useId();
  return (
    <>
      <button
        ref={anchor}
        type="button"
        {...hover.on}
        onClick={() => hover.setOpen(true)}
        aria-haspopup="dialog"
        aria-expanded={hover.open}
        aria-controls={hover.open ? id : undefined}
        className="inline rounded-xs text-start whitespace-normal text-inherit underline decoration-edge decoration-dotted decoration-[1.5px] underline-offset-3 hover:decoration-ink hover:decoration-solid"
        style={{ font: "inherit" }}
      >
        {children}
      </button>
      {hover.wanted && (
        <Suspense fallback={null}>
          <TermPopup id={id} open={hover.open} onOpenChange={hover.setOpen} anchor={anchor} keep={hover.keep} title={title ?? children}>{definition}</TermPopup>
        </Suspense>
      )}
    </>
  );
}
