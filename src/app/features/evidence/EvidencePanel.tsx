/** The Evidence tab: what the defenses of a pipeline go by, what guards and monitors did, and a look inside a model. Draws no chart itself. */
import { useState } from "react";
import { ModelsGone } from "../../parts/ModelsGone";
import { armTitle } from "../../state/arms";
import { useRun } from "../../state/run";
import { useRunPreview } from "../../state/run-preview";
import { useShownSpec } from "../../state/use-shown-spec";
import { staleLook, useStale } from "../../state/use-stale";
import { evidence as words, map, reveal } from "../../text/evidence-words";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";
import { Segmented } from "../../ui/Segmented";
import { Switch } from "../../ui/Switch";
import { FeatureMapView } from "./FeatureMapView";
import { Neurons } from "./Neurons";
import { PipelineEvidence } from "./PipelineEvidence";

/** Models that a person may look into: those of the columns. */
function Inside({ revealed }: { readonly revealed: boolean }) {
  const arms = useRun((s) => s.arms), artifacts = useRun((s) => s.artifacts), spec = useShownSpec(), preview = useRunPreview((s) => s.preview);
  const [wanted, setArm] = useState<string | null>(null), recorded = useRun((s) => s.recorded);
  const ready = arms.filter((a) => (a.kind === "clean" || a.kind === "poisoned" || a.kind === "defended") && artifacts[a.id]);
  const arm = ready.find((a) => a.id === wanted) ?? ready.find((a) => a.kind === "poisoned") ?? ready[0];
  return (
    <section aria-label={map.region} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h3 className="font-semibold">{map.region}</h3>
        {arm && ready.length > 1 && !recorded && <div><Segmented label={map.model} hideLabel value={arm.id} onChange={setArm} options={ready.map((a) => ({ value: a.id, label: a.title }))} /></div>}
      </div>
      {recorded ? <ModelsGone /> : !arm || !preview ? <p className="text-sm text-muted">{map.before}</p> : (
        <div className="grid min-w-0 items-start gap-x-8 gap-y-6 xl:grid-cols-2">
          <FeatureMapView arm={arm} arms={arms} spec={spec} preview={preview} revealed={revealed} />
          {preview.goal && preview.goal.targets.length > 0 && <Neurons key={arm.id} arm={arm} spec={spec} revealed={revealed} />}
        </div>
      )}
    </section>
  );
}

export function EvidencePanel() {
  const arms = useRun((s) => s.arms), phase = useRun((s) => s.phase), spec = useShownSpec(), stale = useStale();
  const [picked, setPicked] = useState<string | null>(null), [beside, setBeside] = useState(true), [revealed, setRevealed] = useState(false);
  if (phase === "idle") return <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>;
  const defended = arms.filter((a) => a.kind === "defended"), arm = defended.find((a) => a.id === picked) ?? defended[0];
  const control = arm ? (arms.find((a) => a.kind === "clean-control" && a.pipeline === arm.pipeline) ?? null) : null;
  return (
    <div className={cx("flex flex-col gap-6", stale && staleLook)}>
      <div className="flex flex-wrap items-start gap-x-8 gap-y-3">
        {arm && defended.length > 1 && <div className="max-w-xl"><Segmented label={words.pipeline} hideLabel value={arm.id} onChange={setPicked} options={defended.map((a) => ({ value: a.id, label: armTitle(a, spec) }))} /></div>}
        {control && <div className="w-72 max-w-full"><Switch label={words.beside} checked={beside} onChange={setBeside} description={words.besideWhy} /></div>}
        {spec.attack && <div className="w-72 max-w-full"><Switch label={reveal.label} checked={revealed} onChange={setRevealed} description={reveal.why} /></div>}
      </div>
      {arm && <PipelineEvidence key={arm.id} arm={arm} control={beside ? control : null} chain={spec.defenses[arm.pipeline ?? -1] ?? []} revealed={revealed} />}
      <Inside revealed={revealed} />
    </div>
  );
}
