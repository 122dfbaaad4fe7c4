/**
 * The lab: header, the five steps, run bar, finding, columns, pinned image and the panel at the bottom. Puts features
 * beside each other and lets those that need a run arrive later; holds no logic of its own.
 */
import { lazy, Suspense, useEffect, useState } from "react";
import { FindingPanel } from "./features/finding/FindingPanel";
import { Header } from "./features/header/Header";
import { RunBar } from "./features/run-bar/RunBar";
import { ArmColumns } from "./features/columns/ArmColumns";
import { useFileDrop } from "./state/drop";
import { isEmbedded } from "./state/embed";
import { go, useRoute } from "./state/route";
import { useRun } from "./state/run";
import { storageBlocked } from "./state/storage";
import { setView, useView } from "./state/view";
import { followOptions, STEPS, useHidden, useViewOptions } from "./state/view-options";
import { options as optionWords } from "./text/option-words";
import { app, files } from "./text/words";
import { cx } from "./ui/cx";
import { EmptyState } from "./ui/EmptyState";
import { Notice } from "./ui/Notice";

// What is not needed for the first picture and the Run button arrives right after it.
const Rail = lazy(() => import("./features/rail/Rail").then((m) => ({ default: m.Rail })));
const AttackDetails = lazy(() => import("./AttackDetails").then((m) => ({ default: m.AttackDetails })));
const PinnedPanel = lazy(() => import("./features/pinned/PinnedPanel").then((m) => ({ default: m.PinnedPanel })));
const Panels = lazy(() => import("./Panels").then((m) => ({ default: m.Panels })));
const ShareDialog = lazy(() => import("./features/header/ShareDialog").then((m) => ({ default: m.ShareDialog })));
const HelpDialog = lazy(() => import("./features/header/HelpDialog").then((m) => ({ default: m.HelpDialog })));
const OwnDataDialog = lazy(() => import("./features/own/OwnDataDialog").then((m) => ({ default: m.OwnDataDialog })));
const ScenarioDialog = lazy(() => import("./features/scenarios/ScenarioDialog").then((m) => ({ default: m.ScenarioDialog })));
const DataPage = lazy(() => import("./features/scenarios/DataPage").then((m) => ({ default: m.DataPage })));

function PageNotice() {
  const notice = useView((s) => s.notice);
  if (!notice) return null;
  return <Notice level={notice.tone} action={notice.action} onDismiss={() => setView({ notice: null })}>{notice.text}</Notice>;
}

/** What the link asks for that is not there, what it has hidden or locked, and the way out of it. */
function LinkNotes() {
  const { hide, lock, unknown } = useViewOptions(), [seen, setSeen] = useState<readonly string[]>([]);
  const { options, setup } = useRoute(), embedded = isEmbedded();
  const rest = Object.fromEntries(Object.entries(options).filter(([key]) => !["hide", "lock", "open"].includes(key)));
  return (
    <>
      {unknown.length > 0 && seen !== unknown && <Notice level="warning" onDismiss={() => setSeen(unknown)}>{optionWords.unknown(unknown)}</Notice>}
      {!embedded && storageBlocked() && <p className="text-sm text-muted">{optionWords.notKept}</p>}
      {!embedded && hide.size + lock.size > 0 && (
        <p className="-mb-1 text-sm text-muted">{optionWords.some}{" "}
          <button type="button" className="rounded-sm text-ink underline underline-offset-2" onClick={() => go({ page: "lab" }, { setup, options: rest, free: true })}>{optionWords.unlock}</button>
        </p>
      )}
    </>
  );
}

/** Not a link: the part of the address after # belongs to the experiment. */
function SkipButton() {
  return (
    <button type="button" onClick={() => document.getElementById("bench")?.focus()} className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:start-2 focus:z-50 focus:rounded-lg focus:border focus:border-edge focus:bg-paper focus:px-4 focus:py-2">
      {app.skip}
    </button>
  );
}

function Dialogs() {
  const dialog = useView((s) => s.dialog);
  return (
    <Suspense fallback={null}>
      {dialog === "share" && <ShareDialog />}
      {dialog === "help" && <HelpDialog />}
      {dialog === "own" && <OwnDataDialog />}
      {dialog === "scenarios" && <ScenarioDialog />}
      {dialog === "data" && <DataPage />}
    </Suspense>
  );
}

/** Before a run the data come first, afterwards the pinned image; keys let both keep their state when they change places. */
function Details() {
  const before = useRun((s) => s.phase === "idle");
  const noPinned = useHidden("pinned");
  const parts = [<AttackDetails key="attack" />, noPinned ? null : <PinnedPanel key="pinned" />, <Panels key="panels" />];
  return <Suspense fallback={<div className="min-h-48" />}>{before ? parts.toReversed() : parts}</Suspense>;
}

export function Lab() {
  const dropping = useFileDrop(), { hide } = useViewOptions(), embedded = isEmbedded(), rail = STEPS.some((step) => !hide.has(step));
  useEffect(followOptions, []);
  return (
    <>
      <SkipButton />
      <Header />
      <div className={cx(rail && "lg:grid lg:grid-cols-[16.5rem_minmax(0,1fr)] xl:grid-cols-[20rem_minmax(0,1fr)]")}>
        {rail && (
          <Suspense fallback={<div className={cx("min-h-18 lg:border-e lg:border-line", !embedded && "max-md:min-h-[13.9375rem] lg:h-[calc(100dvh-3rem)]")} />}>
            <Rail />
          </Suspense>
        )}
        <main id="bench" tabIndex={-1} aria-label={app.bench} className="min-w-0 scroll-mt-12 outline-none">
          <RunBar />
          <div className="flex flex-col gap-4 p-4">
            <PageNotice />
            <LinkNotes />
            {!hide.has("finding") && <FindingPanel />}
            <ArmColumns />
            <Details />
          </div>
        </main>
      </div>
      <Dialogs />
      {dropping && (
        <div aria-hidden="true" className="pointer-events-none fixed inset-4 z-50 grid place-items-center rounded-lg bg-paper/90">
          <EmptyState title={files.drop} minHeight={160} />
        </div>
      )}
    </>
  );
}
