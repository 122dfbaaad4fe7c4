/** The sweep tab: setting one up, running it in the background, what it found, one place closer. The running is in state/sweep.ts. */
import { FlaskConical } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { attacks, canonicalJson, models, type Spec } from "../../../engine/index";
import { axesInfo, sweepArms, sweepCells, sweepSpec, type AxisInfo, type Sweep, type SweepCell } from "../../../engine/later";
import { JobStatus } from "../../parts/JobStatus";
import { changeSpec, useExperiment } from "../../state/experiment";
import { clearSweep, pauseSweep, recallSweep, resumeSweep, retrySweep, startSweep, sweepCount, sweepRunKey, useSweep } from "../../state/sweep";
import { takeSweepWish, useSweepWish } from "../../state/sweep-wish";
import { showBench } from "../../state/show-bench";
import { setView } from "../../state/view";
import { job as jobWords } from "../../text/job-words";
import { armTitle, metricTitle, spreadText, sweepWords as words } from "../../text/sweep-words";
import { Button } from "../../ui/Button";
import { DataTable } from "../../ui/DataTable";
import { DecisionMaps } from "./DecisionMaps";
import { dataTitle } from "./estimate";
import { cellAt } from "./series";
import { SweepFigure, type WhyNot } from "./SweepFigure";
import { SweepSetup } from "./SweepSetup";

/** One place closer: every arm's numbers, and the experiment behind them. */
function Closer({ sweep, infos, cells, at, whyNot }: { readonly sweep: Sweep; readonly infos: readonly AxisInfo[]; readonly cells: readonly SweepCell[]; readonly at: readonly number[]; readonly whyNot: WhyNot }) {
  const place = words.place(infos, sweep, at), shown = sweepArms(sweep).flatMap((arm) => { const cell = cellAt(cells, arm, at); return cell ? [cell] : []; });
  const ids = [...new Set([...sweep.metrics, ...shown.flatMap((c) => Object.keys(c.metrics))])].filter((id) => shown.some((c) => c.metrics[id])).slice(0, 4);
  const open = () => {
    if (changeSpec(sweepSpec(sweep, at))) setView({ notice: { tone: "info", text: words.opened(place) } });
    showBench();
  };
  const seeds = Math.min(...shown.map((c) => c.seeds.length)), diverged = shown.reduce((n, c) => n + c.diverged, 0);
  return (
    <section aria-live="polite" className="flex flex-wrap items-start gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-72">
        <h3 className="font-semibold">{place.charAt(0).toUpperCase() + place.slice(1)}</h3>
        {shown.length === 0 ? <p className="text-sm text-muted">{whyNot(at) ?? words.empty}</p> : (
          <DataTable caption={[...(seeds < sweep.seeds.length ? [words.soFar(seeds, sweep.seeds.length)] : []), ...(diverged > 0 ? [words.diverged(diverged)] : [])].join("; ") || undefined} data={{ columns: [{ title: words.arm }, ...ids.map((id) => ({ title: metricTitle(id), numeric: true }))], rows: shown.map((c) => [armTitle(sweep, c.arm), ...ids.map((id) => { const s = c.metrics[id]; return s ? spreadText(s) : "–"; })]) }} />
        )}
      </div>
      <div>
        <Button icon={<FlaskConical />} onClick={open}>{words.open}</Button>
        {sweep.seeds.length > 1 && <p className="mt-1 text-sm text-muted">{words.openSeed(sweep.seeds[0]!)}</p>}
      </div>
    </section>
  );
}

/** Everything but what the sweep itself changes. */
const setupOf = ({ dataset, model, training, attack, regime, federated, online, pretrained, defenses }: Spec) => canonicalJson([dataset, model, training, attack, regime, federated, online, pretrained, defenses]);

function Found({ sweep, onEdit }: { readonly sweep: Sweep; readonly onEdit: () => void }) {
  const job = useSweep(), known = job.cells, spec = useExperiment((s) => s.spec), [chosen, setChosen] = useState<readonly number[] | null>(null);
  const infos = useMemo(() => axesInfo(sweep), [sweep]), cells = useMemo(() => sweepCells(sweep, known), [sweep, known]), other = useMemo(() => setupOf(sweep.base) !== setupOf(spec), [sweep, spec]);
  const whyNot = useCallback<WhyNot>((at) => { const one = job.failed.find((f) => sweep.seeds.some((seed) => f.key === sweepRunKey(at, seed))); return one ? jobWords.cellWhy(one.why) : null; }, [job.failed, sweep]);
  const base = words.base(dataTitle(sweep.base), models.find(sweep.base.model.id)!.title, sweep.base.attack ? attacks.find(sweep.base.attack.id)!.title : "");
  return (
    <div className="flex flex-col gap-4">
      <JobStatus job={job} total={sweepCount(sweep)} words={words} onPause={pauseSweep} onResume={resumeSweep} onRetry={retrySweep} onClear={clearSweep} onEdit={onEdit} />
      {other && <p className="text-sm text-muted">{words.otherSetup(base)}</p>}
      <SweepFigure sweep={sweep} infos={infos} known={known} cells={cells} chosen={chosen} onChoose={setChosen} whyNot={whyNot} />
      {chosen ? <Closer sweep={sweep} infos={infos} cells={cells} at={chosen} whyNot={whyNot} /> : <p className="text-sm text-muted">{sweep.axes.length > 1 ? words.hintGrid : words.hint}</p>}
      <DecisionMaps sweep={sweep} infos={infos} cells={known} arms={sweepArms(sweep)} row={chosen?.[1] ?? 0} />
    </div>
  );
}

export function SweepPanel() {
  const sweep = useSweep((s) => s.plan), recalled = useSweep((s) => s.recalled), wish = useSweepWish(), [editing, setEditing] = useState(false);
  useEffect(recallSweep, []);
  if (!recalled) return <div className="min-h-48" />;
  if (!sweep || editing || wish.path !== null) {
    const leave = () => { setEditing(false); takeSweepWish(); };
    return <SweepSetup path={wish.path} asked={wish.count} onStart={(next) => { leave(); startSweep(next); }} before={sweep && { title: axesInfo(sweep)[0]!.title, back: leave }} />;
  }
  return <Found key={canonicalJson(sweep.axes)} sweep={sweep} onEdit={() => setEditing(true)} />;
}
