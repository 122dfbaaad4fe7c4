/**
 * The plane of the points editor: mouse, touch and keys on one picture. One tab stop; keys move a cross or the selected
 * point. What an action does to the points stands in state/own-points.ts.
 */
import { memo, useRef, type KeyboardEvent, type PointerEvent } from "react";
import { classColor, markerOf, markerPath } from "../../charts/markers";
import { addPoint, EDGE, edit, movePoint, nearest, planeNow, relabelPoint, removePoint, scatter, useEditor, type Plane } from "../../state/own-points";
import { editor as words } from "../../text/own-words";

const STEP = 0.05, LARGE = 0.25;
/** Reach of a pointer in px, and of the keyboard's cross in units of the plane. */
const REACH = { mouse: 10, touch: 18, cross: 0.04 } as const;
const shapes = [0, 1, 2, 3].map((c) => markerPath(markerOf(c), 0.032));

const Points = memo(function Points({ points }: { readonly points: Plane["points"] }) {
  return points.map((p, i) => <path key={i} transform={`translate(${p.x} ${-p.y})`} d={shapes[p.label]} fill={classColor(p.label)} stroke="var(--h-paper)" strokeWidth={0.007} />);
});

const spot = (v: number): string => v.toFixed(2).replace("-", "−");
const nameAt = (plane: Plane, i: number): string => {
  const p = plane.points[i]!;
  return words.at(plane.classNames[p.label]!, spot(p.x), spot(p.y));
};

/** Adds what a click adds; gives the sentence about it. */
function addAt(x: number, y: number, twenty: boolean): string {
  const plane = planeNow(), { label } = useEditor.getState();
  const next = twenty ? scatter(plane, x, y, label) : addPoint(plane, x, y, label);
  const n = next.points.length - plane.points.length;
  edit(next, { selected: null, cursor: { x, y } });
  return n === 0 ? words.full : words.added(n, plane.classNames[label]!, next.points.length);
}

/** What a key does; the sentence about it, or null when the key is not the plane's. */
function onPlaneKey(event: KeyboardEvent): string | null {
  const { selected, cursor, label, each } = useEditor.getState(), plane = planeNow(), { points } = plane;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (arrow) {
    const by = event.shiftKey ? LARGE : STEP, from = selected === null ? cursor : points[selected]!;
    const to = { x: Math.max(-EDGE, Math.min(EDGE, from.x + arrow[0]! * by)), y: Math.max(-EDGE, Math.min(EDGE, from.y + arrow[1]! * by)) };
    if (selected === null) return useEditor.setState({ cursor: to }), words.cursor(spot(to.x), spot(to.y));
    edit(movePoint(plane, selected, to.x, to.y), { cursor: to }, `move/${selected}`);
    return words.selected(nameAt(planeNow(), selected));
  }
  if (key === "Enter" || key === " ") {
    if (selected === null) return addAt(cursor.x, cursor.y, each === "twenty");
    return useEditor.setState({ selected: null }), words.cursor(spot(cursor.x), spot(cursor.y));
  }
  if (key === "b") return addAt(cursor.x, cursor.y, true);
  if ((key === "PageDown" || key === "PageUp") && points.length > 0) {
    const next = selected === null ? (key === "PageDown" ? 0 : points.length - 1) : (selected + (key === "PageDown" ? 1 : points.length - 1)) % points.length;
    useEditor.setState({ selected: next, cursor: { x: points[next]!.x, y: points[next]!.y } });
    return words.selected(nameAt(plane, next));
  }
  const at = selected ?? nearest(plane, cursor.x, cursor.y, REACH.cross);
  if ((key === "Delete" || key === "Backspace") && at !== null) return edit(removePoint(plane, at), { selected: null }), words.removed(points.length - 1);
  if (key === "n" && at !== null) return edit(relabelPoint(plane, at)), words.relabeled(nameAt(planeNow(), at));
  const digit = Number(key) - 1;
  if (digit >= 0 && digit < plane.classNames.length) {
    if (selected !== null) edit(relabelPoint(plane, selected, digit));
    return digit === label && selected === null ? words.chooseClass(plane.classNames[digit]!) : (useEditor.setState({ label: digit }), words.chooseClass(plane.classNames[digit]!));
  }
  return null;
}

export function PointsPlane({ say, describedBy }: { readonly say: (text: string) => void; readonly describedBy: string }) {
  const plane = useEditor((s) => s.history.present), selected = useEditor((s) => s.selected), cursor = useEditor((s) => s.cursor), label = useEditor((s) => s.label);
  const press = useRef<{ hit: number | null; drag: boolean }>({ hit: null, drag: false });
  const place = (event: { readonly currentTarget: Element; readonly clientX: number; readonly clientY: number }) => {
    const box = event.currentTarget.getBoundingClientRect(), unit = (2 * EDGE) / box.width;
    return { x: (event.clientX - box.left) * unit - EDGE, y: EDGE - (event.clientY - box.top) * unit, unit };
  };
  const onPointerDown = (event: PointerEvent) => {
    const { x, y, unit } = place(event), touch = event.pointerType === "touch";
    const hit = nearest(plane, x, y, (touch ? REACH.touch : REACH.mouse) * unit);
    press.current = { hit, drag: hit !== null && !touch && !event.shiftKey };
    if (hit === null) return;
    if (event.shiftKey) edit(relabelPoint(plane, hit), { selected: hit, cursor: plane.points[hit]! });
    else useEditor.setState({ selected: hit, cursor: plane.points[hit]! });
    if (press.current.drag) event.currentTarget.setPointerCapture(event.pointerId);
    say(words.selected(nameAt(planeNow(), hit)));
  };
  const onPointerMove = (event: PointerEvent) => {
    const { hit, drag } = press.current;
    if (!drag || hit === null || event.buttons === 0) return;
    const { x, y } = place(event);
    edit(movePoint(planeNow(), hit, x, y), { cursor: { x, y } }, `drag/${hit}`);
  };
  const chosen = selected === null ? null : plane.points[selected];
  return (
    <div
      role="application"
      tabIndex={0}
      aria-label={words.plane}
      aria-describedby={describedBy}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onClick={(event) => {
        if (press.current.hit !== null) return;
        const { x, y } = place(event);
        say(addAt(x, y, useEditor.getState().each === "twenty"));
      }}
      onKeyDown={(event) => {
        const said = onPlaneKey(event);
        if (said === null) return;
        event.preventDefault();
        say(said);
      }}
      className="group aspect-square w-full max-w-[27rem] touch-manipulation cursor-crosshair overflow-hidden rounded-md border border-edge bg-paper select-none"
    >
      <svg aria-hidden="true" viewBox={`${-EDGE} ${-EDGE} ${2 * EDGE} ${2 * EDGE}`} className="block size-full">
        <path d={[-1, -0.5, 0.5, 1].map((v) => `M${v},-1.25V1.25M-1.25,${v}H1.25`).join("")} stroke="var(--h-line)" strokeWidth={0.004} />
        <path d="M0,-1.25V1.25M-1.25,0H1.25" stroke="var(--h-edge)" strokeWidth={0.005} />
        <Points points={plane.points} />
        {chosen && <circle cx={chosen.x} cy={-chosen.y} r={0.065} fill="none" stroke="var(--h-ink)" strokeWidth={0.016} />}
        {!chosen && <path className="opacity-0 group-focus-visible:opacity-100" transform={`translate(${cursor.x} ${-cursor.y})`} d="M-0.09,0H-0.03M0.03,0H0.09M0,-0.09V-0.03M0,0.03V0.09" stroke={classColor(label)} strokeWidth={0.018} />}
      </svg>
    </div>
  );
}
