/** Columns of a figure that draws one thing a model: as many beside each other as fit, but never three and one below them. Pure; the page's gap is `gap-x-6`. */
import type { CSSProperties } from "react";

const GAP = 1.5;

/** For `n` drawings that need `least` rem each. */
export function sideBySide(n: number, least: number): CSSProperties {
  // Of four, two fill a row.
  const room = n === 4 ? `max(${least}rem, 50% - ${GAP / 2}rem)` : `${least}rem`;
  return { gridTemplateColumns: `repeat(auto-fit, minmax(min(100%, ${room}), 1fr))` };
}
