/**
 * A rate against the values of a knob, with an interval for every arm. One tab stop; arrow keys go from value to value, Enter or
 * a click chooses one. Title, finding and table belong to the figure around it.
 */
import { useRef, useState, type KeyboardEvent } from "react";
import { cx } from "../ui/cx";
import { Drawing } from "./drawing";
import { planeOf, rangeMarks, xOf, type RangeAxis, type RangeSeries } from "./range-drawing";
import { moveIn } from "./roving";
import { useWidth } from "./use-width";

export interface RangeChartProps {
  /** Accessible name of the row of values. */
  readonly label: string;
  readonly series: readonly RangeSeries[];
  readonly axis: RangeAxis;
  readonly height?: number;
  /** Everything about one value, in words. */
  readonly say: (index: number) => string;
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
}

export function RangeChart({ label, series, axis, height = 260, say, chosen, onChoose }: RangeChartProps) {
  const [box, width] = useWidth<HTMLDivElement>(), row = useRef<HTMLDivElement>(null), [wanted, setFocus] = useState(0), [over, setOver] = useState<number | null>(null);
  const size = { width: Math.max(220, width), height }, marks = rangeMarks(series, axis, size);
  // Steps from left to right, whatever order the values were named in.
  const order = axis.places.map((_, i) => i).toSorted((a, b) => axis.places[a]! - axis.places[b]!);
  const plane = planeOf(series, size), at = order.map((i) => xOf(axis.places[i]!, plane)), focus = Math.min(wanted, order.length - 1);
  const edges = at.map((x, i) => [i === 0 ? plane[0] : (x + at[i - 1]!) / 2, i === at.length - 1 ? plane[1] : (x + at[i + 1]!) / 2] as const);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveIn(event.key, focus, order.length, order.length, event.ctrlKey);
    if (next === null) return;
    event.preventDefault();
    setFocus(next);
    row.current?.querySelector<HTMLElement>(`[data-step="${next}"]`)?.focus();
  };
  return (
    <div ref={box} className="min-w-0 [contain:inline-size]">
      <div className="relative" style={{ height }} dir="ltr">
        {width > 0 && <Drawing marks={marks} width={size.width} height={height} />}
        <div ref={row} role="group" aria-label={label} onKeyDown={onKeyDown} onPointerLeave={() => setOver(null)}>
          {order.map((i, k) => (
            <button
              key={i} type="button" data-step={k} tabIndex={k === focus ? 0 : -1} aria-label={say(i)} aria-pressed={chosen === i}
              onFocus={() => { setFocus(k); setOver(i); }} onBlur={() => setOver(null)} onPointerEnter={() => setOver(i)} onClick={() => onChoose(i)}
              className={cx("absolute top-0 cursor-pointer rounded-sm focus-visible:-outline-offset-2", (chosen === i || over === i) && "bg-ink/5", chosen === i && "border-b-2 border-ink")}
              style={{ left: edges[k]![0], width: Math.max(1, edges[k]![1] - edges[k]![0]), height: height - 24 }}
            />
          ))}
        </div>
      </div>
      <p aria-hidden="true" className="min-h-8 text-xs leading-4 text-muted">{over === null ? "" : say(over)}</p>
    </div>
  );
}
