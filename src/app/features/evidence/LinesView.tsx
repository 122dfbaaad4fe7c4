/** Evidence as lines. This file is the frame with title, sentence, legend and table; the drawing arrives later with Recharts. */
import { lazy, memo, Suspense, useDeferredValue } from "react";
import type { Evidence } from "../../../engine/index";
import { alike } from "../../charts/column";
import { percent, short } from "../../charts/format";
import { thin } from "../../charts/thin";
import type { TableData } from "../../ui/DataTable";
import { Figure } from "../../ui/Figure";
import { seriesLook, type SeriesLook } from "./series";

export type LinesEvidence = Extract<Evidence, { kind: "lines" }>;

const LinesDrawing = lazy(() => import("./LinesDrawing"));

/** A row an x, a column a line; within a column numbers are written alike. */
export function linesTable(shown: LinesEvidence): TableData {
  const at = new Map<number, (string | number)[]>();
  shown.lines.forEach((line, k) => {
    const text = shown.percent ? percent : alike(line.points.map((p) => p.y));
    for (const p of line.points) {
      let row = at.get(p.x);
      if (!row) at.set(p.x, (row = [short(p.x), ...shown.lines.map(() => "–")]));
      row[k + 1] = text(p.y);
    }
  });
  return { columns: [{ title: shown.xTitle, numeric: true }, ...shown.lines.map((l) => ({ title: l.title, numeric: true }))], rows: [...at].sort(([a], [b]) => a - b).map(([, row]) => row) };
}

export function LineKey({ look }: { readonly look: SeriesLook }) {
  return <svg aria-hidden="true" viewBox="0 0 28 10" className="me-1.5 inline-block h-2.5 w-7 shrink-0"><path d="M0,5H28" stroke={look.color} strokeWidth={2} strokeDasharray={look.dash} /></svg>;
}

export interface LinesViewProps {
  readonly shown: LinesEvidence;
  /** A value holds back to the x before: a step line. */
  readonly stepped?: boolean;
  /** Looks of the lines; by default each its own. */
  readonly looks?: readonly SeriesLook[];
  readonly headingLevel?: 3 | 4;
  /** Instead of `says`. */
  readonly finding?: React.ReactNode;
  readonly table?: () => TableData;
}

export const LinesView = memo(function LinesView({ shown, stepped, looks, headingLevel = 4, finding, table }: LinesViewProps) {
  const settled = useDeferredValue(shown), height = 210, drawn = settled.lines.map((line, k) => ({ ...line, points: thin(line.points), look: looks?.[k] ?? seriesLook(k) }));
  return (
    <Figure title={shown.title} finding={finding ?? shown.says} table={table ?? (() => linesTable(shown))} headingLevel={headingLevel}>
      <p aria-hidden="true" className="text-xs leading-4 text-muted">↑ {shown.yTitle}{shown.percent && !shown.yTitle.includes("%") ? " (%)" : ""}</p>
      <div style={{ height }} className="min-w-0 overflow-hidden [contain:inline-size]">
        <Suspense fallback={null}>
          <LinesDrawing shown={settled} lines={drawn} height={height} stepped={stepped} />
        </Suspense>
      </div>
      <p aria-hidden="true" className="text-center text-xs leading-4 text-balance text-muted">{shown.xTitle}</p>
      {(drawn.length > 1 || shown.threshold || (shown.marks?.length ?? 0) > 0) && (
        <ul className="m-0 flex list-none flex-wrap gap-x-4 gap-y-0.5 p-0 text-xs">
          {drawn.length > 1 && drawn.map((line) => <li key={line.id} className="flex items-center"><LineKey look={line.look} />{line.title}</li>)}
          {shown.threshold && <li className="flex items-center"><span aria-hidden="true" className="me-1.5 w-7 border-t-2 border-dashed border-ink" />{shown.threshold.title}: {shown.percent ? percent(shown.threshold.value) : short(shown.threshold.value)}</li>}
          {shown.marks?.map((m) => <li key={m.title} className="flex items-center"><span aria-hidden="true" className="me-1.5 h-3 border-s-2 border-dotted border-ink" />{m.title}: {short(m.value)}</li>)}
        </ul>
      )}
    </Figure>
  );
});
