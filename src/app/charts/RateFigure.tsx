/**
 * One number that matters, never alone: meaning above, doubt (interval and n) below, distance from the clean model beside.
 * Not for numbers that are not shares.
 */
import type { Rate } from "../../engine/index";
import { armStyles, type ArmTone } from "./arm-style";
import { number, percent, signedPoints } from "./format";
import { charts } from "../text/ui-words";

export interface RateFigureLabels {
  readonly interval: (low: string, high: string, n: number) => string;
  /** What the interval is; for ears and on hover, eyes read it once above the columns. Empty where there is none. */
  readonly intervalName: string;
  readonly range: (low: string, high: string, runs: number) => string;
  readonly delta: (points: string) => string;
  readonly none: string;
}
/** What it says unless told otherwise. */
export const rateFigureLabels: RateFigureLabels = charts.rate;

export interface RateFigureProps {
  readonly tone: ArmTone;
  /** What the number is, in plain words: "read correctly". May hold a Term. */
  readonly caption: React.ReactNode;
  /** null while nothing is measured. With `values` low and high are a range over runs. */
  readonly rate: (Rate & { readonly values?: readonly number[] }) | null;
  /** The clean model's share, to show the distance. */
  readonly clean?: number;
  /** Draws the value in the arm's color; otherwise in ink. */
  readonly emphasis?: boolean;
  readonly size?: "lg" | "md";
  readonly labels?: Partial<RateFigureLabels>;
}

export function RateFigure({ tone, caption, rate, clean, emphasis = true, size = "lg", labels }: RateFigureProps) {
  const say = { ...rateFigureLabels, ...labels };
  const bound = (share: number) => number(share * 100, 1);
  const several = rate?.values !== undefined && rate.values.length > 1;
  const doubt = !rate ? say.none : several ? say.range(bound(rate.low), bound(rate.high), rate.values!.length) : say.interval(bound(rate.low), bound(rate.high), rate.n);
  const named = rate !== null && !several && say.intervalName !== "";
  return (
    <div className="min-w-0">
      <p className="text-sm leading-snug text-muted">{caption}</p>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className={size === "lg" ? "text-[1.625rem] leading-tight font-semibold tracking-tight xl:text-headline" : "text-xl leading-snug font-semibold"} style={{ color: emphasis && rate ? armStyles[tone].text : undefined }}>
          {rate ? percent(rate.value) : "–"}
        </span>
        {rate && clean !== undefined && <span className="text-sm text-muted">{say.delta(signedPoints(rate.value - clean))}</span>}
      </p>
      <p className="text-xs leading-snug text-muted" title={named ? `${say.intervalName} ${doubt}` : undefined}>
        {named && <span className="sr-only">{say.intervalName} </span>}
        {doubt}
      </p>
    </div>
  );
}
