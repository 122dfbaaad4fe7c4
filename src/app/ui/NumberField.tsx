/**
 * A labeled number with minus and plus, arrow keys and typing; out-of-range input is brought back on leaving. Not for
 * ranges where the neighborhood matters more than the figure: use Slider.
 */
import { NumberField as Base } from "@base-ui/react/number-field";
import { Minus, Plus } from "lucide-react";
import { useId, type ReactNode } from "react";
import { FieldFrame, type FieldFrameLabels } from "./FieldFrame";
import { useLocked } from "./lock";
import { ui } from "../text/ui-words";

export interface NumberFieldProps {
  readonly label: ReactNode;
  /** null: empty, which only makes sense with `onEmpty`. */
  readonly value: number | null;
  /** `final` is true when the person has settled on the value (blur, Enter, step). */
  readonly onChange: (value: number, final: boolean) => void;
  /** May be left empty. */
  readonly onEmpty?: () => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly unit?: string;
  readonly description?: ReactNode;
  readonly error?: string;
  readonly disabled?: boolean;
  readonly disabledReason?: string;
  /** Shows the reset button; call it only when the value differs from its default. */
  readonly onReset?: () => void;
  readonly maxFractionDigits?: number;
  readonly labels?: Partial<NumberFieldLabels>;
}

export interface NumberFieldLabels extends FieldFrameLabels {
  readonly decrease: string;
  readonly increase: string;
  /** Stands in an empty field. */
  readonly empty: string;
}
/** What it says unless told otherwise. */
export const numberFieldLabels: NumberFieldLabels = ui.number;

const stepButton = "flex w-9 shrink-0 items-center justify-center text-muted hover:bg-hover hover:text-ink disabled:opacity-40 data-disabled:opacity-40";

export function NumberField({ label, value, onChange, onEmpty, min, max, step = 1, unit, description, error, disabled, disabledReason, onReset, maxFractionDigits = 6, labels }: NumberFieldProps) {
  const id = useId();
  const say = { ...numberFieldLabels, ...labels };
  const locked = useLocked(), off = locked || disabled || disabledReason !== undefined;
  return (
    <FieldFrame label={label} htmlFor={id} description={description} error={error} disabledReason={disabledReason} onReset={onReset} labels={say}>
      {(describedBy) => (
        <Base.Root
          id={id}
          value={value}
          min={min}
          max={max}
          step={step}
          largeStep={step * 10}
          disabled={off}
          format={{ maximumFractionDigits: maxFractionDigits, useGrouping: false }}
          onValueChange={(next) => (next === null ? onEmpty?.() : onChange(next, false))}
          onValueCommitted={(next) => next !== null && onChange(next, true)}
        >
          <div className="flex items-center gap-2">
            <Base.Group className="flex h-10 w-36 overflow-hidden rounded-lg border border-edge bg-paper focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus data-disabled:opacity-50">
              <Base.Decrement aria-label={say.decrease} className={stepButton}><Minus aria-hidden="true" className="size-4" /></Base.Decrement>
              <Base.Input aria-roledescription={ui.number.role} placeholder={onEmpty && say.empty} aria-describedby={describedBy} aria-invalid={error !== undefined || undefined} className="w-full min-w-0 bg-transparent text-center outline-none" />
              <Base.Increment aria-label={say.increase} className={stepButton}><Plus aria-hidden="true" className="size-4" /></Base.Increment>
            </Base.Group>
            {unit && <span className="text-sm text-muted">{unit}</span>}
          </div>
        </Base.Root>
      )}
    </FieldFrame>
  );
}
