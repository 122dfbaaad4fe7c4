/**
 * The marks of a rate against a knob: a line, a band or whisker for its interval and a name at its end for each arm. Pure
 * geometry; who points at what is RangeChart's business.
 */
import { armStyles, type ArmTone } from "./arm-style";
import { textLines, type Mark } from "./drawing";
import { markerPath } from "./markers";
import { spread } from "./spread";

export interface RangePoint {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface RangeSeries {
  readonly id: string;
  readonly tone: ArmTone;
  readonly dash?: string;
  /** At the end of the line. */
  readonly name: string;
  /** One a value of the knob; null while unknown. */
  readonly points: readonly (RangePoint | null)[];
}

export interface RangeAxis {
  readonly title: string;
  readonly ticks: readonly string[];
  /** Where each value stands, from 0 to 1. */
  readonly places: readonly number[];
  /** Values in between exist, so points are joined by lines. */
  readonly joined: boolean;
  /** The value that is set on the bench. */
  readonly present?: number;
}

export interface RangeBox { readonly width: number; readonly height: number }

const LEFT = 44, TOP = 12, BOTTOM = 46, CHAR = 6.9, INSET = 14, LINE = 14;
/** Width of the plane on a phone, px, and how many lines a tick may have. */
const NARROW = 160, MOST_LINES = 3;

/** Splits a text into lines of at most so many characters, at spaces as long as its words are shorter. */
export const wrapped = (words: string, characters: number): string[] => textLines(words, characters).flatMap((l) => Array.from({ length: Math.max(1, Math.ceil(l.length / characters)) }, (_, i) => l.slice(i * characters, (i + 1) * characters)));

/** Whether names can stand under the values that they belong to, on a narrow screen too. */
export function namesFit(names: readonly string[]): boolean {
  const room = Math.floor(NARROW / names.length / CHAR);
  return names.every((n) => { const lines = textLines(n, room); return lines.length <= MOST_LINES && lines.every((l) => l.length <= room); });
}

/** Where values stand: by their logarithm, evenly, or one beside the other. Zero stands left of a logarithmic axis. */
export function placesOn(values: readonly (number | null)[], scale: "linear" | "log"): number[] {
  const known = values.filter((v): v is number => v !== null);
  if (known.length < values.length || known.length < 2) return values.map((_, i) => (i + 0.5) / values.length);
  const positive = known.filter((v) => v > 0), log = scale === "log" && known.every((v) => v >= 0) && positive.length > 1, gap = log && positive.length < known.length ? 0.14 : 0;
  const on = (v: number) => (log ? Math.log(v) : v), low = Math.min(...(log ? positive : known).map(on)), high = Math.max(...(log ? positive : known).map(on));
  return known.map((v) => (log && v === 0 ? 0 : gap + (1 - gap) * (high > low ? (on(v) - low) / (high - low) : 0.5)));
}

/** Left and right end of the plane. */
export function planeOf(series: readonly RangeSeries[], { width }: RangeBox): readonly [number, number] {
  return [LEFT, Math.max(LEFT + 60, width - 14 - Math.round(Math.max(4, ...series.map((s) => s.name.length)) * CHAR))];
}
/** Center of a value, px. */
export const xOf = (place: number, [x0, x1]: readonly [number, number]): number => x0 + INSET + place * (x1 - x0 - 2 * INSET);

const text = (x: number, y: number, words: string, more: Mark["at"] = {}): Mark => ({ tag: "text", at: { x, y, fontSize: 12, fill: "var(--h-muted)", ...more }, text: words });

/** Which ticks have room for their words. */
function ticksThatFit(axis: RangeAxis, at: readonly number[]): number[] {
  const order = at.map((_, i) => i).toSorted((a, b) => at[a]! - at[b]!), out: number[] = [];
  let end = -Infinity;
  for (const i of order) {
    const half = (axis.ticks[i]!.length * CHAR) / 2 + 3;
    if (at[i]! - half < end) continue;
    out.push(i);
    end = at[i]! + half;
  }
  return out;
}

export function rangeMarks(series: readonly RangeSeries[], axis: RangeAxis, box: RangeBox, offset: readonly [number, number] = [0, 0]): Mark[] {
  const [dx, dy] = offset, plane = planeOf(series, box), room = Math.max(1, Math.floor((plane[1] - plane[0]) / Math.max(1, axis.ticks.length) / CHAR)), ticks = axis.ticks.map((t) => (axis.joined ? [t] : wrapped(t, room)));
  const bottom = box.height - BOTTOM - LINE * (Math.max(1, ...ticks.map((t) => t.length)) - 1), y = (v: number) => dy + TOP + (1 - v) * (bottom - TOP), at = axis.places.map((p) => dx + xOf(p, plane)), [x0, x1] = [dx + plane[0], dx + plane[1]];
  const marks: Mark[] = [], lines: Mark[] = [];
  for (const v of [0, 0.25, 0.5, 0.75, 1]) marks.push({ tag: "line", at: { x1: x0, x2: x1, y1: y(v), y2: y(v), stroke: v === 0 ? "var(--h-edge)" : "var(--h-line)", strokeWidth: 1 } }, text(x0 - 6, y(v) + 4, `${v * 100}\u202f%`, { textAnchor: "end" }));
  if (axis.present !== undefined) marks.push({ tag: "line", at: { x1: at[axis.present], x2: at[axis.present], y1: dy + TOP, y2: dy + bottom, stroke: "var(--h-edge)", strokeWidth: 1, strokeDasharray: "2 4" } });
  const clear = axis.joined ? ticksThatFit(axis, at) : axis.ticks.map((_, i) => i);
  for (const i of at.keys()) {
    marks.push({ tag: "line", at: { x1: at[i], x2: at[i], y1: dy + bottom, y2: dy + bottom + 4, stroke: "var(--h-edge)", strokeWidth: 1 } });
    if (clear.includes(i)) marks.push(...ticks[i]!.map((t, k) => text(at[i]!, dy + bottom + 17 + k * LINE, t, { textAnchor: "middle" })));
  }
  marks.push(text((x0 + x1) / 2, dy + box.height - 8, axis.title, { textAnchor: "middle" }));
  const ends: { readonly y: number; readonly series: RangeSeries }[] = [];
  series.forEach((s, k) => {
    const { fill } = armStyles[s.tone], shift = axis.joined ? 0 : (k - (series.length - 1) / 2) * 12;
    const known = s.points.flatMap((p, i) => (p ? [{ x: at[i]! + shift, ...p }] : [])).toSorted((a, b) => a.x - b.x), last = known.at(-1);
    if (!last) return;
    const line = (points: readonly (readonly [number, number])[]) => points.map(([px, py], i) => `${i === 0 ? "M" : "L"}${px.toFixed(1)},${py.toFixed(1)}`).join("");
    if (axis.joined && known.length > 1) {
      marks.push({ tag: "path", at: { d: `${line([...known.map((p) => [p.x, y(p.high)] as const), ...known.toReversed().map((p) => [p.x, y(p.low)] as const)])}Z`, fill, fillOpacity: 0.13 } });
      lines.push({ tag: "path", at: { d: line(known.map((p) => [p.x, y(p.mean)] as const)), fill: "none", stroke: fill, strokeWidth: 2, strokeDasharray: s.dash } });
    }
    for (const p of known) {
      if (!axis.joined || known.length === 1) lines.push({ tag: "path", at: { d: `M${p.x - 4},${y(p.low)}h8m-4,0V${y(p.high)}m-4,0h8`, fill: "none", stroke: fill, strokeWidth: 1.5 } });
      lines.push({ tag: "path", at: { d: markerPath(armStyles[s.tone].marker, 4), transform: `translate(${p.x.toFixed(1)},${y(p.mean).toFixed(1)})`, fill, stroke: "var(--h-paper)", strokeWidth: 1 } });
    }
    ends.push({ y: y(last.mean), series: s });
  });
  const placed = spread(ends.map((e) => e.y), 15, dy + TOP + 2, dy + bottom - 2);
  // No band over a line.
  marks.push(...lines);
  ends.forEach((e, i) => marks.push(text(x1 + 6, placed[i]! + 4, e.series.name, { fill: armStyles[e.series.tone].text, fontWeight: 500 })));
  return marks;
}
