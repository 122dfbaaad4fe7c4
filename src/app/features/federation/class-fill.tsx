/** How a class is filled where its sign finds no room: its color, and lines over it once colors come again, for drawings and their legend. */
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

/** How a class looks in the drawing, for its legend; `id` is that of the lines there. */
export const fillSign = (id: string) => (k: number) => {
  const over = linesOf(id, k);
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4">
      <rect width={16} height={16} rx={1} fill={classColor(k)} />
      {over && <><rect width={16} height={16} rx={1} fill={over} /><circle cx={8} cy={8} r={5} fill={classColor(k)} /></>}
      <path d={markerPath(markerOf(k), 3)} transform="translate(8,8)" fill="var(--h-paper)" />
    </svg>
  );
};
