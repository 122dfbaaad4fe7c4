/** Which color and shape is which class, and what a poisoned point looks like. Not interactive. */
import type { ReactNode } from "react";
import { classColor, markerOf, markerPath } from "./markers";

export interface ClassLegendProps {
  readonly classNames: readonly string[];
  /** Adds the poison mark with this word. */
  readonly poisoned?: string;
  /** Draws the sign of a class where it is more than its shape in its color. */
  readonly sign?: (c: number) => ReactNode;
  /** Stands at the end. */
  readonly children?: ReactNode;
}

const shape = (c: number) => <svg aria-hidden="true" viewBox="-7 -7 14 14" className="size-3.5"><path d={markerPath(markerOf(c), 4.5)} fill={classColor(c)} /></svg>;

export function ClassLegend({ classNames, poisoned, sign = shape, children }: ClassLegendProps) {
  return (
    <ul className="m-0 flex list-none flex-wrap gap-x-4 gap-y-1 p-0 text-xs leading-4 text-muted">
      {classNames.map((name, c) => (
        <li key={c} className="flex items-center gap-1.5">
          {sign(c)}
          {name}
        </li>
      ))}
      {poisoned && (
        <li className="flex items-center gap-1.5">
          <svg aria-hidden="true" viewBox="-9 -9 18 18" className="size-4.5" fill="none" stroke="var(--h-poisoned-fill)" strokeWidth="1.6">
            <circle r="5.4" />
            <path d="M-7,7L-3,3M3,-3L7,-7" />
          </svg>
          {poisoned}
        </li>
      )}
      {children}
    </ul>
  );
}
