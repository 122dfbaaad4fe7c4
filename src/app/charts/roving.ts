/** Where the arrow keys lead in a row or grid that is one tab stop. Pure; the widget moves the focus. */

/** The next index in a grid of `count` cells, `columns` wide; null for keys that are not about moving. */
export function moveIn(key: string, index: number, count: number, columns: number, ctrl = false): number | null {
  const rowStart = index - (index % columns);
  switch (key) {
    case "ArrowRight": return index % columns === columns - 1 ? index : Math.min(count - 1, index + 1);
    case "ArrowLeft": return index % columns === 0 ? index : index - 1;
    case "ArrowDown": return index + columns < count ? index + columns : index;
    case "ArrowUp": return index - columns >= 0 ? index - columns : index;
    case "Home": return ctrl ? 0 : rowStart;
    case "End": return ctrl ? count - 1 : Math.min(count - 1, rowStart + columns - 1);
    default: return null;
  }
}
