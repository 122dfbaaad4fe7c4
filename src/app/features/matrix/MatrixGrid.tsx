/**
 * The matrix as a table: a row an attack, a column a defense, each cell shaded by what is shown large. One tab stop, arrow keys
 * inside, Enter or a click chooses a cell. Not a confusion matrix.
 */
import { useRef, useState, type KeyboardEvent } from "react";
import type { Matrix, MatrixCell } from "../../../engine/later";
import { moveIn } from "../../charts/roving";
import { inkOn, sequential } from "../../charts/scales";
import { useDark } from "../../charts/use-theme";
import { cx } from "../../ui/cx";
import { columnName, matrixWords as words, rowName } from "../../text/matrix-words";
import { cellFace, type Shown } from "./face";

export interface MatrixGridProps {
  readonly matrix: Matrix;
  readonly cells: readonly MatrixCell[];
  readonly shown: Shown;
  readonly chosen: { readonly attack: number; readonly pipeline: number } | null;
  readonly onChoose: (attack: number, pipeline: number) => void;
}

export function MatrixGrid({ matrix, cells, shown, chosen, onChoose }: MatrixGridProps) {
  const dark = useDark(), [focus, setFocus] = useState(0), body = useRef<HTMLTableSectionElement>(null);
  const columns = [-1, ...matrix.pipelines.keys()], top = Math.max(1, ...cells.map((c) => c.seconds));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveIn(event.key, focus, matrix.attacks.length * columns.length, columns.length, event.ctrlKey);
    if (next === null) return;
    event.preventDefault();
    setFocus(next);
    body.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus();
  };
  return (
    <div role="region" aria-label={words.title} className="overflow-x-auto rounded-md border border-line [scrollbar-width:thin]">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="sticky left-0 z-10 bg-paper px-2 py-1.5 text-left text-xs leading-tight font-normal text-muted">{words.row}<br />{words.column}</th>
            {columns.map((p) => <th key={p} scope="col" className={cx("min-w-24 px-2 py-1.5 text-center align-bottom text-xs leading-tight hyphens-auto", p < 0 ? "font-normal text-muted" : "font-medium")}>{columnName(matrix, p)}</th>)}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {matrix.attacks.map((_, a) => (
            <tr key={a} className="border-b border-line last:border-0">
              <th scope="row" className="sticky left-0 z-10 max-w-40 min-w-28 bg-paper px-2 py-1.5 text-left text-xs leading-tight font-medium">{rowName(matrix, a)}</th>
              {columns.map((p, j) => {
                const at = a * columns.length + j, cell = cells.find((c) => c.attack === a && c.pipeline === p), face = cell && cellFace(cell, shown, top);
                const picked = chosen?.attack === a && chosen.pipeline === p;
                return (
                  <td key={p} className="h-12 p-0">
                    <button
                      type="button" data-cell={at} tabIndex={at === focus ? 0 : -1} aria-pressed={picked}
                      aria-label={`${rowName(matrix, a)}, ${columnName(matrix, p)}: ${face ? face.label : words.empty}`}
                      onFocus={() => setFocus(at)} onClick={() => onChoose(a, p)}
                      className={cx("relative flex size-full min-h-12 flex-col items-center justify-center px-1.5 py-1 leading-tight whitespace-nowrap focus-visible:-outline-offset-2 forced-color-adjust-none", picked && "outline-2 -outline-offset-3 outline-current")}
                      style={face && face.share !== null ? { background: sequential(face.share, dark), color: inkOn(face.share, dark) } : undefined}
                    >
                      <span className={cx("block font-semibold", !face && "text-muted")}>{face ? face.large : "…"}</span>
                      {face && <span className="block text-xs">{face.small}</span>}
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
