/** How far a piece of work is, with the stage in words. `value` null means that nobody knows. Not a live region: see StatusLine. */
import { cx } from "./cx";

export interface ProgressProps {
  /** What is running, for example "Training the poisoned model, epoch 6 of 10". */
  readonly label: string;
  /** Share done, 0 to 1; null when unknown. */
  readonly value: number | null;
  /** Right end of the line, for example "4 s left". */
  readonly detail?: string;
  /** Shows the bar only; the label stays for screen readers. */
  readonly compact?: boolean;
}

export function Progress({ label, value, detail, compact }: ProgressProps) {
  const share = value === null ? undefined : Math.round(value * 100);
  return (
    <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={share} aria-valuetext={detail ? `${label}, ${detail}` : label} className="flex w-full min-w-0 flex-col gap-1">
      {!compact && (
        <div aria-hidden="true" className="flex items-baseline justify-between gap-3 text-sm text-muted">
          <span className="min-w-0">{label}</span>
          {detail && <span className="shrink-0">{detail}</span>}
        </div>
      )}
      <div className="h-1.5 w-full overflow-hidden rounded-full bg-sunken forced-colors:border">
        <div className={cx("h-full rounded-full bg-ink transition-[width] duration-150 forced-colors:bg-[Highlight]", share === undefined && "w-1/3 animate-pulse")} style={share === undefined ? undefined : { width: `${share}%` }} />
      </div>
    </div>
  );
}
