/** Honest rows that a decision throws out, by class or by source, with interval. Groups that lose most stand first. */
import { truth as words } from "../../text/bench-words";
import { count, percent, range } from "../../text/format";
import type { Lost } from "./truth";

const SHOWN = 12;

export function LostTable({ by, groups }: { readonly by: "label" | "source"; readonly groups: readonly Lost[] }) {
  const lines = [...groups].filter((g) => g.honest > 0).sort((a, b) => b.lost / b.honest - a.lost / a.honest);
  const head = "border-b border-line py-1 font-medium text-muted";
  return (
    <div role="region" tabIndex={0} aria-label={words.lostTitle[by]} className="relative overflow-auto" style={{ maxHeight: (SHOWN + 3) * 32 }}>
      <table className="w-full text-sm">
        <caption className="pb-1 text-start font-semibold">{words.lostTitle[by]}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${head} pe-3 text-start`}>{words.lostHead[by]}</th>
            <th scope="col" className={`${head} ps-3 text-end`}>{words.lostHead.honest}</th>
            <th scope="col" className={`${head} ps-3 text-end`}>{words.lostHead.lost}</th>
            <th scope="col" className={`${head} ps-3 text-end`}>{words.lostHead.share}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((g) => (
            <tr key={g.name} className="border-b border-line last:border-0">
              <th scope="row" className="py-1 pe-3 text-start font-normal [overflow-wrap:anywhere]">{g.name}</th>
              <td className="py-1 ps-3 text-end">{count(g.honest)}</td>
              <td className="py-1 ps-3 text-end">{count(g.lost)}</td>
              <td className="py-1 ps-3 text-end whitespace-nowrap">{percent(g.rate!.value)} <span className="text-xs text-muted">{range(g.rate!.low, g.rate!.high)}</span></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
