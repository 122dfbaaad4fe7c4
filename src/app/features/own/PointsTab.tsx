/** The points editor: plane, classes, and what can be done with the selected point. What it holds is read like a file. */
import { Eraser, Plus, Redo2, Shapes, Trash2, Undo2, X } from "lucide-react";
import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { classColor, markerOf, markerPath } from "../../charts/markers";
import { importLimits } from "../../../engine/index";
import { addClass, clearPoints, edit, MOST_CLASSES, planeNow, redoPoints, relabelPoint, removeClass, removePoint, renameClass, undoPoints, useEditor, type Plane } from "../../state/own-points";
import { load, unload } from "../../state/own-session";
import { editor as words, limits } from "../../text/own-words";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { IconButton } from "../../ui/IconButton";
import { Segmented } from "../../ui/Segmented";
import { Look } from "./Look";
import { PointsPlane } from "./PointsPlane";
import { NameField } from "./NameField";

const countOf = (plane: Plane, c: number): number => plane.points.reduce((n, p) => n + (p.label === c ? 1 : 0), 0);

function Classes() {
  const plane = useEditor((s) => s.history.present), label = useEditor((s) => s.label);
  const { classNames } = plane;
  return (
    <fieldset>
      <legend className="pb-1 text-sm font-medium">{words.classes}</legend>
      <div className="flex flex-col gap-1.5">
        {classNames.map((name, c) => (
          <div key={c} className={cx("flex items-center gap-2 rounded-md py-0.5 pe-1 ps-2", c === label && "bg-sunken")}>
            <input type="radio" name="own-point-class" aria-label={words.chooseClass(name)} checked={c === label} onChange={() => useEditor.setState({ label: c })} className="size-4.5 shrink-0 accent-ink" />
            <svg aria-hidden="true" viewBox="-7 -7 14 14" className="size-4 shrink-0"><path d={markerPath(markerOf(c), 4.5)} fill={classColor(c)} /></svg>
            <NameField hideLabel size="sm" maxLength={40} label={words.nameOf(c + 1)} value={name} onSettle={(next) => edit(renameClass(planeNow(), c, next))} />
            <span className="w-28 shrink-0 text-end text-sm text-muted tabular-nums">{words.counts(countOf(plane, c))}</span>
            {classNames.length > 2 && <IconButton size="sm" label={words.removeClass(name)} icon={<X aria-hidden="true" />} onClick={() => edit(removeClass(planeNow(), c), { selected: null, label: Math.min(label, classNames.length - 2) })} />}
          </div>
        ))}
      </div>
      {classNames.length < MOST_CLASSES && <Button size="sm" variant="ghost" icon={<Plus />} onClick={() => edit(addClass(planeNow(), words.defaultName(classNames.length + 1)), { label: classNames.length })}>{words.addClass}</Button>}
    </fieldset>
  );
}

function Tools({ say }: { readonly say: (text: string) => void }) {
  const { history, selected, each } = useEditor();
  const { points } = history.present, noSelection = selected === null ? words.noneSelected : undefined;
  const onSelected = (next: (plane: Plane, i: number) => Plane, keep: boolean) => selected !== null && edit(next(planeNow(), selected), { selected: keep ? selected : null });
  return (
    <div className="flex flex-col gap-3">
      <div className="max-w-72"><Segmented label={words.each} value={each} options={[{ value: "one", label: words.one }, { value: "twenty", label: words.twenty }]} onChange={(next) => useEditor.setState({ each: next })} /></div>
      <div className="flex flex-wrap gap-2">
        <IconButton size="md" variant="secondary" label={words.undo} icon={<Undo2 aria-hidden="true" />} disabledReason={history.past.length === 0 ? words.nothingToUndo : undefined} onClick={() => { undoPoints(); say(words.undone(planeNow().points.length)); }} />
        <IconButton size="md" variant="secondary" label={words.redo} icon={<Redo2 aria-hidden="true" />} disabledReason={history.future.length === 0 ? words.nothingToRedo : undefined} onClick={redoPoints} />
        <Button size="sm" icon={<Shapes />} disabledReason={noSelection} onClick={() => onSelected(relabelPoint, true)}>{words.nextClass}</Button>
        <Button size="sm" icon={<Trash2 />} disabledReason={noSelection} onClick={() => onSelected(removePoint, false)}>{words.remove}</Button>
        <Button size="sm" icon={<Eraser />} disabledReason={points.length === 0 ? words.nothingToClear : undefined} onClick={() => edit(clearPoints(planeNow()), { selected: null })}>{words.clear}</Button>
      </div>
    </div>
  );
}

/** Hands the points to the importer once every class has enough of them; before that there is nothing to say about them. */
function useReading() {
  const plane = useEditor((s) => s.history.present);
  useEffect(() => {
    if (plane.classNames.some((_, c) => countOf(plane, c) < importLimits.smallestClass)) unload("points");
    else load("points", { kind: "points", name: words.title, classNames: plane.classNames, points: plane.points }, true);
  }, [plane]);
}

export function PointsTab() {
  const [said, say] = useState("");
  const hint = useId();
  useReading();
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || (event.target as Element).closest("input")) return;
    event.preventDefault();
    (event.shiftKey ? redoPoints : undoPoints)();
    say(words.undone(planeNow().points.length));
  };
  return (
    <>
      <p><span className="text-muted">{limits.points}</span></p>
      <div role="group" aria-label={words.region} onKeyDown={onKeyDown} className="mt-3 grid gap-6 md:grid-cols-[minmax(0,27rem)_minmax(0,1fr)]">
        <div className="min-w-0">
          <PointsPlane say={say} describedBy={hint} />
          <p role="status" className="min-h-5 pt-1 text-sm text-muted">{said}</p>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Classes />
          <Tools say={say} />
          <div id={hint} className="text-sm text-muted">
            <p>{words.hint}</p>
            <p className="mt-2"><span className="font-medium text-ink">{words.keysTitle}:</span> {words.keys}</p>
          </div>
        </div>
      </div>
      <Look tab="points" />
    </>
  );
}
