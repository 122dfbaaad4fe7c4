/** What the probes found, one section each; or why there is nothing yet, and what to do. Draws no chart itself. */
import { useMemo } from "react";
import { useExperiment } from "../../state/experiment";
import { useRun } from "../../state/run";
import { NARROW } from "../../state/use-media";
import { staleLook, useStale } from "../../state/use-stale";
import { setView, useView } from "../../state/view";
import { useHidden } from "../../state/view-options";
import { probeTerms } from "../../text/probe-terms";
import { probePanel as words, probeTitle } from "../../text/probe-words";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";
import { Term } from "../../ui/Term";
import { probed } from "./outcomes";
import { ProbeSection } from "./ProbeSection";

/** Opens step 5 where a person can choose: in the drawer, or in the rail, which then takes the focus. */
function openStep(): void {
  if (matchMedia(NARROW).matches) return setView({ drawer: "probe" });
  setView({ folded: { ...useView.getState().folded, probe: false } });
  requestAnimationFrame(() => {
    const step = document.getElementById("probe-step");
    step?.scrollIntoView({ block: "nearest" });
    step?.querySelector<HTMLElement>("[role=combobox]")?.focus();
  });
}

export function ProbesPanel() {
  const ran = useRun((s) => s.spec), arms = useRun((s) => s.arms), phase = useRun((s) => s.phase);
  const bench = useExperiment((s) => s.spec);
  const stale = useStale(), hidden = useHidden("probe");
  const shown = useMemo(() => probed(arms), [arms]);
  const probes = phase === "idle" ? [] : (ran?.probes ?? []);
  if (probes.length === 0 && bench.probes.length === 0) return hidden ? <EmptyState title={words.emptyTitle}>{words.hidden}</EmptyState> : <EmptyState title={words.emptyTitle} action={<Button size="sm" onClick={openStep}>{words.choose}</Button>}>{words.empty}</EmptyState>;
  if (probes.length === 0) return <EmptyState title={words.readyTitle(bench.probes.map(probeTitle))}>{phase === "idle" ? words.ready : words.notInRun}</EmptyState>;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-1">
        <p className="max-w-[75ch] text-muted">
          {words.explain} {stale && <strong className="font-semibold text-ink">{words.stale}</strong>}
        </p>
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">{Object.values(probeTerms).map(({ term, meaning }) => <Term key={term} definition={meaning}>{term}</Term>)}</p>
      </div>
      <div className={cx("flex flex-col gap-8 [&>*+*]:border-t [&>*+*]:border-line [&>*+*]:pt-6", stale && staleLook)}>
        {probes.map((choice, i) => <ProbeSection key={`${i}-${choice.id}`} probes={probes} position={i} arms={shown} />)}
      </div>
    </div>
  );
}
