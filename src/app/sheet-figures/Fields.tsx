/** Blanks for a pencil: lines to write a number or a word on, alone or in a table with a row a model. Knows no number itself. */
import type { ReactNode } from "react";
import type { ArmInfo } from "../../engine/index";
import { armStyles, toneOf } from "../charts/arm-style";
import { markerPath } from "../charts/markers";
import { sheet as words } from "../text/teach-words";
import { nameOfArm, type Shown } from "../story-figures/shown";

/** A line, and after it what is counted. */
export function Blank({ unit }: { readonly unit?: string | undefined }) {
  return (
    <span className="flex items-end gap-1">
      <span className="sr-only">{words.blank}</span>
      <span aria-hidden="true" data-blank className="h-7 min-w-8 flex-1 border-b border-edge" />
      {unit && <span className="shrink-0 text-sm leading-none">{unit}</span>}
    </span>
  );
}

/** A model by its sign and name. */
export function ArmName({ arm, shown }: { readonly arm: ArmInfo; readonly shown: Shown }) {
  const { marker, fill } = armStyles[toneOf(arm.kind)];
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg aria-hidden="true" viewBox="-8 -8 16 16" className="size-3.5 shrink-0"><path d={markerPath(marker, 6)} fill={fill} /></svg>
      {nameOfArm(arm, shown)}
    </span>
  );
}

export interface FieldTableProps {
  readonly title: string;
  readonly columns: readonly ReactNode[];
  readonly rows: readonly { readonly id: string; readonly name: ReactNode }[];
  /** What stands after the line of a cell; null where there is nothing to write. */
  readonly unit: (row: number, column: number) => string | null;
}

export function FieldTable({ title, columns, rows, unit }: FieldTableProps) {
  return (
    <table className="w-full table-fixed border-collapse break-inside-avoid">
      <caption className="pb-1 text-start text-sm font-semibold">{title}</caption>
      <thead>
        <tr><th className="w-1/4" scope="col"><span className="sr-only">{words.model}</span></th>{columns.map((c, i) => <th key={i} scope="col" className="px-3 pb-0.5 text-start align-bottom text-sm leading-snug font-normal text-muted">{c}</th>)}</tr>
      </thead>
      <tbody>
        {rows.map(({ id, name }, r) => (
          <tr key={id}>
            <th scope="row" className="pt-2 text-start align-bottom text-sm leading-snug font-medium">{name}</th>
            {columns.map((_, c) => { const after = unit(r, c); return <td key={c} className="px-3 pt-1 align-bottom">{after === null ? <span className="text-muted">–</span> : <Blank unit={after} />}</td>; })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
