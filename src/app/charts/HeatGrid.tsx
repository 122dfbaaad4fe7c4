/**
 * A table of shaded cells with their values in them, on the one sequential scale. One tab stop, arrow keys inside, Enter or a
 * click chooses a cell. Not a confusion matrix, and it does not know what rows and columns are.
 */
import { useRef, useState, type KeyboardEvent } from "react";
import { cx } from "../ui/cx";
import { moveIn } from "./roving";
import { inkOn, sequential } from "./scales";
import { useDark } from "./use-theme";

/** What is written on a cell, and how dark it is. */
export interface CellFace {
  /** Place on the sequential scale; null stays blank. */
  readonly share: number | null;
  readonly large: string;
  readonly small: string;
  /** Both, in words. */
  readonly label: string;
}

export interface HeatGridProps {
  readonly label: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** The quiet first column stands apart: "no defense". */
  readonly quietFirst?: boolean;
  /** What runs down and across. */
  readonly down: string;
  readonly across: string;
  /** Null while nothing is known. */
  readonly face: (row: number, column: number) => CellFace | null;
  /** What is said of a cell without a face. */
  readonly empty: string;
  readonly chosen: { readonly row: number; readonly column: number } | null;
  readonly onChoose: (row: number, column: number) => void;
}

export function HeatGrid({ label, rows, columns, quietFirst, down, across, face: faceOf, empty, chosen, onChoose }: HeatGridProps) {
  const dark = useDark(), [wanted, setFocus] = useState(0), body = useRef<HTMLTableSectionElement>(null), focus = Math.min(wanted, rows.length * columns.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveIn(event.key, focus, rows.length * columns.length, columns.length, event.ctrlKey);
    if (next === null) return;
    event.preventDefault();
    setFocus(next);
    body.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus();
  };
  return (
    <div role="region" aria-label={label} className="overflow-x-auto rounded-md border border-line [scrollbar-width:thin]">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="sticky start-0 z-10 bg-paper px-2 py-1.5 text-start text-xs leading-tight font-normal text-muted">{down}<br />{across}</th>
            {columns.map((name, j) => <th key={j} scope="col" className={cx("min-w-24 px-2 py-1.5 text-center align-bottom text-xs leading-tight hyphens-auto", quietFirst && j === 0 ? "font-normal text-muted" : "font-medium")}>{name}</th>)}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {rows.map((name, i) => (
            <tr key={i} className="border-b border-line last:border-0">
              <th scope="row" className="sticky start-0 z-10 max-w-40 min-w-28 bg-paper px-2 py-1.5 text-start text-xs leading-tight font-medium">{name}</th>
              {columns.map((column, j) => {
                const at = i * columns.length + j, face = faceOf(i, j), picked = chosen?.row === i && chosen.column === j;
                return (
                  <td key={j} className="h-12 p-0">
                    <button
                      type="button" data-cell={at} tabIndex={at === focus ? 0 : -1} aria-pressed={picked}
                      aria-label={`${name}, ${column}: ${face ? face.label : empty}`}
                      onFocus={() => setFocus(at)} onClick={() => onChoose(i, j)}
                      className={cx("relative flex size-full min-h-12 flex-col items-center justify-center px-1.5 py-1 leading-tight whitespace-nowrap focus-visible:-outline-offset-2 forced-color-adjust-none", picked && "outline-2 -outline-offset-3 outline-current")}
                      style={face && face.share !== null ? { background: sequential(face.share, dark), color: inkOn(face.share, dark) } : undefined}
                    >
                      <span className={cx("block font-semibold", !face && "text-muted")}>{face ? face.large : "…"}</span>
                      {face && face.small !== "" && <span className="block text-xs">{face.small}</span>}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
