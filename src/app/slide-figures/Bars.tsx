/**
 * Shares of several models as thick bars with large numbers, a row a model and a column a measure, on one scale from 0 to 100 %. A table
 * whose cells have bars in them, so it needs no twin. Fills its box. Knows no metrics.
 */
import type { ArmInfo, Rate } from "../../engine/index";
import { armStyles, toneOf } from "../charts/arm-style";
import { armTitle } from "../state/arms";
import { percent } from "../text/format";
import { slides as words } from "../text/slide-words";
import { ArmName, type SlideProps } from "./parts";

export interface BarColumn {
  readonly id: string;
  readonly title: string;
  /** Null: nothing known. A word stands in place of a bar. */
  readonly of: (arm: ArmInfo) => Rate | string | null;
}

export interface BarsProps extends SlideProps {
  readonly label: string;
  readonly arms: readonly ArmInfo[];
  readonly columns: readonly BarColumn[];
  /** What stands below a model's name, where there is room. */
  readonly note?: (arm: ArmInfo) => string;
}

const between = (v: number, low: number, high: number) => Math.max(low, Math.min(high, v));

function Bar({ rate, fill, height }: { readonly rate: Rate; readonly fill: string; readonly height: number }) {
  const at = (share: number) => `${between(share, 0, 1) * 100}%`;
  return (
    <span aria-hidden="true" className="relative block min-w-0 flex-1 bg-sunken forced-color-adjust-none" style={{ height }}>
      <span className="absolute inset-y-0 start-0" style={{ width: at(rate.value), minWidth: rate.value > 0 ? 4 : 0, background: fill }} />
      {rate.n > 0 && <span className="absolute top-1/2 h-[5px] -translate-y-1/2 bg-ink" style={{ insetInlineStart: at(rate.low), width: `max(3px, ${(rate.high - rate.low) * 100}%)` }} />}
      {rate.n > 0 && [rate.low, rate.high].map((v, i) => <span key={i} className="absolute inset-y-1/4 w-[4px] -translate-x-1/2 bg-ink" style={{ insetInlineStart: at(v) }} />)}
    </span>
  );
}

export function Bars({ label, arms, columns, note, shown, box: { width, height, t, narrow } }: BarsProps) {
  const rates = columns.map((c) => arms.map((a) => c.of(a))), n = rates.map((r) => r.find((v): v is Rate => v !== null && typeof v !== "string")?.n ?? 0);
  const names = narrow ? width * 0.36 : width * (columns.length > 1 ? 0.25 : 0.28), one = (width - names) / columns.length, row = Math.min((height - 3.6 * t) / Math.max(1, arms.length), 9 * t);
  const large = Math.max(t * 1.1, Math.min(row * 0.58, 4.2 * t, one * (narrow ? 0.2 : columns.length > 1 ? 0.14 : 0.15))), titles = arms.map((a) => armTitle(a, shown.spec)), word = Math.max(...titles.flatMap((s) => s.split(" ").map((w) => w.length)), 1);
  const name = narrow ? t * 0.85 : titles.some((s) => s.length > 18) ? t : between(Math.min(row * 0.24, names / (word * 0.62 + 1.4)), t, 1.5 * t);
  const digits = 0.58 * Math.max(5, ...rates.flat().map((r) => (r !== null && typeof r !== "string" ? percent(r.value).length : 0)));
  return (
    <figure className="m-0 flex h-full min-w-0 flex-col justify-between" style={{ fontSize: t }}>
      <table aria-label={label} className="w-full table-fixed border-collapse">
        <thead>
          <tr className="leading-tight" style={{ height: t * 1.8 }}>
            <th scope="col" style={{ width: names }}><span className="sr-only">{words.model}</span></th>
            {columns.map((c, i) => <th key={c.id} scope="col" className="ps-[1em] text-start align-top font-medium">{n[i]! > 0 ? words.measured(c.title, n[i]!) : c.title}</th>)}
          </tr>
        </thead>
        <tbody>
          {arms.map((arm, j) => (
            <tr key={arm.id} className="border-t-2 border-line" style={{ height: row }}>
              <th scope="row" className="text-start align-middle leading-tight font-normal">
                <ArmName arm={arm} shown={shown} size={name} />
                {note && !narrow && row > (names < 12 * t ? 5.4 : 4.2) * t && <span className="block leading-tight text-muted">{note(arm)}</span>}
              </th>
              {columns.map((c, i) => {
                const rate = rates[i]![j]!, style = armStyles[toneOf(arm.kind)], look = { fontSize: large, color: style.text, width: large * digits };
                return (
                  <td key={c.id} className="ps-[1em] align-middle">
                    <span className="flex items-center gap-[0.5em]">
                      {rate === null || typeof rate === "string" ? <span className="font-semibold" style={{ ...look, width: undefined }}>{rate ?? words.none}</span> : (
                        <>
                          <span className="shrink-0 leading-none font-semibold tracking-tight whitespace-nowrap tabular-nums" style={look}>{percent(rate.value)}</span>
                          {rate.n > 0 && <span className="sr-only">{words.interval(percent(rate.low), percent(rate.high))}</span>}
                          {(!narrow || columns.length === 1) && <Bar rate={rate} fill={style.fill} height={between(row * 0.5, t, 3.4 * t)} />}
                        </>
                      )}
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {n.some((k) => k > 0) && (!narrow || columns.length === 1) && <figcaption className="leading-tight text-muted">{words.doubt}</figcaption>}
    </figure>
  );
}
