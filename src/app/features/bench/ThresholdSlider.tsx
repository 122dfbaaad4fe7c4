/**
 * The threshold as a slider under the histogram: its stops are the scores at which rows cross, finest where few lie beyond,
 * so that one key press always moves something. The score itself can be typed.
 */
import { NumberField as BaseNumber } from "@base-ui/react/number-field";
import { Slider as Base } from "@base-ui/react/slider";
import { useId } from "react";
import { scores as words } from "../../text/bench-words";
import { FieldFrame } from "../../ui/FieldFrame";
import { tidyNumber } from "../../ui/slider-scale";
import { beyond, stopNear, stopsOf, type Ranking } from "./draft";
import { ui } from "../../text/ui-words";

export interface ThresholdSliderProps {
  readonly ranking: Ranking;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

export function ThresholdSlider({ ranking, value, onChange }: ThresholdSliderProps) {
  const labelId = useId();
  const stops = stopsOf(ranking), at = stopNear(ranking, stops, value);
  const n = ranking.sorted.length;
  const move = (raw: number | readonly number[]) => onChange(stops[typeof raw === "number" ? raw : raw[0]!]!);
  const exact = (
    <BaseNumber.Root value={value === null ? null : tidyNumber(value)} format={{ maximumSignificantDigits: 4, useGrouping: false }} onValueCommitted={(next) => onChange(next)}>
      <BaseNumber.Input aria-roledescription={ui.number.role} aria-label={words.exact} placeholder={words.none} className="h-8 w-40 rounded-md border border-line bg-paper px-2 text-end text-sm text-ink placeholder:text-muted hover:border-edge" />
    </BaseNumber.Root>
  );
  return (
    <FieldFrame label={words.threshold} labelId={labelId} aside={exact} description={words.hint}>
      {(describedBy) => (
        <Base.Root aria-labelledby={labelId} value={at} min={0} max={stops.length - 1} step={1} largeStep={10} thumbAlignment="edge" onValueChange={move}>
          <Base.Control className="flex h-8 w-full touch-none items-center select-none">
            <Base.Track className="h-1.5 w-full rounded-full bg-defended-fill ring-1 ring-edge/40 ring-inset forced-colors:border">
              <Base.Indicator className="rounded-full bg-baseline-fill forced-colors:bg-[Highlight]" />
              <Base.Thumb getAriaLabel={() => words.threshold} getAriaValueText={() => words.spoken(value, beyond(ranking, value), n)} aria-describedby={describedBy} className="size-5 rounded-full border-2 border-ink bg-paper has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-focus" />
            </Base.Track>
          </Base.Control>
        </Base.Root>
      )}
    </FieldFrame>
  );
}
