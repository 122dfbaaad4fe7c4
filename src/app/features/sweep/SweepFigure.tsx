/** What a sweep has found: two rates against the knob, or with two knobs a heat map; finding, table, and the files to take away. */
import { Download } from "lucide-react";
import { useMemo, useState } from "react";
import { metrics as registry } from "../../../engine/index";
import { sweepArms, sweepCsv, sweepDocument, sweepKey, type AxisInfo, type Sweep, type SweepCell, type SweepRunCell } from "../../../engine/later";
import { HeatGrid } from "../../charts/HeatGrid";
import { lightColors, svgText, svgToPng } from "../../charts/drawing";
import { regionImage } from "../../charts/region-drawing";
import { RangeChart } from "../../charts/RangeChart";
import { save, saveBlob } from "../../state/files";
import { sweepCount } from "../../state/sweep";
import { job as jobWords } from "../../text/job-words";
import { percentRound } from "../../text/format";
import { gridFinding, intervalNote, sweepFinding } from "../../text/sweep-finding";
import { setupText } from "../../text/sweep-setup";
import { armTitle, axisTitle, intervalText, metricTitle, spreadText, sweepWords as words, valueSaid, valueText } from "../../text/sweep-words";
import { Button } from "../../ui/Button";
import { Figure } from "../../ui/Figure";
import { Select } from "../../ui/Select";
import { mapsBody } from "./maps-picture";
import { axisFor, cellAt, curvesPicture, gridPicture, lettersFor, seriesOf, tableOf, type Picture } from "./series";

export interface SweepFigureProps {
  readonly sweep: Sweep;
  readonly infos: readonly AxisInfo[];
  readonly known: readonly SweepRunCell[];
  readonly cells: readonly SweepCell[];
  readonly chosen: readonly number[] | null;
  readonly onChoose: (at: readonly number[]) => void;
  readonly whyNot: WhyNot;
}

/** Why a place that has no numbers failed; null where it has not. */
export type WhyNot = (at: readonly number[]) => string | null;

/** Metrics that have been measured, in the registry's order; with nothing known, those that were asked for. */
const measured = (sweep: Sweep, cells: readonly SweepCell[]): string[] => {
  const ids = registry.ids().filter((id) => cells.some((c) => c.metrics[id]));
  return ids.length > 0 ? ids : [...sweep.metrics];
};

function Exports({ sweep, known, picture }: { readonly sweep: Sweep; readonly known: readonly SweepRunCell[]; readonly picture: () => Picture }) {
  const stem = `hemlock-sweep-${sweepKey(sweep).slice(0, 6)}`, svg = () => { const p = picture(); return { ...p, text: svgText(p.marks, p.width, p.height, p.title) }; };
  const png = async () => { const { text, width, height } = svg(), blob = await svgToPng(text, width, height); if (blob) saveBlob(`${stem}.png`, blob); };
  const button = (label: string, onClick: () => void) => <Button size="sm" variant="ghost" icon={<Download />} onClick={onClick}>{label}</Button>;
  return (
    <div role="group" aria-label={words.export} className="flex flex-wrap gap-1">
      {button(words.csv, () => save(`${stem}.csv`, "text/csv", sweepCsv(sweep, known)))}
      {button(words.json, () => save(`${stem}.json`, "application/json", `${JSON.stringify(sweepDocument(sweep, known), null, 1)}\n`))}
      {button(words.png, () => void png())}
      {button(words.svg, () => save(`${stem}.svg`, "image/svg+xml", svg().text))}
    </div>
  );
}

/** Everything about one place, arm by arm. */
const sayPlace = (sweep: Sweep, infos: readonly AxisInfo[], cells: readonly SweepCell[], arms: readonly string[], metric: string, at: readonly number[], whyNot: WhyNot): string => {
  const said = arms.flatMap((arm) => { const s = cellAt(cells, arm, at)?.metrics[metric]; return s ? [`${armTitle(sweep, arm)} ${spreadText(s)}`] : []; });
  return `${infos.map((info, i) => `${info.title} ${valueText(info, sweep.axes[i]!.values[at[i]!]!)}`).join(", ")}: ${metricTitle(metric)}: ${said.length > 0 ? said.join(", ") : (whyNot(at)?.replace(/\.$/, "") ?? words.empty)}.`;
};

/** What the letters under a chart stand for. */
function Letters({ of }: { readonly of: readonly (readonly [letter: string, name: string])[] }) {
  return <ul aria-hidden="true" className="m-0 flex list-none flex-wrap gap-x-4 gap-y-1 p-0 pb-2 text-xs text-muted lg:col-span-2">{of.map(([letter, name]) => <li key={letter}><b className="font-semibold text-ink">{letter}</b> {name}</li>)}</ul>;
}

const failedFace = (why: string | null) => (why === null ? null : { share: null, large: jobWords.cell, small: "", label: why });

