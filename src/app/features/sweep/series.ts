/** From the cells of a sweep to what its figures draw: series, axis, table, and the same as a picture that can be taken away. Pure. */
import type { AxisInfo, AxisValue, Sweep, SweepCell } from "../../../engine/later";
import { toneOf } from "../../charts/arm-style";
import { textLines, type Mark } from "../../charts/drawing";
import { namesFit, placesOn, rangeMarks, wrapped, type RangeAxis, type RangeSeries } from "../../charts/range-drawing";
import { inkOn, sequential } from "../../charts/scales";
import { percentRound } from "../../text/format";
import { armTitle, axisTitle, intervalText, metricTitle, spreadText, sweepWords as words, valueText } from "../../text/sweep-words";
import type { TableData } from "../../ui/DataTable";

export const kindOf = (arm: string) => (arm === "clean" || arm === "poisoned" ? arm : "defended");
export const cellAt = (cells: readonly SweepCell[], arm: string, at: readonly number[]): SweepCell | undefined => cells.find((c) => c.arm === arm && c.at.join() === at.join());

export function seriesOf(sweep: Sweep, cells: readonly SweepCell[], arms: readonly string[], metric: string): RangeSeries[] {
  return arms.flatMap((arm): RangeSeries[] => {
    const points = sweep.axes[0]!.values.map((_, i) => { const s = cellAt(cells, arm, [i])?.metrics[metric]; return s ? { mean: s.mean, low: s.interval.low, high: s.interval.high } : null; });
    const turn = arm.startsWith("defended-") ? Number(arm.slice(9)) : 1;
    return points.some((p) => p !== null) ? [{ id: arm, tone: toneOf(kindOf(arm)), name: armTitle(sweep, arm), points, ...(turn > 1 && { dash: ["6 3", "2 3", "8 3 2 3"][turn - 2] }) }] : [];
  });
}

/** Numbers that grow by factors stand evenly on a logarithmic axis only, whatever their knob's own scale. */
function grows(values: readonly AxisValue[]): boolean {
  const positive = values.filter((v): v is number => typeof v === "number" && v > 0).toSorted((a, b) => a - b), low = positive[0]!, high = positive.at(-1)!, middle = positive[Math.floor(positive.length / 2)]!;
  return positive.length > 2 && values.every((v) => typeof v === "number" && v >= 0) && high / low >= 8 && Math.abs(Math.log(middle / Math.sqrt(low * high))) < Math.abs(Math.log(middle / ((low + high) / 2)));
}

/** Letters for choices whose names are too long to stand under a chart, with those names; null where they fit. */
export function lettersFor({ axes }: Sweep, info: AxisInfo): readonly (readonly [letter: string, name: string])[] | null {
  const names = axes[0]!.values.map((v) => valueText(info, v));
  return info.kind === "number" || namesFit(names) ? null : names.map((name, i) => [words.letter(i), name]);
}

export function axisFor(sweep: Sweep, info: AxisInfo): RangeAxis {
  const { values } = sweep.axes[0]!, scale = info.scale === "log" || grows(values) ? "log" as const : "linear" as const, joined = info.kind === "number" && values.length > 1, present = values.indexOf(info.present as never), letters = lettersFor(sweep, info);
  return {
    title: joined && scale === "log" ? `${axisTitle(info)}, ${words.logScale}` : axisTitle(info), ticks: values.map((v, i) => letters?.[i]![0] ?? valueText(info, v)), joined,
    places: placesOn(values.map((v) => (joined && typeof v === "number" ? v : null)), scale), ...(present >= 0 && { present }),
  };
}

