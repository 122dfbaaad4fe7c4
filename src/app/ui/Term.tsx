/**
 * A word of the field with its definition one hover, focus or tap away. Not a link and not a tooltip: the definition is
 * announced, stays open while the pointer is on it, and closes with Escape.
 */
import { Popover as Base } from "@base-ui/react/popover";
import { useState, type ReactNode } from "react";

export interface TermProps {
  readonly children: ReactNode;
  readonly definition: ReactNode;
  /** Bold first line of the definition; the word itself when missing. */
  readonly title?: ReactNode;
}

export function Term({ children, definition, title }: TermProps) {
  const [open, setOpen] = useState(false);
  return (
    <Base.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <Base.Trigger
        openOnHover
        delay={150}
        closeDelay={120}
        onFocus={(event) => event.currentTarget.matches(":focus-visible") && setOpen(true)}
        onBlur={() => setOpen(false)}
        className="inline rounded-xs text-left text-inherit underline decoration-edge decoration-dotted decoration-[1.5px] underline-offset-3 hover:decoration-ink hover:decoration-solid"
        style={{ font: "inherit" }}
      >
        {children}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner side="top" sideOffset={8} collisionPadding={8} className="z-50">
          <Base.Popup initialFocus={false} finalFocus={false} className="max-w-[min(20rem,var(--available-width))] rounded-lg border border-line bg-paper px-4 py-3 text-sm leading-normal text-ink shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            <Base.Title className="mb-0.5 font-semibold first-letter:uppercase">{title ?? children}</Base.Title>
            <Base.Description className="text-muted">{definition}</Base.Description>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