export function SweepFigure({ sweep, infos, known, cells, chosen, onChoose, whyNot }: SweepFigureProps) {
  const ids = useMemo(() => measured(sweep, cells), [sweep, cells]), arms = sweepArms(sweep), grid = sweep.axes.length > 1;
  const [wanted, setWanted] = useState<readonly [string, string]>(["", ""]), [wantedArm, setArm] = useState("");
  const first = ids.includes(wanted[0]) ? wanted[0] : ids.includes(sweep.metrics[0]!) ? sweep.metrics[0]! : ids[0]!;
  const second = wanted[1] === "none" ? null : ids.includes(wanted[1]) ? wanted[1] : (sweep.metrics.slice(1).find((m) => ids.includes(m) && m !== first) ?? ids.find((m) => m !== first) ?? null);
  const arm = arms.includes(wantedArm) ? wantedArm : sweep.base.attack ? "poisoned" : arms[0]!, goal = grid && wanted[0] === "" && second ? second : first;
  const metrics = grid ? [goal] : [first, ...(second && second !== first ? [second] : [])];
  const finding = grid ? gridFinding(sweep, infos, cells, arm, goal) : sweepFinding(sweep, infos, cells, metrics), axis = useMemo(() => axisFor(sweep, infos[0]!), [sweep, infos]), letters = grid ? null : lettersFor(sweep, infos[0]!);
  const band = intervalNote(cells, grid ? [arm] : arms, metrics, grid ? "cells" : axis.joined ? "bands" : "bars"), note = [band, ...(grid || axis.present === undefined ? [] : [words.dotted(valueSaid(infos[0]!, sweep.axes[0]!.values[axis.present]!))])].filter(Boolean).join(" ");
  const caption = () => `${note} ${setupText(sweep, known, sweepCount(sweep))}`.trimStart();
  const maps = () => { const colors = lightColors(); return mapsBody(sweep, infos, known, grid ? [arm] : arms, (r) => regionImage({ ...r, confidence: Float32Array.from(r.confidence, (c) => c / 255) }, colors)); };
  const picture = () => (grid ? gridPicture(sweep, infos, cells, arm, goal, finding, caption(), maps()) : curvesPicture(sweep, infos[0]!, cells, arms, metrics, finding, caption(), maps()));
  const option = (id: string) => ({ value: id, label: metricTitle(id) });
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <div className="flex flex-wrap gap-3">
          <div className="w-52"><Select label={grid ? words.shown : words.metric(1)} value={goal} options={ids.map(option)} onChange={(v) => setWanted([v, wanted[1]])} size="sm" /></div>
          {grid ? <div className="w-40"><Select label={words.arm} value={arm} options={arms.map((a) => ({ value: a, label: armTitle(sweep, a) }))} onChange={setArm} size="sm" /></div>
            : <div className="w-52"><Select label={words.metric(2)} value={second ?? "none"} options={[...ids.filter((id) => id !== first).map(option), { value: "none", label: words.none }]} onChange={(v) => setWanted([wanted[0], v])} size="sm" /></div>}
        </div>
        {known.length > 0 && <Exports sweep={sweep} known={known} picture={picture} />}
      </div>
      <Figure title={words.of(infos.map((i) => i.title).reduce(words.both))} finding={finding === null ? undefined : <span className="text-base text-ink">{finding}</span>} table={() => tableOf(sweep, infos, cells, arms, metrics)}>
        {grid ? (
          <HeatGrid
            label={`${metricTitle(goal)}, ${armTitle(sweep, arm)}`} rows={sweep.axes[1]!.values.map((v) => valueText(infos[1]!, v))} columns={sweep.axes[0]!.values.map((v) => valueText(infos[0]!, v))} down={`${axisTitle(infos[1]!)} ↓`} across={`${axisTitle(infos[0]!)} →`} empty={words.empty}
            face={(row, column) => { const s = cellAt(cells, arm, [column, row])?.metrics[goal]; return s ? { share: s.mean, large: percentRound(s.mean), small: intervalText(s), label: spreadText(s) } : failedFace(whyNot([column, row])); }}
            chosen={chosen && { row: chosen[1]!, column: chosen[0]! }} onChoose={(row, column) => onChoose([column, row])}
          />
        ) : (
          <div className="grid gap-x-6 gap-y-3 lg:grid-cols-2">
            {metrics.map((m) => (
              <div key={m} className="min-w-0">
                <p className="text-sm font-medium">{metricTitle(m)}</p>
                <RangeChart label={words.chartLabel(metricTitle(m))} series={seriesOf(sweep, cells, arms, m)} axis={axis} say={(i) => sayPlace(sweep, infos, cells, arms, m, [i], whyNot)} chosen={chosen?.[0] ?? null} onChoose={(i) => onChoose([i])} />
              </div>
            ))}
            {letters && <Letters of={letters} />}
          </div>
        )}
      </Figure>
      {note !== "" && <p className="text-xs text-muted">{note}</p>}
    </div>
  );
}
