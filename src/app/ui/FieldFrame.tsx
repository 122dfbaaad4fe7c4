/**
 * What every knob has around it: label, value slot at the right, reset, one line of why it matters, and an error or the
 * reason it is off. Not a control itself.
 */
import { CircleAlert, RotateCcw } from "lucide-react";
import { useId, type ReactNode } from "react";
import { IconButton } from "./IconButton";

export interface FieldFrameLabels {
  readonly reset: string;
}
export const fieldFrameLabels: FieldFrameLabels = { reset: "Reset to default" };

export interface FieldFrameProps {
  readonly label: ReactNode;
  /** Id of the control, for a real <label>. Without it the label is a span with `labelId`. */
  readonly htmlFor?: string;
  readonly labelId?: string;
  /** Sits at the right end of the label line. */
  readonly aside?: ReactNode;
  readonly description?: ReactNode;
  readonly error?: string;
  readonly disabledReason?: string;
  readonly onReset?: () => void;
  readonly labels?: Partial<FieldFrameLabels>;
  /** Id of the description and error, when the control sits in `aside` and must name it. */
  readonly noteId?: string;
  /** Gets the id of the description and error, for aria-describedby. */
  readonly children?: (describedBy: string | undefined) => ReactNode;
}

export function FieldFrame({ label, htmlFor, labelId, aside, description, error, disabledReason, onReset, labels, noteId: givenNoteId, children }: FieldFrameProps) {
  const ownNoteId = useId();
  const noteId = givenNoteId ?? ownNoteId;
  const say = { ...fieldFrameLabels, ...labels };
  const noted = description !== undefined || error !== undefined || disabledReason !== undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1">
        {htmlFor ? <label htmlFor={htmlFor} className="font-medium leading-snug">{label}</label> : <span id={labelId} className="font-medium leading-snug">{label}</span>}
        <span className="ml-auto flex items-center gap-1">
          {onReset && <IconButton size="sm" label={say.reset} icon={<RotateCcw aria-hidden="true" className="text-muted" />} onClick={onReset} />}
          {aside}
        </span>
      </div>
      {children?.(noted ? noteId : undefined)}
      {noted && (
        <div id={noteId} className="flex flex-col gap-1 text-sm leading-snug text-muted">
          {description !== undefined && <p>{description}</p>}
          {disabledReason !== undefined && <p className="text-ink">{disabledReason}</p>}
          {error !== undefined && <p className="flex items-start gap-1.5 text-error"><CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />{error}</p>}
        </div>
      )}
    </div>
  );
}
