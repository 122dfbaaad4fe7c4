/** How far a piece of work is, with the stage in words. `value` null means that nobody knows. Not a live region: see StatusLine. */
import { Progress as Base } from "@base-ui/react/progress";

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
  return (
    <Base.Root value={value === null ? null : Math.round(value * 100)} aria-label={label} getAriaValueText={() => (detail ? `${label}, ${detail}` : label)} className="flex w-full min-w-0 flex-col gap-1">
      {!compact && (
        <div aria-hidden="true" className="flex items-baseline justify-between gap-3 text-sm text-muted">
          <span className="min-w-0">{label}</span>
          {detail && <span className="shrink-0">{detail}</span>}
        </div>
      )}
      <Base.Track className="h-1.5 w-full overflow-hidden rounded-full bg-sunken forced-colors:border">
        <Base.Indicator className="h-full rounded-full bg-ink transition-[width] duration-150 data-indeterminate:w-1/3 data-indeterminate:animate-pulse forced-colors:bg-[Highlight]" />
      </Base.Track>
    </Base.Root>
  );
}
