/**
 * The page: header, the four steps, run bar, finding, columns, pinned image and the panel at the bottom. Puts features
 * beside each other and lets those that need a run arrive later; holds no logic of its own.
 */
import { lazy, Suspense, useEffect, type ReactNode } from "react";
import { FindingPanel } from "./features/finding/FindingPanel";
import { Header } from "./features/header/Header";
import { Rail } from "./features/rail/Rail";
import { RunBar } from "./features/run-bar/RunBar";
import { SamplesPanel } from "./features/samples/SamplesPanel";
import { ArmColumns } from "./features/columns/ArmColumns";
import { useFileDrop } from "./state/drop";
import { setView, useView, type Panel } from "./state/view";
import { app, files, panels } from "./text/words";
import { EmptyState } from "./ui/EmptyState";
import { Notice } from "./ui/Notice";
import { Tabs } from "./ui/Tabs";

const PinnedPanel = lazy(() => import("./features/pinned/PinnedPanel").then((m) => ({ default: m.PinnedPanel })));
const RemovedPanel = lazy(() => import("./features/removed/RemovedPanel").then((m) => ({ default: m.RemovedPanel })));
const ClassesPanel = lazy(() => import("./features/classes/ClassesPanel").then((m) => ({ default: m.ClassesPanel })));
const StagesPanel = lazy(() => import("./features/stages/StagesPanel").then((m) => ({ default: m.StagesPanel })));
const ShareDialog = lazy(() => import("./features/header/ShareDialog").then((m) => ({ default: m.ShareDialog })));
const HelpDialog = lazy(() => import("./features/header/HelpDialog").then((m) => ({ default: m.HelpDialog })));

const later = (node: ReactNode) => <Suspense fallback={<div className="min-h-24" />}>{node}</Suspense>;

function PageNotice() {
  const notice = useView((s) => s.notice);
  if (!notice) return null;
  return <Notice level={notice.tone} onDismiss={() => setView({ notice: null })}>{notice.text}</Notice>;
}

function BottomPanel() {
  const panel = useView((s) => s.panel);
  return (
    <section aria-label={panels.region} className="rounded-lg border border-line bg-paper px-4 pb-4">
      <Tabs<Panel>
        label={panels.region}
        value={panel}
        onChange={(next) => setView({ panel: next })}
        items={[
          { value: "samples", label: panels.samples, content: <SamplesPanel /> },
          { value: "removed", label: panels.removed, content: later(<RemovedPanel />) },
          { value: "classes", label: panels.classes, content: later(<ClassesPanel />) },
          { value: "stages", label: panels.stages, content: later(<StagesPanel />) },
        ]}
      />
    </section>
  );
}

/** Not a link: the part of the address after # belongs to the experiment. */
function SkipButton() {
  return (
    <button type="button" onClick={() => document.getElementById("bench")?.focus()} className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:border focus:border-edge focus:bg-paper focus:px-4 focus:py-2">
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
    </Suspense>
  );
}

export function App() {
  const theme = useView((s) => s.theme);
  const dropping = useFileDrop();
  useEffect(() => {
    document.documentElement.classList.toggle("dark", theme === "dark");
  }, [theme]);
  return (
    <>
      <SkipButton />
      <Header />
      <div className="lg:grid lg:grid-cols-[20rem_minmax(0,1fr)]">
        <Rail />
        <main id="bench" tabIndex={-1} aria-label={app.bench} className="min-w-0 outline-none">
          <RunBar />
          <div className="flex flex-col gap-4 p-4">
            <PageNotice />
            <FindingPanel />
            <ArmColumns />
            {later(<PinnedPanel />)}
            <BottomPanel />
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
