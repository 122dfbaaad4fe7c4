/**
 * Opens something small beside an element on hover, after a moment, and on keyboard focus; closes it when both are gone,
 * on Escape and on a press. Keeps it open while the pointer is on what was opened. Draws nothing.
 */
import { useEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent, type PointerEvent } from "react";

/** Time for a pointer to get from the element to what it opened. */
const CLOSE_MS = 120;

export interface Hover {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  /** True from the first opening on: what is opened may be loaded only then. */
  readonly wanted: boolean;
  /** For the element itself. */
  readonly on: {
    onPointerEnter(event: PointerEvent): void;
    onPointerLeave(event: PointerEvent): void;
    onFocus(event: FocusEvent): void;
    onBlur(event: FocusEvent): void;
    onKeyDown(event: KeyboardEvent): void;
  };
  /** For what was opened. */
  readonly keep: { onPointerEnter(): void; onPointerLeave(): void };
}

export function useHover(delay: number): Hover {
  const [open, set] = useState(false);
  const [wanted, want] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // Put away with Escape it stays away until the pointer has left, also when the element only comes back under a pointer at rest.
  const dismissed = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(() => {
    const now = (next: boolean) => {
      clearTimeout(timer.current);
      if (next) want(true);
      set(next);
    };
    const later = (next: boolean, ms: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => now(next), ms);
    };
    return {
      open, wanted, setOpen: now,
      on: {
        // A finger has no hover: what it enters it presses.
        onPointerEnter: (event) => { if (event.pointerType !== "touch" && !dismissed.current) later(true, delay); },
        onPointerLeave: (event) => {
          dismissed.current = false;
          if (event.pointerType !== "touch") later(false, CLOSE_MS);
        },
        onFocus: (event) => { if (event.currentTarget.matches(":focus-visible")) now(true); },
        onBlur: () => now(false),
        onKeyDown: (event) => {
          if (event.key !== "Escape") return;
          // What is about to open is put away, too; only what is open keeps the key from the layer below.
          if (open) event.stopPropagation();
          dismissed.current = true;
          now(false);
        },
      },
      keep: { onPointerEnter: () => clearTimeout(timer.current), onPointerLeave: () => later(false, CLOSE_MS) },
    };
  }, [open, wanted, delay]);
}
