/** Whether the page works without a network, and a way to have it keep more, with the size said first. */
import { lazy, Suspense } from "react";
import { useOffline } from "../state/offline-store";
import { offline as words } from "../text/offline-words";

const OfflineKeep = lazy(() => import("./OfflineKeep").then((m) => ({ default: m.OfflineKeep })));

const said = { unknown: "", none: words.unavailable, preparing: words.preparing, ready: words.ready, short: words.short } as const;

export function OfflineStatus() {
  const phase = useOffline((s) => s.phase);
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="min-h-6">{said[phase]}</p>
      {(phase === "ready" || phase === "short") && <Suspense fallback={null}><OfflineKeep /></Suspense>}
    </div>
  );
}
