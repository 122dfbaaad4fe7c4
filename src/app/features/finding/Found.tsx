/** The finding of a finished run, written from its numbers; says when it belongs to other settings than those on the bench. */
import type { ExperimentResult } from "../../../engine/index";
import { GlossaryTerm } from "../../parts/GlossaryTerm";
import { useExperiment } from "../../state/experiment";
import { presetOf, usePresets } from "../../state/presets";
import { useRun } from "../../state/run";
import { runShownAgain } from "../../state/run-again";
import { staleLook } from "../../state/use-stale";
import { finding } from "../../text/finding";
import { goneModels } from "../../text/gone-words";
import { run as words } from "../../text/words";
import { Notice } from "../../ui/Notice";
import { KeptLink } from "./KeptLink";
import { Warnings } from "./Warnings";

function Sentences({ attack, defenses }: { readonly attack: string; readonly defenses: readonly string[] }) {
  const look = "max-w-[80ch] text-lg leading-snug font-medium text-pretty";
  if (defenses.length < 2) return <p className={look}>{[attack, ...defenses].join(" ")}</p>;
  return (
    <>
      <p className={look}>{attack}</p>
      <ul className="mt-1 list-disc space-y-0.5 ps-5 marker:text-defended">
        {defenses.map((line) => <li key={line} className="max-w-[85ch]">{line}</li>)}
      </ul>
    </>
  );
}

/** A scenario chosen after a run introduces itself, though the old results are still there. */
function NewScenario() {
  const preset = presetOf(useExperiment((s) => s.spec), usePresets());
  return preset ? <span className="text-muted">{words.nowOn(preset.title, preset.summary)}</span> : null;
}

export function Found({ result, stale }: { readonly result: ExperimentResult; readonly stale: boolean }) {
  const found = finding(result), recorded = useRun((s) => s.recorded);
  return (
    <section aria-label={words.finding}>
      {recorded && <div className="mb-3"><Notice announce={false} action={{ label: goneModels.runAgain, onClick: runShownAgain }}>{goneModels.shown}</Notice></div>}
      {stale && <div className="mb-3"><Notice>{words.stale} <NewScenario /></Notice></div>}
      <div className={stale ? staleLook : undefined}>
        <Sentences attack={found.attack} defenses={found.defenses} />
        <p className="mt-1 text-sm text-muted">{found.caveat}{found.interval && <> {words.interval} <GlossaryTerm id="interval">{words.intervalTerm}</GlossaryTerm>.</>}</p>
        {!recorded && <KeptLink result={result} />}
        <div className="mt-2 flex flex-col gap-2 empty:hidden"><Warnings /></div>
      </div>
    </section>
  );
}
