/** Whether a media query holds, as a hook; false where there is no `matchMedia`. */
import { useSyncExternalStore } from "react";

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = typeof matchMedia === "function" ? matchMedia(query) : null;
      list?.addEventListener("change", onChange);
      return () => list?.removeEventListener("change", onChange);
    },
    () => (typeof matchMedia === "function" ? matchMedia(query).matches : false),
    () => false,
  );
}

/** Columns become tabs below this. */
export const PHONE = "(max-width: 767.98px)";
/** The rail becomes a drawer below this. */
export const NARROW = "(max-width: 1023.98px)";
