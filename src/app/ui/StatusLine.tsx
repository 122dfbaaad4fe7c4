/**
 * The one polite live region of the page. Eyes see every message at once; ears get at most one every few seconds, always
 * ending with the latest. Not for errors (Notice).
 */
import { useEffect, useRef, useState } from "react";
import { cx } from "./cx";

export interface StatusLineProps {
  readonly message: string;
  /** Least time between two announcements, in milliseconds. */
  readonly interval?: number;
  /** Only for screen readers. */
  readonly hidden?: boolean;
  readonly className?: string;
}

export function StatusLine({ message, interval = 4000, hidden, className }: StatusLineProps) {
  const [spoken, setSpoken] = useState("");
  const last = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const speak = () => {
      last.current = performance.now();
      setSpoken(message);
    };
    const wait = Math.max(0, last.current + interval - performance.now());
    const timer = setTimeout(speak, wait);
    return () => clearTimeout(timer);
  }, [message, interval]);
  return (
    <>
      {!hidden && <p aria-hidden="true" className={cx("min-h-6 text-sm leading-6 text-muted", className)}>{message}</p>}
      <div role="status" className="sr-only">{spoken}</div>
    </>
  );
}
