/**
 * The five steps of a setup: folding cards beside the bench on wide screens; on narrow ones five one-line summaries that
 * open a drawer. Chooses layout only; each step draws itself.
 */
import type { ReactElement } from "react";
import { useExperiment } from "../../state/experiment";
import { NARROW, useMedia } from "../../state/use-media";
import { setView, toggleFold, useView, type Step } from "../../state/view";
import { attackSummary, dataSummary, defenseSummary, learningSummary } from "../../text/summaries";
import { probeSummary } from "../../text/probe-words";
import { rail as words, steps } from "../../text/words";
import { Card } from "../../ui/Card";
import { Drawer } from "../../ui/Drawer";
import { Notice } from "../../ui/Notice";
import { AttackStep } from "./AttackStep";
import { DataStep } from "./DataStep";
import { DefenseStep } from "./DefenseStep";
import { LearningStep } from "./LearningStep";
import { ProbeStep } from "./ProbeStep";

const ORDER: readonly Step[] = ["data", "attack", "learning", "defense", "probe"];
const bodies: Readonly<Record<Step, () => ReactElement>> = { data: DataStep, attack: AttackStep, learning: LearningStep, defense: DefenseStep, probe: ProbeStep };
const summaries = { data: dataSummary, attack: attackSummary, learning: learningSummary, defense: defenseSummary, probe: probeSummary } as const;

function Said() {
  const said = useExperiment((s) => s.said);
  if (said.length === 0) return null;
  return <Notice>{said.map((line) => <p key={line}>{line}</p>)}</Notice>;
}

function WideRail() {
  const spec = useExperiment((s) => s.spec);
  const folded = useView((s) => s.folded);
  return (
    <aside aria-label={words.region} className="sticky top-12 flex h-[calc(100dvh-3rem)] flex-col gap-2 overflow-y-auto border-r border-line p-3 [scrollbar-gutter:stable] [scrollbar-width:thin]">
      <Said />
      {ORDER.map((step) => {
        const Body = bodies[step];
        return (
          <Card key={step} className="shrink-0" marker={steps[step].number} title={steps[step].title} summary={summaries[step](spec)} open={!folded[step]} onToggle={() => toggleFold(step)}>
            <Body />
          </Card>
        );
      })}
    </aside>
  );
}

function NarrowRail() {
  const spec = useExperiment((s) => s.spec);
  const drawer = useView((s) => s.drawer);
  const Body = drawer ? bodies[drawer] : null;
  return (
    <aside aria-label={words.region} className="border-b border-line px-4 py-2">
      <div className="grid grid-cols-2 gap-2 md:grid-cols-5 max-md:[&>*:last-child]:col-span-2">
        {ORDER.map((step) => (
          <button key={step} type="button" aria-haspopup="dialog" onClick={() => setView({ drawer: step })} className="min-h-12 min-w-0 rounded-lg border border-line bg-paper px-3 py-1.5 text-left leading-tight hover:bg-hover">
            <span className="block text-xs text-muted">{steps[step].number} {steps[step].title}</span>
            <span className="line-clamp-2 text-sm">{summaries[step](spec)}</span>
          </button>
        ))}
      </div>
      <Drawer open={drawer !== null} onOpenChange={(open) => !open && setView({ drawer: null })} title={drawer ? `${steps[drawer].number} ${steps[drawer].title}` : ""}>
        <div className="flex flex-col gap-3">
          <Said />
          {Body && <Body />}
        </div>
      </Drawer>
    </aside>
  );
}

export function Rail() {
  return useMedia(NARROW) ? <NarrowRail /> : <WideRail />;
}