/** One row a place, one column an arm and metric. Intervals stand below, and units with the values that have a percent sign, so that many columns find room. */
export function tableOf(sweep: Sweep, infos: readonly AxisInfo[], cells: readonly SweepCell[], arms: readonly string[], metrics: readonly string[]): TableData {
  const places = [...new Map(cells.map((c) => [c.at.join(), c.at])).values()];
  return {
    columns: [...infos.map((info) => ({ title: (info.percent ? info.title : axisTitle(info)).replaceAll(" ", "\u00a0"), numeric: info.kind === "number" })), ...metrics.flatMap((m) => arms.map((arm) => ({ title: `${metricTitle(m)}, ${armTitle(sweep, arm)}`, numeric: true })))],
    rows: places.map((at) => [...infos.map((info, i) => valueText(info, sweep.axes[i]!.values[at[i]!]!)), ...metrics.flatMap((m) => arms.map((arm) => { const s = cellAt(cells, arm, at)?.metrics[m]; return s ? spreadText(s).replace(" (", "\n(") : "–"; }))]),
  };
}

export interface Picture { readonly marks: readonly Mark[]; readonly width: number; readonly height: number; readonly title: string }
export const line = (x: number, y: number, text: string, more: Mark["at"] = {}): Mark => ({ tag: "text", at: { x, y, fontSize: 13, fill: "var(--h-ink)", ...more }, text });

const MARGIN = 20;
/** Marks from 0, 0 on. */
export interface Block { readonly marks: readonly Mark[]; readonly width: number; readonly height: number }
/** Names with something before each, side by side as far as they fit. */
export function flowed(names: readonly string[], width: number, before: (i: number, x: number, y: number) => Mark): Block {
  const marks: Mark[] = [];
  let x = 0, y = 0;
  names.forEach((name, i) => {
    const wide = 18 + name.length * 6 + 16;
    if (x > 0 && x + wide > width) [x, y] = [0, y + 18];
    marks.push(before(i, x, y), line(x + 18, y + 10, name, { fontSize: 11, fill: "var(--h-muted)" }));
    x += wide;
  });
  return { marks, width, height: y + 18 };
}
/** Lines of text of which the last stands at y. */
export const linesUp = (x: number, y: number, lines: readonly string[], more: Mark["at"] = {}): Mark[] => lines.map((t, k) => line(x, y - (lines.length - 1 - k) * 15, t, more));
/** Lines of text around the height y. */
export const linesAbout = (x: number, y: number, lines: readonly string[], more: Mark["at"] = {}): Mark[] => linesUp(x, y + 4 + (lines.length - 1) * 7.5, lines, more);
/** How many characters of a heading fit into so many px. */
export const charactersIn = (px: number): number => Math.floor(px / 7.2);
const moved = ({ marks }: Block, dx: number, dy: number): Mark[] => marks.map((m) => ({ ...m, at: { ...m.at, x: Number(m.at["x"]) + dx, y: Number(m.at["y"]) + dy } }));

/** Title above, finding and caption below; maps, if there are any, between them. */
function framed(title: string, finding: string | null, caption: string, wanted: number, chartHeight: number, chart: readonly Mark[], maps: Block | null): Picture {
  const width = Math.max(wanted, 2 * MARGIN + (maps?.width ?? 0)), bodyHeight = chartHeight + (maps ? 24 + maps.height : 0), body = [...chart, ...(maps ? moved(maps, MARGIN, MARGIN + 34 + chartHeight + 24) : [])];
  const under = [...(finding ? textLines(finding, Math.floor((width - 2 * MARGIN) / 6.6)) : []), ...textLines(caption, Math.floor((width - 2 * MARGIN) / 5.6)).map((t) => ({ small: t }))], y0 = MARGIN + 34 + bodyHeight;
  return {
    title, width, height: y0 + 12 + under.length * 18 + MARGIN,
    marks: [line(MARGIN, MARGIN + 14, title, { fontSize: 17, fontWeight: 600 }), ...body, ...under.map((t, i) => (typeof t === "string" ? line(MARGIN, y0 + 16 + i * 18, t) : line(MARGIN, y0 + 16 + i * 18, t.small, { fontSize: 11, fill: "var(--h-muted)" })))],
  };
}

