/**
 * What a drawing needs to know about the theme: whether it is dark, and what a CSS color is in bytes for a canvas. Reads
 * the class on <html>; it does not choose the theme.
 */
import { useSyncExternalStore } from "react";

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
  return () => observer.disconnect();
}

/** True while `.dark` stands on <html>; re-renders when it changes. */
export function useDark(): boolean {
  return useSyncExternalStore(subscribe, () => document.documentElement.classList.contains("dark"), () => false);
}

/** The present value of a color such as `var(--h-clean-fill)`, for canvases. */
export function cssColor(color: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(color)?.[1];
  return name ? getComputedStyle(document.documentElement).getPropertyValue(name).trim() : color;
}

/** #rrggbb as bytes; #rgb too, since build tools shorten colors. */
export function hexBytes(hex: string): readonly [number, number, number] {
  const digits = hex.replace("#", "");
  const n = Number.parseInt(digits.length === 3 ? digits.replace(/./g, "$&$&") : digits, 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}
