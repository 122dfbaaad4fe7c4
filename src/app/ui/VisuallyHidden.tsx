/** Text for screen readers only. Not for anything that takes focus. */
import type { ReactNode } from "react";

export interface VisuallyHiddenProps {
  readonly children: ReactNode;
  readonly id?: string;
}

export function VisuallyHidden({ children, id }: VisuallyHiddenProps) {
  return <span id={id} className="sr-only">{children}</span>;
}
