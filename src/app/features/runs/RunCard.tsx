/** One kept run in the list: thumbnail, title, what is special about it, its numbers, and what can be done with it. */
import { Check, FlaskConical, Pencil, RotateCcw, Star, Trash2, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { armStyles, toneOf } from "../../charts/arm-style";
import type { KeptRun } from "../../state/kept-run";
import { MAX_NAME } from "../../state/kept-run";
import { chooseRun } from "../../state/runs";
import { backendNames } from "../../text/backend";
import { ago, dateTime, duration, percent } from "../../text/format";
import { runCard as words } from "../../text/runs-words";
import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { IconButton } from "../../ui/IconButton";
import { RunLines } from "./RunLines";
import { RunThumb } from "./RunThumb";
import type { Titled } from "./titles";

export interface RunActions {
  readonly open: (run: KeptRun) => void;
  readonly setUp: (run: KeptRun) => void;
  readonly rename: (run: KeptRun, name: string) => void;
  readonly star: (run: KeptRun, starred: boolean) => void;
  readonly remove: (run: KeptRun) => void;
  readonly compare: () => void;
}

function Numbers({ run, title }: { readonly run: KeptRun; readonly title: string }) {
  const attacked = run.arms.some((a) => a.metrics["attackSuccess"]), one = run.arms.some((a) => a.metrics["targetHit"]);
  return (
    <table aria-label={words.numbers(title)} className="w-full text-sm sm:w-auto">
      <thead>
        <tr className="text-xs text-muted">
          <th scope="col" className="pe-3 text-start font-normal"><span className="sr-only">{words.model}</span></th>
          <th scope="col" className="pe-3 text-end font-normal">{words.accuracy}</th>
          {(attacked || one) && <th scope="col" className="text-end font-normal">{attacked ? words.attack : words.hit}</th>}
        </tr>
      </thead>
      <tbody>
        {run.arms.map((arm) => (
          <tr key={arm.id}>
            <th scope="row" className="pe-3 text-start font-medium" style={{ color: armStyles[toneOf(arm.kind)].text }}>{arm.title}</th>
            <td className="pe-3 text-end">{arm.metrics["cleanAccuracy"] ? percent(arm.metrics["cleanAccuracy"].value) : "–"}</td>
            {(attacked || one) && <td className="text-end">{attacked ? (arm.metrics["attackSuccess"] ? percent(arm.metrics["attackSuccess"].value) : "–") : arm.metrics["targetHit"] ? (arm.metrics["targetHit"].value > 0.5 ? words.isHit : words.isMissed) : "–"}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The name as a field, with Enter to save and Escape to leave it; the button that opened it gets the focus back. */
function NameForm({ name, onDone }: { readonly name: string; readonly onDone: (name: string | null) => void }) {
  const [text, setText] = useState(name), field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <form className="flex w-full items-center gap-1" onSubmit={(e) => { e.preventDefault(); onDone(text); }} onKeyDown={(e) => { if (e.key === "Escape") { e.stopPropagation(); onDone(null); } }}>
      <input ref={field} aria-label={words.name} value={text} maxLength={MAX_NAME} autoComplete="off" onChange={(e) => setText(e.target.value)} className="min-h-8 min-w-0 flex-1 rounded-md border border-edge bg-paper px-2 font-semibold" />
      <IconButton size="md" type="submit" label={words.saveName} icon={<Check aria-hidden="true" />} />
      <IconButton size="md" label={words.keepName} icon={<X aria-hidden="true" />} onClick={() => onDone(null)} />
    </form>
  );
}

export interface RunCardProps {
  readonly item: Titled;
  readonly now: number;
  readonly inMemory: boolean;
  readonly chosen: boolean;
  /** How many are chosen, on the one that was chosen last and with which they can be compared. */
  readonly compares: number | null;
  readonly actions: RunActions;
}

export function RunCard({ item: { run, title, lines, more }, now, inMemory, chosen, compares, actions }: RunCardProps) {
  const [naming, setNaming] = useState(false), id = useId(), pencil = useRef<HTMLButtonElement>(null);
  const named = (name: string | null) => {
    setNaming(false);
    requestAnimationFrame(() => pencil.current?.focus());
    if (name !== null && name.trim() !== (run.name ?? title)) actions.rename(run, name);
  };
  return (
    <li data-run={run.hash} aria-labelledby={id} className={cx("grid gap-x-4 gap-y-2 rounded-lg border bg-paper p-3 sm:grid-cols-[auto_minmax(0,1fr)] lg:grid-cols-[auto_minmax(0,1fr)_auto]", chosen ? "border-ink" : "border-line")}>
      <div className="flex items-center gap-2 self-start">
        <label className="flex size-7 cursor-pointer items-center justify-center">
          <input type="checkbox" checked={chosen} onChange={(e) => chooseRun(run.hash, e.target.checked)} className="size-5 accent-ink" aria-label={words.choose(title)} />
        </label>
        <RunThumb run={run} />
      </div>
      <div className="min-w-0">
        <div className="flex items-start gap-1">
          {naming ? <NameForm name={run.name ?? title} onDone={named} /> : (
            <>
              <h2 id={id} className="min-w-0 pt-0.5 leading-snug font-semibold [overflow-wrap:anywhere]">{title}</h2>
              <IconButton ref={pencil} size="sm" label={words.rename(title)} icon={<Pencil aria-hidden="true" className="text-muted" />} onClick={() => setNaming(true)} />
            </>
          )}
        </div>
        <RunLines lines={lines} more={more} />
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm text-muted">
          <time dateTime={new Date(run.at).toISOString()} title={dateTime(run.at)}>{ago(run.at, now)}</time>
          <span aria-hidden="true">·</span><span>{words.seed(run.spec.seed)}</span>
          <span aria-hidden="true">·</span><span>{backendNames[run.engine.backend as keyof typeof backendNames] ?? run.engine.backend}, {words.version(run.engine.version)}</span>
          <span aria-hidden="true">·</span><span>{words.took(duration(run.seconds))}</span>
          {inMemory && <Badge tone="warning">{words.inMemory}</Badge>}
        </p>
        <div className="mt-2 flex flex-wrap items-center gap-1.5">
          <Button size="sm" icon={<FlaskConical />} aria-label={words.openOf(title)} onClick={() => actions.open(run)}>{words.open}</Button>
          <Button size="sm" icon={<RotateCcw />} aria-label={words.setUpOf(title)} onClick={() => actions.setUp(run)}>{words.setUp}</Button>
          <IconButton size="md" label={words.star(title)} pressed={run.starred} icon={<Star aria-hidden="true" fill={run.starred ? "currentColor" : "none"} />} onClick={() => actions.star(run, !run.starred)} />
          <IconButton size="md" label={words.remove(title)} icon={<Trash2 aria-hidden="true" />} onClick={() => actions.remove(run)} />
          {compares !== null && <Button size="sm" variant="primary" onClick={actions.compare}>{words.compareThese(compares)}</Button>}
        </div>
      </div>
      <div className="min-w-0 overflow-x-auto sm:col-start-2 lg:col-start-3"><Numbers run={run} title={title} /></div>
    </li>
  );
}
