/**
 * What was read as what: rows are true classes and add up to 100 %, the diagonal is muted so that errors speak, the
 * target's column is framed. One tab stop, arrow keys inside, Enter opens the images behind a cell. Not a heat map of
 * anything else.
 */
import { memo, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import { cx } from "../ui/cx";
import { Figure, figureLabels, type FigureLabels } from "../ui/Figure";
import { percent } from "./format";
import { MatrixLegend } from "./MatrixLegend";
import { moveIn } from "./roving";
import { inkOn, sequential } from "./scales";
import { useDark } from "./use-theme";
import { useWidth } from "./use-width";
import { charts } from "../text/ui-words";

export interface ConfusionMatrixLabels extends FigureLabels {
  /** "38 of 98 images of 4 were read as 9". */
  readonly cell: (count: number, total: number, trueName: string, predictedName: string) => string;
  readonly rows: string;
  readonly columns: string;
  readonly target: (name: string) => string;
  /** Shown while no cell is pointed at and there is no finding. */
  readonly hint: string;
  readonly scale: string;
  readonly total: string;
}
/** What it says unless told otherwise. */
export const confusionLabels: ConfusionMatrixLabels = { ...figureLabels, ...charts.confusion };

export interface ConfusionMatrixProps {
  readonly title: ReactNode;
  readonly finding?: ReactNode;
  /** counts[true][predicted]. */
  readonly counts: readonly (readonly number[])[];
  readonly classNames: readonly string[];
  /** Column to frame. */
  readonly target?: number | null;
  readonly onOpen?: (trueClass: number, predicted: number) => void;
  /** Largest side of a cell in px: 34, or 52 when there are few classes; cells shrink with the column. */
  readonly maxCell?: number;
  readonly headingLevel?: 2 | 3 | 4;
  readonly hideTitle?: boolean;
  readonly actions?: ReactNode;
  readonly labels?: Partial<ConfusionMatrixLabels>;
}

export const ConfusionMatrix = memo(function ConfusionMatrix({ title, finding, counts, classNames, target, onOpen, maxCell = counts.length <= 4 ? 52 : 34, headingLevel, hideTitle, actions, labels }: ConfusionMatrixProps) {
  const say = useMemo(() => ({ ...confusionLabels, ...labels }), [labels]);
  const dark = useDark();
  const [box, width] = useWidth<HTMLDivElement>();
  const grid = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState(0);
  const [shown, setShown] = useState<number | null>(null);
  const k = classNames.length;
  const longNames = classNames.some((n) => n.length > 2);
  const longest = Math.max(...classNames.map((n) => n.length));
  const side = longNames ? Math.min(Math.ceil(longest * 7) + 14, 112, Math.max(64, Math.floor((width || 300) * 0.36))) : 24;
  const cell = Math.max(12, Math.min(maxCell, Math.floor(((width || 300) - side - 20) / k)));
  const totals = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const sentence = (i: number) => {
    const t = Math.floor(i / k), p = i % k;
    return say.cell(counts[t]?.[p] ?? 0, totals[t] ?? 0, classNames[t] ?? "", classNames[p] ?? "");
  };
  const indexOf = (event: MouseEvent | KeyboardEvent) => {
    const i = (event.target as HTMLElement).closest<HTMLElement>("[data-cell]")?.dataset.cell;
    return i === undefined ? null : Number(i);
  };
  const open = (i: number) => onOpen?.(Math.floor(i / k), i % k);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open(focus);
      return;
    }
    const next = moveIn(event.key, focus, k * k, k, event.ctrlKey);
    if (next === null) return;
    event.preventDefault();
    setFocus(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus();
  };
  const table = () => ({
    columns: [{ title: `${say.rows} \\ ${say.columns}` }, ...classNames.map((n) => ({ title: n, numeric: true })), { title: say.total, numeric: true }],
    rows: counts.map((row, t) => [classNames[t] ?? String(t), ...row, totals[t] ?? 0]),
  });
  const name = cx("truncate text-xs leading-none text-muted");
  const share = (i: number) => (counts[Math.floor(i / k)]?.[i % k] ?? 0) / (totals[Math.floor(i / k)] || 1);
  const readout = shown === null ? (finding ?? say.hint) : <span className="text-ink">{sentence(shown)} ({percent(share(shown))})</span>;
  return (
    <Figure title={title} finding={readout} steadyFinding table={table} headingLevel={headingLevel} hideTitle={hideTitle} actions={actions} labels={labels}>
      <div ref={box} className="min-w-0 [contain:inline-size]">
        <div className="mx-auto flex w-max max-w-full flex-col">
          <p aria-hidden="true" className="mb-1 text-xs leading-none text-muted" style={{ paddingLeft: side + 20 }}>{say.columns} →</p>
          <div className="flex">
            <p aria-hidden="true" className="w-5 shrink-0 self-center text-xs leading-5 whitespace-nowrap text-muted [writing-mode:sideways-lr]">← {say.rows}</p>
            <div
              ref={grid}
              role="grid"
              aria-label={typeof title === "string" ? title : undefined}
              className="relative"
              onKeyDown={onKeyDown}
              onMouseOver={(e) => setShown(indexOf(e))}
              onMouseLeave={() => setShown(null)}
              onFocus={(e) => { const i = (e.target as HTMLElement).dataset.cell; if (i !== undefined) { setFocus(Number(i)); setShown(Number(i)); } }}
              onBlur={() => setShown(null)}
              onClick={(e) => { const i = indexOf(e); if (i !== null) open(i); }}
            >
              <div role="row" className="flex items-end pb-1" style={{ paddingLeft: side }}>
                {classNames.map((n, p) => (
                  <span
                    key={p}
                    role="columnheader"
                    aria-label={p === target ? say.target(n) : n}
                    title={longNames ? n : undefined}
                    className={cx(name, "flex items-center justify-center", longNames && "[writing-mode:sideways-lr] justify-start!", p === target && "font-bold text-poisoned")}
                    style={{ width: cell }}
                  >
                    {longNames ? <span className="truncate" style={{ maxHeight: side }}>{n}</span> : n}
                  </span>
                ))}
              </div>
              {counts.map((row, t) => (
                <div key={t} role="row" className="flex" style={{ height: cell }}>
                  <span role="rowheader" title={longNames ? classNames[t] : undefined} className={cx(name, "self-center pe-1.5 text-end leading-normal")} style={{ width: side }}>{classNames[t]}</span>
                  {row.map((count, p) => {
                    const share = totals[t] ? count / totals[t]! : 0;
                    const right = t === p;
                    const i = t * k + p;
                    return (
                      <span
                        key={p}
                        role="gridcell"
                        data-cell={i}
                        tabIndex={i === focus ? 0 : -1}
                        aria-label={sentence(i)}
                        className={cx("relative flex items-center justify-center border-e border-b border-paper text-[11px] leading-none forced-color-adjust-none focus-visible:z-20 focus-visible:outline-offset-0", onOpen && "cursor-pointer", i === shown && "z-10 ring-2 ring-ink", p === target && "first:border-t")}
                        style={right ? { width: cell, background: "var(--h-sunken)", color: "var(--h-muted)" } : { width: cell, background: sequential(errorShade(share), dark), color: inkOn(errorShade(share), dark) }}
                      >
                        {count > 0 && cell >= (count > 99 ? 24 : count > 9 ? 18 : 13) ? count : ""}
                      </span>
                    );
                  })}
                </div>
              ))}
              {target !== null && target !== undefined && target < k && (
                <span aria-hidden="true" className="pointer-events-none absolute bottom-0 z-10 border-2 border-poisoned-fill" style={{ left: side + target * cell - 2, width: cell + 3, height: k * cell + 3, bottom: -2 }} />
              )}
            </div>
          </div>
          <div className="mt-2" style={{ paddingLeft: 20 }}>
            <MatrixLegend title={say.scale} />
          </div>
        </div>
      </div>
    </Figure>
  );
});

/** A few errors must already be seen: the shade grows with the square root of the share. */
export function errorShade(share: number): number {
  return Math.sqrt(share);
}
