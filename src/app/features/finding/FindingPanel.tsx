/**
 * The finding: what the run showed, in sentences; before a run, what is about to be tried. Says when the results belong to
 * other settings than those on the bench. Draws no charts.
 */
import { attacks } from "../../../engine/index";
import { GlossaryTerm } from "../../parts/GlossaryTerm";
import { useExperiment } from "../../state/experiment";
import { startRun, useRun } from "../../state/run";
import { isBaseline } from "../../state/arms";
import { presetOf } from "../../state/presets";
import { isBusy } from "../../state/run-state";
import { staleLook, useStale } from "../../state/use-stale";
import { finding } from "../../text/finding";
import { lowerFirst } from "../../text/format";
import { nextStep } from "../../text/progress";
import { empty, run as words } from "../../text/words";
import { Notice } from "../../ui/Notice";

function During() {
  const arms = useRun((s) => s.arms);
  return (
    <div className="max-w-[75ch]">
      <p className="text-lg leading-snug font-medium text-balance">{words.watch}</p>
      <p className="mt-1 text-muted">{words.watchWhy(arms.filter((a) => !isBaseline(a)).length)}</p>
    </div>
  );
}

/** What must be known beside the finding, such as a broken assumption; a column's own notes stay in the column. */
function Warnings() {
  const notices = useRun((s) => s.notices);
  const results = useRun((s) => s.results);
  const inColumns = new Set(Object.values(results).flatMap((r) => r.notes.map((n) => n.text)));
  const shown = notices.filter((n) => !inColumns.has(n.text));
  return shown.map((note) => <Notice key={note.text} level={note.level}>{note.text}</Notice>);
}

function Sentences({ attack, defenses }: { readonly attack: string; readonly defenses: readonly string[] }) {
  const look = "max-w-[80ch] text-lg leading-snug font-medium text-pretty";
  if (defenses.length < 2) return <p className={look}>{[attack, ...defenses].join(" ")}</p>;
  return (
    <>
      <p className={look}>{attack}</p>
      <ul className="mt-1 list-disc space-y-0.5 pl-5 marker:text-defended">
        {defenses.map((line) => <li key={line} className="max-w-[85ch]">{line}</li>)}
      </ul>
    </>
  );
}

function Before() {
  const spec = useExperiment((s) => s.spec);
  const attack = spec.attack ? attacks.find(spec.attack.id) : undefined;
  return (
    <div className="max-w-[75ch]">
      <p className="text-lg leading-snug font-medium text-pretty">{presetOf(spec)?.summary ?? (attack ? empty.attacker(lowerFirst(attack.summary)) : empty.noAttack)}</p>
      <p className="mt-1 text-muted text-pretty">{empty.hint}</p>
    </div>
  );
}

/** A scenario chosen after a run introduces itself, though the old results are still there. */
function NewScenario() {
  const preset = presetOf(useExperiment((s) => s.spec));
  return preset ? <span className="text-muted">{words.nowOn(preset.title, preset.summary)}</span> : null;
}

export function FindingPanel() {
  const phase = useRun((s) => s.phase);
  const result = useRun((s) => s.result);
  const problem = useRun((s) => s.problem);
  const stale = useStale();
  if (phase === "failed" && problem)
    return <Notice level="error" title={problem.message} action={{ label: words.tryAgain, onClick: () => startRun() }}>{nextStep(problem)}</Notice>;
  if (isBusy(phase)) return <><During /><Warnings /></>;
  if (phase === "cancelled")
    return (
      <div className={stale ? staleLook : undefined}>
        <p className="text-lg leading-snug font-medium">{words.cancelled}</p>
        <p className="mt-1 text-muted">{stale ? words.stale : words.cancelledWhy}</p>
      </div>
    );
  if (!result) return <Before />;
  const found = finding(result);
  return (
    <section aria-label={words.finding}>
      {stale && <div className="mb-3"><Notice>{words.stale} <NewScenario /></Notice></div>}
      <div className={stale ? staleLook : undefined}>
        <Sentences attack={found.attack} defenses={found.defenses} />
        <p className="mt-1 text-sm text-muted">{found.caveat}{found.interval && <> {words.interval} <GlossaryTerm id="interval">{words.intervalTerm}</GlossaryTerm>.</>}</p>
        <div className="mt-2 flex flex-col gap-2 empty:hidden"><Warnings /></div>
      </div>
    </section>
  );
}
