/** Back and Next at the lower edge, in reach wherever letters leave room for a page above them, with the reason why one cannot go on yet. Where there is none it says when the page no longer needs a network. */
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { MouseEvent } from "react";
import { useOffline } from "../../state/offline-store";
import { offline } from "../../text/offline-words";
import { player as words } from "../../text/story-words";
import { Button } from "../../ui/Button";

export interface MovesProps {
  readonly onBack?: () => void;
  readonly onNext?: () => void;
  readonly last: boolean;
  /** Why not yet. */
  readonly waits?: string;
}

/** The second click of a double click with a mouse would skip a step that nobody has seen. */
const second = ({ detail, nativeEvent }: MouseEvent): boolean => detail > 1 && (nativeEvent as PointerEvent).pointerType !== "touch";

export function Moves({ onBack, onNext, last, waits }: MovesProps) {
  const ready = useOffline((s) => s.phase === "ready");
  return (
    <nav aria-label={words.moves} className="@container sticky bottom-[min(0px,(100vw-15rem)*9)] z-20 border-t border-line bg-bench py-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]">
      <div className="mx-auto flex max-w-[84rem] flex-wrap items-center justify-between gap-x-3 gap-y-1.5 px-4 @min-[22rem]:flex-nowrap">
        <Button icon={<ChevronLeft className="rtl:-scale-x-100" />} disabledReason={onBack ? undefined : words.first} onClick={onBack}>{words.back}</Button>
        <p className="order-first min-w-0 flex-1 basis-full text-sm leading-snug text-muted @min-[22rem]:order-none @min-[22rem]:basis-0">{waits ?? <><span className="max-md:hidden">{words.keys}</span> {ready && offline.ready}</>}</p>
        {onNext && <Button variant={waits === undefined ? "primary" : "secondary"} iconAfter={<ChevronRight className="rtl:-scale-x-100" />} disabledReason={waits} onClick={(event) => { if (!second(event)) onNext(); }} data-next>{last ? words.finish : words.next}</Button>}
      </div>
    </nav>
  );
}
