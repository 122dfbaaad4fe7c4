/**
 * The line at the top of the lab: scenario, undo and redo, share, help, within the header that all views have. Not the run
 * controls, which stand with the results.
 */
import { CircleHelp, LayoutGrid, Moon, Redo2, Share2, Sun, Undo2 } from "lucide-react";
import { lazy, Suspense, type ReactNode } from "react";
import { PageHeader } from "../../parts/PageHeader";
import { redoSpec, undoSpec, useExperiment } from "../../state/experiment";
import { setView, toggleTheme, useView } from "../../state/view";
import { useViewOptions } from "../../state/view-options";
import { options as optionWords } from "../../text/option-words";
import { header as words } from "../../text/words";
import { IconButton } from "../../ui/IconButton";

const ScenarioMenu = lazy(() => import("./ScenarioMenu").then((m) => ({ default: m.ScenarioMenu })));

const allScenarios = () => setView({ dialog: "scenarios" });
const help = () => setView({ dialog: "help" });

function Item({ icon, onClick, children }: { readonly icon: ReactNode; readonly onClick: () => void; readonly children: ReactNode }) {
  return <button type="button" onClick={onClick} className="flex min-h-10 w-full items-center gap-3 rounded-md px-3 text-start hover:bg-hover [&>svg]:size-4.5 [&>svg]:shrink-0">{icon}<span>{children}</span></button>;
}

/** What has no room beside the scenario on a phone. */
function InMenu() {
  const dark = useView((s) => s.theme === "dark"), { hide, lock } = useViewOptions();
  return (
    <div className="sm:hidden">
      {!hide.has("scenarios") && lock.size === 0 && <Item icon={<LayoutGrid aria-hidden="true" />} onClick={allScenarios}>{words.allScenarios}</Item>}
      <Item icon={dark ? <Sun aria-hidden="true" /> : <Moon aria-hidden="true" />} onClick={toggleTheme}>{dark ? words.toLight : words.toDark}</Item>
      <Item icon={<CircleHelp aria-hidden="true" />} onClick={help}>{words.help}</Item>
    </div>
  );
}

export function Header() {
  const canUndo = useExperiment((s) => s.history.past.length > 0);
  const canRedo = useExperiment((s) => s.history.future.length > 0);
  const { hide, lock } = useViewOptions(), scenarios = !hide.has("scenarios");
  const actions = (
    <>
      <IconButton size="md" tooltipSide="bottom" label={words.undo} icon={<Undo2 aria-hidden="true" />} onClick={undoSpec} disabledReason={canUndo ? undefined : words.nothingToUndo} />
      <IconButton size="md" tooltipSide="bottom" label={words.redo} icon={<Redo2 aria-hidden="true" />} onClick={redoSpec} disabledReason={canRedo ? undefined : words.nothingToRedo} />
      {!hide.has("share") && <IconButton size="md" tooltipSide="bottom" label={words.share} icon={<Share2 aria-hidden="true" />} onClick={() => setView({ dialog: "share" })} />}
      <span className="hidden sm:inline"><IconButton size="md" tooltipSide="bottom" label={words.help} icon={<CircleHelp aria-hidden="true" />} onClick={help} /></span>
    </>
  );
  return (
    <PageHeader heading skip={false} actions={actions} menu={<InMenu />}>
      {scenarios && <div className="max-w-72 min-w-0 flex-1 [&_button]:w-full [&_button>span:first-child]:truncate">
        <Suspense fallback={<span className="block min-h-8" />}>
          <ScenarioMenu locked={lock.size > 0} />
        </Suspense>
      </div>}
      {scenarios && <span className="hidden sm:inline"><IconButton size="md" tooltipSide="bottom" label={words.allScenarios} icon={<LayoutGrid aria-hidden="true" />} onClick={allScenarios} disabledReason={lock.size > 0 ? optionWords.scenarioLocked : undefined} /></span>}
    </PageHeader>
  );
}
