/**
 * What every knob has around it: label (a button where the form has something to do with it), value slot at the right, reset, one line of why it matters, and an error or the
 * reason it is off. Not a control itself.
 */
import { CircleAlert, RotateCcw } from "lucide-react";
import { useContext, useId, type ReactNode } from "react";
import { IconButton } from "./IconButton";
import { LabelActionContext, type LabelAction } from "./label-action";
import { useLocked } from "./lock";
import { Tooltip } from "./Tooltip";
import { VisuallyHidden } from "./VisuallyHidden";
import { ui } from "../text/ui-words";

export interface FieldFrameLabels {
  readonly reset: string;
}
export const fieldFrameLabels: FieldFrameLabels = ui.field;

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

/** The name as a button. The control keeps its own name: from the words inside, or from a label that only assistive technology meets. */
function PressedLabel({ label, htmlFor, labelId, action }: Pick<FieldFrameProps, "label" | "htmlFor" | "labelId"> & { readonly action: LabelAction }) {
  return (
    <>
      {htmlFor && <VisuallyHidden><label htmlFor={htmlFor}>{label}</label></VisuallyHidden>}
      <Tooltip content={action.hint}>
        <button type="button" aria-label={action.label} onClick={action.onPress} className="group -mx-1 inline-flex min-h-7 max-w-full items-center gap-1 rounded-md px-1 text-start leading-snug font-medium hover:bg-hover">
          <span id={labelId} className="underline decoration-edge decoration-dotted decoration-1 underline-offset-4">{label}</span>
          <span aria-hidden="true" className="shrink-0 text-muted group-hover:text-ink [&>svg]:size-3.5">{action.icon}</span>
        </button>
      </Tooltip>
    </>
  );
}

export function FieldFrame({ label, htmlFor, labelId, aside, description, error, disabledReason, onReset, labels, noteId: givenNoteId, children }: FieldFrameProps) {
  const ownNoteId = useId(), locked = useLocked(), action = useContext(LabelActionContext);
  const noteId = givenNoteId ?? ownNoteId;
  const say = { ...fieldFrameLabels, ...labels };
  const noted = description !== undefined || error !== undefined || disabledReason !== undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1">
        {action ? <PressedLabel label={label} htmlFor={htmlFor} labelId={labelId} action={action} /> : htmlFor ? <label htmlFor={htmlFor} className="font-medium leading-snug">{label}</label> : <span id={labelId} className="font-medium leading-snug">{label}</span>}
        <span className="ms-auto flex items-center gap-1">
          {onReset && !locked && <IconButton size="sm" label={say.reset} icon={<RotateCcw aria-hidden="true" className="text-muted" />} onClick={onReset} />}
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
