/** Sets up a sweep of what is on the bench: one knob or two, their values, how many seeds. Says what that costs; starts nothing by itself. */
import { ChartSpline, Plus, X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { hashOf, type Spec } from "../../../engine/index";
import { axesOf, MAX_SWEEP, parseSweep, placesOf, type AxisInfo, type AxisValue, type Sweep } from "../../../engine/later";
import { recall as measurements } from "../../../worker/memory";
import { useBackend } from "../../state/backend";
import { useExperiment } from "../../state/experiment";
import { useRun } from "../../state/run";
import { ready as readyWords, sweepWords as words } from "../../text/sweep-words";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { Select } from "../../ui/Select";
import { Switch } from "../../ui/Switch";
import { AxisEditor } from "./AxisEditor";
import { draftOf, draftWith, valuesOf, type AxisDraft } from "./draft";
import { planOf, secondsOf, secondsOfOne, trainingsOf, type Estimate } from "./estimate";
import { readySweeps } from "./ready";
import { SeedsField } from "./SeedsField";

export interface SweepSetupProps {
  /** The knob that was asked for. */
  readonly path: string | null;
  /** Grows with every asking; the heading takes the focus then. */
  readonly asked: number;
  readonly onStart: (sweep: Sweep) => void;
  /** The sweep that is there, if one is. */
  readonly before: { readonly title: string; readonly back: () => void } | null;
}

const WORKERS = Math.min(4, typeof navigator === "undefined" ? 1 : navigator.hardwareConcurrency || 1);
/** The asking that the heading has taken the focus for: once, not each time the tab is opened again. */
let focusedFor = 0;
const FIRST = "attack.params.rate";

/** How long one run on this device takes, as far as that is known. */
function useSecondsOfOne(spec: Spec, problem: boolean): Estimate | null {
  const result = useRun((s) => s.result), status = useBackend((s) => s.status);
  return useMemo(() => {
    if (problem) return null;
    const measured = status?.measured ?? measurements()[hashOf(planOf(spec))] ?? {}, known = Object.values(measured);
    return secondsOfOne(spec, result, (status && measured[status.backend]) ?? (known.length > 0 ? Math.min(...known) : null));
  }, [spec, problem, result, status]);
}

/** Fills in a sweep that the setup suggests by itself. */
function Ready({ spec, onChoose }: { readonly spec: Spec; readonly onChoose: (axes: readonly { readonly path: string; readonly values: readonly AxisValue[] }[]) => void }) {
  const sweeps = useMemo(() => readySweeps(spec), [spec]);
  if (sweeps.length === 0) return null;
  return (
    <section aria-label={readyWords.region} className="rounded-lg border border-line p-3">
      <h4 className="font-semibold">{readyWords.region}</h4>
      <p className="max-w-[65ch] text-sm text-muted">{readyWords.why}</p>
      <div className="mt-2 flex flex-wrap gap-2">{sweeps.map(({ id, title, axes }) => <Button key={id} size="sm" onClick={() => onChoose(axes)}>{title}</Button>)}</div>
    </section>
  );
}

function KnobSelect({ label, axes, value, onChange }: { readonly label: string; readonly axes: readonly AxisInfo[]; readonly value: string; readonly onChange: (path: string) => void }) {
  return <Select label={label} value={value} options={axes.map((a) => ({ value: a.path, label: a.title, group: a.owner }))} onChange={onChange} />;
}

export function SweepSetup({ path, asked, onStart, before }: SweepSetupProps) {
  const spec = useExperiment((s) => s.spec), problem = useExperiment((s) => s.problem), axes = useMemo(() => (problem ? [] : axesOf(spec)), [spec, problem]);
  const info = (p: string | undefined) => axes.find((a) => a.path === p), first = info(path ?? undefined) ?? info(FIRST) ?? axes[0];
  const [drafts, setDrafts] = useState<readonly AxisDraft[]>(() => (first ? [draftOf(spec, first)] : [])), [seeds, setSeeds] = useState(5), [defended, setDefended] = useState(true), heading = useRef<HTMLHeadingElement>(null);
  // Asked again, for the same knob or another: begin anew with it.
  const [seen, setSeen] = useState(asked);
  if (seen !== asked) {
    setSeen(asked);
    if (first) setDrafts([draftOf(spec, first)]);
  }
  // A knob that has left the bench leaves the sweep.
  const shown = drafts.filter((d) => info(d.path));
  const used = shown.length > 0 ? shown : first ? [draftOf(spec, first)] : [];
  useEffect(() => {
    if (path === null || focusedFor === asked) return;
    focusedFor = asked;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }, [path, asked]);
  const one = useSecondsOfOne(spec, problem !== null);
  if (problem) return <Notice level="warning">{words.cannot} {problem.message}</Notice>;
  if (used.length === 0) return <p className="text-muted">{words.nothing}</p>;
  const entered = used.map((d) => valuesOf(d, info(d.path)!)), wrong = entered.map((e) => ("wrong" in e ? e.wrong : undefined)), fits = entered.flatMap((e, i) => ("values" in e ? [{ path: used[i]!.path, values: [...e.values] }] : []));
  const made = fits.length === used.length ? parseSweep({ base: defended ? spec : { ...spec, defenses: [] }, axes: fits, seeds: Array.from({ length: seeds }, (_, i) => spec.seed + i) }) : null;
  const sweep = made?.ok ? made.value : null, seconds = sweep && secondsOf(sweep, one, WORKERS), refused = made && !made.ok ? made.problem.message : undefined;
  const replace = (i: number, draft: AxisDraft) => setDrafts(used.with(i, draft)), free = axes.filter((a) => !used.some((d) => d.path === a.path)), aboutDefense = used.some((d) => d.path.startsWith("defenses."));
  return (
    <section aria-labelledby="sweep-heading" className="flex flex-col gap-4">
      <div>
        <h3 id="sweep-heading" ref={heading} tabIndex={-1} className="scroll-mt-32 text-lg font-semibold outline-none">{words.of(used.map((d) => info(d.path)!.title).reduce(words.both))}</h3>
        <p className="max-w-[65ch] text-muted">{words.explain}</p>
      </div>
      <Ready spec={spec} onChoose={(wanted) => { setDrafts(wanted.map((a) => draftWith(spec, info(a.path)!, a.values))); setDefended(false); }} />
      {used.map((draft, i) => {
        const axis = info(draft.path)!;
        return (
          <div key={i} className="flex flex-col gap-3 rounded-lg border border-line p-3">
            <div className="flex items-end gap-2">
              <div className="max-w-96 min-w-0 flex-1"><KnobSelect label={i === 0 ? words.knob : words.secondKnob} axes={[axis, ...free].toSorted((a, b) => axes.indexOf(a) - axes.indexOf(b))} value={draft.path} onChange={(p) => replace(i, draftOf(spec, info(p)!))} /></div>
              {i > 0 && <Button size="sm" variant="ghost" icon={<X />} className="mb-1" onClick={() => setDrafts(used.slice(0, i))}>{words.removeSecond}</Button>}
            </div>
            {axis.description && <p className="max-w-[65ch] text-sm text-muted">{axis.description}</p>}
            <AxisEditor spec={spec} info={axis} draft={draft} error={wrong[i] ?? (i === used.length - 1 ? refused : undefined)} onChange={(d) => replace(i, d)} />
          </div>
        );
      })}
      {used.length < MAX_SWEEP.axes && free.length > 0 && <Button size="sm" variant="ghost" icon={<Plus />} className="-ms-2 self-start" onClick={() => setDrafts([...used, draftOf(spec, free.find((a) => a.path === "training.epochs") ?? free[0]!)])}>{words.addSecond}</Button>}
      <div className="flex flex-wrap items-start gap-x-8 gap-y-3">
        <SeedsField seeds={seeds} onChange={setSeeds} />
        {spec.defenses.length > 0 && !aboutDefense && <div className="w-full max-w-80"><Switch label={words.defenses} checked={defended} description={words.defensesWhy} onChange={setDefended} /></div>}
      </div>
      {sweep && <p role="status" className="text-sm">{words.size(sweep.axes.map((a) => a.values.length), seeds)}; {words.trainings(trainingsOf(sweep))}; <strong className="font-semibold">{seconds === null ? words.unknownTime : seconds.rough ? words.roughly(seconds.seconds) : words.about(seconds.seconds)}</strong>.</p>}
      {before && <p className="text-sm text-muted">{words.replaces}</p>}
      <div className="flex flex-wrap gap-2">
        <Button icon={<ChartSpline />} disabledReason={wrong.find((w) => w !== undefined) ?? refused} onClick={() => { if (sweep && placesOf(sweep).length > 0) onStart(sweep); }}>{words.start}</Button>
        {before && <Button variant="ghost" onClick={before.back}>{words.back(before.title)}</Button>}
      </div>
    </section>
  );
}
