/**
 * The walk: poisoned points on their way through the plane to where they hurt most, step by step, over the regions of the
 * model they ended up poisoning. Playing is for those who want motion; the slider shows the same to everybody.
 */
import { Pause, Play } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { Preview } from "../../../engine/index";
import { DecisionRegion } from "../../charts/DecisionRegion";
import { axesOf, planeOf, plotPoints } from "../../parts/points";
import { useRun } from "../../state/run";
import { useMedia } from "../../state/use-media";
import { walk as words } from "../../text/craft-words";
import { Button } from "../../ui/Button";
import { Slider } from "../../ui/Slider";
import { Cost } from "./Cost";
import { Objective } from "./Objective";

/** The whole walk takes about this long, however many steps it has. */
const WALK_MS = 6000, FASTEST_MS = 50, SLOWEST_MS = 400;

export interface WalkPanelProps {
  readonly preview: Preview;
  readonly trail: NonNullable<Preview["trail"]>;
}

export function WalkPanel({ preview, trail }: WalkPanelProps) {
  const still = useMedia("(prefers-reduced-motion: reduce)");
  const region = useRun((s) => s.regions["poisoned"]);
  const m = trail.ids.length, last = Math.max(0, trail.objective.length - 1);
  const [at, setAt] = useState({ trail, step: last });
  const [playing, setPlaying] = useState(false);
  // A walk that has just arrived is shown from its end.
  const step = at.trail === trail ? Math.min(at.step, last) : last;
  const moving = playing && !still && step < last;
  useEffect(() => {
    if (!moving) return;
    const timer = setTimeout(() => setAt({ trail, step: step + 1 }), Math.max(FASTEST_MS, Math.min(SLOWEST_MS, WALK_MS / last)));
    return () => clearTimeout(timer);
  }, [moving, step, last, trail]);
  const all = useMemo(() => plotPoints(preview), [preview]);
  const rows = useMemo(() => {
    const place = new Map(Array.from(preview.train.ids, (id, i) => [id, i]));
    return Int32Array.from(trail.ids, (id) => place.get(id) ?? -1);
  }, [preview, trail]);
  const points = useMemo(() => {
    const inputs = all.inputs.slice();
    rows.forEach((row, i) => row >= 0 && inputs.set(trail.path.subarray((step * m + i) * 2, (step * m + i) * 2 + 2), row * 2));
    return { ...all, inputs };
  }, [all, rows, trail, step, m]);
  const trails = useMemo(() => ({ path: trail.path, m, step }), [trail, m, step]);
  const axes = useMemo(() => axesOf(preview.meta), [preview]);
  const play = () => {
    if (moving) return setPlaying(false);
    if (step >= last) setAt({ trail, step: 0 });
    setPlaying(true);
  };
  return (
    <section aria-labelledby="walk-title" className="rounded-lg border border-line bg-paper p-4">
      <h2 id="walk-title" className="font-semibold">{words.title}</h2>
      <p className="mb-3 text-sm text-muted">{(region ? words.explain : words.explainPlain)(m, last)}</p>
      <div className="grid gap-x-8 gap-y-5 md:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
        <DecisionRegion title={words.plane} hideTitle finding={words.hint} headingLevel={3} region={region} domain={planeOf(preview)} axes={axes} points={points} trails={trails} classNames={preview.meta.classNames} maxSize={400} />
        <div className="flex min-w-0 flex-col gap-5">
          <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
            {!still && <Button icon={moving ? <Pause /> : <Play />} onClick={play} className="min-w-32">{moving ? words.pause : step >= last ? words.again : words.play}</Button>}
            <div className="min-w-48 flex-1"><Slider label={words.step} value={step} min={0} max={last} step={1} whole onChange={(next) => { setPlaying(false); setAt({ trail, step: next }); }} /></div>
          </div>
          <Objective title={trail.objectiveTitle} values={trail.objective} step={step} />
          <Cost />
        </div>
      </div>
    </section>
  );
}
