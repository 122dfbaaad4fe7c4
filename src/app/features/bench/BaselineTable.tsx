/** What models trained after each filter are worth: none, random, oracle, this defense, the same on clean data, and the person's pick. */
import type { ArmInfo, MetricValue } from "../../../engine/index";
import { handPipeline } from "../../state/by-hand";
import { useRun } from "../../state/run";
import { useShownSpec } from "../../state/use-shown-spec";
import { truth as words } from "../../text/bench-words";
import { count, percent, range } from "../../text/format";

const rate = (value: MetricValue | null | undefined) => value ? <>{percent(value.value)}<span className="block text-xs text-muted">{words.interval(range(value.low, value.high), value.n)}</span></> : "–";

export interface BaselineTableProps {
  readonly arm: ArmInfo;
  /** Whether the rows picked by hand in this run are those of the decision on screen. */
  readonly decided: boolean;
}

export function BaselineTable({ arm, decided }: BaselineTableProps) {
  const results = useRun((s) => s.results), arms = useRun((s) => s.arms), spec = useShownSpec();
  const hand = handPipeline(spec), handId = hand >= 0 ? `defended-${hand + 1}` : null, n = words.baselineNames;
  const lines = [
    { id: spec.attack ? "poisoned" : "clean", name: n.none },
    { id: `${arm.id}-random`, name: n.random },
    { id: `${arm.id}-oracle`, name: n.oracle },
    { id: arm.id, name: n.this },
    { id: `${arm.id}-clean`, name: n.clean },
    ...(handId && handId !== arm.id ? [{ id: handId, name: n.yours(decided) }, { id: `${handId}-random`, name: n.yoursRandom }] : []),
  ].filter((line) => arms.some((a) => a.id === line.id));
  const head = "border-b border-line py-1 align-bottom font-medium text-muted";
  return (
    <div role="region" tabIndex={0} aria-label={words.baselines} className="relative overflow-x-auto">
      <table className="w-full text-sm">
        <caption className="pb-1 text-start font-semibold">{words.baselines}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${head} pe-3 text-start`}>{words.baselineHead.filter}</th>
            <th scope="col" className={`${head} ps-3 text-end`}>{words.baselineHead.accuracy}</th>
            <th scope="col" className={`${head} ps-3 text-end`}>{words.baselineHead.attack}</th>
            <th scope="col" className={`${head} ps-3 text-end`}>{words.baselineHead.removed}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, name }) => {
            const r = results[id];
            return (
              <tr key={id} className="border-b border-line last:border-0">
                <th scope="row" className={`min-w-28 py-1 pe-3 text-start ${id === arm.id || id === handId ? "font-semibold" : "font-normal"}`}>{name}</th>
                <td className="py-1 ps-3 text-end align-top whitespace-nowrap">{r ? rate(r.metrics["cleanAccuracy"]) : words.waiting}</td>
                <td className="py-1 ps-3 text-end align-top whitespace-nowrap">{r ? rate(r.metrics["attackSuccess"]) : words.waiting}</td>
                <td className="py-1 ps-3 text-end align-top whitespace-nowrap">{r ? count((r.filter?.removed ?? 0) + (r.filter?.relabeled ?? 0)) : words.waiting}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {!spec.baselines && <p className="pt-1 text-sm text-muted">{words.noBaselines}</p>}
    </div>
  );
}
