/**
 * The line at the top of the page: name, scenario, undo and redo, share, theme, help. Not the run controls, which stand
 * with the results.
 */
import { CircleHelp, LayoutGrid, Moon, Redo2, Share2, Sun, Undo2 } from "lucide-react";
import { lazy, Suspense } from "react";
import { redoSpec, undoSpec, useExperiment } from "../../state/experiment";
import { setView, toggleTheme, useView } from "../../state/view";
import { app, header as words } from "../../text/words";
import { IconButton } from "../../ui/IconButton";

const ScenarioMenu = lazy(() => import("./ScenarioMenu").then((m) => ({ default: m.ScenarioMenu })));

export function Header() {
  const canUndo = useExperiment((s) => s.history.past.length > 0);
  const canRedo = useExperiment((s) => s.history.future.length > 0);
  const theme = useView((s) => s.theme);
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-1 border-b border-line bg-paper px-3 sm:gap-2 sm:px-4">
      <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width={24} height={24} className="shrink-0" />
      <h1 className="sr-only mr-1 text-lg leading-none font-semibold sm:not-sr-only">{app.name}</h1>
      <div className="max-w-72 min-w-0 flex-1 [&_button]:w-full [&_button>span:first-child]:truncate">
        <Suspense fallback={<span className="block min-h-8" />}>
          <ScenarioMenu />
        </Suspense>
      </div>
      <IconButton size="md" tooltipSide="bottom" label={words.allScenarios} icon={<LayoutGrid aria-hidden="true" />} onClick={() => setView({ dialog: "scenarios" })} />
      <span className="flex-none sm:flex-1" />
      <div className="flex shrink-0 items-center sm:gap-0.5">
        <IconButton size="md" tooltipSide="bottom" label={words.undo} icon={<Undo2 aria-hidden="true" />} onClick={undoSpec} disabledReason={canUndo ? undefined : words.nothingToUndo} />
        <IconButton size="md" tooltipSide="bottom" label={words.redo} icon={<Redo2 aria-hidden="true" />} onClick={redoSpec} disabledReason={canRedo ? undefined : words.nothingToRedo} />
        <IconButton size="md" tooltipSide="bottom" label={words.share} icon={<Share2 aria-hidden="true" />} onClick={() => setView({ dialog: "share" })} />
        <IconButton size="md" tooltipSide="bottom" label={theme === "dark" ? words.toLight : words.toDark} icon={theme === "dark" ? <Sun aria-hidden="true" /> : <Moon aria-hidden="true" />} onClick={toggleTheme} />
        <IconButton size="md" tooltipSide="bottom" label={words.help} icon={<CircleHelp aria-hidden="true" />} onClick={() => setView({ dialog: "help" })} />
      </div>
    </header>
  );
}
