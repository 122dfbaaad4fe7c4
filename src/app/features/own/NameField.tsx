/** A labeled line of text. Settles on leaving the field or Enter, so that nothing is computed for half a word. */
import { useId, useState, type ReactNode } from "react";
import { cx } from "../../ui/cx";
import { FieldFrame } from "../../ui/FieldFrame";

export interface NameFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onSettle: (value: string) => void;
  readonly hideLabel?: boolean;
  readonly description?: ReactNode;
  readonly maxLength?: number;
  readonly size?: "md" | "sm";
}

export function NameField({ label, value, onSettle, hideLabel, description, maxLength = 60, size = "md" }: NameFieldProps) {
  const id = useId();
  // A draft belongs to the value it was begun from; when that changes, the new one shows.
  const [draft, setDraft] = useState({ of: value, text: value });
  const text = draft.of === value ? draft.text : value;
  const setText = (next: string) => setDraft({ of: value, text: next });
  const settle = () => {
    const next = text.trim();
    if (next === "") setText(value);
    else if (next !== value) {
      onSettle(next);
      setDraft({ of: next, text: next });
    }
  };
  const input = (describedBy?: string) => (
    <input
      id={id}
      value={text}
      maxLength={maxLength}
      aria-label={hideLabel ? label : undefined}
      aria-describedby={describedBy}
      onChange={(e) => setText(e.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(e) => e.key === "Enter" && settle()}
      className={cx("w-full min-w-0 border border-edge bg-paper", size === "md" ? "min-h-10 rounded-lg px-3" : "min-h-8 rounded-md px-2 text-sm")}
    />
  );
  return hideLabel ? input() : <FieldFrame label={label} htmlFor={id} description={description}>{input}</FieldFrame>;
}
