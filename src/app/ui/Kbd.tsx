/** A key of the keyboard in running text. Not interactive. */
import type { ReactNode } from "react";

export interface KbdProps {
  readonly children: ReactNode;
}

export function Kbd({ children }: KbdProps) {
  return <kbd className="inline-flex min-w-6 items-center justify-center rounded-sm border border-edge/60 border-b-2 bg-paper px-1 font-sans text-xs leading-5 text-ink">{children}</kbd>;
}
