/** Points data: the decision maps of a sweep as part of a picture to take away, with their accuracies and what the tints stand for. Pure. */
import { datasets } from "../../../engine/index";
import type { AxisInfo, Sweep, SweepRunCell } from "../../../engine/later";
import { textLines, type Mark } from "../../charts/drawing";
import { classColor } from "../../charts/markers";
import { percent } from "../../text/format";
import { armTitle, axisTitle, sweepWords as words, valueText, valueWithUnit } from "../../text/sweep-words";
import { HEAD, line, type Block } from "./series";

/** How strong the tint of a class is where a model is sure. */
export const TINT = 0.34;
export const classesOf = ({ base }: Sweep): readonly string[] => datasets.find(base.dataset.id)!.meta(base.dataset.params).classNames;

const MAP = { side: 96, pitch: 108, foot: 20, top: 46 } as const, CHAR = 6, SWATCH = 12;

/** A swatch and a name for each class, side by side as far as they fit. */
function tints(names: readonly string[], width: number): Block {
  const marks: Mark[] = [];
  let x = 0, y = 0;
  names.forEach((name, c) => {
    const wide = SWATCH + 6 + name.length * CHAR + 16;
    if (x > 0 && x + wide > width) [x, y] = [0, y + 18];
    marks.push({ tag: "rect", at: { x, y, width: SWATCH, height: SWATCH, fill: classColor(c), fillOpacity: TINT, stroke: "var(--h-line)" } }, line(x + SWATCH + 6, y + 10, name, { fontSize: 11, fill: "var(--h-muted)" }));
    x += wide;
  });
  return { marks, width, height: y + 18 };
}

/** The decision maps of the first seed, columns by the first knob, rows by the second or, without one, by model. `draw` makes a picture's address of a region. Null without maps. */
export function mapsBody(sweep: Sweep, infos: readonly AxisInfo[], known: readonly SweepRunCell[], arms: readonly string[], draw: (region: NonNullable<SweepRunCell["region"]>) => string): Block | null {
  const across = sweep.axes[0]!.values, second = sweep.axes[1], width = HEAD + across.length * MAP.pitch, regionAt = (arm: string, at: readonly number[]) => known.find((c) => c.region && c.arm === arm && c.at.join() === at.join());
  const rows = second ? second.values.map((v, j) => ({ label: valueText(infos[1]!, v), cells: across.map((_, i) => regionAt(arms[0]!, [i, j])) })) : arms.map((arm) => ({ label: armTitle(sweep, arm), cells: across.map((_, i) => regionAt(arm, [i])) }));
  const shown = rows.filter((r) => r.cells.some(Boolean));
  if (shown.length === 0) return null;
  const marks = [line(0, 14, second ? `${words.maps}: ${armTitle(sweep, arms[0]!)}` : words.maps, { fontWeight: 600 })], small = { fontSize: 11, fill: "var(--h-muted)" };
  if (second) marks.push(line(0, MAP.top - 8, axisTitle(infos[1]!), { fontSize: 12, fill: "var(--h-muted)" }));
  across.forEach((v, i) => marks.push(line(HEAD + (i + 0.5) * MAP.pitch, MAP.top - 8, valueWithUnit(infos[0]!, v), { textAnchor: "middle", fontWeight: 500 })));
  shown.forEach(({ label, cells }, j) => {
    const y = MAP.top + j * (MAP.side + MAP.foot);
    marks.push(line(0, y + MAP.side / 2 + 4, label, { fontWeight: 500 }));
    cells.forEach((cell, i) => {
      const x = HEAD + i * MAP.pitch + (MAP.pitch - MAP.side) / 2, size = { x, y, width: MAP.side, height: MAP.side };
      if (cell?.region) marks.push({ tag: "image", at: { ...size, href: draw(cell.region) } });
      marks.push({ tag: "rect", at: { ...size, fill: "none", stroke: "var(--h-line)" } }, line(x + MAP.side / 2, y + MAP.side + 13, cell ? words.mapAccuracy(percent(cell.metrics["cleanAccuracy"]?.value ?? NaN)) : "…", { ...small, textAnchor: "middle" }));
    });
  });
  const y = MAP.top + shown.length * (MAP.side + MAP.foot) + 4, legend = tints(classesOf(sweep), width), why = textLines(words.mapsWhy(sweep.seeds[0]!, ""), Math.floor(width / 5.6));
  marks.push(...legend.marks.map((m) => ({ ...m, at: { ...m.at, y: Number(m.at["y"]) + y } })), ...why.map((t, k) => line(0, y + legend.height + 12 + k * 16, t, small)));
  return { marks, width, height: y + legend.height + 12 + why.length * 16 };
}
