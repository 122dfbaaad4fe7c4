/**
 * A knob: label, track, and its value as an editable number with its unit. Knows percent (0.05 shows as 5 %) and a
 * logarithmic scale. Not for choices without an order.
 */
import { NumberField as BaseNumber } from "@base-ui/react/number-field";
import { Slider as Base } from "@base-ui/react/slider";
import { useId, useMemo, type ReactNode } from "react";
import { FieldFrame, fieldFrameLabels, type FieldFrameLabels } from "./FieldFrame";
import { useLocked } from "./lock";
import { logStops, niceStep, positionIn, tidyNumber, valueAt, type SliderScale } from "./slider-scale";
import { ui } from "../text/ui-words";

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  /** `final` is true when the thumb is released, a key was pressed, or a typed number is settled. */
  readonly onChange: (value: number, final: boolean) => void;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** Only whole numbers. */
  readonly whole?: boolean;
  readonly scale?: SliderScale;
  /** The value is a share; it is shown and typed times 100 with a % sign. A unit is then only spoken. */
  readonly percent?: boolean;
  readonly unit?: string;
  readonly description?: ReactNode;
  readonly error?: string;
  readonly disabled?: boolean;
  readonly disabledReason?: string;
  readonly onReset?: () => void;
  readonly labels?: Partial<SliderLabels>;
}

export interface SliderLabels extends FieldFrameLabels {
  /** Accessible name of the editable number; gets the label. */
  readonly exact: (label: string) => string;
}
/** What it says unless told otherwise. */
export const sliderLabels: SliderLabels = { ...fieldFrameLabels, ...ui.slider };

export function Slider({ label, value, onChange, min, max, step, whole, scale = "linear", percent, unit, description, error, disabled, disabledReason, onReset, labels }: SliderProps) {
  const labelId = useId();
  const say = { ...sliderLabels, ...labels };
  const locked = useLocked(), off = locked || disabled || disabledReason !== undefined;
  const log = scale === "log" && max > 0 && min >= 0;
  const stops = useMemo(() => (log ? logStops(min, max, whole) : []), [log, min, max, whole]);
  const factor = percent ? 100 : 1;
  const shownUnit = percent ? "%" : unit;
  const by = step ?? niceStep(min, max);
  const move = (raw: number | readonly number[], final: boolean) => {
    const at = typeof raw === "number" ? raw : raw[0]!;
    onChange(log ? valueAt(stops, at) : tidyNumber(at), final);
  };
  const type = (next: number | null, final: boolean) => next !== null && onChange(whole ? Math.round(next / factor) : tidyNumber(next / factor), final);
  const spokenUnit = percent ? (unit?.startsWith("%") ? unit : "%") : unit;
  const spoken = `${tidyNumber(value * factor)}${spokenUnit ? ` ${spokenUnit}` : ""}`;
  const number = (
    <BaseNumber.Root
      value={tidyNumber(value * factor)}
      min={min * factor}
      max={max * factor}
      step={tidyNumber((log ? niceStep(0, Math.max(value, by)) * 10 : by) * factor)}
      disabled={off}
      format={{ maximumSignificantDigits: 6, useGrouping: false }}
      onValueChange={(next) => type(next, false)}
      onValueCommitted={(next) => type(next, true)}
    >
      <span className="flex items-baseline gap-1">
        <BaseNumber.Input aria-roledescription={ui.number.role}
          aria-label={say.exact(label)}
          className="h-8 w-16 rounded-md border border-line bg-paper px-2 text-end text-ink hover:border-edge disabled:opacity-50"
        />
        {shownUnit && <span className="text-sm text-muted">{shownUnit}</span>}
      </span>
    </BaseNumber.Root>
  );
  return (
    <FieldFrame label={label} labelId={labelId} aside={number} description={description} error={error} disabledReason={disabledReason} onReset={onReset} labels={say}>
      {(describedBy) => (
        <Base.Root
          aria-labelledby={labelId}
          value={log ? positionIn(stops, value) : value}
          min={log ? 0 : min}
          max={log ? stops.length - 1 : max}
          step={log ? 1 : by}
          largeStep={log ? 6 : by * 10}
          disabled={off}
          thumbAlignment="edge"
          onValueChange={(next) => move(next, false)}
          onValueCommitted={(next) => move(next, true)}
        >
          <Base.Control className="flex h-8 w-full touch-none items-center select-none data-disabled:opacity-50">
            <Base.Track className="h-1.5 w-full rounded-full bg-sunken ring-1 ring-edge/40 ring-inset forced-colors:border">
              <Base.Indicator className="rounded-full bg-ink forced-colors:bg-[Highlight]" />
              <Base.Thumb
                getAriaLabel={() => label}
                getAriaValueText={() => spoken}
                aria-describedby={describedBy}
                className="size-5 rounded-full border-2 border-ink bg-paper has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-focus"
              />
            </Base.Track>
          </Base.Control>
        </Base.Root>
      )}
    </FieldFrame>
  );
}
