/** A short list of whole numbers, such as the sizes of hidden layers: one field each, add at the end, remove any. Not for long lists. */
import { NumberField as Base } from "@base-ui/react/number-field";
import { Plus, X } from "lucide-react";
import { useId, type ReactNode } from "react";
import { Button } from "../ui/Button";
import { FieldFrame, fieldFrameLabels, type FieldFrameLabels } from "../ui/FieldFrame";
import { IconButton } from "../ui/IconButton";
import { useLocked } from "../ui/lock";
import { forms, ui } from "../text/ui-words";

export interface ListEditorLabels extends FieldFrameLabels {
  readonly entry: (label: string, position: number) => string;
  readonly add: string;
  readonly remove: (position: number) => string;
  readonly empty: string;
}
/** What it says unless told otherwise. */
export const listEditorLabels: ListEditorLabels = { ...fieldFrameLabels, ...forms.list };

export interface ListEditorProps {
  readonly label: string;
  readonly value: readonly number[];
  readonly onChange: (value: readonly number[], final: boolean) => void;
  readonly min?: number;
  readonly max?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly unit?: string;
  readonly description?: ReactNode;
  readonly error?: string;
  readonly disabled?: boolean;
  readonly disabledReason?: string;
  readonly onReset?: () => void;
  readonly labels?: Partial<ListEditorLabels>;
}

export function ListEditor({ label, value, onChange, min, max, minItems = 0, maxItems = 8, unit, description, error, disabled, disabledReason, onReset, labels }: ListEditorProps) {
  const labelId = useId();
  const say = { ...listEditorLabels, ...labels };
  const locked = useLocked(), off = locked || disabled || disabledReason !== undefined;
  return (
    <FieldFrame label={label} labelId={labelId} description={description} error={error} disabledReason={disabledReason} onReset={onReset} labels={say}>
      {(describedBy) => (
        <div role="group" aria-labelledby={labelId} aria-describedby={describedBy} className="flex flex-wrap items-center gap-2">
          {value.length === 0 && <span className="text-sm text-muted">{say.empty}</span>}
          {value.map((entry, i) => (
            <span key={i} className="flex items-center rounded-lg border border-edge bg-paper focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus">
              <Base.Root
                value={entry}
                min={min}
                max={max}
                disabled={off}
                format={{ useGrouping: false, maximumFractionDigits: 0 }}
                onValueChange={(next) => next !== null && onChange(value.map((v, j) => (j === i ? next : v)), false)}
                onValueCommitted={(next) => next !== null && onChange(value.map((v, j) => (j === i ? next : v)), true)}
              >
                <Base.Input aria-roledescription={ui.number.role} aria-label={say.entry(label, i + 1)} className="h-9 w-14 bg-transparent ps-2 text-end outline-none" />
              </Base.Root>
              {!off && value.length > minItems && <IconButton size="sm" label={say.remove(i + 1)} icon={<X aria-hidden="true" className="text-muted" />} onClick={() => onChange(value.filter((_, j) => j !== i), true)} />}
            </span>
          ))}
          {unit && value.length > 0 && <span className="text-sm text-muted">{unit}</span>}
          {!off && value.length < maxItems && <Button size="sm" variant="ghost" icon={<Plus />} onClick={() => onChange([...value, value.at(-1) ?? min ?? 1], true)}>{say.add}</Button>}
        </div>
      )}
    </FieldFrame>
  );
}
