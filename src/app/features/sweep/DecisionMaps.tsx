/** Points data: what each model makes of the plane at each value of the knob, as small pictures with the same colors and axes. One seed. */
import { useEffect, useRef } from "react";
import type { AxisInfo, Sweep, SweepRunCell } from "../../../engine/later";
import { classColor } from "../../charts/markers";
import { drawRegion } from "../../charts/region-drawing";
import { useDark } from "../../charts/use-theme";
import { percent } from "../../text/format";
import { armTitle, sweepWords as words, valueText, valueWithUnit } from "../../text/sweep-words";
import { Figure } from "../../ui/Figure";
import { classesOf, TINT } from "./maps-picture";

const SIDE = 104;
type MapRegion = NonNullable<SweepRunCell["region"]>;

function Tile({ region, label }: { readonly region: MapRegion; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null), dark = useDark();
  useEffect(() => drawRegion(canvas.current, { ...region, confidence: Float32Array.from(region.confidence, (c) => c / 255) }, { side: SIDE, x: region.x, y: region.y }), [region, dark]);
  return <div role="img" aria-label={label} className="overflow-hidden rounded-sm border border-line" style={{ width: SIDE, height: SIDE }}><canvas ref={canvas} aria-hidden="true" className="size-full" /></div>;
}

/** Which class has which tint; the maps have no points, so no shapes. */
function Tints({ names }: { readonly names: readonly string[] }) {
  return (
    <ul aria-label={words.tints} className="m-0 flex list-none flex-wrap gap-x-4 gap-y-1 p-0 text-xs text-muted">
      {names.map((name, c) => <li key={c} className="flex items-center gap-1.5"><span aria-hidden="true" className="size-3.5 shrink-0 rounded-xs border border-line forced-color-adjust-none" style={{ background: `color-mix(in srgb, ${classColor(c)} ${100 * TINT}%, var(--h-paper))` }} />{name}</li>)}
    </ul>
  );
}

export interface DecisionMapsProps {
  readonly sweep: Sweep;
  readonly infos: readonly AxisInfo[];
  readonly cells: readonly SweepRunCell[];
  readonly arms: readonly string[];
  /** With two knobs: which value of the second. */
  readonly row: number;
}

export function DecisionMaps({ sweep, infos, cells, arms, row }: DecisionMapsProps) {
  const with_ = cells.filter((c) => c.region && c.at.slice(1).every((i) => i === row)), shown = arms.filter((arm) => with_.some((c) => c.arm === arm));
  if (shown.length === 0) return null;
  return (
    <Figure title={words.maps} finding={words.mapsWhy(sweep.seeds[0]!, infos[1] ? `${infos[1].title.toLowerCase()} ${valueText(infos[1], sweep.axes[1]!.values[row]!)}` : "")}>
      <Tints names={classesOf(sweep)} />
      <div role="region" tabIndex={0} aria-label={words.maps} className="overflow-x-auto">
        <table className="border-separate border-spacing-x-2 border-spacing-y-1 text-xs">
          <thead><tr><th scope="col" className="pe-1 text-start align-bottom font-normal text-muted">{words.arm}</th>{sweep.axes[0]!.values.map((v, i) => <th key={i} scope="col" className="align-bottom font-medium"><span className="block text-center leading-snug text-balance wrap-break-word hyphens-auto" style={{ width: SIDE }}>{valueWithUnit(infos[0]!, v)}</span></th>)}</tr></thead>
          <tbody>
            {shown.map((arm) => (
              <tr key={arm}>
                <th scope="row" className="pe-1 text-start font-medium">{armTitle(sweep, arm)}</th>
                {sweep.axes[0]!.values.map((v, i) => {
                  const cell = with_.find((c) => c.arm === arm && c.at[0] === i), accuracy = percent(cell?.metrics["cleanAccuracy"]?.value ?? NaN);
                  return <td key={i} className="align-top">{cell?.region ? <><Tile region={cell.region} label={words.mapLabel(armTitle(sweep, arm), `${infos[0]!.title} ${valueWithUnit(infos[0]!, v)}`, accuracy)} /><span aria-hidden="true" className="block text-center text-muted">{words.mapAccuracy(accuracy)}</span></> : <span className="grid place-items-center text-muted" style={{ width: SIDE, height: SIDE }}>…</span>}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}
