/** The Clients tab: who has which rows, what they sent round by round, who is in quarantine, whose word counted, and how the models fared. Draws no chart itself. */
import { Play } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { attacksIn, maliciousClients, type ArmInfo, type RoundRecord, type Spec } from "../../../engine/index";
import { armTitle, isBaseline } from "../../state/arms";
import { setRevealed, useBench } from "../../state/bench";
import { metaOf } from "../../state/edit";
import { changeSpec, sameSpec, useExperiment } from "../../state/experiment";
import { usePreview } from "../../state/preview";
import { heldIn, toggleClient } from "../../state/quarantine";
import { startRun, useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { useRunPreview } from "../../state/run-preview";
import { staleLook, useStale } from "../../state/use-stale";
import { durabilitySentence, federation as words, quarantine, serverSentence } from "../../text/federation-words";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";
import { Notice } from "../../ui/Notice";
import { Switch } from "../../ui/Switch";
import { Partition } from "./Partition";
import { Quarantine } from "./Quarantine";
import { RoundCurves } from "./RoundCurves";
import { Rounds } from "./Rounds";
import { dealtRows, mixes, type ArmRounds } from "./rounds";
import { Shares } from "./Shares";
import { useFilm } from "./use-film";

const NONE: readonly RoundRecord[] = [];

/** The arms of the run on screen with the rounds that are known of each. */
function useArms(spec: Spec): readonly ArmRounds[] {
  const arms = useRun((s) => s.arms), results = useRun((s) => s.results), live = useRun((s) => s.rounds);
  return useMemo(() => arms.filter((a) => !isBaseline(a) && a.kind !== "attack-baseline").map((arm) => ({
    arm, title: arm.kind === "defended" ? armTitle(arm, spec) : arm.title, chain: spec.defenses[arm.pipeline ?? -1] ?? [], rounds: results[arm.id]?.federation?.rounds ?? live[arm.id] ?? NONE,
  })), [arms, results, live, spec]);
}

/** What came of it, in sentences: only from finished arms. */
function Found({ arms }: { readonly arms: readonly ArmRounds[] }) {
  const results = useRun((s) => s.results);
  const said = arms.flatMap(({ arm, title, chain }) => {
    const report = results[arm.id]?.federation;
    if (!report || arm.kind === "clean" || !report.clients.some((c) => c.malicious)) return [];
    return [`${serverSentence(arm.kind === "defended" ? title : null, report, mixes(chain))}${durabilitySentence(report)}`];
  });
  if (said.length === 0) return null;
  return <ul aria-label={words.found} className="m-0 flex max-w-[85ch] list-disc flex-col gap-1 ps-5">{said.map((s) => <li key={s}>{s}</li>)}</ul>;
}

function Ran({ spec, truth }: { readonly spec: Spec; readonly truth: ReadonlySet<number> | null }) {
  const bench = useExperiment((s) => s.spec), arms = useArms(spec), { federated } = spec;
  const shown = arms.filter((a) => a.arm.kind !== "clean" || arms.length === 1), known = Math.max(0, ...arms.map((a) => a.rounds.length)), film = useFilm(known);
  const [client, setClient] = useState<number | null>(null), [said, setSaid] = useState<{ readonly text: string; readonly bench: Spec; readonly run: readonly ArmInfo[] } | null>(null), run = useRun((s) => s.arms);
  /** It holds until something else is changed, undone or run. */
  const say = (text: string) => setSaid({ text, bench: useExperiment.getState().spec, run });
  // The next run begins anew, so that a quarantine from its last round on would change next to nothing.
  const from = film.chosen ?? 1;
  const choose = (of: ArmRounds, chosen: number) => {
    const made = toggleClient(bench, of.chain, of.arm.pipeline, chosen, from);
    if (typeof made === "string") return say(made);
    if (changeSpec(made.spec)) say(made.added === null ? quarantine.removed(chosen) : quarantine.added(chosen, made.added));
  };
  const attacked = useCallback((round: number) => spec.attack !== null && spec.federated.malicious > 0 && attacksIn(spec.federated, round), [spec]);
  return (
    <>
      <Found arms={arms} />
      <Rounds arms={shown} film={film} length={federated.rounds} clients={federated.clients} malicious={truth} attacked={truth ? attacked : null} from={from} heldOf={(of) => new Set(heldIn(bench, of.chain, of.arm.pipeline)?.clients)} shown={client} onShow={setClient} onChoose={choose} />
      <Quarantine malicious={truth} said={said && said.bench === bench && said.run === run ? said.text : ""} from={from} />
      <Shares arms={shown} length={federated.rounds} clients={federated.clients} malicious={truth} shown={client} onShow={setClient} now={film.now} />
      <RoundCurves arms={arms} length={federated.rounds} attacked={attacked} />
    </>
  );
}

export function FederationPanel() {
  const bench = useExperiment((s) => s.spec), problem = useExperiment((s) => s.problem), ran = useRun((s) => s.spec), phase = useRun((s) => s.phase), planned = useRun((s) => s.arms.length > 0);
  const ofBench = usePreview((s) => s.preview), ofRun = useRunPreview((s) => s.preview), revealed = useBench((s) => s.revealed);
  // Other defenses, such as a quarantine just made here, make what the clients have sent no older.
  const stale = useStale() && ran !== null && !sameSpec({ ...ran, defenses: [] }, { ...bench, defenses: [] });
  const here = ran?.regime === "federated" && phase !== "idle" && planned, spec = here ? ran : bench, preview = here ? ofRun : ofBench, { seed, federated } = spec, attacked = spec.attack !== null;
  const malicious = useMemo(() => new Set(attacked ? maliciousClients(seed, federated) : []), [attacked, seed, federated]), truth = revealed && attacked ? malicious : null;
  const dealt = useMemo(() => preview && dealtRows(preview, federated.clients), [preview, federated.clients]), meta = metaOf(spec);
  return (
    <div className="flex flex-col gap-7">
      {stale && here && <Notice>{words.stale}</Notice>}
      <div className={cx("flex flex-col gap-7", stale && here && staleLook)}>
        {attacked && <div className="max-w-xl"><Switch label={words.reveal} checked={revealed} onChange={setRevealed} description={words.revealWhy} /></div>}
        {dealt && meta ? <Partition dealt={dealt} classNames={meta.classNames} malicious={truth} /> : <div className="min-h-60" />}
        {here ? <Ran spec={spec} truth={truth} /> : (
          <EmptyState title={words.beforeTitle} action={!isBusy(phase) && <Button size="sm" icon={<Play />} disabledReason={problem?.message} onClick={() => startRun()}>{words.run}</Button>}>{words.before}</EmptyState>
        )}
      </div>
    </div>
  );
}
