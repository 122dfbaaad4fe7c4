/** What stands where nothing is yet, or where something went wrong: what this place is for and the next thing to do. Not a Notice. */
import type { ReactNode } from "react";

export interface EmptyStateProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly icon?: ReactNode;
  /** Usually a Button. */
  readonly action?: ReactNode;
  /** Reserves height so that nothing jumps when content arrives, in px. */
  readonly minHeight?: number;
}

export function EmptyState({ title, children, icon, action, minHeight }: EmptyStateProps) {
  return (
    <div style={{ minHeight }} className="flex flex-col items-center justify-center gap-1.5 rounded-lg border border-dashed border-edge/60 px-4 py-6 text-center">
      {icon !== undefined && <span aria-hidden="true" className="mb-1 text-muted [&>svg]:size-6">{icon}</span>}
      <p className="font-medium">{title}</p>
      {children !== undefined && <div className="max-w-[44ch] text-sm text-muted">{children}</div>}
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  );
}
