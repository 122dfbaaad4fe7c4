/** A labeled line of text. Every keystroke is a change; leaving it or Enter settles it. Not for long texts. */
import { useId, type ReactNode } from "react";
import { FieldFrame, type FieldFrameLabels } from "./FieldFrame";
import { useLocked } from "./lock";

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  /** `final` is true when the person has settled on the text (blur, Enter). */
  readonly onChange: (value: string, final: boolean) => void;
  readonly maxLength?: number;
  /** Only the line itself, to sit in running text (the attacker's sentence); the label is for screen readers. */
  readonly inline?: boolean;
  readonly description?: ReactNode;
  readonly error?: string;
  readonly disabledReason?: string;
  /** Shows the reset button; call it only when the value differs from its default. */
  readonly onReset?: () => void;
  readonly labels?: Partial<FieldFrameLabels>;
}

export function TextField({ label, value, onChange, maxLength, inline, description, error, disabledReason, onReset, labels }: TextFieldProps) {
  const id = useId(), locked = useLocked();
  const line = (describedBy?: string) => (
    <input
      id={id}
      type="text"
      value={value}
      maxLength={maxLength}
      autoComplete="off"
      spellCheck={false}
      disabled={locked || disabledReason !== undefined}
      aria-label={inline ? label : undefined}
      aria-describedby={describedBy}
      aria-invalid={error !== undefined || undefined}
      className={inline ? "min-h-7 max-w-full rounded-sm border-b-2 border-edge bg-paper px-1 font-medium hover:bg-hover" : "min-h-10 w-full min-w-0 rounded-lg border border-edge bg-paper px-3 py-1.5 hover:bg-hover disabled:cursor-not-allowed disabled:opacity-50"}
      style={inline ? { width: `${Math.max(4, value.length) + 2}ch` } : undefined}
      onChange={(e) => onChange(e.target.value, false)}
      onBlur={(e) => onChange(e.target.value, true)}
      onKeyDown={(e) => e.key === "Enter" && onChange(e.currentTarget.value, true)}
    />
  );
  if (inline) return line();
  return <FieldFrame label={label} htmlFor={id} description={description} error={error} disabledReason={disabledReason} onReset={onReset} labels={labels}>{line}</FieldFrame>;
}
