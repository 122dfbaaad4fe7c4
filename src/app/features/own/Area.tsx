/** A labeled box for pasted lines, in a fixed-width face. What is typed is the caller's at once. */
import { useId } from "react";

export interface AreaProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly rows?: number;
}

export function Area({ label, value, onChange, placeholder, rows = 5 }: AreaProps) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="text-sm font-medium">{label}</label>
      <textarea
        id={id}
        value={value}
        rows={rows}
        wrap="off"
        spellCheck={false}
        placeholder={placeholder}
        onChange={(e) => onChange(e.currentTarget.value)}
        className="mt-1 block w-full resize-y rounded-lg border border-edge bg-paper px-3 py-2 font-mono text-sm leading-snug placeholder:text-muted"
      />
    </div>
  );
}
