/** What the view of kept runs holds: the list with its tools, or two or three of them side by side. Reads and changes what is kept through its features; trains nothing. */
import { useEffect, useRef, useState } from "react";
import { Compare } from "./features/runs/Compare";
import { RunList } from "./features/runs/RunList";
import { RunTools } from "./features/runs/RunTools";
import { UndoNotice } from "./features/runs/UndoNotice";
import { useRunActions } from "./features/runs/use-actions";
import { usePresets } from "./state/presets";
import { go, useRoute } from "./state/route";
import { dropUnreadable, emptyBin, MOST_RUNS, readRuns, settleRuns, useRuns } from "./state/runs";
import { runsCompare, runsList as words } from "./text/runs-words";
import { Notice } from "./ui/Notice";

/** Which runs the address asks to compare; null: none. */
const asked = (option: string | undefined): readonly string[] | null => (option ? option.split(",").slice(0, 3) : null);
const compare = (ids: readonly string[] | null, replace = false): void => go({ page: "runs" }, { replace, options: ids ? { compare: ids.join(",") } : {} });

/** What is wrong with storage, said once and quietly. */
function StorageNotices() {
  const { known, trouble, inMemory, unreadable } = useRuns();
  if (!known) return null;
  return (
    <>
      {trouble && inMemory.size === 0 && <Notice title={words.memoryAll} announce={false}>{words.memoryNone}</Notice>}
      {inMemory.size > 0 && <Notice level="warning" title={words.memoryTitle} action={{ label: words.tryAgain, onClick: () => void settleRuns() }}>{words.memory(inMemory.size, trouble === "full")}</Notice>}
      {unreadable > 0 && <Notice level="warning" action={{ label: words.dropUnreadable, onClick: () => void dropUnreadable() }}>{words.unreadable(unreadable)}</Notice>}
    </>
  );
}

export function RunsBody() {
  const state = useRuns(), presets = usePresets(), ids = asked(useRoute((s) => s.options["compare"])), actions = useRunActions();
  const heading = useRef<HTMLHeadingElement>(null), [now, setNow] = useState(() => Date.now()), was = useRef(ids !== null);
  useEffect(() => {
    // Another tab may have kept or deleted some meanwhile.
    const look = () => { setNow(Date.now()); if (document.visibilityState === "visible") void readRuns(); };
    look();
    addEventListener("focus", look);
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => { removeEventListener("focus", look); clearInterval(timer); emptyBin(); };
  }, []);
  useEffect(() => {
    // Coming back from a comparison, the focus begins at the list again.
    if (was.current && ids === null) heading.current?.focus();
    was.current = ids !== null;
  }, [ids]);
  const picked = ids?.flatMap((id) => state.runs.find((r) => r.hash === id) ?? []) ?? [], { chosen, runs, deleted, deletions } = state;
  const comparing = ids !== null && (picked.length >= 2 || !state.known);
  const comparable = () => chosen.length >= 2 && chosen.length <= 3 && compare(chosen);
  if (comparing) return state.known ? <Compare key={ids.join()} runs={picked} presets={presets} onBack={() => compare(null)} onTakeOut={(id) => compare(ids.filter((i) => i !== id), true)} /> : <p role="status" className="text-muted">{words.loading}</p>;
  return (
    <>
      <div>
        <h1 ref={heading} tabIndex={-1} className="text-xl leading-snug font-semibold outline-none">{words.title}</h1>
        {state.trouble === null && <p className="max-w-[75ch] text-muted">{words.intro(MOST_RUNS)}</p>}
      </div>
      <StorageNotices />
      {ids !== null && <Notice>{runsCompare.gone}</Notice>}
      <RunTools
        total={runs.length}
        starred={runs.filter((r) => r.starred).length}
        chosen={chosen}
        onCompare={comparable}
        onExport={(which) => void actions.giveOut(which === "all" ? runs.map((r) => r.hash) : chosen)}
        onDelete={() => void actions.remove(chosen)}
        onImport={(file) => void actions.takeIn(file)}
        onForget={() => void actions.forget()}
      />
      {deleted > 0 && <UndoNotice key={deletions} count={deleted} onUndo={() => { heading.current?.focus(); void actions.undo(); }} onGone={emptyBin} />}
      {actions.said && <Notice level={actions.said.level} onDismiss={actions.hush}>{actions.said.text}{actions.said.lines && actions.said.lines.length > 0 && <ul className="mt-1 list-disc ps-5">{actions.said.lines.map((line) => <li key={line}>{line}</li>)}</ul>}</Notice>}
      <RunList state={state} presets={presets} now={now} actions={{ open: (r) => void actions.open(r), setUp: actions.setUp, rename: (r, name) => void actions.rename(r, name), star: (r, on) => void actions.star(r, on), remove: (r) => void actions.remove([r.hash]), compare: comparable }} />
    </>
  );
}
