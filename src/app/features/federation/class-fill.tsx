/** How a class is filled where its sign finds no room: its color, and lines over it once colors come again, for drawings and their legend. */
import type { ReactNode } from "react";
import { classColor, markerOf, markerPath } from "../../charts/markers";

/** How many classes before one have its color. */
export const lapOf = (k: number): number => Array.from({ length: k }, (_, earlier) => earlier).filter((earlier) => classColor(earlier) === classColor(k)).length;

const LINES = ["M-1,1L1,-1M0,5L5,0M4,6L6,4", "M-1,4L1,6M0,0L5,5M4,-1L6,1"];

/** The lines, to be put once into each drawing. */
export function ClassLines({ id }: { readonly id: string }) {
  return (
    <defs>
      {LINES.map((d, i) => <pattern key={d} id={`${id}-${i}`} width={5} height={5} patternUnits="userSpaceOnUse"><path d={d} stroke="var(--h-paper)" strokeWidth={1.2} /></pattern>)}
    </defs>
  );
}

/** What to fill a second time; null where the color alone is enough. */
export const linesOf = (id: string, k: number): string | null => (lapOf(k) === 0 ? null : `url(#${id}-${(lapOf(k) - 1) % LINES.length})`);

export interface FillLegendProps {
  readonly classNames: readonly string[];
  /** The id of the lines in the drawing beside it. */
  readonly lines: string;
  /** Stands at the end. */
  readonly children?: ReactNode;
}

export function FillLegend({ classNames, lines, children }: FillLegendProps) {
  return (
    <ul className="m-0 flex list-none flex-wrap gap-x-4 gap-y-1 p-0 text-xs leading-4 text-muted">
      {classNames.map((name, k) => (
        <li key={k} className="flex items-center gap-1.5">
          <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4">
            <rect width={16} height={16} rx={1} fill={classColor(k)} />
            {linesOf(lines, k) && <rect width={16} height={16} rx={1} fill={linesOf(lines, k)!} />}
            {linesOf(lines, k) && <circle cx={8} cy={8} r={5} fill={classColor(k)} />}
            <path d={markerPath(markerOf(k), 3)} transform="translate(8,8)" fill="var(--h-paper)" />
          </svg>
          {name}
        </li>
      ))}
      {children}
    </ul>
  );
}