const PANEL = { width: 440, height: 300 } as const;
export function curvesPicture(sweep: Sweep, info: AxisInfo, cells: readonly SweepCell[], arms: readonly string[], metrics: readonly string[], finding: string | null, caption: string, maps: Block | null = null): Picture {
  const axis = axisFor(sweep, info), top = MARGIN + 34;
  const body = metrics.flatMap((m, k) => [line(MARGIN + k * PANEL.width + 44, top + 8, metricTitle(m), { fontWeight: 600 }), ...rangeMarks(seriesOf(sweep, cells, arms, m), axis, PANEL, [MARGIN + k * PANEL.width, top + 14])]);
  const letters = lettersFor(sweep, info), width = metrics.length * PANEL.width, key = letters && flowed(letters.map(([, name]) => name), width, (i, x, y) => line(x, y + 10, letters[i]![0], { fontSize: 11, fontWeight: 600 }));
  return framed(words.of(info.title), finding, caption, 2 * MARGIN + width, PANEL.height + 14 + (key ? key.height + 8 : 0), [...body, ...(key ? moved(key, MARGIN, top + PANEL.height + 22) : [])], maps);
}

const CELL = { width: 88, height: 44 } as const;
/** The room for the names of rows, px. */
export const HEAD = 150;
export function gridPicture(sweep: Sweep, infos: readonly AxisInfo[], cells: readonly SweepCell[], arm: string, metric: string, finding: string | null, caption: string, maps: Block | null = null): Picture {
  const [across, down] = [sweep.axes[0]!.values, sweep.axes[1]!.values], x0 = MARGIN + HEAD;
  const heads = across.map((v) => wrapped(valueText(infos[0]!, v), charactersIn(CELL.width - 4))), side = wrapped(axisTitle(infos[1]!), charactersIn(HEAD)), tall = 15 * (Math.max(1, side.length - 1, ...heads.map((h) => h.length)) - 1), y0 = MARGIN + 34 + 44 + tall;
  const body: Mark[] = [line(x0, y0 - 28 - tall, axisTitle(infos[0]!), { fill: "var(--h-muted)" }), ...linesUp(MARGIN, y0 - 8, side, { fill: "var(--h-muted)", fontSize: 12 })];
  heads.forEach((h, i) => body.push(...linesUp(x0 + (i + 0.5) * CELL.width, y0 - 8, h, { textAnchor: "middle", fontWeight: 500 })));
  down.forEach((v, j) => {
    body.push(...linesAbout(MARGIN, y0 + (j + 0.5) * CELL.height, wrapped(valueText(infos[1]!, v), charactersIn(HEAD - 8)), { fontWeight: 500 }));
    across.forEach((_, i) => {
      const s = cellAt(cells, arm, [i, j])?.metrics[metric], x = x0 + i * CELL.width, y = y0 + j * CELL.height;
      body.push({ tag: "rect", at: { x, y, width: CELL.width, height: CELL.height, fill: s ? sequential(s.mean) : "#ffffff", stroke: "var(--h-line)" } });
      body.push(line(x + CELL.width / 2, y + CELL.height / 2 + (s ? -1 : 5), s ? percentRound(s.mean) : "…", { textAnchor: "middle", fontSize: 14, fontWeight: 600, fill: s ? inkOn(s.mean) : "var(--h-muted)" }));
      if (s) body.push(line(x + CELL.width / 2, y + CELL.height / 2 + 14, intervalText(s), { textAnchor: "middle", fontSize: 11, fill: inkOn(s.mean) }));
    });
  });
  const title = `${metricTitle(metric)}, ${armTitle(sweep, arm)}`;
  return framed(title, finding, caption, Math.max(520, 2 * MARGIN + HEAD + across.length * CELL.width), 44 + tall + down.length * CELL.height, body, maps);
}
