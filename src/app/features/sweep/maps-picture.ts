/** Points data: the decision maps of a sweep as part of a picture to take away, with their accuracies and what the tints stand for. Pure. */
import { datasets } from "../../../engine/index";
import type { AxisInfo, Sweep, SweepRunCell } from "../../../engine/later";
import { textLines } from "../../charts/drawing";
import { classColor } from "../../charts/markers";
import { wrapped } from "../../charts/range-drawing";
import { percent } from "../../text/format";
import { armTitle, axisTitle, sweepWords as words, valueText, valueWithUnit } from "../../text/sweep-words";
import { charactersIn, flowed, HEAD, line, linesAbout, linesUp, type Block } from "./series";

/** How strong the tint of a class is where a model is sure. */
export const TINT = 0.34;
export const classesOf = ({ base }: Sweep): readonly string[] => datasets.find(base.dataset.id)!.meta(base.dataset.params).classNames;

const MAP = { side: 96, pitch: 108, foot: 20, top: 46 } as const, SWATCH = 12;

/** A swatch and a name for each class, side by side as far as they fit. */
const tints = (names: readonly string[], width: number): Block => flowed(names, width, (c, x, y) => ({ tag: "rect", at: { x, y, width: SWATCH, height: SWATCH, fill: classColor(c), fillOpacity: TINT, stroke: "var(--h-line)" } }));

/** The decision maps of the first seed, columns by the first knob, rows by the second or, without one, by model. `draw` makes a picture's address of a region. Null without maps. */
export function mapsBody(sweep: Sweep, infos: readonly AxisInfo[], known: readonly SweepRunCell[], arms: readonly string[], draw: (region: NonNullable<SweepRunCell["region"]>) => string): Block | null {
  const across = sweep.axes[0]!.values, second = sweep.axes[1], width = HEAD + across.length * MAP.pitch, regionAt = (arm: string, at: readonly number[]) => known.find((c) => c.region && c.arm === arm && c.at.join() === at.join());
  const rows = second ? second.values.map((v, j) => ({ label: valueText(infos[1]!, v), cells: across.map((_, i) => regionAt(arms[0]!, [i, j])) })) : arms.map((arm) => ({ label: armTitle(sweep, arm), cells: across.map((_, i) => regionAt(arm, [i])) }));
  const shown = rows.filter((r) => r.cells.some(Boolean));
  if (shown.length === 0) return null;
  const marks = [line(0, 14, second ? `${words.maps}: ${armTitle(sweep, arms[0]!)}` : words.maps, { fontWeight: 600 })], small = { fontSize: 11, fill: "var(--h-muted)" };
  const heads = across.map((v) => wrapped(valueWithUnit(infos[0]!, v), charactersIn(MAP.pitch - 4))), side = second ? wrapped(axisTitle(infos[1]!), charactersIn(HEAD)) : [], top = MAP.top + 15 * (Math.max(1, side.length, ...heads.map((h) => h.length)) - 1);
  marks.push(...linesUp(0, top - 8, side, { fontSize: 12, fill: "var(--h-muted)" }), ...heads.flatMap((h, i) => linesUp(HEAD + (i + 0.5) * MAP.pitch, top - 8, h, { textAnchor: "middle", fontWeight: 500 })));
  shown.forEach(({ label, cells }, j) => {
    const y = top + j * (MAP.side + MAP.foot);
    marks.push(...linesAbout(0, y + MAP.side / 2, wrapped(label, charactersIn(HEAD - 8)), { fontWeight: 500 }));
    cells.forEach((cell, i) => {
      const x = HEAD + i * MAP.pitch + (MAP.pitch - MAP.side) / 2, size = { x, y, width: MAP.side, height: MAP.side };
      if (cell?.region) marks.push({ tag: "image", at: { ...size, href: draw(cell.region) } });
      marks.push({ tag: "rect", at: { ...size, fill: "none", stroke: "var(--h-line)" } }, line(x + MAP.side / 2, y + MAP.side + 13, cell ? words.mapAccuracy(percent(cell.metrics["cleanAccuracy"]?.value ?? NaN)) : "…", { ...small, textAnchor: "middle" }));
    });
  });
  const y = top + shown.length * (MAP.side + MAP.foot) + 4, legend = tints(classesOf(sweep), width), why = textLines(words.mapsWhy(sweep.seeds[0]!, ""), Math.floor(width / 5.6));
  marks.push(...legend.marks.map((m) => ({ ...m, at: { ...m.at, y: Number(m.at["y"]) + y } })), ...why.map((t, k) => line(0, y + legend.height + 12 + k * 16, t, small)));
  return { marks, width, height: y + legend.height + 12 + why.length * 16 };
}
