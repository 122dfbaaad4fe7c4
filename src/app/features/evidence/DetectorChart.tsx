/** One statistic of a monitor up to now: its line, its threshold, its alarm, and, when revealed, where the attack begins. */
import { memo, useId } from "react";
import type { Detector, WatchReport } from "../../../engine/index";
import { alike } from "../../charts/column";
import { short } from "../../charts/format";
import { HatchPattern } from "../../charts/HatchPattern";
import { useWidth } from "../../charts/use-width";
import { stream as words } from "../../text/evidence-words";
import { count } from "../../text/format";
import { Figure } from "../../ui/Figure";
import { upTo } from "./stream";

export interface DetectorChartProps {
  readonly detector: Detector;
  readonly report: WatchReport["detectors"][number] | undefined;
  readonly length: number;
  readonly now: number;
  /** Inputs before the first triggered one; null = none, or hidden. */
  readonly onset: number | null;
  readonly revealed: boolean;
}

const LEFT = 44, RIGHT = 8, TOP = 16, BOTTOM = 20, HEIGHT = 110;

function verdict({ detector, report, now, length, onset, revealed }: DetectorChartProps): string {
  const { alarmAt } = detector, heard = alarmAt !== null && alarmAt <= now;
  const said = [heard ? words.alarmAt(alarmAt) : now < length ? words.notYet : words.noAlarm];
  if (revealed && onset !== null && now >= onset) {
    if (heard && report?.delay !== null && report?.delay !== undefined) said.push(words.delay(report.delay));
    else if (heard) said.push(words.early);
    else if (now >= length) said.push(words.missed);
  }
  if (report) said.push(words.falseAlarms(report.falseAlarms));
  return said.join(" ");
}

export const DetectorChart = memo(function DetectorChart(props: DetectorChartProps) {
  const { detector, length, now, onset, revealed } = props, hatch = useId(), [box, measured] = useWidth<HTMLDivElement>(), width = measured || 320;
  const values = detector.points.map((p) => p.y).filter(Number.isFinite), low = Math.min(0, detector.threshold, ...values), high = Math.max(detector.threshold, ...values, low + 1e-9) * 1.05;
  const x = (v: number) => LEFT + (v / length) * (width - LEFT - RIGHT), y = (v: number) => TOP + (1 - (v - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const drawn = upTo(detector.points, now).filter((p) => Number.isFinite(p.y)), alarm = detector.alarmAt !== null && detector.alarmAt <= now ? detector.alarmAt : null;
  const begun = revealed && onset !== null && onset <= now ? onset : null;
  const table = () => {
    const text = alike(drawn.map((p) => p.y));
    return { columns: [{ title: words.answered, numeric: true }, { title: detector.title, numeric: true }], rows: drawn.map((p) => [count(p.x), text(p.y)]) };
  };
  return (
    <Figure title={detector.title} finding={verdict(props)} table={table} headingLevel={4}>
      <div ref={box} className="min-w-0 [contain:inline-size]" style={{ minHeight: HEIGHT }}>
        <svg aria-hidden="true" width={width} height={HEIGHT} className="block max-w-full text-xs" fill="var(--h-muted)">
          <HatchPattern id={hatch} />
          <line x1={LEFT} x2={width - RIGHT} y1={y(Math.max(low, 0))} y2={y(Math.max(low, 0))} stroke="var(--h-edge)" />
          {begun !== null && (
            <>
              <rect x={x(begun)} y={HEIGHT - BOTTOM - 6} width={Math.max(0, x(now) - x(begun))} height={6} fill={`url(#${hatch})`} stroke="var(--h-poisoned-fill)" />
              <line x1={x(begun)} x2={x(begun)} y1={TOP - 2} y2={HEIGHT - BOTTOM} stroke="var(--h-poisoned-fill)" strokeWidth={2} strokeDasharray="2 3" />
              <text x={x(begun)} y={HEIGHT - 5} textAnchor={begun > length / 2 ? "end" : "start"} fill="var(--h-poisoned)">{words.begins}</text>
            </>
          )}
          <line x1={LEFT} x2={width - RIGHT} y1={y(detector.threshold)} y2={y(detector.threshold)} stroke="var(--h-ink)" strokeWidth={1.5} strokeDasharray="5 4" />
          <text x={LEFT - 5} y={y(detector.threshold)} dy="0.35em" textAnchor="end">{short(Number(detector.threshold.toPrecision(2)))}</text>
          {drawn.length > 0 && <path d={`M${drawn.map((p) => `${x(p.x).toFixed(1)},${y(p.y).toFixed(1)}`).join("L")}`} fill="none" stroke="var(--h-class-0)" strokeWidth={2} strokeLinejoin="round" />}
          {now < length && <line x1={x(now)} x2={x(now)} y1={TOP} y2={HEIGHT - BOTTOM} stroke="var(--h-edge)" />}
          {alarm !== null && (
            <g fill="var(--h-ink)">
              <line x1={x(alarm)} x2={x(alarm)} y1={TOP - 4} y2={HEIGHT - BOTTOM} stroke="var(--h-ink)" strokeWidth={2} />
              <path d={`M${x(alarm) - 5},${TOP - 12}h10l-5,9Z`} />
              <text x={x(alarm) + (alarm > length / 2 ? -8 : 8)} y={TOP - 4} textAnchor={alarm > length / 2 ? "end" : "start"} fontWeight={600}>{words.alarm}</text>
            </g>
          )}
        </svg>
      </div>
    </Figure>
  );
});
