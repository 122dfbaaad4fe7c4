/** The matrix as a table: a row an attack, a column a defense, each cell shaded by what is shown large. */
import type { Matrix, MatrixCell } from "../../../engine/later";
import { HeatGrid } from "../../charts/HeatGrid";
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
  const columns = [-1, ...matrix.pipelines.keys()], top = Math.max(1, ...cells.map((c) => c.seconds));
  const face = (attack: number, column: number) => {
    const cell = cells.find((c) => c.attack === attack && c.pipeline === columns[column]);
    return cell ? cellFace(cell, shown, top) : null;
  };
  return (
    <HeatGrid
      label={words.title} rows={matrix.attacks.map((_, a) => rowName(matrix, a))} columns={columns.map((p) => columnName(matrix, p))} quietFirst down={words.row} across={words.column}
      face={face} empty={words.empty} chosen={chosen && { row: chosen.attack, column: chosen.pipeline + 1 }} onChoose={(row, column) => onChoose(row, columns[column]!)}
    />
  );
}
