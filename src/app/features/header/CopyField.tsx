/** A text to take away, and the button that copies it; says whether that worked. Not an input. */
import { Copy } from "lucide-react";
import { useId, useRef, useState } from "react";
import { classWords as words } from "../../text/share-words";
import { Button } from "../../ui/Button";

export interface CopyFieldProps {
  readonly label: string;
  readonly text: string;
  readonly button: string;
  /** Several lines. */
  readonly tall?: boolean;
}

export function CopyField({ label, text, button, tall = false }: CopyFieldProps) {
  const id = useId(), [said, setSaid] = useState<{ readonly of: string; readonly text: string } | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid({ of: text, text: words.copied });
    } catch {
      field.current?.select();
      setSaid({ of: text, text: words.notCopied });
    }
  };
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="text-sm font-medium">{label}</label>
      <textarea ref={field} id={id} readOnly rows={tall ? 5 : 3} value={text} spellCheck={false} onFocus={(e) => e.currentTarget.select()} className="mt-1 block w-full resize-none rounded-lg border border-edge bg-paper px-3 py-2 text-sm break-all" />
      <div className="mt-1 flex min-h-9 flex-wrap items-center gap-2">
        <Button size="sm" icon={<Copy />} onClick={() => void copy()}>{button}</Button>
        <span role="status" className="text-sm text-muted">{said?.of === text ? said.text : ""}</span>
      </div>
    </div>
  );
}
