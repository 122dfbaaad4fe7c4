/** Says what was deleted and offers to bring it back, for some seconds; as long as somebody points at it or is on it, the time stands still. Takes the focus, because what had it is gone. */
import { useEffect, useRef, useState } from "react";
import { runsDone as words } from "../../text/runs-words";
import { Button } from "../../ui/Button";

const SECONDS = 15;

export interface UndoNoticeProps {
  readonly count: number;
  readonly onUndo: () => void;
  readonly onGone: () => void;
}

export function UndoNotice({ count, onUndo, onGone }: UndoNoticeProps) {
  const [held, setHeld] = useState(false), [left, setLeft] = useState(SECONDS), box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector("button")?.focus(), []);
  useEffect(() => {
    if (held) return;
    if (left <= 0) return onGone();
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [held, left, onGone]);
  return (
    <div ref={box} onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)} className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-paper px-3 py-2">
      <p role="status" className="min-w-0">{words.deleted(count)}</p>
      <Button size="sm" onClick={onUndo}>{words.undo}</Button>
    </div>
  );
}
