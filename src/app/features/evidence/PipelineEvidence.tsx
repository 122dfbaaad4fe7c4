/** What the defenses of one pipeline show, in order, on the rows as delivered and beside it on clean data. */
import { STAGE_DOES, defenses, type ArmInfo, type Choice, type Evidence } from "../../../engine/index";
import { useRun } from "../../state/run";
import { useRunPreview } from "../../state/run-preview";
import { isBusy } from "../../state/run-state";
import { evidence as words } from "../../text/evidence-words";
import { goneModels } from "../../text/gone-words";
import { cx } from "../../ui/cx";
import { CertificateCard } from "./CertificateCard";
import { EvidenceView } from "./EvidenceView";
import { merged } from "./merge";
import { ScreenCard } from "./ScreenCard";
import { StreamViews } from "./StreamView";

const GREY = [0, 1] as const, NONE: readonly Evidence[] = [];

function Shown({ arm, position }: { readonly arm: ArmInfo; readonly position: number }) {
  const shown = useRun((s) => s.evidence[arm.id]?.find((e) => e.position === position)?.shown ?? NONE);
  const done = useRun((s) => s.results[arm.id] !== undefined), busy = useRun((s) => isBusy(s.phase)), recorded = useRun((s) => s.recorded);
  const range = useRunPreview((s) => s.preview?.meta.valueRange ?? GREY);
  if (shown.length === 0) return <p className="text-sm text-muted">{recorded ? goneModels.evidence : done || !busy ? words.nothing : words.waiting}</p>;
  return (
    <>
      {!done && busy && <p role="status" className="text-sm text-muted">{words.working}</p>}
      <div className="grid min-w-0 items-start gap-x-6 gap-y-4 @4xl:grid-cols-2">{merged(shown).map((e) => <EvidenceView key={e.id} shown={e} range={range} />)}</div>
    </>
  );
}

/** Everything of one arm that belongs to its pipeline as a whole: guard, certificate, streams. */
function AtWork({ arm, revealed }: { readonly arm: ArmInfo; readonly revealed: boolean }) {
  const result = useRun((s) => s.results[arm.id]);
  if (!result) return null;
  return (
    <>
      {result.screen && <ScreenCard arm={result} revealed={revealed} />}
      {result.certificate && <CertificateCard report={result.certificate} />}
      <StreamViews arm={result} revealed={revealed} />
    </>
  );
}

export interface PipelineEvidenceProps {
  readonly arm: ArmInfo;
  /** The same pipeline on clean data. */
  readonly control: ArmInfo | null;
  readonly chain: readonly Choice[];
  readonly revealed: boolean;
}

/** With a filter that shows nothing of its own there is still its place in the pipeline. */
export function PipelineEvidence({ arm, control, chain, revealed }: PipelineEvidenceProps) {
  const arms = control ? [arm, control] : [arm], side = cx("grid min-w-0 items-start gap-x-6 gap-y-4", control && "lg:grid-cols-2 lg:[&>*+*]:border-s lg:[&>*+*]:border-line lg:[&>*+*]:ps-6");
  const silent = (choice: Choice) => ["guard", "monitor"].includes(defenses.find(choice.id)?.stage ?? "");
  const evidenceOf = useRun((s) => s.evidence), results = useRun((s) => s.results);
  const atWork = arms.some((a) => { const r = results[a.id]; return Boolean(r?.screen ?? r?.certificate ?? r?.watches?.length); });
  return (
    <div className="flex flex-col gap-6">
      {chain.map((choice, position) => {
        const plugin = defenses.find(choice.id), any = arms.some((a) => evidenceOf[a.id]?.some((e) => e.position === position && e.shown.length > 0));
        if (!plugin || (silent(choice) && !any)) return null;
        return (
          <section key={`${choice.id}-${position}`} aria-label={plugin.title} className="flex min-w-0 flex-col gap-2">
            <h3 className="font-semibold">{plugin.title} <span className="text-sm font-normal text-muted">{STAGE_DOES[plugin.stage]}</span></h3>
            <div className={side}>
              {arms.map((a) => (
                <div key={a.id} className="@container flex min-w-0 flex-col gap-2">
                  {control && <p className="text-sm font-medium text-muted">{a === arm ? words.delivered : words.control}</p>}
                  <Shown arm={a} position={position} />
                </div>
              ))}
            </div>
          </section>
        );
      })}
      {atWork && <section aria-label={words.atWork} className="flex min-w-0 flex-col gap-2">
        <h3 className="font-semibold">{words.atWork}</h3>
        <div className={side}>
        {arms.map((a) => <div key={a.id} className="@container flex min-w-0 flex-col gap-4">{control && <p className="text-sm font-medium text-muted">{a === arm ? words.delivered : words.control}</p>}<AtWork arm={a} revealed={revealed} /></div>)}
        </div>
      </section>}
    </div>
  );
}
