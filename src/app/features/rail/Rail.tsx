/**
 * The five steps of a setup: folding cards beside the bench on wide screens; on narrow ones five one-line summaries that
 * open a drawer. Chooses layout only; each step draws itself.
 */
import { Lock } from "lucide-react";
import type { ReactElement } from "react";
import { useExperiment } from "../../state/experiment";
import { NARROW, useMedia } from "../../state/use-media";
import { isEmbedded } from "../../state/embed";
import { setView, toggleFold, useView, type Step } from "../../state/view";
import { STEPS, useLockedStep, useViewOptions } from "../../state/view-options";
import { attackSummary, dataSummary, defenseSummary, learningSummary } from "../../text/summaries";
import { options } from "../../text/option-words";
import { probeSummary } from "../../text/probe-words";
import { rail as words, steps } from "../../text/words";
import { Card } from "../../ui/Card";
import { cx } from "../../ui/cx";
import { Drawer } from "../../ui/Drawer";
import { LockContext } from "../../ui/lock";
import { Notice } from "../../ui/Notice";
import { AttackStep } from "./AttackStep";
import { DataStep } from "./DataStep";
import { DefenseStep } from "./DefenseStep";
import { LearningStep } from "./LearningStep";
import { ProbeStep } from "./ProbeStep";

const bodies: Readonly<Record<Step, () => ReactElement>> = { data: DataStep, attack: AttackStep, learning: LearningStep, defense: DefenseStep, probe: ProbeStep };
const summaries = { data: dataSummary, attack: attackSummary, learning: learningSummary, defense: defenseSummary, probe: probeSummary } as const;

function Said() {
  const said = useExperiment((s) => s.said);
  if (said.length === 0) return null;
  return <Notice>{said.map((line) => <p key={line}>{line}</p>)}</Notice>;
}

/** The steps that the link leaves in view. */
const useSteps = (): readonly Step[] => {
  const { hide } = useViewOptions();
  return STEPS.filter((step) => !hide.has(step));
};

/** Values of locked knobs stay as dark as others: they are there to be read. */
const readable = "flex flex-col [&_[data-disabled]]:opacity-100 [&_input:disabled]:opacity-100 [&_[data-disabled]]:cursor-not-allowed [&_input:disabled]:cursor-not-allowed";

function Body({ step }: { readonly step: Step }) {
  const Form = bodies[step], locked = useLockedStep(step);
  if (!locked) return <Form />;
  return (
    <LockContext value={true}>
      <p className="mb-3 flex items-start gap-2 rounded-lg bg-sunken px-3 py-2 text-sm"><Lock aria-hidden="true" className="mt-0.5 size-4 shrink-0" /><span>{options.locked} {options.lockedRead}</span></p>
      <div className={readable}><Form /></div>
    </LockContext>
  );
}

function LockMark({ step }: { readonly step: Step }) {
  return useLockedStep(step) ? <span className="inline-flex size-8 items-center justify-center text-muted"><Lock aria-hidden="true" className="size-4" /><span className="sr-only">{options.lockedStep}</span></span> : null;
}

function SmallLock({ step }: { readonly step: Step }) {
  return useLockedStep(step) ? <><Lock aria-hidden="true" className="size-3" /><span className="sr-only">{options.lockedStep}</span></> : null;
}

function WideRail() {
  const shown = useSteps(), embedded = isEmbedded();
  const spec = useExperiment((s) => s.spec);
  const folded = useView((s) => s.folded);
  return (
    <aside aria-label={words.region} className={cx("flex flex-col gap-2 border-e border-line p-3", !embedded && "sticky top-12 h-[calc(100dvh-3rem)] overflow-y-auto [scrollbar-gutter:stable] [scrollbar-width:thin]")}>
      <Said />
      {shown.map((step) => (
        <Card key={step} className="shrink-0" marker={steps[step].number} title={steps[step].title} summary={summaries[step](spec)} open={!folded[step]} onToggle={() => toggleFold(step)} actions={<LockMark step={step} />}>
          <Body step={step} />
        </Card>
      ))}
    </aside>
  );
}

function NarrowRail() {
  const shown = useSteps();
  const spec = useExperiment((s) => s.spec);
  const drawer = useView((s) => s.drawer);
  return (
    <aside aria-label={words.region} className="border-b border-line px-4 py-2">
      <div className={cx("gap-2", isEmbedded() ? "flex overflow-x-auto *:min-w-36 *:flex-1" : "grid grid-cols-2 md:auto-cols-fr md:grid-flow-col md:grid-cols-none max-md:[&>*:last-child:nth-child(odd)]:col-span-2")}>
        {shown.map((step) => (
          <button key={step} type="button" aria-haspopup="dialog" onClick={() => setView({ drawer: step })} className="min-h-12 min-w-0 rounded-lg border border-line bg-paper px-3 py-1.5 text-start leading-tight hover:bg-hover">
            <span className="flex items-center gap-1 text-xs text-muted">{steps[step].number} {steps[step].title}<SmallLock step={step} /></span>
            <span className="line-clamp-2 text-sm">{summaries[step](spec)}</span>
          </button>
        ))}
      </div>
      <Drawer open={drawer !== null} onOpenChange={(open) => !open && setView({ drawer: null })} title={drawer ? `${steps[drawer].number} ${steps[drawer].title}` : ""}>
        <div className="flex flex-col gap-3">
          <Said />
          {drawer && <Body step={drawer} />}
        </div>
      </Drawer>
    </aside>
  );
}

export function Rail() {
  return useMedia(NARROW) ? <NarrowRail /> : <WideRail />;
}
