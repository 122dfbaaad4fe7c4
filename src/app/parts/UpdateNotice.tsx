/**
 * Says that a new version of the page is ready, in a corner, once it has taken over and while nothing runs here. The page is never
 * loaded again without being asked. It also begins the work for offline use, because it arrives after everything else.
 */
import { useEffect, useState } from "react";
import { followOffline } from "../state/offline";
import { useOffline } from "../state/offline-store";
import { useRoute } from "../state/route";
import { offline as words } from "../text/offline-words";
import { Notice } from "../ui/Notice";

/** Nothing pops up on a projector or on paper. */
const QUIET: readonly string[] = ["present", "notes", "worksheet"];

export function UpdateNotice() {
  const show = useOffline((s) => s.newVersion && s.runs === 0), page = useRoute((s) => s.route.page), [later, setLater] = useState(false);
  useEffect(() => void followOffline(), []);
  if (!show || later || QUIET.includes(page)) return null;
  return (
    <div className="fixed end-4 bottom-4 z-40 max-w-[calc(100vw-2rem)] shadow-pop print:hidden">
      <Notice action={{ label: words.useNew, onClick: () => location.reload() }} labels={{ dismiss: words.dismiss }} onDismiss={() => setLater(true)}>{words.newVersion}</Notice>
    </div>
  );
}
