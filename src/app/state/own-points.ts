/**
 * Points that a person puts on a plane, with undo: what each action does to them, as pure functions over one small store.
 * Scattering takes its randomness from what is already there, so the same clicks give the same points.
 */
import { create } from "zustand";
import { importLimits, Rng } from "../../engine/index";
import { commit, redo, startHistory, undo, type History } from "./history";

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}
export interface Plane {
  readonly classNames: readonly string[];
  readonly points: readonly Point[];
}

/** The plane reaches from −EDGE to EDGE on both axes. */
export const EDGE = 1.25;
export const MOST_CLASSES = 4;
export const SCATTER = 20;
/** Standard deviation of scattered points. */
const SPREAD = 0.16;

export const inside = (v: number): number => Math.max(-EDGE, Math.min(EDGE, Math.round(v * 1000) / 1000));
const room = (plane: Plane): number => importLimits.points - plane.points.length;

export const addPoint = (plane: Plane, x: number, y: number, label: number): Plane =>
  room(plane) < 1 ? plane : { ...plane, points: [...plane.points, { x: inside(x), y: inside(y), label }] };

/** Twenty points around a place, closer ones likelier; none outside the plane. */
export function scatter(plane: Plane, x: number, y: number, label: number): Plane {
  const rng = Rng.fromSeed(plane.points.length).fork(`scatter/${label}/${inside(x)}/${inside(y)}`), more: Point[] = [];
  while (more.length < Math.min(SCATTER, room(plane))) {
    const px = x + SPREAD * rng.normal(), py = y + SPREAD * rng.normal();
    if (Math.abs(px) <= EDGE && Math.abs(py) <= EDGE) more.push({ x: inside(px), y: inside(py), label });
  }
  return { ...plane, points: [...plane.points, ...more] };
}

const change = (plane: Plane, i: number, next: (p: Point) => Point): Plane => ({ ...plane, points: plane.points.map((p, j) => (j === i ? next(p) : p)) });
export const movePoint = (plane: Plane, i: number, x: number, y: number): Plane => change(plane, i, (p) => ({ ...p, x: inside(x), y: inside(y) }));
export const relabelPoint = (plane: Plane, i: number, label?: number): Plane => change(plane, i, (p) => ({ ...p, label: label ?? (p.label + 1) % plane.classNames.length }));
export const removePoint = (plane: Plane, i: number): Plane => ({ ...plane, points: plane.points.filter((_, j) => j !== i) });
export const clearPoints = (plane: Plane): Plane => ({ ...plane, points: [] });

export const renameClass = (plane: Plane, c: number, name: string): Plane => ({ ...plane, classNames: plane.classNames.map((n, i) => (i === c ? name : n)) });
export const addClass = (plane: Plane, name: string): Plane => (plane.classNames.length < MOST_CLASSES ? { ...plane, classNames: [...plane.classNames, name] } : plane);
export const removeClass = (plane: Plane, c: number): Plane => ({
  classNames: plane.classNames.filter((_, i) => i !== c),
  points: plane.points.filter((p) => p.label !== c).map((p) => (p.label > c ? { ...p, label: p.label - 1 } : p)),
});

/** The point nearest to a place, when one is within reach. */
export function nearest(plane: Plane, x: number, y: number, reach: number): number | null {
  let best: number | null = null, distance = reach ** 2;
  plane.points.forEach((p, i) => {
    const d = (p.x - x) ** 2 + (p.y - y) ** 2;
    if (d > distance) return;
    distance = d;
    best = i;
  });
  return best;
}

export interface EditorState {
  readonly history: History<Plane>;
  /** Class of new points. */
  readonly label: number;
  readonly selected: number | null;
  /** Where the cross of the keyboard stands. */
  readonly cursor: { readonly x: number; readonly y: number };
  readonly each: "one" | "twenty";
}

export const useEditor = create<EditorState>(() => ({ history: startHistory<Plane>({ classNames: ["class 1", "class 2"], points: [] }), label: 0, selected: null, cursor: { x: 0, y: 0 }, each: "one" }));

export const planeNow = (): Plane => useEditor.getState().history.present;

/** One step that undo takes back; changes with the same tag in quick succession are one. */
export function edit(next: Plane, more: Partial<Omit<EditorState, "history">> = {}, tag?: string): void {
  useEditor.setState((s) => ({ ...(next === s.history.present ? {} : { history: commit(s.history, next, performance.now(), tag) }), ...more }));
}

const goTo = (step: typeof undo) => (): void =>
  useEditor.setState((s) => {
    const history = step(s.history);
    return { history, selected: null, label: Math.min(s.label, history.present.classNames.length - 1) };
  });
export const undoPoints = goTo(undo);
export const redoPoints = goTo(redo);
