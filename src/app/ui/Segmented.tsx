/**
 * One of a few, all in view: a radio group that looks like one bar and wraps into rows when words are long. Not for more
 * than about four options.
 */
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId, type ReactNode } from "react";
import { cx } from "./cx";
import { FieldFrame, type FieldFrameLabels } from "./FieldFrame";
import { useLocked } from "./lock";
import type { Option } from "./Select";
import { Tooltip } from "./Tooltip";

export interface SegmentedProps<V extends string | number = string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly Option<V>[];
  readonly onChange: (value: V) => void;
  readonly hideLabel?: boolean;
  readonly description?: ReactNode;
  readonly error?: string;
  readonly disabled?: boolean;
  readonly disabledReason?: string;
  readonly onReset?: () => void;
  readonly labels?: Partial<FieldFrameLabels>;
}

export function Segmented<V extends string | number = string>({ label, value, options, onChange, hideLabel, description, error, disabled, disabledReason, onReset, labels }: SegmentedProps<V>) {
  const labelId = useId();
  const locked = useLocked(), off = locked || disabled || disabledReason !== undefined;
  const blocked = options.filter((o) => o.disabledReason !== undefined);
  const group = (describedBy?: string) => (
    <RadioGroup
      value={value}
      disabled={off}
      onValueChange={(next) => onChange(next as V)}
      aria-label={hideLabel ? label : undefined}
      aria-labelledby={hideLabel ? undefined : labelId}
      aria-describedby={describedBy}
      className="flex w-full flex-wrap gap-0.5 rounded-lg border border-edge bg-paper p-0.5 data-disabled:opacity-50"
    >
      {options.map((option) => {
        const item = (
          <Radio.Root
            key={option.value}
            value={option.value}
            disabled={option.disabledReason !== undefined}
            className={cx("flex min-h-8 flex-auto cursor-pointer items-center justify-center rounded-md px-2.5 py-1 text-center text-sm leading-tight text-ink hover:bg-hover data-checked:bg-ink data-checked:text-on-ink data-disabled:cursor-not-allowed forced-colors:data-checked:border-2", option.disabledReason !== undefined && "text-muted line-through")}
          >
            {option.label}
          </Radio.Root>
        );
        return option.hint ? <Tooltip key={option.value} content={option.hint}>{item}</Tooltip> : item;
      })}
    </RadioGroup>
  );
  if (hideLabel) return group();
  return (
    <FieldFrame label={label} labelId={labelId} description={description} error={error} disabledReason={disabledReason ?? (blocked.length ? blocked.map((o) => `${o.label}: ${o.disabledReason}`).join(" ") : undefined)} onReset={onReset} labels={labels}>
      {group}
    </FieldFrame>
  );
}
