/**
 * A step on the bench that folds to one line: title and a summary of its settings. Without `onToggle` it is a plain,
 * always open section. Not a dialog, and it never nests.
 */
import { ChevronDown } from "lucide-react";
import { useId, type ReactNode } from "react";
import { cx } from "./cx";

export interface CardProps {
  readonly title: ReactNode;
  /** One line that says the current settings; shown below the title when folded. */
  readonly summary?: ReactNode;
  /** Step number or icon before the title. */
  readonly marker?: ReactNode;
  readonly open?: boolean;
  readonly onToggle?: (open: boolean) => void;
  /** Right end of the title line, outside the fold button. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
  readonly headingLevel?: 2 | 3 | 4;
  readonly className?: string;
}

export function Card({ title, summary, marker, open = true, onToggle, actions, children, headingLevel = 2, className }: CardProps) {
  const bodyId = useId(), titleId = useId();
  const Heading = `h${headingLevel}` as const;
  const head = (
    <>
      {marker !== undefined && <span aria-hidden="true" className={cx("flex size-6 shrink-0 items-center justify-center rounded-full border text-sm font-semibold", open ? "border-ink bg-ink text-on-ink" : "border-edge text-muted")}>{marker}</span>}
      <span className="min-w-0 flex-1">
        <span id={titleId} className="block leading-6 font-semibold">{title}</span>
        {!open && summary !== undefined && <span className="block text-sm leading-snug font-normal text-muted">{summary}</span>}
      </span>
      {onToggle && <ChevronDown aria-hidden="true" className={cx("mt-0.5 size-5 shrink-0 text-muted transition-transform duration-150", open && "rotate-180")} />}
    </>
  );
  return (
    <section aria-labelledby={titleId} className={cx("min-w-0 rounded-lg border border-line bg-paper", className)}>
      <div className="flex items-start">
        <Heading className="min-w-0 flex-1">
          {onToggle ? (
            <button type="button" aria-expanded={open} aria-controls={bodyId} onClick={() => onToggle(!open)} className="flex w-full items-start gap-3 rounded-lg px-4 py-3 text-start hover:bg-hover focus-visible:-outline-offset-2">
              {head}
            </button>
          ) : (
            <span className="flex items-start gap-3 px-4 pt-3 pb-2">{head}</span>
          )}
        </Heading>
        {actions !== undefined && <div className="flex shrink-0 items-center gap-1 py-2 pe-2">{actions}</div>}
      </div>
      <div id={bodyId} hidden={!open} className="px-4 pt-1 pb-4">{open && children}</div>
    </section>
  );
}
