/** Who fools whom: inputs made on one model, tried on another. A real table whose cells are shaded by their rate; pairs that mean nothing stay empty. */
import type { ProbeOutcome } from "../../../engine/index";
import { percent } from "../../charts/format";
import { inkOn, sequential } from "../../charts/scales";
import { useDark } from "../../charts/use-theme";
import { probePanel as words } from "../../text/probe-words";

export function FoolsMatrix({ matrix, of }: { readonly matrix: NonNullable<ProbeOutcome["matrix"]>; readonly of: string }) {
  const dark = useDark();
  const head = "px-2 py-1.5 text-xs leading-tight font-medium text-muted";
  const empty = matrix.rates.some((row) => row.includes(null));
  return (
    <section className="min-w-0">
      <h4 className="flex min-h-7 items-center text-sm leading-snug font-semibold">{matrix.title}</h4>
      <div role="region" tabIndex={0} aria-label={`${of}, ${matrix.title}`} className="overflow-x-auto rounded-md border border-line [scrollbar-width:thin]">
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className={`${head} text-start whitespace-nowrap`}>{words.from} ↓<br />{words.to} →</th>
              {matrix.to.map((to, j) => <th key={j} scope="col" className={`${head} min-w-20 text-center`}>{to}</th>)}
            </tr>
          </thead>
          <tbody>
            {matrix.from.map((from, i) => (
              <tr key={i} className="border-b border-line last:border-0">
                <th scope="row" className="max-w-44 px-2 py-1.5 text-start text-xs leading-tight font-medium">{from}</th>
                {matrix.to.map((_, j) => {
                  const rate = matrix.rates[i]?.[j];
                  if (!rate || rate.n === 0) return <td key={j} className="px-2 py-1.5 text-center text-muted"><span aria-hidden="true">–</span><span className="sr-only">{words.noPair}</span></td>;
                  return (
                    <td key={j} title={`${words.interval(rate.low, rate.high)}, n = ${rate.n}`} className="px-2 py-1.5 text-center whitespace-nowrap forced-color-adjust-none" style={{ background: sequential(rate.value, dark), color: inkOn(rate.value, dark) }}>
                      <span className="block font-semibold">{percent(rate.value)}</span>
                      <span className="block text-xs">n = {rate.n}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {empty && <p className="mt-1 text-xs text-muted">{words.noPairWhy}</p>}
    </section>
  );
}
