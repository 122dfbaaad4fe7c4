/** On or off, at once. The knob's side and a check mark say which; never color alone. Not for choices that need saving. */
import { Switch as Base } from "@base-ui/react/switch";
import { Check } from "lucide-react";
import { useId, type ReactNode } from "react";
import { FieldFrame, type FieldFrameLabels } from "./FieldFrame";
import { useLocked } from "./lock";

export interface SwitchProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly description?: ReactNode;
  readonly error?: string;
  readonly disabled?: boolean;
  readonly disabledReason?: string;
  readonly onReset?: () => void;
  readonly labels?: Partial<FieldFrameLabels>;
}

export function Switch({ label, checked, onChange, description, error, disabled, disabledReason, onReset, labels }: SwitchProps) {
  const labelId = useId(), noteId = useId(), locked = useLocked();
  const noted = description !== undefined || error !== undefined || disabledReason !== undefined;
  return (
    <FieldFrame
      label={label}
      labelId={labelId}
      description={description}
      error={error}
      disabledReason={disabledReason}
      onReset={onReset}
      labels={labels}
      noteId={noteId}
      aside={
        <Base.Root
          checked={checked}
          onCheckedChange={onChange}
          disabled={locked || disabled || disabledReason !== undefined}
          aria-labelledby={labelId}
          aria-describedby={noted ? noteId : undefined}
          className="relative inline-flex h-6 w-11 shrink-0 cursor-pointer items-center rounded-full border border-edge bg-sunken p-0.5 transition-colors duration-100 data-checked:border-ink data-checked:bg-ink data-disabled:cursor-not-allowed data-disabled:opacity-50"
        >
          <Base.Thumb className="flex size-4.5 items-center justify-center rounded-full border border-edge bg-paper text-ink transition-transform duration-100 data-checked:translate-x-5 rtl:data-checked:-translate-x-5 data-checked:border-transparent forced-colors:bg-[CanvasText]">
            {checked && <Check aria-hidden="true" strokeWidth={3} className="size-3" />}
          </Base.Thumb>
        </Base.Root>
      }
    />
  );
}
